import GRDB
import PolicyLibrary
import Testing

@testable import TradeInCore
@testable import TradeInStore

@Suite("A returned claim is put right and keeps its place")
struct CorrectionStoreTests {
    /// A ledger whose claim 1 was returned.
    private func returned() throws -> TestLedger {
        let ledger = try TestLedger(available: Money(fen: 100_000))
        _ = try ledger.submit(TestLedger.row(1))
        try ledger.run(
            [.step(PreparedStep(number: 1, step: .sendBack, reason: .paperMissing))], by: "li")
        return ledger
    }

    private func correct(
        _ changes: [ClaimField: String], in ledger: TestLedger
    ) throws -> CommandOutcome? {
        let prepared = try ledger.prepare(TestLedger.row(1, changes))
        guard let found = try ledger.store.returnedClaim(prepared) else { return nil }
        let detail = try #require(try ledger.store.claim(found.id))
        let shelf = ledger.preparer.decider.shelf
        let pack = try #require(
            shelf.packs.first { $0.source.sha256 == detail.row.packSha256 })
        let reader = ClaimReader(register: shelf.register, county: try PlanLibrary.jinxiang())
        let holding = try ledger.store.holding(of: detail, pack: pack, reader: reader)
        return try ledger.run([
            .correct(
                PreparedCorrection(
                    number: found.id.number, prepared: prepared, before: found.before,
                    holding: holding))
        ]).first
    }

    @Test(
        "price, invoice and town change; money, locks, tally and log follow",
        arguments: [(2_000, 30_000), (3_000, 45_000), (4_000, 60_000)])
    func course(_ yuan: Int, _ fen: Int64) throws {
        let ledger = try returned()
        let outcome = try #require(
            try correct(
                [
                    .price: "\(yuan).00", .invoiceNumber: "26372000000099990001",
                    .townCode: "鱼山街道",
                ], in: ledger))
        #expect(outcome.word == "submitted" && outcome.receipt?.claim?.number == 1)
        let fund = try #require(try ledger.store.funds().first)
        #expect(fund.balance(.encumbered).fen == fen)
        let row = try #require(try ledger.store.claim(ClaimID(number: 1))?.row)
        #expect(row.amount.fen == fen && row.price.fen == Int64(yuan) * 100)
        #expect(try ledger.verify().problems.map(\.code) == [])
        // The old invoice is free, the new one is not.
        let old = TestLedger.row(1)
        let other = TestLedger.row(2, [.invoiceNumber: old.claim[.invoiceNumber]])
        #expect(try ledger.submit(other).first?.receipt != nil)
        let third = TestLedger.row(3, [.invoiceNumber: "26372000000099990001"])
        #expect(try ledger.submit(third).first?.word == "invoice-already-claimed")
        #expect(try ledger.verify().problems.map(\.code) == [])
    }

    @Test("a correction does not resemble the claim that it corrects")
    func noLookAlike() throws {
        let ledger = try returned()
        let outcome = try #require(try correct([.model: "X2"], in: ledger))
        guard case .done(_, let findings) = outcome else {
            Issue.record("it was not taken: \(outcome)")
            return
        }
        #expect(outcome.word == "submitted" && findings.map(\.code) == [])
        let row = try #require(try ledger.store.claim(ClaimID(number: 1))?.row)
        #expect(row.verdict == .eligible)
        // The first entry stays where it was, whatever the claim says since.
        let start = try #require(try ledger.store.start(of: row))
        #expect(start.logIndex < row.logIndex && start.actor == "tester")
    }

    @Test("what the fund cannot give, or a rule refuses, leaves the claim as it was")
    func refused() throws {
        let ledger = try returned()
        _ = try ledger.submit(TestLedger.row(2, [.price: "3600.00"]))
        #expect(try correct([.price: "9000.00"], in: ledger)?.word == "fund-short")
        #expect(try correct([.efficiencyGrade: "3"], in: ledger)?.word == "ineligible")
        #expect(
            try correct([.serialNumber: "SN00000002"], in: ledger)?.word == "serial-already-claimed"
        )
        #expect(try ledger.store.claim(ClaimID(number: 1))?.row.state == .returned)
        let same = TestLedger.row(3, [.serialNumber: "SN00000001"])
        #expect(try ledger.submit(same).first?.word == "serial-already-claimed")
        #expect(try ledger.verify().problems.map(\.code) == [])
    }

    @Test("who corrected a claim may not review it, and a second correction keeps both")
    func reviewers() throws {
        let ledger = try returned()
        #expect(try correct([.price: "2800.00"], in: ledger)?.word == "submitted")
        func step(_ step: ClaimStep, by actor: String) throws -> String? {
            try ledger.run(
                [.step(PreparedStep(number: 1, step: step, reason: step.reasons.first))], by: actor
            ).first?.word
        }
        #expect(try step(.approve, by: "tester") == "own-entry")
        #expect(try step(.sendBack, by: "li") == "returned")
        #expect(try correct([.price: "2900.00"], in: ledger)?.word == "submitted")
        #expect(try step(.approve, by: "li") == "firstApproved")
        #expect(try step(.approve, by: "wang") == "approved")
        #expect(try ledger.verify().problems.map(\.code) == [])
        let revisions = try ledger.store.pool.read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM claimRevision") ?? 0
        }
        #expect(revisions == 2)
    }
}
