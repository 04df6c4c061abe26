import TradeInCore
import TradeInStore

/// Finance's totals with everything that lets another office check them.
public struct TotalsStatement: Sendable {
    /// The groups.
    public let grouping: TallyGrouping
    /// The year asked for; nil for all.
    public let year: Int?
    /// When the ledger was read.
    public let asOf: Moment
    /// The rows, a year apart, and by class a programme apart too.
    public let table: TallyTable
    /// The groups' names.
    public let names: TallyNames
    /// Funds against awards.
    public let reconciliation: Reconciliation
    /// The packs that decided with values that nobody has confirmed.
    public let banner: PolicyBanner
    /// The language of names and headings.
    public let language: Language
    /// The log that the totals rest on; nil while it is empty.
    public let checkpoint: Checkpoint?
    /// The control totals by class, which every grouping must come to.
    private let control: TallySums

    /// Reads the totals.
    ///
    /// - Parameters:
    ///   - grouping: the groups.
    ///   - year: the year of the sales; nil for all.
    ///   - store: the ledger.
    ///   - county: the county, for the names of its towns.
    ///   - asOf: when that is.
    ///   - language: the language of names and headings.
    /// - Throws: the store's failures.
    public init(
        _ grouping: TallyGrouping, year: Int?, store: LedgerStore, county: County, asOf: Moment,
        in language: Language
    ) throws {
        let totals = try store.totals(grouping.dimension, year: year)
        self.grouping = grouping
        self.year = year
        self.asOf = asOf
        self.language = language
        names = try TallyNames(grouping, store: store, county: county, in: language)
        table = TallyTable(
            totals.cells, by: grouping, names: names, byYear: true,
            byProgramme: grouping == .itemClass)
        reconciliation = Reconciliation(
            funds: totals.funds, classCells: totals.classCells, kept: totals.kept)
        checkpoint = totals.checkpoint
        banner = try PolicyBanner(of: store, year: year)
        control = totals.classCells.filter { !$0.key.state.isOver }
            .reduce(into: TallySums()) { $0 += $1.sums }
    }

    /// What does not agree, in words; the statement is given out only when this is empty.
    public var complaints: [LocalizedText] {
        var complaints = reconciliation.disagreements.map(\.complaint)
        if table.total.all != control {
            let seen = table.total.all
            complaints.append(
                LocalizedText(
                    zh: "按\(grouping.title.zh)合计\(seen.claims)笔、补贴\(seen.subsidy.groupedText)元，"
                        + "按品类合计\(control.claims)笔、\(control.subsidy.groupedText)元，"
                        + "相差\((seen.subsidy - control.subsidy).groupedText)元。",
                    en:
                        "By \(grouping.title.en): \(seen.claims) claims and \(seen.subsidy.groupedText) "
                        + "yuan; by class: \(control.claims) and \(control.subsidy.groupedText); a "
                        + "difference of \((seen.subsidy - control.subsidy).groupedText)."))
        }
        return complaints
    }

    /// The root of the log as checkpoints write it.
    public var rootText: String {
        checkpoint.map(\.rootText) ?? ""
    }
}
