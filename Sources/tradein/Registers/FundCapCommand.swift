import ArgumentParser
import TradeInCore
import TradeInDesk
import TradeInStore

/// Caps what a fund grants.
struct FundCapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cap",
        abstract: say("设定资金上限", "Cap what a fund grants"),
        discussion: say(
            """
            --per dealer、town：每家经销商、每个镇街的上限，超过的申领拒绝（cap-reached）。
            --per month、week、day：每月、每周、每日的上限，超过的申领候补，下一期按提交先后转正。
            --of 只对一家经销商、一个镇街或一期（2026-11、周一的日期、日期）另设；--none 取消。
            示例：tradein fund cap JX-2026-appliance 20000 --per day --as zhao
                  tradein fund cap JX-2026-appliance 500000 --per dealer --of 91370899MA0000015Y
                  tradein fund cap JX-2026-appliance --per day --none
            """,
            """
            --per dealer, town: a claim beyond it is refused (cap-reached). --per month, week, day: a
            claim beyond it waits in line and moves up in the next one. --of sets it for one dealer, town
            or window (2026-11, a Monday, a day) alone; --none takes it away.
            Examples: tradein fund cap JX-2026-appliance 20000 --per day --as zhao
                      tradein fund cap JX-2026-appliance 500000 --per dealer --of 91370899MA0000015Y
                      tradein fund cap JX-2026-appliance --per day --none
            """))

    @Argument(help: ArgumentHelp(say("资金代码", "The fund's code")))
    var code: String

    @Argument(help: ArgumentHelp(say("上限（元）", "The most, in yuan")))
    var amount: String?

    @Option(
        help: ArgumentHelp(
            say("按什么计", "What it counts by"),
            valueName: CapDimension.allCases.map(\.rawValue).joined(separator: "|")))
    var per: CapDimension

    @Option(help: ArgumentHelp(say("只对这一个", "For this one alone")))
    var of: String?

    @Flag(help: ArgumentHelp(say("取消上限", "Take the cap away")))
    var none = false

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard (amount == nil) == none else {
            throw ValidationError(
                say("请写上限金额，或写 --none，二者取一。", "Say an amount or --none, one of them."))
        }
    }

    func run() throws {
        let cap = Cap(
            fundCode: code, dimension: per, value: try value(),
            amount: try amount.map(MoneyArguments.money))
        try FundAnswer.tell(.setCap(cap), options) { _ in
            cap.amount.map {
                say(
                    "\(code)：\(per.title.zh)上限\($0.groupedText)元。",
                    "\(code): at most \($0.groupedText) yuan per \(per.title.en).")
            } ?? say("\(code)：已取消\(per.title.zh)上限。", "\(code): no cap per \(per.title.en).")
        }
    }

    /// What `--of` means in the dimension; a town by key or name.
    private func value() throws -> String {
        try of.map { try Typed.capValue($0, per: per, in: Setting.county()).orUsage() } ?? ""
    }
}

/// Lists the caps with what counts towards them.
struct FundCapsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "caps",
        abstract: say("查看资金上限和已用额", "List caps and what is used"),
        discussion: say("示例：tradein fund caps", "Example: tradein fund caps"))

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.openForReading()
        try options.mustNotBeDealer(in: store)
        let rows = try store.caps()
        try store.close()
        let isData = (options.format ?? .table) != .table
        var listing = Listing([
            .init("fund", "资金", "fund"), .init("per", "按", "per"), .init("value", "对象", "of"),
            .init("cap", "上限", "cap", isNumber: true), .init("used", "已用", "used", isNumber: true),
        ])
        listing.rows = rows.flatMap { row -> [[Listing.Cell]] in
            let counters = row.used.isEmpty ? [(value: row.cap.value, amount: .zero)] : row.used
            return counters.map { used in
                [
                    .text(row.cap.fundCode),
                    .text(
                        isData
                            ? row.cap.dimension.rawValue : row.cap.dimension.title[Language.current]
                    ),
                    .text(used.value), .amount(row.cap.amount ?? .zero), .amount(used.amount),
                ]
            }
        }
        try listing.show(as: options.format ?? .table)
        Output.flush()
    }
}

extension CapDimension: ExpressibleByArgument {
    /// Empty, since the name of the value lists them already.
    public static let allValueStrings: [String] = []
}
