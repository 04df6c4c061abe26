import GRDB
import TradeInCore

extension LedgerStore {
    /// All funds with their balances, in order of year and code.
    public func funds() throws -> [Fund] {
        try pool.read { database in
            var prefetch = Prefetch(database)
            let state = try prefetch.load([])
            return state.funds.values.sorted { ($0.year, $0.code) < ($1.year, $1.code) }
        }
    }

    /// All dealers in order of code, without their accounts.
    public func dealers() throws -> [Dealer] {
        try pool.read { database in
            let rows = try HotStatement(
                database, "SELECT code, name, programmes, townKey, state FROM dealer ORDER BY code")
            var dealers: [Dealer] = []
            while try rows.step() { dealers.append(try Self.dealer(rows)) }
            return dealers
        }
    }
}
