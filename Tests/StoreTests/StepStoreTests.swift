import GRDB
import Foundation
import Testing
import TradeInCore

@testable import TradeInStore

@Suite("Steps of claims in a real ledger")
struct StepStoreTests {
    private func take(
        _ step: ClaimStep, _ number: Int64, by actor: String, in ledger: TestLedger,
        note: String? = nil
    ) throws -> CommandOutcome {
        let id = ClaimID(number: number)
        let shelf = ledger.preparer.decider.shelf
        let detail = try #require(try ledger.store.claim(id))
        let pack = try #require(shelf.pack(sha256: detail.row.packSha256))
        let sealed = try note.map {
            try SealedRecord(
                Array($0.utf8), under: ledger.store.keys.sealing, seed: RandomBytes.take(56)[...])
        }
        let prepared = PreparedStep(
            number: number, step: step,
            reason: sealed == nil ? step.reasons.first : .other, note: sealed,
            holding: try ledger.store.holding(
                of: detail, pack: pack, reader: ledger.preparer.decider.reader))
        return try #require(
            try ledger.store.commit(
                [.step(prepared)], CommandContext(actor: actor, now: ledger.context.now),
                register: ledger.register
            ).first)
    }

    @Test("approved by two, reopened, withdrawn: money, tally, history and verify agree")
    func life() throws {
        let ledger = try TestLedger()
        _ = try ledger.submit(TestLedger.row(1), TestLedger.row(2))
        #expect(try take(.approve, 1, by: "tester", in: ledger).word == "own-entry")
        #expect(try take(.approve, 1, by: "li", in: ledger).word == "firstApproved")
        #expect(try take(.approve, 1, by: "li", in: ledger).word == "same-reviewer")
        #expect(try take(.approve, 1, by: "wang", in: ledger).word == "approved")
        let fund = try #require(try ledger.store.funds().first)
        #expect(fund.balance(.payable).fen == 45_000 && fund.balance(.encumbered).fen == 45_000)
        #expect(try ledger.verify().problems.map(\.code) == [])
        #expect(try take(.reopen, 1, by: "zhao", in: ledger).word == "submitted")
        #expect(try take(.hold, 1, by: "zhao", in: ledger, note: "张三来电").word == "held")
        #expect(try take(.unhold, 1, by: "li", in: ledger).word == "submitted")
        #expect(try take(.withdraw, 1, by: "tester", in: ledger).word == "withdrawn")
        let steps = try ledger.store.steps(of: ClaimID(number: 1))
        #expect(
            steps.map(\.to) == [
                .firstApproved, .approved, .submitted, .held, .submitted, .withdrawn,
            ])
        #expect(steps[3].note == "张三来电")
        let bodies = try ledger.store.pool.read {
            try Data.fetchAll($0, sql: "SELECT body FROM logEntry")
        }
        #expect(!bodies.contains { String(decoding: $0, as: UTF8.self).contains("张三") })
        #expect(try ledger.verify().problems.map(\.code) == [])
    }

    @Test("what a rejected claim locked and counted can be claimed again, what it keeps cannot")
    func release() throws {
        let ledger = try TestLedger()
        _ = try ledger.submit(TestLedger.row(1))
        // The same invoice, item and person under another reference.
        let again = TestLedger.row(1, [.claimRef: "T-again"])
        #expect(try ledger.submit(again).map(\.word) == ["invoice-already-claimed"])
        #expect(try take(.reject, 1, by: "li", in: ledger).word == "rejected")
        #expect(try ledger.submit(again).map(\.word) == ["submitted"])
        let reused = TestLedger.row(1, [.price: "3100.00"])
        #expect(try ledger.submit(reused).map(\.word) == ["claim-ref-reused"])
        let locks = try ledger.store.pool.read {
            try Int.fetchAll($0, sql: "SELECT DISTINCT claimId FROM claimKey ORDER BY 1")
        }
        #expect(locks == [2])
        #expect(try ledger.verify().problems.map(\.code) == [])
    }

    @Test("the line moves up in the order of submission when money comes back")
    func line() throws {
        let ledger = try TestLedger(available: Money(fen: 45_000))
        let words = try ledger.submit(TestLedger.row(1), TestLedger.row(2)).map(\.word)
        #expect(words == ["submitted", "waitlisted"])
        // A smaller claim would fit nothing either way; it stands behind the line.
        let small = TestLedger.row(3, [.price: "10.00"])
        #expect(try ledger.submit(small).map(\.word) == ["waitlisted"])
        #expect(try take(.reject, 1, by: "li", in: ledger).word == "rejected")
        func state(_ number: Int64) throws -> ClaimState? {
            try ledger.store.claim(ClaimID(number: number))?.row.state
        }
        #expect(try state(2) == .submitted && state(3) == .waitlisted)
        try ledger.appropriate(Money(fen: 150), "A-2")
        #expect(try state(3) == .submitted)
        #expect(try ledger.verify().problems.map(\.code) == [])
    }

    @Test(
        "tampering with steps is found",
        arguments: [
            ("UPDATE claim SET state = 'approved' WHERE claimId = 2", "claim-differs"),
            ("UPDATE claim SET state = 'submitted' WHERE claimId = 1", "claim-differs"),
            ("UPDATE claimStep SET actor = 'zhao'", "step-differs"),
            ("UPDATE claimStep SET reason = 'other'", "step-differs"),
            ("DELETE FROM claimStep WHERE stepId = 2", "step-missing"),
            ("UPDATE tallyCell SET claims = claims + 1 WHERE state = 'approved'", "tally-differs"),
            ("UPDATE claim SET units = 2 WHERE claimId = 2", "claim-differs"),
        ])
    func tampering(_ sql: String, _ code: String) throws {
        let ledger = try TestLedger()
        _ = try ledger.submit(TestLedger.row(1), TestLedger.row(2))
        _ = try take(.approve, 1, by: "li", in: ledger)
        _ = try take(.approve, 1, by: "wang", in: ledger)
        #expect(try ledger.verify().isClean)
        try ledger.store.pool.writeWithoutTransaction { database in
            let triggers = try String.fetchAll(
                database, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for trigger in triggers { try database.execute(sql: "DROP TRIGGER \(trigger)") }
            try database.execute(sql: sql)
        }
        let codes = Set(try ledger.verify().problems.map(\.code))
        #expect(codes.contains(code), "\(codes)")
    }
}
