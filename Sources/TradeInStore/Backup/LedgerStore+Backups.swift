import Foundation
import GRDB
import TradeInCore

/// A backup that the ledger remembers.
public struct BackupRow: Hashable, Sendable {
    /// When it was begun.
    public var madeAt: Moment
    /// Who made it.
    public var actor: String
    /// The folder's own name.
    public var name: String
    /// Entries under its checkpoint.
    public var size: Int64
    /// The root of its checkpoint, in base64; empty where nothing was in the log.
    public var root: String
    /// Its bytes.
    public var byteCount: Int64
    /// Its files.
    public var fileCount: Int64
    /// Whether the keys are in it.
    public var hasKeys: Bool
    /// Whether it was opened again and every part of it was good.
    public var isVerified: Bool
}

extension LedgerStore {
    /// Remembers a backup that has its name and was opened again.
    ///
    /// - Parameters:
    ///   - made: what came of it.
    ///   - name: the folder's own name.
    ///   - context: who made it and when.
    /// - Throws: ``LedgerFailure`` when the world fails; the backup is there all the same.
    public func keepBackup(_ made: BackupMade, named name: String, _ context: CommandContext) throws
    {
        let lines = (made.manifest.checkpoint ?? "").split(separator: "\n")
        let root = lines.count > 2 ? String(lines[2]) : ""
        try writeAccess { database in
            try database.execute(
                sql: """
                    INSERT INTO backup (madeAt, actor, name, size, root, byteCount, fileCount,
                        hasKeys, isVerified) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    context.now.seconds, context.actor, name, made.manifest.counts.entries, root,
                    made.byteCount, made.fileCount, made.manifest.hasKeys,
                    made.manifest.faultyPapers.isEmpty,
                ])
            try Self.note(.backedUp, context.actor, about: name, context.now, database)
        }
    }

    /// Remembers at the door that a copy was not good.
    func note(_ kind: AccessKind, _ context: CommandContext, about name: String) throws {
        try writeAccess { database in
            try Self.note(kind, context.actor, about: name, context.now, database)
        }
    }

    /// The backups that were made, newest first.
    public func backups(limit: Int) throws -> [BackupRow] {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                """
                SELECT madeAt, actor, name, size, root, byteCount, fileCount, hasKeys, isVerified
                FROM backup ORDER BY backupId DESC LIMIT ?
                """)
            rows.bind(1, Int64(limit))
            var backups: [BackupRow] = []
            while try rows.step() {
                backups.append(
                    BackupRow(
                        madeAt: Moment(seconds: rows.integer(0)), actor: rows.text(1),
                        name: rows.text(2), size: rows.integer(3), root: rows.text(4),
                        byteCount: rows.integer(5), fileCount: rows.integer(6),
                        hasKeys: rows.integer(7) == 1, isVerified: rows.integer(8) == 1))
            }
            return backups
        }
    }
}
