import ArgumentParser
import TradeInCore
import TradeInDesk
import TradeInStore

/// The months of finance's books.
struct MonthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "month",
        abstract: say("月结：编制、复核、查看", "Close months and look at them"),
        discussion: say(
            """
            月份结束后，一人编制（draft），另一人复核（close）。结账后该月金额不再变动；
            以后的退票、追回等更正记入未结月份，并注明所更正的月份。
            示例：tradein month draft 2026-10 --as zhao && tradein month close 2026-10 --as qian
            """,
            """
            Once a month has ended, one person drafts its close and another closes it. After that its
            figures never change; what puts them right later is booked in the open month and names it.
            Example: tradein month draft 2026-10 --as zhao && tradein month close 2026-10 --as qian
            """),
        subcommands: [
            MonthListCommand.self, MonthShowCommand.self, MonthDraftCommand.self,
            MonthCloseCommand.self,
        ])

    static func month(_ text: String) throws -> Month {
        try Typed.month(text).orUsage()
    }
}

/// Drafts the close of a month.
struct MonthDraftCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draft",
        abstract: say("编制月结", "Draft a month's close"),
        discussion: say(
            "示例：tradein month draft 2026-10 --as zhao",
            "Example: tradein month draft 2026-10 --as zhao"))

    @Argument(help: ArgumentHelp(say("月份", "The month"), valueName: "YYYY-MM"))
    var month: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let month = try MonthCommand.month(month)
        try FundAnswer.tell(.draftMonth(month), options) { _ in
            say(
                "\(month.text) 已编制月结。请另一人核对（month show \(month.text)）后复核："
                    + "tradein month close \(month.text)",
                "Drafted the close of \(month.text). Another person looks at it (month show "
                    + "\(month.text)) and closes it: tradein month close \(month.text)")
        }
    }
}

/// Closes a month.
struct MonthCloseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: say("复核月结", "Close a month"),
        discussion: say(
            "编制人不能复核。示例：tradein month close 2026-10 --as qian",
            "Not by who drafted it. Example: tradein month close 2026-10 --as qian"))

    @Argument(help: ArgumentHelp(say("月份", "The month"), valueName: "YYYY-MM"))
    var month: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let month = try MonthCommand.month(month)
        try FundAnswer.tell(.closeMonth(month), options) { _ in
            say("\(month.text) 已结账，金额不再变动。", "\(month.text) is closed; its figures stay.")
        }
    }
}

/// Lists the months.
struct MonthListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: say("列出各月", "List the months"),
        discussion: say(
            "各列为当月记入该账户的净额。示例：tradein month list",
            "Each column is what the month added to the account. Example: tradein month list"))

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.openForReading()
        try options.mustNotBeDealer(in: store)
        let books = try store.books()
        try store.close()
        let isData = (options.format ?? .table) != .table
        var listing = Listing(
            [.init("month", "月份", "month"), .init("state", "状态", "state")]
                + AccountKind.allCases.map {
                    .init($0.key, $0.title.zh, $0.title.en, isNumber: true)
                } + [
                    .init("corrected", "其中更正已结月份", "of it for closed months", isNumber: true),
                    .init("maker", "编制", "maker"), .init("checker", "复核", "checker"),
                ])
        listing.rows = books.monthsInOrder.map { month in
            let standing = books.months[month]
            return [.text(month.text), .text(Self.state(standing, isData))]
                + AccountKind.allCases.map { .amount(books.net(month, $0)) }
                + [
                    .integer(books.corrections(month)),
                    .text(standing?.maker ?? ""), .text(standing?.checker ?? ""),
                ]
        }
        try listing.show(as: options.format ?? .table)
        Output.flush()
    }

    private static func state(_ standing: StandingMonth?, _ isData: Bool) -> String {
        let state = MonthState(standing)
        return isData ? state.rawValue : state.title[Language.current]
    }
}

/// Shows what a month booked.
struct MonthShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: say("查看一个月的账", "Show a month's books"),
        discussion: say(
            "示例：tradein month show 2026-10", "Example: tradein month show 2026-10"))

    @Argument(help: ArgumentHelp(say("月份", "The month"), valueName: "YYYY-MM"))
    var month: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let month = try MonthCommand.month(month)
        let store = try options.openForReading()
        try options.mustNotBeDealer(in: store)
        let books = try store.books()
        try store.close()
        try books.listing { $0.month == month || $0.corrects == month }
            .show(as: options.format ?? .table)
        Output.flush()
    }
}
