import GRDB
import TradeInCore

/// The log of a ledger at one moment: checkpoint, tiles and entries of one snapshot.
public struct LogReader {
    /// The newest signed note.
    public let note: String
    /// Entries under the note.
    public let size: UInt64
    let database: Database

    /// The hashes of a tile, 1 to 256 of 32 bytes.
    ///
    /// - Throws: ``LedgerFailure`` when the ledger lacks the tile.
    public func tile(level: Int, index: UInt64) throws -> [UInt8] {
        let rows = try HotStatement(
            database, "SELECT hashes FROM logTile WHERE level = ? AND tileIndex = ?")
        rows.bind(1, Int64(level))
        rows.bind(2, Int64(index))
        guard try rows.step() else { throw LedgerFailure.corrupt("logTile \(level)/\(index)") }
        defer { rows.reset() }
        return rows.blob(0)
    }

    /// Entries from a place on, in order; as many as asked for.
    ///
    /// - Throws: ``LedgerFailure`` when the ledger lacks one of them.
    public func entries(from start: UInt64, count: Int) throws -> [[UInt8]] {
        let rows = try HotStatement(
            database, "SELECT seq, body FROM logEntry WHERE seq >= ? ORDER BY seq LIMIT ?")
        rows.bind(1, Int64(start))
        rows.bind(2, Int64(count))
        var bodies: [[UInt8]] = []
        while try rows.step() {
            guard rows.integer(0) == Int64(start) + Int64(bodies.count) else { break }
            bodies.append(rows.blob(1))
        }
        guard bodies.count == count else {
            rows.reset()
            throw LedgerFailure.corrupt("logEntry \(start + UInt64(bodies.count))")
        }
        return bodies
    }

    /// The proof that the entry at a place is under the note.
    ///
    /// - Returns: the proof, or nil when the log has no such entry yet.
    /// - Throws: ``LedgerFailure`` when a tile is missing or too short.
    public func proof(index: UInt64) throws -> InclusionProof? {
        try InclusionProof.make(index: index, size: size) { level, place in
            let root = try LogTiles.subtree(level: level, place: place) { level, index in
                try tile(level: level, index: index)
            }
            guard let root else { throw LedgerFailure.corrupt("logTile \(level / 8)") }
            return root
        }
    }
}

extension LedgerStore {
    /// Reads the log in one snapshot, while writers go on.
    ///
    /// - Parameter body: receives the reader, which is good only until it returns.
    /// - Returns: what `body` returns, or nil while the log is empty.
    /// - Throws: ``LedgerFailure`` when the world fails, and whatever `body` throws.
    public func readLog<Result>(_ body: (LogReader) throws -> Result) throws -> Result? {
        try translatingFailures {
            try pool.read { database in
                let newest = try HotStatement(
                    database, "SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1")
                guard try newest.step() else { return nil }
                let reader = LogReader(
                    note: newest.text(1), size: UInt64(newest.integer(0)), database: database)
                newest.reset()
                return try body(reader)
            }
        }
    }

    /// The place of a claim's entry in the log, or nil when there is no such claim.
    public func logIndex(of claim: ClaimID) throws -> UInt64? {
        try pool.read { database in
            let rows = try HotStatement(database, "SELECT logIndex FROM claim WHERE claimId = ?")
            rows.bind(1, claim.number)
            guard try rows.step() else { return nil }
            defer { rows.reset() }
            return UInt64(rows.integer(0))
        }
    }
}
