import GRDB
import TradeInCore

/// A dealer as its page shows it; the account itself stays sealed.
public struct DealerDetail: Sendable {
    /// The dealer, without its account.
    public var dealer: Dealer
    /// Whether a settlement account is kept.
    public var hasAccount: Bool
    /// When the settlement account was last changed; nil while there is none.
    public var accountChangedAt: Moment?
    /// The entry that enrolled the dealer or changed it last.
    public var logIndex: Int64?
    /// Its claims by state, with their subsidies.
    public var states: [ClaimState: TallySums]
}

/// A file of evidence of a record.
public struct EvidenceRow: Hashable, Sendable {
    /// Its SHA-256, lower-case hexadecimal.
    public var sha256: String
    /// Its form.
    public var format: String
    /// Its size in bytes.
    public var byteCount: Int
    /// Who put it there.
    public var actor: String
    /// Its entry in the log.
    public var logIndex: Int64
}

extension LedgerStore {
    /// A dealer with what is known beside it; nil when none has the code.
    ///
    /// - Throws: ``LedgerFailure`` when a row cannot be true.
    public func dealer(_ code: String) throws -> DealerDetail? {
        try pool.read { database in
            let row = try HotStatement(
                database,
                """
                SELECT code, name, programmes, townKey, state, sealed IS NOT NULL, accountChangedAt,
                    (SELECT logIndex FROM record WHERE key = 'dealer:' || code)
                FROM dealer WHERE code = ?
                """)
            row.bind(1, code)
            guard try row.step() else { return nil }
            defer { row.reset() }
            return DealerDetail(
                dealer: try Self.dealer(row), hasAccount: row.integer(5) != 0,
                accountChangedAt: row.isNull(6)
                    ? nil : try Self.moment(of: row.integer(6), database),
                logIndex: row.isNull(7) ? nil : row.integer(7),
                states: try Self.states(of: code, database))
        }
    }

    /// When an entry of the log was made.
    static func moment(of logIndex: Int64, _ database: Database) throws -> Moment? {
        let row = try HotStatement(
            database, "SELECT json_extract(body, '$.at') FROM logEntry WHERE seq = ?")
        row.bind(1, logIndex)
        guard try row.step() else { return nil }
        defer { row.reset() }
        return Moment(text: row.text(0))
    }

    /// When entries of the log were made, by their places.
    ///
    /// - Throws: SQLite's failures.
    public func moments(of places: [Int64]) throws -> [Int64: Moment] {
        try pool.read { database in
            var moments: [Int64: Moment] = [:]
            for place in places { moments[place] = try Self.moment(of: place, database) }
            return moments
        }
    }

    /// Whether a record of a register, or a figure, is there.
    ///
    /// - Throws: SQLite's failures.
    public func hasRecord(_ key: String) throws -> Bool {
        try pool.read { database in
            let row = try HotStatement(database, "SELECT 1 FROM record WHERE key = ?")
            row.bind(1, key)
            defer { row.reset() }
            return try row.step()
        }
    }

    /// The files of a record, in the order in which they came.
    ///
    /// - Throws: SQLite's failures.
    public func evidence(of recordKey: String) throws -> [EvidenceRow] {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                """
                SELECT sha256, format, byteCount, actor, logIndex FROM evidence
                WHERE recordKey = ? ORDER BY evidenceId
                """)
            rows.bind(1, recordKey)
            var files: [EvidenceRow] = []
            while try rows.step() {
                files.append(
                    EvidenceRow(
                        sha256: rows.text(0), format: rows.text(1),
                        byteCount: Int(rows.integer(2)), actor: rows.text(3),
                        logIndex: rows.integer(4)))
            }
            return files
        }
    }

    /// A page of recycling records, newest entry first.
    ///
    /// - Parameters:
    ///   - before: the row number of the last record of the page before; nil for the first page.
    ///   - limit: the most records.
    /// - Returns: row numbers with records.
    /// - Throws: ``LedgerFailure`` when a row cannot be true.
    public func recycling(
        before: Int64?, limit: Int
    ) throws -> [(row: Int64, record: RecyclingRecord)] {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                """
                SELECT \(Self.recyclingColumns) FROM recycling WHERE recyclingId < ?
                ORDER BY recyclingId DESC LIMIT ?
                """)
            rows.bind(1, before ?? Int64.max)
            rows.bind(2, Int64(limit))
            var records: [(row: Int64, record: RecyclingRecord)] = []
            while try rows.step() { records.append((rows.integer(0), try Self.recycling(rows))) }
            return records
        }
    }
}
