import GRDB
import TradeInCore

extension LedgerStore {
    /// Hands each transaction to `body` in the order of the log, out of one snapshot.
    ///
    /// - Parameters:
    ///   - fundCode: the fund whose postings are wanted; those of all funds without it.
    ///   - body: receives each transaction, with the postings that are wanted.
    /// - Returns: how many log entries the snapshot has.
    /// - Throws: ``LedgerFailure`` when a row cannot be true, and what `body` throws.
    public func journal(
        of fundCode: String? = nil, _ body: (JournalTransaction) throws -> Void
    ) throws -> Int64 {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                """
                SELECT posting.logIndex, fund.code, kind, amountFen, body
                FROM posting JOIN account USING (accountId) JOIN fund USING (fundId)
                    JOIN logEntry ON seq = posting.logIndex
                WHERE ?1 IS NULL OR fund.code = ?1 ORDER BY postingId
                """)
            rows.bind(1, fundCode)
            var open: JournalTransaction?
            while try rows.step() {
                let seq = rows.integer(0)
                if let done = open, done.logIndex != seq {
                    try body(done)
                    open = nil
                }
                guard let kind = AccountKind.allCases.first(where: { $0.key == rows.text(2) })
                else { throw LedgerFailure.corrupt("account \(rows.text(2))") }
                if open == nil { open = try Self.transaction(seq, rows.blob(4)) }
                open?.postings.append(
                    Posting(
                        fundCode: rows.text(1), account: kind,
                        amount: Money(fen: rows.integer(3))))
            }
            if let open { try body(open) }
            return try Int64.fetchOne(database, sql: "SELECT count(*) FROM logEntry") ?? 0
        }
    }

    private static func transaction(_ seq: Int64, _ body: [UInt8]) throws -> JournalTransaction {
        guard let entry = try? JSONValue.parse(body),
            let at = entry["at"]?.string.flatMap(Moment.init(text:)),
            let kind = entry["kind"]?.string
        else { throw LedgerFailure.corrupt("logEntry \(seq)") }
        return JournalTransaction(
            logIndex: seq, at: at, kind: kind,
            claim: entry["claim"]?.integer.map { ClaimID(number: $0) }, postings: [])
    }
}
