import GRDB
import TradeInCore

extension LedgerStore {
    /// Hands each transaction to `body` in the order of the log, out of one snapshot.
    ///
    /// - Parameter body: receives each transaction.
    /// - Returns: how many log entries the snapshot has.
    /// - Throws: ``LedgerFailure`` when a row cannot be true, and what `body` throws.
    public func journal(_ body: (JournalTransaction) throws -> Void) throws -> Int64 {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                """
                SELECT posting.logIndex, fund.code, kind, amountFen, body
                FROM posting JOIN account USING (accountId) JOIN fund USING (fundId)
                    JOIN logEntry ON seq = posting.logIndex ORDER BY postingId
                """)
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
