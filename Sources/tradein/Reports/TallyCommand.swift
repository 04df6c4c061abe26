import ArgumentParser
import TradeInCore
import TradeInDesk
import TradeInStore

/// Shows totals of claims, sales and subsidies.
struct TallyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tally",
        abstract: say("汇总申领、销售和补贴", "Totals of claims, sales and subsidies"),
        discussion: say(
            """
            只读汇总单元，不扫描申领，账本再大也即时得出。补贴额含候补，候补另列。
            分组：category 类别、class 品类、programme 项目、town 镇街、dealer 经销商、month 月份、state 状态。
            示例：tradein tally --by town --year 2026
            """,
            """
            Reads tally cells, never claims, so it is instant however large the ledger is. The \
            subsidy includes claims in line, which are shown apart too.
            Groups: category, class, programme, town, dealer, month, state.
            Example: tradein tally --by town --year 2026
            """))

    @Option(
        help: ArgumentHelp(
            say("分组", "The groups"),
            valueName: TallyGrouping.allCases.map(\.rawValue).joined(separator: "|")))
    var by = TallyGrouping.category

    @Option(help: ArgumentHelp(say("销售年度；不填为全部", "The year of the sales; all without it")))
    var year: Int?

    @Flag(help: ArgumentHelp(say("另列各级资金来源", "Show what each source of money bears")))
    var sources = false

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.openForReading()
        if by == .dealer { try options.mustNotBeDealer(in: store) }
        let names = try TallyNames(by, store: store)
        let table = TallyTable(try store.tally(by.dimension, year: year), by: by, names: names)
        let format = options.format ?? .table
        if format == .table {
            try show(table, names)
        } else {
            try data(table, names).print(as: format)
        }
        if !table.lines.isEmpty { try PolicyBanner(of: store, year: year).print(format) }
        Output.flush()
    }

    private func show(_ table: TallyTable, _ names: TallyNames) throws {
        let years = year.map { say("\($0)年", "\($0)") } ?? say("全部年度", "all years")
        guard !table.lines.isEmpty else {
            return Output.line(say("没有申领（\(years)）。", "No claims (\(years))."))
        }
        Output.line(
            say("按\(by.title.zh)汇总，\(years)，单位：元", "By \(by.title.en), \(years), in yuan"))
        var listing = Listing([
            .init("name", by.title.zh, by.title.en),
            .init("claims", "笔数", "claims", isNumber: true),
            .init("units", "件数", "units", isNumber: true),
            .init("sales", "销售额", "sales", isNumber: true),
            .init("subsidy", "补贴额", "subsidy", isNumber: true),
            .init("waitlistedClaims", "候补笔数", "in line", isNumber: true),
            .init("waitlistedSubsidy", "候补金额", "yuan in line", isNumber: true),
        ])
        if sources {
            listing.columns += FundingSource.allCases.map { source in
                .init(source.rawValue, source.title.zh, source.title.en, isNumber: true)
            }
        }
        func cells(_ name: String, _ line: TallyTable.Line) -> [Listing.Cell] {
            let borne: [Listing.Cell] =
                sources ? FundingSource.allCases.map { .amount(line.all.subsidy(from: $0)) } : []
            let waiting = line.sums(.waitlisted)
            return [
                .text(name), .integer(line.all.claims), .integer(line.all.units),
                .amount(line.all.sales), .amount(line.all.subsidy), .integer(waiting.claims),
                .amount(waiting.subsidy),
            ] + borne
        }
        listing.rows = table.lines.map { cells(names.name($0.key.group), $0) }
        try listing.show(
            as: .table, shrinking: ["name"],
            dropping: ["units", "sales"]
                + (sources ? ["waitlistedClaims", "waitlistedSubsidy"] : []),
            total: cells(say("合计", "Total"), table.total))
        Output.line(drill)
    }

    /// How to see the claims behind a line.
    private var drill: String {
        let option =
            switch by {
            case .category, .programme: "--programme"
            case .itemClass: "--class"
            case .town: "--town"
            case .dealer: "--dealer"
            case .month: "--period"
            case .state: "--state"
            }
        let period = year.map { " --period \($0)" } ?? ""
        return say("查看一行背后的申领：", "The claims behind a line: ")
            + "tradein claim list \(option) …\(by == .month ? "" : period) --limit 0"
    }

    /// Every group with the split by state, and the total last.
    private func data(_ table: TallyTable, _ names: TallyNames) -> Listing {
        let statement = TallyStatement(
            table, by: by, year: year, names: names, in: Language.current)
        var listing = Listing(
            statement.columns.map { .init($0.key, $0.title.zh, $0.title.en, isNumber: $0.isNumber) }
        )
        listing.rows = statement.rows.map { row in
            row.map { cell in
                switch cell {
                case .text(let text): .text(text)
                case .integer(let value): .integer(value)
                case .amount(let amount): .amount(amount)
                case .none: .none
                }
            }
        }
        return listing
    }
}
