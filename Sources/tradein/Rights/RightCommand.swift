import ArgumentParser
import FileExchange
import TradeInCore
import TradeInStore

/// Rights that are drawn before the sale.
struct RightCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "right",
        abstract: say("资格：领取、查看、取消", "Rights: draw, list, cancel"),
        discussion: say(
            """
            政策包写有 deadlines.reserveDays 的项目，可在购买前领取资格：资金即时预占，到最后一日23:59:59止；
            过期自动失效，资金退回。每次领取都计入次数（drawsPerClass），失效、取消也不退回次数。
            同一人、同一品类的申领提交时自动使用资格，不排队。
            示例：tradein right draw 资格.csv
            """,
            """
            Where a pack has deadlines.reserveDays, a right can be drawn before the sale: its money is
            encumbered until 23:59:59 of the last day, then it lapses and the money goes back. Every draw
            counts (drawsPerClass) and does not come back. A claim of the same person and class uses the
            right when it is submitted and waits in no line.
            Example: tradein right draw rights.csv
            """),
        subcommands: [RightDrawCommand.self, RightListCommand.self, RightCancelCommand.self])
}

/// Draws the rights of a file.
struct RightDrawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draw",
        abstract: say("领取文件中各行的资格", "Draw the rights of a file"),
        discussion: say(
            """
            列同申领文件，只需申领编号、项目、经销商、姓名、证件号、手机号、镇街、品类、预计价格，
            以及判定补贴所需的列（如能效等级）。重复运行不会重复领取。
            示例：tradein right draw 资格.csv --as wang
            """,
            """
            Columns as in a claim file; needed are reference, programme, dealer, name, ID, phone, town,
            class, the expected price, and what the award depends on, such as the grade. Running it again
            draws nothing twice.
            Example: tradein right draw rights.csv --as wang
            """))

    @Argument(help: ArgumentHelp(say("CSV或JSON Lines文件", "A CSV or JSON Lines file")))
    var file: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.open()
        let context = options.context()
        let shelf = try options.shelf(of: store)
        let preparer = ClaimPreparer(
            decider: ClaimDecider(shelf: shelf, county: try Setting.county()), keys: store.keys)
        var reader = try ClaimFileReader(path: file, .init(isBeforeSale: true))
        for finding in reader.fileFindings {
            Output.complain(finding)
        }
        var isFaulty = reader.fileFindings.contains { $0.severity == .error }
        var listing = Listing([
            .init("row", "行", "row", isNumber: true), .init("ref", "编号", "ref"),
            .init("outcome", "结果", "outcome"), .init("right", "资格", "right"),
            .init("amount", "金额", "amount", isNumber: true), .init("message", "说明", "message"),
        ])
        while let rows = try reader.nextBatch(max: 1000) {
            let seeds = try RandomBytes.take(rows.count * ClaimPreparer.seedCount)
            let prepared = try rows.enumerated().map { place, row in
                let start = place * ClaimPreparer.seedCount
                return try preparer.prepareRight(
                    row, today: context.now.countyDay,
                    seed: seeds[start..<start + ClaimPreparer.seedCount])
            }
            let outcomes = try store.commit(
                prepared.map { .reserve($0) }, context, register: shelf.register)
            for (one, outcome) in zip(prepared, outcomes) {
                if outcome.receipt == nil { isFaulty = true }
                listing.rows.append(row(one, outcome))
            }
        }
        try store.close()
        try listing.show(as: options.format ?? .table)
        Output.flush()
        if isFaulty { throw ExitCode(1) }
    }

    private func row(_ prepared: PreparedRight, _ outcome: CommandOutcome) -> [Listing.Cell] {
        let head: [Listing.Cell] = [
            .integer(Int64(prepared.claim.row)), .text(prepared.claim.ref),
        ]
        let isData = (options.format ?? .table) != .table
        switch outcome {
        case .done(let receipt, _), .replayed(let receipt):
            let isNew = if case .done = outcome { true } else { false }
            let word = isNew ? ("已领取", "drawn") : ("此前已领取", "replayed")
            return head + [
                .text(isData ? word.1 : say(word.0, word.1)), .text(receipt.right?.text ?? ""),
                .amount(receipt.amount ?? .zero), .text(""),
            ]
        case .refused(let refusal):
            let errors = prepared.determination.findings.filter { $0.severity == .error }
            let texts =
                [refusal.message] + (refusal.code == .ineligible ? errors.map(\.message) : [])
            return head + [
                .text(refusal.code.rawValue), .text(""), .none,
                .text(texts.map { $0[Language.current] }.joined(separator: " ")),
            ]
        }
    }
}

