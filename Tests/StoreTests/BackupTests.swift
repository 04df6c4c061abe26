import Foundation
import GRDB
import Testing

@testable import TradeInCore
@testable import TradeInStore

@Suite("A backup is one moment of the ledger, whole or absent, and anybody can check it")
struct BackupTests {
    private static let invoice = Array("%PDF-1.4 of somebody\n%%EOF\n".utf8)

    private func ledger(claims count: Int = 3) throws -> TestLedger {
        let ledger = try TestLedger()
        _ = try ledger.submit((1...count).map { TestLedger.row($0) })
        let sha256 = try ledger.store.papers.put(Self.invoice)
        _ = try ledger.run([
            .attach(
                PreparedPaper(
                    number: 1, paper: ClaimPaper(kind: .invoice, sha256: sha256), format: .pdf,
                    byteCount: Self.invoice.count))
        ])
        return ledger
    }

    private func place(_ name: String, _ ledger: TestLedger) -> String {
        ledger.folder.appendingPathComponent(name).path
    }

    private func make(
        _ name: String, of ledger: TestLedger, withKeys: Bool = false
    ) throws -> BackupMade {
        try ledger.store.backUp(to: place(name, ledger), withKeys: withKeys, ledger.context)
    }

    private func codes(_ name: String, _ ledger: TestLedger) throws -> [String] {
        try BackupReport.of(place(name, ledger)).problems.map(\.code)
    }

