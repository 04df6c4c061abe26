import ArgumentParser
import TradeInCore
import TradeInStore

/// A fund's movements and balances, today or at the end of a past day.
struct FundStatementCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statement",
        abstract: say("资金对账单", "A fund's statement"),
        discussion: say(
            """
            由分录逐日累计，过去某日的对账单不会改变。--as-of 为县内日期，含当日。
            示例：tradein fund statement JX-2026-appliance --as-of 2026-06-30
            """,
            """
            Added up from the postings day by day, so that of a past day never changes. --as-of is a
            day in the county, included.
            Example: tradein fund statement JX-2026-appliance --as-of 2026-06-30
            """))

    @Argument(help: ArgumentHelp(say("资金代码", "The fund's code")))
    var code: String

    @Option(help: ArgumentHelp(say("截至日期", "The last day that counts"), valueName: "day"))
    var asOf: String?

    @OptionGroup var options: GlobalOptions

    func validate() throws { _ = try asOf.map(Day.typed) }

    func run() throws {
        let store = try options.openForReading()
        try options.mustNotBeDealer(in: store)
        guard try store.funds().contains(where: { $0.code == code }) else {
            throw ValidationError(say("没有资金“\(code)”。", "There is no fund \(code)."))
        }
        var statement = FundStatement(fundCode: code, asOf: try asOf.map(Day.typed))
        _ = try store.journal(of: code) { statement.add($0) }
        try store.close()
        try listing(statement).show(as: options.format ?? .table)
        Output.flush()
    }

    private func listing(_ statement: FundStatement) -> Listing {
        var listing = Listing(
            [
                .init("day", "日期", "day"), .init("kind", "事项", "kind"),
                .init("entries", "笔数", "entries", isNumber: true),
            ]
                + AccountKind.allCases.map {
                    .init($0.key, $0.title.zh, $0.title.en, isNumber: true)
                })
        func row(_ day: String, _ kind: String, _ count: Int, _ sums: [AccountKind: Int64])
            -> [Listing.Cell]
        {
            [.text(day), .text(kind), .integer(Int64(count))]
                + AccountKind.allCases.map { .amount(Money(fen: sums[$0] ?? 0)) }
        }
        listing.rows = statement.lines.map {
            row($0.day.isoText, $0.kind, $0.count, $0.changes)
        }
        listing.rows.append(
            row(
                statement.asOf?.isoText ?? say("余额", "balance"), say("余额", "balance"),
                statement.lines.reduce(0) { $0 + $1.count }, statement.balances))
        return listing
    }
}
