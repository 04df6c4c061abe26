import Foundation
import Testing
import TradeInCore
import TradeInStore

@Suite("Backups by the command line")
struct BackupCommandTests {
    @Test("made, listed and checked; a damaged copy ends with 1 and says where")
    func wholeWay() throws {
        let place = try Workplace()
        let folder = place.folder.appendingPathComponent("b").path
        let made = try Tool.run("backup", "--out", folder, "--ledger", place.ledger)
        #expect(made.code == 0 && made.output.contains("✓ Opened again"), "\(made.errors)")
        let longest = made.output.split(separator: "\n").dropFirst().map(\.count).max() ?? 0
        #expect(longest <= 72)
        let list = try Tool.run("backup", "list", "--format", "csv", "--ledger", place.ledger)
        #expect(list.output.contains(",b,") && list.output.contains("tester"))
        #expect(try Tool.run("backup", "check", folder).code == 0)
        let foreign = try Tool.run("backup", "check", folder, "--key", "tradein/x+00000000+AQ==")
        #expect(foreign.code == 1 && foreign.output.contains("--key"))
        let file = URL(fileURLWithPath: folder + "/tradein.ledger")
        var bytes = try Data(contentsOf: file)
        bytes[bytes.count / 3] ^= 0x40
        try bytes.write(to: file)
        let damaged = try Tool.run("backup", "check", folder)
        #expect(damaged.code == 1 && damaged.output.contains("file-differs"))
        #expect(damaged.output.contains("tradein.ledger is not what its sum says"))
    }

    @Test("what cannot be done is told, ends with 70, and leaves nothing")
    func refused() throws {
        let place = try Workplace()
        func names() throws -> [String] {
            // What SQLite keeps beside a file whose keys were not there is none of the backup's.
            try FileManager.default.contentsOfDirectory(atPath: place.folder.path).sorted()
                .filter { !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }
        }
        let before = try names()
        let cases: [(out: String, ledger: String, words: String)] = [
            (place.folder.path, place.ledger, "exists already"),
            (place.folder.path + "/no/b", place.ledger, "There is no folder"),
            (place.folder.path + "/b", place.ledger + "x", "There is no ledger"),
        ]
        for (out, ledger, words) in cases {
            let run = try Tool.run("backup", "--out", out, "--ledger", ledger)
            #expect(run.code == 70 && run.errors.contains(words), "\(run.errors)")
        }
        let keys = place.ledger + ".keys"
        try FileManager.default.moveItem(atPath: keys, toPath: keys + ".away")
        let locked = try Tool.run(
            "backup", "--out", place.folder.path + "/b", "--ledger", place.ledger)
        #expect(locked.code == 70 && locked.errors.contains("is missing"))
        try FileManager.default.moveItem(atPath: keys + ".away", toPath: keys)
        let nothing = try Tool.run("backup", "check", place.folder.path)
        #expect(nothing.code == 70 && nothing.errors.contains("is no backup"))
        #expect(try names() == before)
    }

    @Test("once there are users, the administrator makes backups")
    func administrator() throws {
        let place = try Workplace()
        for (login, role) in [("guan", "administrator"), ("bo", "officer")] {
            try Tool.run(
                "user", "add", login, "--role", role, "--as", "guan", "--ledger", place.ledger)
        }
        let out = place.folder.appendingPathComponent("b").path
        let officer = try Tool.run(
            "backup", "--out", out, "--as", "bo", "--ledger", place.ledger)
        #expect(officer.code == 1 && officer.errors.contains("role-missing"))
        #expect(!FileManager.default.fileExists(atPath: out))
        let run = try Tool.run(
            "backup", "--out", out, "--as", "guan", "--with-keys", "--format", "json", "--ledger",
            place.ledger)
        #expect(run.code == 0 && run.output.contains("\"hasKeys\":true"))
    }
}
