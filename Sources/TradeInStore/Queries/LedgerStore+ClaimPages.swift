import GRDB
import TradeInCore

extension LedgerStore {
    /// A page of claims, newest first.
    ///
    /// Only what is asked for stands in the statement, so that SQLite takes the narrowest index.
    ///
    /// - Parameters:
    ///   - filter: which.
    ///   - before: the number of the last claim of the page before; nil for the first page.
    ///   - limit: the most claims.
    /// - Returns: the claims, in falling order of number.
    /// - Throws: ``LedgerFailure`` when a row cannot be true.
    public func claims(
        _ filter: ClaimFilter, before: Int64?, limit: Int
    ) throws -> [ClaimRow] {
        try pool.read { database in
            let asked = filter.conditions
            let conditions = ["claimId < ?"] + asked.map(\.sql)
            let rows = try HotStatement(
                database,
                """
                SELECT \(Self.columns) WHERE \(conditions.joined(separator: " AND "))
                ORDER BY claimId DESC LIMIT ?
                """)
            rows.bind(1, before ?? Int64.max)
            for (place, condition) in asked.enumerated() {
                rows.bind(Int32(place + 2), condition.value)
            }
            rows.bind(Int32(asked.count + 2), Int64(limit))
            return try Self.claimRows(rows)
        }
    }

    /// The claims in line in some states, oldest first: what a reviewer works through.
    ///
    /// Each programme is read from its own place of the index and the lists are merged, so that the
    /// page costs the same however long the line is.
    ///
    /// - Parameters:
    ///   - states: which.
    ///   - programmes: which.
    ///   - after: the number of the last claim of the page before; 0 for the first page.
    ///   - limit: the most claims.
    /// - Returns: the claims, in order of number, each with when it was registered.
    /// - Throws: ``LedgerFailure`` when a row cannot be true.
    public func line(
        _ states: [ClaimState], _ programmes: [Programme], after: Int64 = 0, limit: Int
    ) throws -> [(claim: ClaimRow, registeredAt: Moment)] {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                """
                SELECT \(Self.columns) WHERE claim.state = ?1 AND claim.programme = ?2
                    AND claimId > ?3 ORDER BY claimId LIMIT ?4
                """)
            var found: [ClaimRow] = []
            for state in states {
                for programme in programmes {
                    rows.bind(1, state.rawValue)
                    rows.bind(2, programme.rawValue)
                    rows.bind(3, after)
                    rows.bind(4, Int64(limit))
                    found += try Self.claimRows(rows)
                }
            }
            found.sort { $0.id.number < $1.id.number }
            return try Self.registered(found.prefix(limit), database)
        }
    }

    /// The claims that wait for the money of one fund, in the order in which they get it.
    ///
    /// - Parameters:
    ///   - fundCode: the fund; one that there is not has none.
    ///   - after: the number of the last claim of the page before; 0 for the first page.
    ///   - limit: the most claims.
    /// - Returns: the claims, in order of number, each with when it was registered.
    /// - Throws: ``LedgerFailure`` when a row cannot be true.
    public func line(
        ofFund fundCode: String, after: Int64 = 0, limit: Int
    ) throws -> [(claim: ClaimRow, registeredAt: Moment)] {
        try pool.read { database in
            // The state stands in the statement as in the partial index, or it is not taken.
            let rows = try HotStatement(
                database,
                """
                SELECT \(Self.columns) WHERE claim.state = 'waitlisted'
                    AND claim.fundId = (SELECT fundId FROM fund WHERE code = ?1)
                    AND claimId > ?2 ORDER BY claimId LIMIT ?3
                """)
            rows.bind(1, fundCode)
            rows.bind(2, after)
            rows.bind(3, Int64(limit))
            return try Self.registered(Self.claimRows(rows)[...], database)
        }
    }

    /// Claims with when each was registered.
    private static func registered(
        _ claims: ArraySlice<ClaimRow>, _ database: Database
    ) throws -> [(claim: ClaimRow, registeredAt: Moment)] {
        let times = try HotStatement(
            database, "SELECT json_extract(body, '$.at') FROM logEntry WHERE seq = ?")
        return try claims.map { claim in
            times.bind(1, claim.logIndex)
            guard try times.step(), let at = Moment(text: times.text(0)) else {
                throw LedgerFailure.corrupt("logEntry \(claim.logIndex)")
            }
            times.reset()
            return (claim, at)
        }
    }

    static func claimRows(_ rows: HotStatement) throws -> [ClaimRow] {
        var claims: [ClaimRow] = []
        while try rows.step() {
            var claim = try claimRow(rows)
            claim.supplement = Money(fen: rows.integer(14))
            claims.append(claim)
        }
        return claims
    }
}

extension ClaimFilter {
    /// What is asked for, as conditions with one value each.
    var conditions: [(sql: String, value: String)] {
        let asked: [(String, String?)] = [
            ("claim.dealerId = (SELECT dealerId FROM dealer WHERE code = ?)", dealerCode),
            ("claim.programme = ?", programme?.rawValue), ("claim.state = ?", state?.rawValue),
            ("verdict = ?", verdict?.rawValue), ("classKey = ?", classKey),
            ("claim.townKey = ?", townKey), ("soldOn > ?", period), ("soldOn < ? || '-99'", period),
        ]
        return asked.compactMap { sql, value in value.map { (sql, $0) } }
    }
}
