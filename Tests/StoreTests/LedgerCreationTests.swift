import Foundation
import Testing

@testable import TradeInStore

@Suite("A ledger is made whole or not at all")
struct LedgerCreationTests {
    private func place() throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "creation-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.appendingPathComponent("l.ledger").path
    }

    @Test("what a killed attempt left in the middle is begun anew")
    func leftInTheMiddle() throws {
        let path = try place()
        for ending in ["", ".keys", "-wal"] {
            try Data("half".utf8).write(to: URL(fileURLWithPath: path + ".new" + ending))
        }
        try LedgerStore.create(at: path, countyCode: "370828").close()
        let store = try LedgerStore.open(at: path)
        #expect(store.countyCode == "370828")
        try store.close()
        for ending in [".new", ".new.keys", ".new-wal"] {
            #expect(!FileManager.default.fileExists(atPath: path + ending))
        }
    }

    @Test("what a killed attempt had moved half is moved to its end")
    func halfMoved() throws {
        let path = try place()
        try LedgerStore.create(at: path, countyCode: "370828").close()
        try FileManager.default.moveItem(atPath: path, toPath: path + ".new")
        let store = try LedgerStore.create(at: path, countyCode: "370828")
        #expect(store.countyCode == "370828")
        try store.close()
    }

    @Test("keys of a ledger that is elsewhere are not replaced")
    func keysElsewhere() throws {
        let path = try place()
        try Data("keys".utf8).write(to: URL(fileURLWithPath: path + ".keys"))
        #expect(throws: LedgerFailure.self) {
            try LedgerStore.create(at: path, countyCode: "370828")
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path + ".keys")) == Data("keys".utf8))
    }
}
