import GRDB
import TradeInCore

/// A claim as lists show it: no personal data.
public struct ClaimRow: Hashable, Sendable {
    /// Its number.
    public var id: ClaimID
    /// The dealer's reference.
    public var ref: String
    /// The dealer's credit code.
    public var dealerCode: String
    /// The programme.
    public var programme: Programme
    /// The class for tallies.
    public var classKey: String
    /// The town's key.
    public var townKey: String
    /// The day of the invoice, ISO.
    public var soldOn: String
    /// Tax-inclusive price.
    public var price: Money
    /// The award.
    public var amount: Money
    /// What later rises added.
    public var supplement = Money.zero
    /// The verdict.
    public var verdict: Verdict
    /// The state.
    public var state: ClaimState
    /// The fund's code.
    public var fundCode: String
    /// The digest of the pack.
    public var packSha256: String
    /// The place of its entry in the log.
    public var logIndex: Int64
    /// The claim that it adds to; nil unless a later rise granted it.
    public var parent: ClaimID?
}

/// What a list of claims is narrowed to; nil means all.
public struct ClaimFilter: Sendable {
    /// The dealer's credit code.
    public var dealerCode: String?
    /// The programme.
    public var programme: Programme?
    /// The state.
    public var state: ClaimState?
    /// The verdict.
    public var verdict: Verdict?
    /// The class that tallies group it under.
    public var classKey: String?
    /// The town's key.
    public var townKey: String?
    /// The month or the year of the sale, as `2026-03` or `2026`.
    public var period: String?

    /// All claims.
    public init() {}
}

/// A claim with its log entry and its personal record.
public struct ClaimDetail: Sendable {
    /// The claim.
    public var row: ClaimRow
    /// The log entry, canonical JSON.
    public var entry: [UInt8]
    /// The sealed columns; nil when the person was erased.
    public var personal: [ClaimField: String]?
}

extension LedgerStore {
    static let columns = """
        claimId, claimRef, dealer.code, claim.programme, classKey, claim.townKey, soldOn, priceFen,
        amountFen, verdict, claim.state, fund.code, policyPack.sha256, logIndex,
        coalesce((SELECT sum(amountFen) FROM supplement WHERE supplement.claimId = claim.claimId), 0),
        claim.parentId
        FROM claim JOIN dealer USING (dealerId) JOIN fund USING (fundId) JOIN policyPack USING (packId)
        """

    /// A page of claims in order of number.
    ///
    /// Only what is asked for stands in the statement, so that SQLite takes the narrowest index.
    ///
    /// - Parameters:
    ///   - filter: which.
    ///   - after: the number of the last claim of the page before; 0 for the first page.
    ///   - limit: the most claims.
    /// - Returns: the claims, in order of number.
    /// - Throws: ``LedgerFailure`` when a row cannot be true.
    public func claims(
        _ filter: ClaimFilter = ClaimFilter(), after: Int64 = 0, limit: Int
    ) throws -> [ClaimRow] {
        try pool.read { database in
            let asked = filter.conditions
            let conditions = ["claimId > ?"] + asked.map(\.sql)
            let rows = try HotStatement(
                database,
                """
                SELECT \(Self.columns) WHERE \(conditions.joined(separator: " AND "))
                ORDER BY claimId LIMIT ?
                """)
            rows.bind(1, after)
            for (place, condition) in asked.enumerated() {
                rows.bind(Int32(place + 2), condition.value)
            }
            rows.bind(Int32(asked.count + 2), Int64(limit))
            return try Self.claimRows(rows)
        }
    }

    static func claimRow(_ rows: HotStatement) throws -> ClaimRow {
        let number = rows.integer(0)
        guard let programme = Programme(rawValue: rows.text(3)),
            let verdict = Verdict(rawValue: rows.text(9)),
            let state = ClaimState(rawValue: rows.text(10))
        else { throw LedgerFailure.corrupt("claim \(number)") }
        return ClaimRow(
            id: ClaimID(number: number), ref: rows.text(1), dealerCode: rows.text(2),
            programme: programme, classKey: rows.text(4), townKey: rows.text(5),
            soldOn: rows.text(6), price: Money(fen: rows.integer(7)),
            amount: Money(fen: rows.integer(8)), verdict: verdict, state: state,
            fundCode: rows.text(11), packSha256: rows.text(12), logIndex: rows.integer(13))
    }

    /// One claim whole, its personal record opened; nil when there is none of that number.
    public func claim(_ id: ClaimID) throws -> ClaimDetail? {
        try pool.read { try claim(id, $0) }
    }

    func claim(_ id: ClaimID, _ database: Database) throws -> ClaimDetail? {
        let row = try HotStatement(database, "SELECT \(Self.columns) WHERE claimId = ?")
        row.bind(1, id.number)
        guard try row.step() else { return nil }
        var claim = try Self.claimRow(row)
        claim.parent = row.isNull(15) ? nil : ClaimID(number: row.integer(15))
        row.reset()
        let stored = try HotStatement(
            database,
            """
            SELECT body, sealedKey, sealed FROM logEntry, vault
            WHERE seq = ? AND claimId = ?
            """)
        stored.bind(1, claim.logIndex)
        stored.bind(2, id.number)
        guard try stored.step() else { throw LedgerFailure.corrupt("claim \(id.text)") }
        defer { stored.reset() }
        let personal =
            try stored.isNull(1)
            ? nil : open(SealedRecord(sealedKey: stored.blob(1), sealed: stored.blob(2)))
        return ClaimDetail(row: claim, entry: stored.blob(0), personal: personal?.values)
    }

    /// Opens a personal record: its salt, its bytes and its columns.
    func open(
        _ record: SealedRecord
    ) throws -> (salt: ArraySlice<UInt8>, bytes: ArraySlice<UInt8>, values: [ClaimField: String]) {
        try Self.opened(record, under: keys)
    }

    static func opened(
        _ record: SealedRecord, under keys: LedgerKeys
    ) throws -> (salt: ArraySlice<UInt8>, bytes: ArraySlice<UInt8>, values: [ClaimField: String]) {
        let opened = try record.opened(under: keys.sealing)
        let bytes = opened.dropFirst(16)
        guard case .object(let members) = try JSONValue.parse(Array(bytes)) else {
            throw LedgerFailure.corrupt("vault")
        }
        var values: [ClaimField: String] = [:]
        for (key, value) in members {
            if let field = ClaimField(heading: key), case .string(let text) = value {
                values[field] = text
            }
        }
        return (opened.prefix(16), bytes, values)
    }

    /// Why attempts were refused: code and count, most frequent first.
    public func refusedAttempts() throws -> [(code: String, count: Int)] {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                "SELECT code, count(*) FROM attempt GROUP BY code ORDER BY 2 DESC, 1")
            var attempts: [(code: String, count: Int)] = []
            while try rows.step() { attempts.append((rows.text(0), Int(rows.integer(1)))) }
            return attempts
        }
    }
}
