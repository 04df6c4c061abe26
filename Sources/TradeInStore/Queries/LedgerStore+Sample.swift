import GRDB
import TradeInCore

extension LedgerStore {
    /// Goes through the numbers of claims, then reads those chosen, all in one snapshot.
    ///
    /// - Parameters:
    ///   - filter: which claims; linked awards are among them.
    ///   - offer: receives the number of each claim, in no order.
    ///   - chosen: says at the end which claims are to be read.
    /// - Returns: the chosen claims in the order of their numbers as given, and what the log's
    ///   newest checkpoint states at that moment; nil while the log is empty.
    /// - Throws: ``LedgerFailure`` when a row cannot be true or a checkpoint is not signed.
    public func chosenClaims(
        _ filter: ClaimFilter, offer: (ClaimID) -> Void, chosen: () -> [ClaimID]
    ) throws -> (claims: [ClaimRow], statement: Checkpoint?) {
        try pool.read { database in
            let (condition, texts) = Self.condition(filter)
            let numbers = try HotStatement(
                database, "SELECT claimId FROM claim WHERE \(condition)")
            for (place, text) in texts.enumerated() { numbers.bind(Int32(place + 1), text) }
            while try numbers.step() { offer(ClaimID(number: numbers.integer(0))) }
            let row = try HotStatement(database, "SELECT \(Self.columns) WHERE claimId = ?")
            let claims = try chosen().map { id in
                row.bind(1, id.number)
                guard try row.step() else { throw LedgerFailure.corrupt("claim \(id.text)") }
                defer { row.reset() }
                var claim = try Self.claimRow(row)
                claim.supplement = Money(fen: row.integer(14))
                return claim
            }
            return (claims, try statement(database))
        }
    }

    /// Only what is asked for stands in the statement, so that SQLite takes the narrowest index.
    private static func condition(_ filter: ClaimFilter) -> (sql: String, texts: [String]) {
        var conditions = ["1"]
        var texts: [String] = []
        func narrow(_ condition: String, _ value: String?) {
            guard let value else { return }
            conditions.append(condition)
            texts.append(value)
        }
        narrow("dealerId = (SELECT dealerId FROM dealer WHERE code = ?)", filter.dealerCode)
        narrow("programme = ?", filter.programme?.rawValue)
        narrow("state = ?", filter.state?.rawValue)
        narrow("verdict = ?", filter.verdict?.rawValue)
        narrow("classKey = ?", filter.classKey)
        narrow("townKey = ?", filter.townKey)
        narrow("soldOn > ?", filter.period)
        narrow("soldOn < ? || '-99'", filter.period)
        return (conditions.joined(separator: " AND "), texts)
    }
}
