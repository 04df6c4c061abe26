import TradeInCore
import TradeInDesk
import TradeInStore

extension TotalsStatement {
    /// The totals in the language of the command.
    init(_ grouping: TallyGrouping, year: Int?, store: LedgerStore, asOf: Moment) throws {
        try self.init(
            grouping, year: year, store: store, county: Setting.county(), asOf: asOf,
            in: Language.current)
    }
}
