import GRDB
import TradeInCore

extension LedgerStore {
    /// One dealer by its code, without its account; nil when there is none.
    public func dealer(code: String) throws -> Dealer? {
        try pool.read { database in
            let row = try HotStatement(
                database,
                "SELECT code, name, programmes, townKey, state FROM dealer WHERE code = ?")
            row.bind(1, code)
            guard try row.step() else { return nil }
            defer { row.reset() }
            return try Self.dealer(row)
        }
    }

    static func dealer(_ row: HotStatement) throws -> Dealer {
        guard let state = Dealer.State(rawValue: row.text(4)) else {
            throw LedgerFailure.corrupt("dealer \(row.text(0))")
        }
        let names = row.text(2).split(separator: " ")
        return Dealer(
            code: row.text(0), name: row.text(1),
            programmes: Set(names.compactMap { Programme(rawValue: String($0)) }),
            townKey: row.text(3), settlementAccount: "", settlementBank: "", state: state)
    }

    /// How many claims a dealer, or all dealers together, have in each state.
    public func claimCounts(dealer code: String? = nil) throws -> [ClaimState: Int64] {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                """
                SELECT state, sum(claims) FROM tallyCell
                WHERE dimension = 'dealer' AND (?1 IS NULL OR value = ?1) GROUP BY state
                """)
            rows.bind(1, code)
            var counts: [ClaimState: Int64] = [:]
            while try rows.step() {
                guard let state = ClaimState(rawValue: rows.text(0)) else {
                    throw LedgerFailure.corrupt("tallyCell \(rows.text(0))")
                }
                counts[state] = rows.integer(1)
            }
            return counts
        }
    }
}