    private func names(_ ledger: TestLedger) throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: ledger.folder.path))
    }

    /// Makes the sums fit the files again, as somebody would who changes a backup on purpose.
    private func forgeSums(_ folder: String) throws {
        let list = "\(folder)/SHA256SUMS"
        let names = try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n").map {
            String($0.dropFirst(66))
        }
        let lines = try names.map { "\(try BackupFolder.sum(of: "\(folder)/\($0)").sum)  \($0)\n" }
        try Data(lines.joined().utf8).write(to: URL(fileURLWithPath: list))
    }

    @Test(
        "a backup is clean, says what it holds, and opens as a ledger once the keys are beside it")
    func make() throws {
        let ledger = try ledger()
        let made = try make("b", of: ledger)
        #expect(made.manifest.counts.claims == 3 && made.manifest.counts.papers == 1)
        #expect(made.manifest.checkpoint == (try ledger.store.latestCheckpoint()))
        #expect(made.fileCount == 4 && made.manifest.faultyPapers.isEmpty)
        let report = try BackupReport.of(place("b", ledger))
        #expect(report.isClean && report.fileCount == 3, "\(report.problems)")
        #expect(report.manifest == made.manifest)
        #expect(!FileManager.default.fileExists(atPath: place("b/tradein.ledger.keys", ledger)))
        try FileManager.default.copyItem(
            atPath: ledger.store.path + ".keys", toPath: place("b/tradein.ledger.keys", ledger))
        let restored = try LedgerStore.open(at: place("b/tradein.ledger", ledger))
        defer { try? restored.close() }
        let packs = Dictionary(
            uniqueKeysWithValues: ledger.preparer.decider.shelf.packs.map {
                ($0.source.sha256, $0)
            })
        #expect(try restored.verify(register: ledger.register, pack: { packs[$0] }).isClean)
        #expect(try restored.papers.get(Digests.sha256Hex(Self.invoice)) == Self.invoice)
    }

    @Test("sha256sum says the same of every file")
    func outsideCheck() throws {
        let ledger = try ledger()
        _ = try make("b", of: ledger, withKeys: true)
        let check = Process()
        check.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
        check.arguments = ["-c", "--strict", "--quiet", "SHA256SUMS"]
        check.currentDirectoryURL = URL(fileURLWithPath: place("b", ledger))
        try check.run()
        check.waitUntilExit()
        #expect(check.terminationStatus == 0)
        var status = stat()
        #expect(stat(place("b/tradein.ledger.keys", ledger), &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
    }

    @Test("while commands are written, each backup is the beginning of the log, and clean")
    func whileWritten() throws {
        let ledger = try ledger()
        let claims = try (10...90).map { try ledger.prepare(TestLedger.row($0)) }
        let (store, register, context) = (ledger.store, ledger.register, ledger.context)
        let queue = CommitQueue(store, register: register)
        let done = DispatchGroup()
        DispatchQueue.global().async(group: done) {
            for claim in claims {
                _ = try? queue.execute(LedgerRequest(.submit(claim), context))
            }
        }
        var sizes: [Int64] = []
        for number in 1...4 {
            sizes.append(try make("b\(number)", of: ledger).manifest.counts.entries)
        }
        done.wait()
        queue.close()
        #expect(sizes == sizes.sorted())
        for (place, size) in sizes.enumerated() {
            let report = try BackupReport.of(self.place("b\(place + 1)", ledger))
            #expect(report.isClean, "\(report.problems)")
            let (note, bodies) = try store.pool.read { database in
                (
                    try String.fetchOne(
                        database, sql: "SELECT note FROM checkpoint WHERE size = ?",
                        arguments: [size]),
                    try Data.fetchAll(
                        database, sql: "SELECT body FROM logEntry WHERE seq < ? ORDER BY seq",
                        arguments: [size])
                )
            }
            var frontier = LogFrontier()
            for body in bodies { frontier.append(LogHash.leaf(Array(body))) { _ in } }
            #expect(report.manifest.checkpoint == note)
            let statement = try #require(
                note.flatMap { Checkpoint(note: $0, verifiedBy: store.keys.verifying) })
            #expect(statement.root == frontier.root)
        }
        #expect(try ledger.verify().isClean)
    }

    @Test("a byte that changed, a file that is missing and one too many are told")
    func damaged() throws {
        let ledger = try ledger()
        _ = try make("b", of: ledger)
        let file = URL(fileURLWithPath: place("b/tradein.ledger", ledger))
        var bytes = try Data(contentsOf: file)
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: file)
        #expect(try codes("b", ledger).contains("file-differs"))

        _ = try make("c", of: ledger)
        let paper = Digests.sha256Hex(Self.invoice)
        try FileManager.default.removeItem(
            atPath: place("c/tradein.ledger.files/\(paper.prefix(2))/\(paper)", ledger))
        try Data("x".utf8).write(to: URL(fileURLWithPath: place("c/note.txt", ledger)))
        #expect(try codes("c", ledger) == ["file-missing", "file-extra", "paper-lost"])
        #expect(throws: BackupFailure.notABackup(path: ledger.folder.path)) {
            _ = try BackupReport.of(ledger.folder.path)
        }
    }

    @Test("a log entry that was changed is told even when the sums were made to fit")
    func forged() throws {
        let ledger = try ledger()
        _ = try make("b", of: ledger)
        let queue = try DatabaseQueue(path: place("b/tradein.ledger", ledger))
        try queue.writeWithoutTransaction { database in
            let triggers = try String.fetchAll(
                database,
                sql:
                    "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'logEntry'"
            )
            for trigger in triggers { try database.execute(sql: "DROP TRIGGER \(trigger)") }
            try database.execute(sql: "UPDATE logEntry SET body = x'7b7d' WHERE seq = 2")
        }
        try queue.close()
        try forgeSums(place("b", ledger))
        #expect(try codes("b", ledger) == ["root-differs"])
    }

    @Test("a paper that is damaged in the ledger is named, and the rest is copied")
    func damagedPaper() throws {
        let ledger = try ledger()
        let paper = Digests.sha256Hex(Self.invoice)
        try Data("broken".utf8).write(
            to: URL(fileURLWithPath: ledger.store.papers.path(of: paper)))
        let made = try make("b", of: ledger)
        #expect(made.manifest.faultyPapers == [paper])
        #expect(try codes("b", ledger) == ["paper-lost"])
        try ledger.store.keepBackup(made, named: "b", ledger.context)
        #expect(try ledger.store.backups(limit: 9).map(\.isVerified) == [false])
    }

    @Test("where it cannot lie or is stopped, nothing is left")
    func refused() throws {
        let ledger = try ledger()
        let before = try names(ledger)
        #expect(throws: BackupFailure.exists(path: ledger.folder.path)) {
            _ = try ledger.store.backUp(to: ledger.folder.path, withKeys: false, ledger.context)
        }
        let inside = ledger.store.papers.path + "/b"
        #expect(throws: BackupFailure.insideLedger(path: inside)) {
            _ = try ledger.store.backUp(to: inside, withKeys: false, ledger.context)
        }
        #expect(throws: BackupFailure.noParent(path: place("nowhere", ledger))) {
            _ = try make("nowhere/b", of: ledger)
        }
        #expect(throws: BackupFailure.interrupted) {
            _ = try ledger.store.backUp(
                to: place("b", ledger), withKeys: false, ledger.context, isStopped: { true })
        }
        try FileManager.default.removeItem(atPath: ledger.store.path + ".keys")
        #expect(throws: (any Error).self) { _ = try make("b", of: ledger, withKeys: true) }
        #expect(try names(ledger) == before.subtracting(["test.ledger.keys"]))
    }

    @Test("what a killed run has left is cleared, and one under way is not disturbed")
    func leftovers() throws {
        let ledger = try ledger()
        let draft = place("b.partial", ledger)
        try FileManager.default.createDirectory(
            atPath: draft + "/tradein.ledger.files", withIntermediateDirectories: true)
        try Data("half".utf8).write(to: URL(fileURLWithPath: draft + "/tradein.ledger"))
        _ = try make("b", of: ledger)
        #expect(try codes("b", ledger).isEmpty)
        #expect(try !names(ledger).contains("b.partial"))
        let other = try BackupFolder(place("c", ledger))
        #expect(throws: BackupFailure.running(path: place("c", ledger))) {
            _ = try make("c", of: ledger)
        }
        other.abandon()
        #expect(try make("c", of: ledger).manifest.counts.claims == 3)
    }

    @Test("the ledger remembers the backup and its checkpoint, and never changes that")
    func remembered() throws {
        let ledger = try ledger()
        let made = try make("b", of: ledger, withKeys: true)
        try ledger.store.keepBackup(made, named: "b", ledger.context)
        let row = try #require(try ledger.store.backups(limit: 1).first)
        #expect(row.name == "b" && row.hasKeys && row.isVerified && row.actor == "tester")
        #expect(
            row.size == made.manifest.counts.entries
                && made.manifest.checkpoint?.contains(row.root) == true)
        #expect(try ledger.store.accessEvents(limit: 1).map(\.kind) == [.backedUp])
        for sql in ["UPDATE backup SET isVerified = 0", "DELETE FROM backup"] {
            #expect(throws: DatabaseError.self) {
                try ledger.store.pool.write { try $0.execute(sql: sql) }
            }
        }
        #expect(try ledger.verify().isClean)
    }
}
