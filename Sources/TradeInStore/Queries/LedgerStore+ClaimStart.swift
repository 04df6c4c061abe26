import GRDB
import TradeInCore

/// The first entry of a claim in the log.
public struct ClaimStart: Hashable, Sendable {
    /// Who entered it.
    public var actor: String
    /// Its entry.
    public var logIndex: Int64
    /// When that was.
    public var at: Moment
}

extension LedgerStore {
    /// How a claim began: one that has been put right since keeps its first contents beside it.
    ///
    /// - Parameter row: the claim as it stands.
    /// - Returns: its first entry; nil when the log has none, which verification tells.
    /// - Throws: ``LedgerFailure`` when a row cannot be true, SQLite's failures.
    public func start(of row: ClaimRow) throws -> ClaimStart? {
        try pool.read { database in
            let first = try HotStatement(
                database,
                """
                SELECT logIndex FROM claimRevision WHERE claimId = ? ORDER BY revision LIMIT 1
                """)
            first.bind(1, row.id.number)
            let isCorrected = try first.step()
            let place = isCorrected ? first.integer(0) : row.logIndex
            first.reset()
            let entry = try HotStatement(database, "SELECT body FROM logEntry WHERE seq = ?")
            entry.bind(1, place)
            guard try entry.step() else { return nil }
            defer { entry.reset() }
            let body = try? JSONValue.parse(entry.blob(0))
            guard let actor = body?["actor"]?.string,
                let at = body?["at"]?.string.flatMap(Moment.init(text:))
            else { throw LedgerFailure.corrupt("logEntry \(place)") }
            return ClaimStart(actor: actor, logIndex: place, at: at)
        }
    }
}
