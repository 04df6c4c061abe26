import ArgumentParser
import TradeInCore
import TradeInDesk
import TradeInStore

/// Shows the accounts of the funds.
struct FundBalanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "balance",
        abstract: say("查看资金的六个账户", "Show the six accounts of each fund"),
        discussion: say(
            """
            下达 = 可用 + 预占 + 应付 + 已付 + 应收。已占用为预占、应付、已付之和。
            示例：tradein fund balance JX-2026-appliance
            """,
            """
            Appropriated = available + encumbered + payable + paid + receivable. Committed is \
            encumbered, payable, paid and receivable together.
            Example: tradein fund balance JX-2026-appliance
            """))

    @Argument(help: ArgumentHelp(say("资金代码；不填为全部", "A fund's code; all without it")))
    var code: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.openForReading()
        let funds = try store.funds().filter { code == nil || $0.code == code }
        guard code == nil || !funds.isEmpty else {
            let codes = try store.funds().map(\.code).joined(separator: say("、", ", "))
            Output.complain(
                say(
                    "没有资金“\(code ?? "")”。现有：\(codes)。",
                    "There is no fund \(code ?? ""). There are: \(codes)."))
            throw ExitCode(1)
        }
        let format = options.format ?? .table
        let listing = listing(of: funds, isData: format != .table)
        if format != .table {
            try listing.print(as: format)
        } else if funds.isEmpty {
            Output.line(say("还没有资金。用 fund create 建立。", "There are no funds yet. See fund create."))
        } else if fits(listing) {
            try listing.show(as: .table)
        } else {
            for fund in funds { printBlock(fund) }
        }
        if funds.contains(where: { $0.committed > .zero }) {
            try PolicyBanner(of: store).print(format)
        }
        Output.flush()
    }

    private func fits(_ listing: Listing) -> Bool {
        guard let width = Terminal.width else { return true }
        let layout = TableLayout(listing.columns, rows: listing.rows, width: nil)
        return displayWidth(layout.rule) <= width
    }

    private func listing(of funds: [Fund], isData: Bool) -> Listing {
        var listing = Listing(
            [
                .init("code", "资金代码", "fund"), .init("title", "名称", "name"),
                .init("year", "年度", "year", isNumber: true), .init("scope", "范围", "scope"),
            ]
                + AccountKind.allCases.map {
                    .init($0.key, $0.title.zh, $0.title.en, isNumber: true)
                }
                + [
                    .init("committed", "已占用", "Committed", isNumber: true),
                    .init("permille", "占用比例", "share"),
                ])
        listing.rows = funds.map { fund in
            let head: [Listing.Cell] = [
                .text(fund.code), .text(fund.title[Language.current]),
                .integer(Int64(fund.year)),
                .text(isData ? fund.scope.key : fund.scope.title[Language.current]),
            ]
            let share: Listing.Cell =
                isData
                ? fund.committedPermille.map { .integer(Int64($0)) } ?? .none : .text(bar(fund))
            return head + AccountKind.allCases.map { .amount(fund.balance($0)) }
                + [.amount(fund.committed), share]
        }
        return listing
    }

    private func bar(_ fund: Fund) -> String {
        let share = fund.committedPermille
        return Terminal.bar(permille: share) + (share.map { " " + Terminal.percent($0) } ?? "")
    }

    /// A fund over five lines, for terminals that the table does not fit.
    private func printBlock(_ fund: Fund) {
        let language = Language.current
        Terminal.paragraph("\(fund.code)  \(fund.title[language])", indent: 2)
        let accounts = AccountKind.allCases
        let titles = accounts.map { displayWidth($0.title[language]) }.max() ?? 0
        let amounts = accounts.map { fund.balance($0).groupedText }
        let widest = amounts.map(\.utf8.count).max() ?? 0
        for start in stride(from: 0, to: accounts.count, by: 2) {
            let cells = (start..<min(start + 2, accounts.count)).map { place in
                let title = accounts[place].title[language]
                let gap = titles - displayWidth(title) + widest - amounts[place].utf8.count
                return title + String(repeating: " ", count: gap + 1) + amounts[place]
            }
            Output.line("  " + cells.joined(separator: "   "))
        }
        Output.line("  " + say("已占用 ", "Committed ") + bar(fund))
        Output.line()
    }
}
