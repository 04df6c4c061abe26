import Foundation
import GRDB
import TradeInCore

/// What came of a backup.
public struct BackupMade: Hashable, Sendable {
    /// What it says of itself.
    public var manifest: BackupManifest
    /// Its bytes.
    public var byteCount: Int64
    /// Its files.
    public var fileCount: Int
}

extension LedgerStore {
    /// Copies the ledger as it stands at one moment, while others go on writing, and opens the copy
    /// again before it gets its name.
    ///
    /// - Parameters:
    ///   - path: the new folder.
    ///   - withKeys: whether the keys come along, which open everything.
    ///   - context: who asks and when.
    ///   - isStopped: asked between two files; when it says so, nothing remains.
    ///   - progress: receives files done and in all.
    /// - Returns: what was copied. Papers that are lost or damaged in the ledger are named there.
    /// - Throws: ``BackupFailure`` or ``LedgerFailure``; then nothing of the backup remains.
    public func backUp(
        to path: String, withKeys: Bool, _ context: CommandContext,
        isStopped: () -> Bool = { false }, progress: (Int, Int) -> Void = { _, _ in }
    ) throws -> BackupMade {
        let path = try place(path)
        var folder = try BackupFolder(path)
        do {
            return try translatingFailures {
                let made = try fill(&folder, withKeys, context, isStopped, progress)
                try folder.finish()
                return made
            }
        } catch {
            folder.abandon()
            if case LedgerFailure.diskFull = error { throw BackupFailure.system(path, ENOSPC) }
            if case BackupFailure.unsound = error {
                let name = URL(fileURLWithPath: path).lastPathComponent
                // That the copy is not good matters more than that the ledger cannot note it.
                try? note(.backupFailed, context, about: name)
            }
            throw error
        }
    }

    /// The path without links, when a backup may lie there.
    private func place(_ path: String) throws -> String {
        let url = URL(fileURLWithPath: path).standardizedFileURL
        let parent = url.deletingLastPathComponent()
        guard let real = realpath(parent.path, nil) else {
            throw BackupFailure.noParent(path: parent.path)
        }
        defer { free(real) }
        let place = String(cString: real) + "/" + url.lastPathComponent
        guard !BackupFolder.isThere(place) else { throw BackupFailure.exists(path: path) }
        for ending in [".files", ".uploads"] {
            guard let own = realpath(self.path + ending, nil) else { continue }
            defer { free(own) }
            guard !(place + "/").hasPrefix(String(cString: own) + "/") else {
                throw BackupFailure.insideLedger(path: path)
            }
        }
        return place
    }

    private func fill(
        _ folder: inout BackupFolder, _ withKeys: Bool, _ context: CommandContext,
        _ isStopped: () -> Bool, _ progress: (Int, Int) -> Void
    ) throws -> BackupMade {
        try checkSpace(folder.draft)
        try copyFile(into: &folder)
        let contents = try BackupContents("\(folder.draft)/\(BackupFolder.ledgerName)")
        var faulty: [String] = []
        let papers = contents.papers.sorted()
        if !papers.isEmpty { try folder.make(BackupFolder.papersName) }
        for (place, paper) in papers.enumerated() {
            guard !isStopped() else { throw BackupFailure.interrupted }
            guard let sealed = try? self.papers.sealed(paper) else {
                faulty.append(paper)
                continue
            }
            let inner = "\(BackupFolder.papersName)/\(paper.prefix(2))"
            try folder.make(inner)
            try folder.write(sealed, as: "\(inner)/\(paper)")
            progress(place + 1, papers.count)
        }
        if withKeys {
            let secret = try Data(contentsOf: URL(fileURLWithPath: KeyFile.path(beside: path)))
            try folder.write(Array(secret), as: BackupFolder.keysName)
        }
        let manifest = BackupManifest(
            origin: origin, countyCode: countyCode, schema: contents.schema, madeAt: context.now,
            madeBy: context.actor, checkpoint: contents.checkpoint, verifierKey: verifierKey,
            counts: contents.counts, hasKeys: withKeys, faultyPapers: faulty)
        try check(contents, manifest)
        try folder.write(manifest.bytes, as: BackupFolder.manifestName)
        try folder.writeSums()
        let count = folder.sums.count + 1
        // The whole is read again from its files, as whoever is given it would.
        let report = try BackupReport.of(folder.draft)
        let unforeseen = report.problems.first { $0.code != "paper-lost" }
        if let problem = unforeseen { throw BackupFailure.unsound(reason: problem.message) }
        return BackupMade(manifest: manifest, byteCount: folder.byteCount, fileCount: count)
    }

    /// Asks for the room of everything and a little more before anything is written.
    private func checkSpace(_ draft: String) throws {
        var space = statvfs()
        guard statvfs(draft, &space) == 0 else { throw BackupFailure.system(draft) }
        let (pages, papers) = try pool.read { database in
            let pages = try Int64.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            let size = try Int64.fetchOne(database, sql: "PRAGMA page_size") ?? 0
            let papers = try Int64.fetchOne(
                database,
                sql: """
                    SELECT coalesce(sum(byteCount), 0) FROM (SELECT sha256, byteCount FROM paper
                        UNION SELECT sha256, byteCount FROM evidence)
                    """)
            return (pages * size, papers ?? 0)
        }
        let needed = pages + papers + 16 << 20
        let free = Int64(clamping: UInt64(space.f_bavail) * UInt64(space.f_frsize))
        guard needed <= free else { throw BackupFailure.noSpace(needed: needed, free: free) }
    }

    /// SQLite's own copy of one snapshot, as one file without a write-ahead log.
    private func copyFile(into folder: inout BackupFolder) throws {
        let copy = try DatabaseQueue(path: "\(folder.draft)/\(BackupFolder.ledgerName)")
        try pool.backup(to: copy)
        try copy.writeWithoutTransaction {
            _ = try String.fetchOne($0, sql: "PRAGMA journal_mode = DELETE")
        }
        try copy.close()
        try folder.adopt(BackupFolder.ledgerName)
    }

    /// Holds the copy to the ledger itself: its log must be the beginning of ours.
    private func check(_ contents: BackupContents, _ manifest: BackupManifest) throws {
        if let problem = contents.problems(against: manifest).first {
            throw BackupFailure.unsound(reason: problem.message)
        }
        guard let note = contents.checkpoint else { return }
        let own = try pool.read {
            try String.fetchOne(
                $0, sql: "SELECT note FROM checkpoint WHERE size = ?",
                arguments: [contents.counts.entries])
        }
        guard own == note else {
            throw BackupFailure.unsound(
                reason: LocalizedText(
                    zh: "副本的检查点不在账本中。", en: "The ledger does not have the copy's checkpoint."))
        }
    }
}
