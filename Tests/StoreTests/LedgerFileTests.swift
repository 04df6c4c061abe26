import Foundation
import GRDB
import LedgerSchema
import Testing
import TradeInCore

@testable import TradeInStore

@Suite("The ledger's file")
struct LedgerFileTests {
    private func failure(_ body: () throws -> Void) -> LedgerFailure? {
        do {
            try body()
            return nil
        } catch {
            return error as? LedgerFailure
        }
    }

    @Test(
        "a file that is no ledger of ours is refused and not touched",
        arguments: [
            "", "hello", String(repeating: "x", count: 5000),
        ])
    func foreign(_ text: String) throws {
        let path = NSTemporaryDirectory() + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        #expect(failure { _ = try LedgerStore.open(at: path) } == .notALedger(path: path))
        #expect(
            failure { _ = try LedgerStore.create(at: path, countyCode: "370828") }
                == .exists(path: path))
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(text.utf8))
    }

    @Test("another program's SQLite file is refused and not touched")
    func foreignSQLite() throws {
        let path = NSTemporaryDirectory() + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE t (a)") }
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(failure { _ = try LedgerStore.open(at: path) } == .notALedger(path: path))
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    @Test("a ledger of a newer version is refused with both versions")
    func newer() throws {
        let ledger = try TestLedger()
        let known = LedgerSchema.migrations.count
        try ledger.store.pool.write { try $0.execute(sql: "PRAGMA user_version = \(known + 1)") }
        try ledger.store.close()
        let path = ledger.store.path
        #expect(
            failure { _ = try LedgerStore.open(at: path) }
                == .newerVersion(path: path, found: known + 1, known: known))
    }

    @Test("a missing ledger and missing, readable or short keys are told apart")
    func keys() throws {
        let ledger = try TestLedger()
        let path = ledger.store.path
        try ledger.store.close()
        #expect(failure { _ = try LedgerStore.open(at: path + "x") } == .missing(path: path + "x"))
        let keys = path + ".keys"
        let attributes = try FileManager.default.attributesOfItem(atPath: keys)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(attributes[.size] as? Int == 96)
        chmod(keys, 0o644)
        guard case .keys? = failure({ _ = try LedgerStore.open(at: path) }) else {
            Issue.record("keys that others can read are refused")
            return
        }
        chmod(keys, 0o600)
        try Data([1, 2, 3]).write(to: URL(fileURLWithPath: keys))
        chmod(keys, 0o600)
        #expect(failure { _ = try LedgerStore.open(at: path) } != nil)
    }

    @Test("a ledger that cannot be made leaves nothing in the way of the next attempt")
    func halfMade() throws {
        let folder = NSTemporaryDirectory() + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/t.ledger"
        // A folder where the write-ahead log must lie stops SQLite after the keys are written.
        try FileManager.default.createDirectory(
            atPath: path + "-wal", withIntermediateDirectories: true)
        #expect(throws: (any Error).self) {
            try LedgerStore.create(at: path, countyCode: "370828")
        }
        try FileManager.default.removeItem(atPath: path + "-wal")
        #expect(try LedgerStore.create(at: path, countyCode: "370828").funds().isEmpty)
    }

    @Test("a full disk loses nothing that was acknowledged and nothing is half done")
    func fullDisk() throws {
        let ledger = try TestLedger()
        #expect(try ledger.submit(TestLedger.row(1)).map(\.word) == ["submitted"])
        let pages = try ledger.store.pool.writeWithoutTransaction { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            try database.execute(sql: "PRAGMA max_page_count = \(pages)")
            return pages
        }
        #expect(pages > 0)
        let many = try (2...400).map {
            LedgerCommand.submit(try ledger.prepare(TestLedger.row($0)))
        }
        #expect(failure { try ledger.run(many) } == .diskFull)
        #expect(try ledger.store.claims(limit: 1000).count == 1)
        #expect(try ledger.verify().isClean)
        try ledger.store.pool.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA max_page_count = 1000000")
        }
        #expect(try ledger.run(many).allSatisfy { $0.receipt != nil })
        #expect(try ledger.verify().isClean)
    }

    @Test(
        "postings, entries, tiles and checkpoints cannot be changed or removed",
        arguments: [
            "UPDATE posting SET amountFen = amountFen + 1", "DELETE FROM posting",
            "UPDATE logEntry SET body = x'7b7d'", "DELETE FROM logEntry",
            "UPDATE checkpoint SET note = ''", "DELETE FROM checkpoint", "DELETE FROM logTile",
            "UPDATE logTile SET hashes = zeroblob(32)",
            "UPDATE account SET postingSumFen = -1 WHERE kind = 'available'",
        ])
    func frozen(_ sql: String) throws {
        let ledger = try TestLedger()
        _ = try ledger.submit(TestLedger.row(1))
        #expect(throws: DatabaseError.self) {
            try ledger.store.pool.write { try $0.execute(sql: sql) }
        }
        #expect(try ledger.verify().isClean)
    }

    @Test("a shipped migration never changes")
    func migrationsAreFrozen() throws {
        let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/golden/migrations.txt")
        let shipped = try String(contentsOf: golden, encoding: .utf8).split(separator: "\n")
        let today = LedgerSchema.migrations.map {
            "\($0.name) \(Digests.sha256Hex(Array($0.sql.utf8)))"
        }
        #expect(today == shipped.map(String.init))
    }
}
