import Foundation
import GRDB
import PolicyLibrary
import Testing
import TradeInCore

@testable import TradeInStore

@Suite("Verifying a ledger")
struct VerifyTests {
    /// What someone with the file open could change, triggers dropped, and what must notice it.
    static let tamperings: [(sql: String, code: String)] = [
        ("UPDATE claim SET amountFen = amountFen + 100 WHERE claimId = 2", "claim-differs"),
        ("UPDATE claim SET townKey = 'huji' WHERE claimId = 2", "claim-differs"),
        ("UPDATE claim SET state = 'waitlisted' WHERE claimId = 2", "claim-differs"),
        ("DELETE FROM vault WHERE claimId = 2", "record-unreadable"),
        (
            "UPDATE vault SET sealed = zeroblob(length(sealed)) WHERE claimId = 2",
            "record-unreadable"
        ),
        (
            "UPDATE vault SET sealedKey = (SELECT sealedKey FROM vault WHERE claimId = 1), "
                + "sealed = (SELECT sealed FROM vault WHERE claimId = 1) WHERE claimId = 2",
            "commitment-differs"
        ),
        ("UPDATE logEntry SET body = x'7b7d' WHERE seq = 9", "root-differs"),
        (
            "UPDATE logEntry SET body = CAST(replace(CAST(body AS TEXT), 'yangshan', 'huji') AS BLOB)",
            "root-differs"
        ),
        ("UPDATE posting SET amountFen = amountFen - 1 WHERE postingId = 3", "posting-differs"),
        ("DELETE FROM posting WHERE postingId > 4", "posting-missing"),
        (
            "UPDATE account SET postingSumFen = postingSumFen + 1 WHERE kind = 'encumbered'",
            "balance-differs"
        ),
        (
            "UPDATE tallyCell SET subsidyFen = subsidyFen + 1 WHERE dimension = 'town'",
            "tally-differs"
        ),
        ("DELETE FROM tallyCell WHERE dimension = 'month'", "tally-differs"),
        (
            "INSERT INTO tallyCell VALUES ('class', 2026, 'appliance', 'ghost', 'submitted', 1, 1, 1, 1, 0, 0, 0, 0)",
            "tally-differs"
        ),
        ("UPDATE logTile SET hashes = zeroblob(length(hashes))", "tile-differs"),
        ("UPDATE checkpoint SET note = replace(note, 'tradein', 'tradeon')", "signature-bad"),
        (
            "DELETE FROM checkpoint WHERE size = (SELECT max(size) FROM checkpoint)",
            "checkpoint-missing"
        ),
        ("DELETE FROM claimKey WHERE claimId = 2", "key-missing"),
        ("DELETE FROM claimReference WHERE claimId = 2", "reference-missing"),
        ("UPDATE record SET body = x'7b7d' WHERE key LIKE 'dealer:%'", "record-differs"),
        ("UPDATE registerMonth SET total = total + 1", "register-count-differs"),
        ("UPDATE event SET kind = 'appliance', isRural = 0", "record-differs"),
        ("UPDATE event SET ruralBasis = NULL", "record-differs"),
        ("DELETE FROM event", "record-missing"),
        ("UPDATE event SET isRural = 2", "record-differs"),
        ("UPDATE event SET endsOn = '2099-01-01'", "record-differs"),
        ("UPDATE record SET logIndex = 1 WHERE key LIKE 'event:%'", "record-differs"),
        ("UPDATE targetFigure SET document = 'x'", "record-differs"),
        ("UPDATE targetFigure SET thousandths = thousandths + 1", "record-differs"),
        ("DELETE FROM targetFigure", "figure-missing"),
        ("UPDATE evidence SET recordKey = 'event:E2'", "evidence-differs"),
        ("DELETE FROM evidence", "evidence-missing"),
        (
            "UPDATE tallyCell SET centralFen = centralFen + 1 WHERE dimension = 'town'",
            "tally-differs"
        ),
        ("DELETE FROM logEntry WHERE seq = (SELECT max(seq) FROM logEntry)", "claim-unlogged"),
    ]

    @Test("every tampering is found", arguments: tamperings)
    func tampering(_ sql: String, _ code: String) throws {
        let ledger = try TestLedger()
        _ = try ledger.submit(TestLedger.row(1), TestLedger.row(2))
        let event = try CountyEvent.read(
            [
                "eventRef": "E1", "kind": "nev-fair", "name": "展销", "rural": "是",
                "startsOn": "2026-05-01", "town": "yangshan", "state": "held",
                "ruralBasis": "羊山镇大集",
            ], county: PlanLibrary.jinxiang(), today: ledger.context.now.countyDay
        ).event
        let figure = TargetFigure(
            plan: "p", targetID: "T002", point: .base(2023), value: TargetNumber(100),
            document: "文", reporter: "局")
        let photo = try ledger.store.papers.put(Array("%PDF-1.4\n%%EOF\n".utf8))
        let evidence = PreparedEvidence(
            recordKey: "event:E1", sha256: photo, format: .pdf, byteCount: 15)
        let done = try ledger.run([
            .recordEvent(#require(event)), .recordFigure(figure), .attachEvidence(evidence),
        ])
        #expect(done.allSatisfy { $0.receipt != nil })
        _ = try ledger.submit(TestLedger.row(3))
        #expect(try ledger.verify().isClean)
        try ledger.store.pool.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA foreign_keys = OFF")
            let triggers = try String.fetchAll(
                database, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for trigger in triggers { try database.execute(sql: "DROP TRIGGER \(trigger)") }
            try database.execute(sql: sql)
            #expect(database.changesCount > 0, "the tampering changed a row")
        }
        let codes = Set(try ledger.verify().problems.map(\.code))
        #expect(codes.contains(code), "found \(codes.sorted())")
    }

    @Test("an erased person leaves every proof valid and every determination recomputable")
    func erasure() throws {
        let ledger = try TestLedger()
        _ = try ledger.submit(TestLedger.row(1), TestLedger.row(2))
        try ledger.store.pool.write {
            try $0.execute(sql: "UPDATE vault SET sealedKey = NULL WHERE claimId = 1")
        }
        let report = try ledger.verify()
        #expect(report.isClean)
        #expect(report.claims == 2 && report.records == 1)
        #expect(try ledger.store.claim(ClaimID(number: 1))?.personal == nil)
        #expect(try ledger.store.claim(ClaimID(number: 2))?.personal?[.applicantName] == "测试2")
    }

    @Test("no personal value of a claim is in the file")
    func privacy() throws {
        let ledger = try TestLedger()
        _ = try ledger.submit(TestLedger.row(7))
        try ledger.store.close()
        let bytes = try Data(contentsOf: URL(fileURLWithPath: ledger.store.path))
        for secret in [TestLedger.residentID(7), "15400000007", "测试7", "SN00000007"] {
            #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret) is readable")
        }
        #expect(bytes.range(of: Data("yangshan".utf8)) != nil)
    }
}
