import GRDB
import TradeInCore

extension LedgerStore {
    /// How a claim stands, for a request that is to be held against it; nil when there is none.
    ///
    /// Whoever shows the claim asks this first and reads the claim after it: what changes between
    /// the two makes the version too old, never too new.
    public func version(of id: ClaimID) throws -> ClaimVersion? {
        try pool.read { try Self.version(of: id.number, $0) }
    }

    static func version(of number: Int64, _ database: Database) throws -> ClaimVersion? {
        let row = try HotStatement(
            database,
            """
            SELECT state, max(logIndex,
                coalesce((SELECT max(logIndex) FROM claimStep WHERE claimId = ?1), 0),
                coalesce((SELECT max(logIndex) FROM supplement WHERE claimId = ?1), 0),
                coalesce((SELECT max(logIndex) FROM paper WHERE claimId = ?1), 0))
            FROM claim WHERE claimId = ?1
            """)
        row.bind(1, number)
        guard try row.step() else { return nil }
        defer { row.reset() }
        guard let state = ClaimState(rawValue: row.text(0)) else {
            throw LedgerFailure.corrupt("claim \(number)")
        }
        return ClaimVersion(state: state, entry: row.integer(1))
    }
}

extension Prefetch {
    /// The claims that requests expect to stand in a certain way, with all that changed them.
    mutating func loadExpected(_ requests: [LedgerRequest]) throws {
        for number in Set(requests.compactMap { $0.expecting?.number }).sorted() {
            try loadStanding(number)
            guard let version = try LedgerStore.version(of: number, database) else { continue }
            state.standing[number]?.lastEntry = version.entry
        }
    }
}
