import FileExchange
import Foundation
import TradeInCore
import TradeInDesk
import TradeInStore

/// Imports a claim file: reads, prepares and commits in batches, one batch ahead.
///
/// Preparing (parse, decide, hash, seal) runs on one thread while the other writes.
/// A batch is one transaction, so stopping anywhere leaves a whole ledger, and running
/// again replays what is booked and goes on.
struct ClaimImporter {
    /// Large batches write each page of the key tables once for many claims.
    static let batchSize = 6144

    let preparer: ClaimPreparer
    /// Executes a batch: for good, or in a rehearsal that is rolled back in the end.
    let commit: ([LedgerCommand]) throws -> [CommandOutcome]
    /// What a row asks for: a new claim, or a returned one put right.
    var command: (PreparedClaim) throws -> LedgerCommand = { .submit($0) }

    /// Rows of a batch, prepared.
    private struct Batch: Sendable {
        var rows: [ReadRow]
        var claims: [PreparedClaim]
        var bytesRead: Int
    }

    /// Imports all rows; `each` receives every row with its outcome, in order.
    ///
    /// - Returns: whether the file was read to its end; false after Ctrl-C.
    func run(
        _ reader: ClaimFileReader, label: String,
        each: (RowAnswer) throws -> Void
    ) throws -> Bool {
        var progress = ProgressBar(label)
        defer { progress.finish() }
        let total = reader.totalBytes
        let batches = Ahead(source(reader))
        var rows = 0
        // The reader is the caller's again afterwards: nobody may still read by it.
        defer { batches.drain() }
        while let batch = try batches.next() {
            let outcomes = try commit(batch.claims.map(command))
            for (place, outcome) in outcomes.enumerated() {
                let prepared = batch.claims[place]
                try each(
                    RowAnswer(
                        row: batch.rows[place], claim: prepared.claim,
                        determination: prepared.determination, outcome: outcome))
            }
            rows += outcomes.count
            progress.update(done: batch.bytesRead, total: total, rows: rows)
            if Interrupt.isAsked { return try batches.next() == nil }
        }
        return true
    }

    private func source(_ reader: ClaimFileReader) -> () throws -> Batch? {
        var reader = reader
        let preparer = preparer
        return {
            guard let rows = try reader.nextBatch(max: Self.batchSize) else { return nil }
            let random = try RandomBytes.take(rows.count * ClaimPreparer.seedCount)
            var claims: [PreparedClaim] = []
            claims.reserveCapacity(rows.count)
            for (place, row) in rows.enumerated() {
                let start = place * ClaimPreparer.seedCount
                claims.append(
                    try preparer.prepare(row, seed: random[start..<start + ClaimPreparer.seedCount])
                )
            }
            return Batch(rows: rows, claims: claims, bytesRead: reader.bytesRead)
        }
    }
}
