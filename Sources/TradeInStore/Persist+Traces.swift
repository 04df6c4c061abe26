import GRDB
import LedgerSchema
import TradeInCore

/// Rows by which a reviewer finds claims that share something.
extension Persist {
    /// Traces go in sorted, as the locks do: neighbours share a page.
    func write(tracesOf claims: [(number: Int64, traces: [ClaimTrace])]) throws {
        let rows = claims.flatMap { claim in claim.traces.map { ($0.digest, claim.number) } }
            .sorted { $0 < $1 }
        guard !rows.isEmpty else { return }
        // What is put right may say the same again.
        let insert = try HotStatement(
            database, "INSERT OR IGNORE INTO claimTrace (trace, claimId) VALUES (?, ?)")
        for (digest, number) in rows {
            insert.bind(1, digest)
            insert.bind(2, number)
            try insert.run()
        }
    }
}

extension LedgerStore {
    /// The schema's version that brought traces.
    static let tracesVersion =
        (LedgerSchema.migrations.firstIndex { $0.name == "v013_traces" } ?? 0) + 1

    /// Claims whose traces are sorted and written together.
    private static let tracesAtOnce = 20_000

    /// Writes the traces of the claims that an older ledger holds.
    static func fillTraces(_ database: Database, keys: LedgerKeys) throws {
        let persist = Persist(database, identifiers: RowIdentifiers())
        let rows = try HotStatement(
            database,
            """
            SELECT claimId, sealedKey, sealed FROM claim JOIN vault USING (claimId)
            WHERE claimId > ? AND parentId IS NULL AND sealedKey IS NOT NULL
            ORDER BY claimId LIMIT ?
            """)
        var last: Int64 = 0
        while true {
            rows.bind(1, last)
            rows.bind(2, Int64(tracesAtOnce))
            var claims: [(number: Int64, traces: [ClaimTrace])] = []
            while try rows.step() {
                last = rows.integer(0)
                let record = SealedRecord(sealedKey: rows.blob(1), sealed: rows.blob(2))
                let personal = try Self.opened(record, under: keys).values
                claims.append((last, ClaimTrace.all(of: personal, keys: keys)))
            }
            try persist.write(tracesOf: claims)
            guard claims.count == tracesAtOnce else { return }
        }
    }
}
