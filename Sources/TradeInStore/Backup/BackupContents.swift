import Foundation
import GRDB
import TradeInCore

/// What the copied file of a ledger says, read without keys and without trusting anything in it.
struct BackupContents {
    /// How much it holds.
    var counts = BackupCounts(entries: 0, claims: 0, papers: 0)
    /// The version of its schema.
    var schema = 0
    /// Its newest checkpoint.
    var checkpoint: String?
    /// The root of the log, worked out again from the entries.
    var root = LogHash.emptyRoot
    /// The papers and the evidence that it names.
    var papers: Set<String> = []
    /// What SQLite finds wrong with its pages; nil when nothing.
    var fault: String?

    /// Reads a file that nobody writes to.
    ///
    /// - Throws: SQLite's error when it is no database.
    init(_ path: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? queue.close() }
        self = try queue.read { try BackupContents($0) }
    }

    private init(_ database: Database) throws {
        let found = try String.fetchOne(database, sql: "PRAGMA quick_check(1)")
        fault = found == "ok" ? nil : found
        schema = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        checkpoint = try String.fetchOne(
            database, sql: "SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1")
        counts.claims = try Int64.fetchOne(database, sql: "SELECT count(*) FROM claim") ?? 0
        papers = try Self.papers(database)
        counts.papers = Int64(papers.count)
        var frontier = LogFrontier()
        let rows = try HotStatement(database, "SELECT body FROM logEntry ORDER BY seq")
        while try rows.step() { frontier.append(LogHash.leaf(rows.blob(0))) { _ in } }
        counts.entries = Int64(clamping: frontier.size)
        root = frontier.root
    }

    /// The contents of all papers and all evidence that a ledger names.
    static func papers(_ database: Database) throws -> Set<String> {
        try String.fetchSet(
            database, sql: "SELECT sha256 FROM paper UNION SELECT sha256 FROM evidence")
    }

    /// What disagrees with a manifest and its key; empty when nothing does.
    func problems(against manifest: BackupManifest) -> [VerifyReport.Problem] {
        var report = VerifyReport()
        if let fault {
            report.add(
                "file-damaged", BackupFolder.ledgerName, zh: "SQLite：\(fault)",
                en: "SQLite: \(fault)")
        }
        if counts != manifest.counts || schema != manifest.schema {
            let (found, told) = (counts, manifest.counts)
            report.add(
                "counts-differ", BackupFolder.ledgerName,
                zh: "日志\(found.entries)条、申领\(found.claims)笔、材料\(found.papers)份；清单为"
                    + "\(told.entries)、\(told.claims)、\(told.papers)。",
                en:
                    "\(found.entries) entries, \(found.claims) claims, \(found.papers) papers; the manifest "
                    + "has \(told.entries), \(told.claims), \(told.papers).")
        }
        if checkpoint != manifest.checkpoint {
            report.add(
                "checkpoint-differs", BackupFolder.ledgerName, zh: "检查点与清单不同。",
                en: "The checkpoint is not the manifest's.")
        }
        checkLog(VerifierKey(text: manifest.verifierKey), &report)
        return report.problems
    }

    private func checkLog(_ key: VerifierKey?, _ report: inout VerifyReport) {
        guard let checkpoint else {
            guard counts.entries > 0 else { return }
            return report.add(
                "checkpoint-missing", BackupFolder.ledgerName, zh: "日志没有检查点。",
                en: "The log has no checkpoint.")
        }
        guard let statement = key?.checkpoint(of: checkpoint) else {
            return report.add(
                "signature-bad", BackupFolder.ledgerName, zh: "检查点签名无效。",
                en: "The checkpoint's signature is not good.")
        }
        if Int64(clamping: statement.size) != counts.entries || statement.root != root {
            report.add(
                "root-differs", BackupFolder.ledgerName, zh: "由日志重算的根与签名的检查点不符。",
                en: "The root worked out from the log is not the signed checkpoint's.")
        }
    }
}
