import Foundation
import GRDB
import Testing
import TradeInCore

@testable import TradeInStore

@Suite("Committing claims")
struct CommitTests {
    @Test("a claim, its keys, its money, its tally and its log entry are stored together")
    func together() throws {
        let ledger = try TestLedger()
        let outcome = try #require(try ledger.submit(TestLedger.row(1)).first)
        #expect(outcome.word == "submitted")
        #expect(outcome.receipt?.amount == Money(fen: 45_000))
        let fund = try #require(try ledger.store.funds().first)
        #expect(fund.balance(.encumbered) == Money(fen: 45_000))
        #expect(fund.balance(.available) == Money(fen: 99_955_000))
        let cells = try ledger.store.tally(.itemClass)
        #expect(cells.map(\.key.value) == ["refrigerator"])
        #expect(cells.first?.sums.subsidy == Money(fen: 45_000))
        let report = try ledger.verify()
        #expect(report.problems.isEmpty)
        #expect(report.claims == 1 && report.records == 1 && report.postings == 4)
    }

    @Test("the same claim again gets the first answer, another body under its reference is refused")
    func replay() throws {
        let ledger = try TestLedger()
        let first = try #require(try ledger.submit(TestLedger.row(1)).first?.receipt)
        let again = try ledger.submit(
            TestLedger.row(1), TestLedger.row(1, [.price: "3100.00"]))
        #expect(again.map(\.word) == ["replayed", "claim-ref-reused"])
        #expect(again.first?.receipt == first)
        #expect(try ledger.store.funds().first?.balance(.encumbered) == Money(fen: 45_000))
    }

    @Test(
        "one thing stands on one claim, in one batch and across batches",
        arguments: [
            (ClaimField.invoiceNumber, "26372000000000000011", "invoice-already-claimed"),
            (.serialNumber, "SN00000001", "serial-already-claimed"),
            (.serialNumber, "sn-0000 0001", "serial-already-claimed"),
            (.serialNumber, "SN_00000/001", "serial-already-claimed"),
        ])
    func locks(_ field: ClaimField, _ value: String, _ code: String) throws {
        let ledger = try TestLedger()
        let first = TestLedger.row(1)
        let second = TestLedger.row(2, [field: value])
        #expect(try ledger.submit(first, second).map(\.word) == ["submitted", code])
        #expect(try ledger.submit(second).map(\.word) == [code])
        #expect(try ledger.verify().isClean)
    }

    @Test("a serial number that only looks alike goes to a person")
    func lookAlike() throws {
        let ledger = try TestLedger()
        let outcomes = try ledger.submit(
            TestLedger.row(1), TestLedger.row(2, [.serialNumber: "SNO0000001"]))
        guard case .done(_, let findings)? = outcomes.last else {
            Issue.record("a look-alike is not refused")
            return
        }
        #expect(findings.map(\.code) == ["near-duplicate"])
        #expect(try ledger.store.claims(limit: 9).map(\.verdict) == [.eligible, .review])
        #expect(try ledger.verify().isClean)
    }

    @Test("a brand spelled with look-alikes and a serial that is no serial open no second claim")
    func brandAndSerial() throws {
        let ledger = try TestLedger()
        let outcomes = try ledger.submit(
            TestLedger.row(1, [.brand: "HAIER"]),
            TestLedger.row(2, [.brand: "HA1ER", .serialNumber: "SN00000001"]),
            TestLedger.row(3, [.serialNumber: "/"]))
        #expect(outcomes.map(\.word) == ["submitted", "serial-already-claimed", "ineligible"])
    }

    @Test("a person has one refrigerator a year, in one batch and later")
    func limit() throws {
        let ledger = try TestLedger()
        let person = TestLedger.residentID(1)
        let own: [ClaimField: String] = [.applicantId: person, .invoiceBuyerId: person]
        let outcomes = try ledger.submit(
            TestLedger.row(1), TestLedger.row(2, own),
            TestLedger.row(3, own.merging([.itemClass: "电视"]) { $1 }))
        #expect(outcomes.map(\.word) == ["submitted", "limit-reached", "submitted"])
        #expect(try ledger.submit(TestLedger.row(4, own)).map(\.word) == ["limit-reached"])
    }

    @Test("when the fund is short a claim waits in line, its keys held, and nothing is encumbered")
    func waitlist() throws {
        let ledger = try TestLedger(available: Money(fen: 100_000))
        let outcomes = try ledger.submit(
            TestLedger.row(1), TestLedger.row(2), TestLedger.row(3))
        #expect(outcomes.map(\.word) == ["submitted", "submitted", "waitlisted"])
        let fund = try #require(try ledger.store.funds().first)
        #expect(fund.balance(.available) == Money(fen: 10_000))
        #expect(
            try ledger.submit(TestLedger.row(4, [.serialNumber: "SN00000003"])).map(\.word)
                == ["serial-already-claimed"])
        #expect(try ledger.verify().isClean)
    }

    @Test("a refused attempt is logged once, however often it is sent")
    func attempts() throws {
        let ledger = try TestLedger()
        let bad = TestLedger.row(1, [.efficiencyGrade: "2"])
        #expect(try ledger.submit(bad, bad).map(\.word) == ["ineligible", "ineligible"])
        let size = try ledger.verify().entries
        #expect(try ledger.submit(bad).map(\.word) == ["ineligible"])
        #expect(try ledger.verify().entries == size)
        #expect(try ledger.store.refusedAttempts().map(\.count) == [1])
    }

    @Test("a rehearsal gives the real answers over several batches and leaves no trace")
    func rehearsal() throws {
        let ledger = try TestLedger()
        let before = try ledger.store.latestCheckpoint()
        var batches = [
            [TestLedger.row(1), TestLedger.row(2)],
            [TestLedger.row(3, [.serialNumber: "SN00000001"])],
        ]
        var words: [String] = []
        try ledger.store.rehearse(
            ledger.context, register: ledger.register,
            next: {
                guard !batches.isEmpty else { return nil }
                return try batches.removeFirst().map { .submit(try ledger.prepare($0)) }
            }, each: { words += $0.map(\.word) })
        #expect(words == ["submitted", "submitted", "serial-already-claimed"])
        #expect(try ledger.store.latestCheckpoint() == before)
        #expect(try ledger.store.claims(limit: 9).isEmpty)
    }

    @Test("commits are synced to the disk")
    func synchronous() throws {
        let ledger = try TestLedger()
        let level = try ledger.store.pool.writeWithoutTransaction {
            try Int.fetchOne($0, sql: "PRAGMA synchronous")
        }
        #expect(level == 2)
    }

    @Test("a claim costs a known number of statements")
    func statements() throws {
        let ledger = try TestLedger()
        var count = 0
        let prepared = try (1...100).map {
            LedgerCommand.submit(try ledger.prepare(TestLedger.row($0)))
        }
        ledger.store.pool.writeWithoutTransaction { database in
            database.trace { _ in count += 1 }
        }
        try ledger.run(prepared)
        // Look-ups: reference, body, 2 keys, 1 counter. Rows: claim, reference, 2 keys, vault,
        // counter, 2 postings, entry. The rest is per batch.
        #expect(count >= 100 * 14 && count < 100 * 14 + 420, "\(count) statements for 100 claims")
    }
}
