import ArgumentParser
import FileExchange
import PolicyLibrary
import TradeInCore
import TradeInDesk
import TradeInStore

/// Gives out totals and the plan's targets as data values for DHIS2.
struct ExportDHIS2Command: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dhis2",
        abstract: say(
            "导出汇总和方案目标，供 DHIS2 导入", "Give out totals and the plan's targets for DHIS2"),
        discussion: say(
            """
            写出 POST /api/dataValueSets 所用的 JSON：每个镇街、补贴项目、期间的笔数、件数、销售额、补贴额，其中
            已付款和候补另列；按年导出时还有方案各项目标的要求和实际（全县）。金额以元计。账不相符时不导出。
            --metadata 写出 POST /api/metadata 所用的 JSON（数据元素、数据集、机构），先导入一次。
            示例：tradein export dhis2 --metadata --out 元数据.json
            示例：tradein export dhis2 --year 2026 --out 数据.json
            """,
            """
            Writes the JSON of POST /api/dataValueSets: claims, units, sales and subsidy of every town, \
            programme and period, with what is paid and what is in line apart; by year also what each \
            target of the plan asks for and how it stands, for the county. Amounts are in yuan. Nothing \
            is given out while the books do not agree. --metadata writes the JSON of POST /api/metadata \
            (data elements, data sets, organisation units), to be imported once before.
            Example: tradein export dhis2 --metadata --out metadata.json
            Example: tradein export dhis2 --year 2026 --out values.json
            """))

    @Option(help: ArgumentHelp(say("销售年度；不填为全部", "The year of the sales; all without it")))
    var year: Int?

    @Option(
        help: ArgumentHelp(
            say("期间", "The periods"),
            valueName: DHIS2Period.allCases.map(\.rawValue).joined(separator: "|")))
    var period = DHIS2Period.year

    @Flag(help: ArgumentHelp(say("写元数据，不读账本", "Write the metadata; no ledger is read")))
    var metadata = false

    @Option(
        help: ArgumentHelp(say("写到此文件；不填为标准输出", "The file; standard output without it")))
    var out: String?

    @OptionGroup var choice: PlanChoice

    @OptionGroup var options: GlobalOptions

    func validate() throws { if let year { try TargetYear.check(year) } }

    func run() throws {
        let county = try Setting.county()
        guard !metadata else {
            try put(DHIS2Documents.metadata(county, choice.chosen()))
            if let out { Output.line(say("已写出 \(out)。", "Wrote \(out).")) }
            return Output.flush()
        }
        let now = options.context().now
        let store = try options.openForReading()
        try options.mustNotBeDealer(in: store)
        let plan = try choice.chosen(for: store)
        let (found, checkpoint) = try store.readSteadily {
            let statement = try TotalsStatement(.town, year: year, store: store, asOf: now)
            let totals = try DHIS2Totals(period, year: year, store: store)
            let complaints =
                statement.complaints
                + totals.complaints(control: statement.table.total.all, county: county)
            let targets = try targets(plan, store, now)?.values(in: county) ?? []
            return (totals.values(in: county) + targets, complaints, statement.banner)
        }
        try store.close()
        let (values, complaints, banner) = found
        try ExportCommand.refuse(complaints)
        try put(DHIS2Documents.values(values, period))
        if let out {
            Output.line(
                say(
                    "已写出 \(out)：\(values.count)个数据值；截至\(now.countyText)，"
                        + "日志\(checkpoint?.size ?? 0)条。",
                    "Wrote \(out): \(values.count) data values; as of \(now.countyText), "
                        + "log of \(checkpoint?.size ?? 0) entries."))
        }
        Output.flush()
        if let line = banner.line { Output.complain(line) }
    }

    /// The board of the year; none of months, nor of a year to come, which DHIS2 does not take.
    private func targets(
        _ plan: CountyPlan, _ store: LedgerStore, _ now: Moment
    ) throws -> TargetBoard? {
        let today = now.countyDay.year
        let year = year ?? today
        guard period == .year, year <= today else { return nil }
        return try TargetBoard(plan: plan, store: store, asOf: now, year: year)
    }

    private func put(_ json: [UInt8]) throws {
        guard let out else { return Output.line(json) }
        try WholeFile.write(json + [0x0A], to: out)
    }
}