/// Lists rights.
struct RightListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: say("列出资格", "List rights"),
        discussion: say(
            "示例：tradein right list --state reserved", "Example: tradein right list --state reserved"
        ))

    @Option(
        help: ArgumentHelp(
            say("只列这一状态", "Of this state only"),
            valueName: RightState.allCases.map(\.rawValue).joined(separator: "|")))
    var state: RightState?

    @Option(help: ArgumentHelp(say("只列这家经销商", "Of this dealer only")))
    var dealer: String?

    @Option(help: ArgumentHelp(say("从这个资格之后继续", "Go on after this right")))
    var after: String?

    @Option(help: ArgumentHelp(say("最多几条", "At most this many")))
    var limit = 100

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.openForReading()
        let start = try after.map(RightCancelCommand.number) ?? 0
        let own = try options.ownDealer(in: store)
        if let own { try options.mustSee(dealer ?? own, in: store) }
        let rows = try store.rights(
            state, dealerCode: own ?? dealer, after: start, limit: limit)
        try store.close()
        let isData = (options.format ?? .table) != .table
        var listing = Listing([
            .init("right", "资格", "right"), .init("programme", "补贴项目", "programme"),
            .init("class", "品类", "class"), .init("dealer", "经销商", "dealer"),
            .init("fund", "资金", "fund"), .init("amount", "金额", "amount", isNumber: true),
            .init("lastDay", "最后一日", "last day"), .init("state", "状态", "state"),
            .init("claim", "申领", "claim"),
        ])
        listing.rows = rows.map { row in
            [
                .text(row.id.text),
                .text(isData ? row.programme.rawValue : row.programme.title[Language.current]),
                .text(row.classKey), .text(row.dealerCode), .text(row.fundCode),
                .amount(row.amount), .text(row.lastDay),
                .text(isData ? row.state.rawValue : row.state.title[Language.current]),
                .text(row.claim?.text ?? ""),
            ]
        }
        try listing.show(as: options.format ?? .table)
        Output.flush()
    }
}

/// Gives a right back.
struct RightCancelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: say("取消资格", "Cancel a right"),
        discussion: say(
            "资金立即退回，领取次数不退。示例：tradein right cancel TR000000018 --reason no-sale",
            "Its money goes back at once, the draw does not. "
                + "Example: tradein right cancel TR000000018 --reason no-sale"
        ))

    @Argument(help: ArgumentHelp(say("资格号", "The right")))
    var right: String

    @Option(
        help: ArgumentHelp(
            say("原因，记入日志", "Why; kept in the log"),
            valueName: RightCancelReason.allCases.map(\.rawValue).joined(separator: "|")))
    var reason: RightCancelReason?

    @OptionGroup var options: GlobalOptions

    static func number(_ text: String) throws -> Int64 {
        guard let id = RightID(text: text) else {
            throw ValidationError(
                say("“\(text)”不是资格号。请核对编号。", "\(text) is no right's number. Check it."))
        }
        return id.number
    }

    func run() throws {
        let number = try Self.number(right)
        try FundAnswer.tell(.cancelRight(number, reason), options) { _ in
            say(
                "\(RightID(number: number).text) 已取消，资金已退回。",
                "\(RightID(number: number).text) is cancelled; its money is back.")
        }
    }
}

extension RightState: ExpressibleByArgument {
    /// Empty, since the name of the value lists them already.
    public static let allValueStrings: [String] = []
}

extension RightCancelReason: ExpressibleByArgument {
    /// Empty, since the name of the value lists them already.
    public static let allValueStrings: [String] = []
}
