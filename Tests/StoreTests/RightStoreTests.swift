import Foundation
import GRDB
import PolicyLibrary
import Testing

@testable import TradeInCore
@testable import TradeInStore

@Suite("A right keeps money before the sale, is used by one claim, or lapses after its last day")
struct RightStoreTests {
    private static let today = Moment(seconds: 1_790_000_000)

    private static func day(_ count: Int64) -> Moment {
        Moment(seconds: today.seconds + count * 86_400)
    }

    /// A ledger whose appliance pack offers rights of two days, three draws a year.
    private func ledger(available: Int64 = 10_000_000) throws -> TestLedger {
        let files = try #require(
            PolicyLibrary.shippedFiles.first { $0.base == "cn_appliance_2026" }
        ).withoutPapers
        let text =
            String(decoding: files.yaml, as: UTF8.self)
            + "\ndeadlines:\n  reserveDays: {value: 2, article: 六, mark: S1}\n"
            + "  drawsPerClass: {value: 3, article: 六, mark: S1}\n"
        var own = files
        own.yaml = Array(text.utf8)
        let pack = try PolicyLibrary.pack(from: own, register: PolicyLibrary.register()).get()
        return try TestLedger(available: Money(fen: available), packs: [pack])
    }

    private func run(
        _ commands: [LedgerCommand], at now: Moment = today, in ledger: TestLedger
    ) throws -> [String] {
        try ledger.store.commit(
            commands, CommandContext(actor: "tester", now: now), register: ledger.register
        ).map(\.word)
    }

    /// A draw by person `number`, before anything of the sale is known but the price.
    private func draw(
        _ number: Int, ref: String? = nil, price: String = "3000.00", at now: Moment = today,
        in ledger: TestLedger
    ) throws -> LedgerCommand {
        let none: [ClaimField: String] = [
            .claimRef: ref ?? "R-\(number)", .soldOn: "", .invoiceNumber: "", .invoiceBuyerId: "",
            .serialNumber: "", .brand: "", .model: "", .price: price,
        ]
        return .reserve(
            try ledger.preparer.prepareRight(
                TestLedger.row(number, none), today: now.countyDay,
                seed: RandomBytes.take(ClaimPreparer.seedCount)[...]))
    }

    private func submit(
        _ number: Int, price: String = "3000.00", in ledger: TestLedger
    ) throws -> LedgerCommand {
        .submit(try ledger.prepare(TestLedger.row(number, [.price: price])))
    }

    private func balance(_ account: AccountKind, in ledger: TestLedger) throws -> Int64? {
        try ledger.store.funds().first { $0.code == "F" }?.balance(account).fen
    }

    private func expectClean(_ ledger: TestLedger) throws {
        #expect(try ledger.verify().problems.map { "\($0.code) \($0.place)" } == [])
    }

    @Test("a right that is drawn and lapses within one transaction gives its money back")
    func lapsedWithinABatch() throws {
        let ledger = try ledger(available: 45_000)
        let outcomes = try ledger.store.commit(
            [(try draw(1, in: ledger), Int64(0)), (try submit(2, in: ledger), 2)].map {
                LedgerRequest($0, CommandContext(actor: "tester", now: Self.day($1)))
            }, register: ledger.register)
        #expect(outcomes.map(\.word) == ["done", "submitted"])
        #expect(try ledger.store.rights(limit: 9).map(\.state) == [.lapsed])
        try expectClean(ledger)
    }

    @Test("the claim of the person and class uses it, gets its money, and gives back the rest")
    func used() throws {
        let ledger = try ledger(available: 90_000)
        #expect(try run([draw(1, in: ledger)], in: ledger) == ["done"])
        #expect(try balance(.encumbered, in: ledger) == 45_000)
        try expectClean(ledger)
        // Another person takes what is left, and a third waits: the right is out of their reach.
        #expect(
            try run([submit(2, in: ledger), submit(3, in: ledger)], in: ledger)
                == ["submitted", "waitlisted"])
        // Its claim does not wait behind them; what it needs less lets nobody in yet.
        #expect(
            try run([submit(1, price: "1000.00", in: ledger)], in: ledger) == ["submitted"])
        #expect(try balance(.encumbered, in: ledger) == 60_000)
        let right = try #require(try ledger.store.rights(limit: 9).first)
        #expect(right.state == .used && right.claim == ClaimID(number: 3))
        #expect(try run([.cancelRight(1)], in: ledger) == ["right-not-held"])
        try expectClean(ledger)
        // A withdrawal of the claim does not bring the right back.
        #expect(
            try run(
                [.step(PreparedStep(number: 3, step: .withdraw, reason: .enteredInError))],
                in: ledger) == ["withdrawn"])
        #expect(try ledger.store.claim(ClaimID(number: 2))?.row.state == .submitted)
        try expectClean(ledger)
    }

    @Test("it lapses before the first command after its last day, and the line moves up")
    func lapses() throws {
        let ledger = try ledger(available: 45_000)
        #expect(try run([draw(1, in: ledger)], in: ledger) == ["done"])
        #expect(try run([submit(2, in: ledger)], in: ledger) == ["waitlisted"])
        #expect(try run([draw(3, in: ledger)], in: ledger) == ["fund-short"])
        // The second natural day is its last.
        #expect(try run([draw(4, in: ledger)], at: Self.day(1), in: ledger) == ["fund-short"])
        #expect(try ledger.store.rights(.reserved, limit: 9).count == 1)
        #expect(
            try run([submit(1, in: ledger)], at: Self.day(2), in: ledger) == ["waitlisted"])
        #expect(try ledger.store.rights(.lapsed, limit: 9).map(\.id.number) == [1])
        #expect(try ledger.store.claim(ClaimID(number: 1))?.row.state == .submitted)
        try expectClean(ledger)
    }

    @Test("each draw counts, whatever became of it; one right of a class at a time")
    func draws() throws {
        let ledger = try ledger()
        #expect(
            try run(
                [
                    draw(1, ref: "a", in: ledger), draw(1, ref: "a", in: ledger),
                    draw(1, ref: "b", in: ledger), draw(1, ref: "a", price: "1.00", in: ledger),
                    .cancelRight(1), .cancelRight(1), .cancelRight(9),
                    draw(1, ref: "c", in: ledger), .cancelRight(2), draw(1, ref: "d", in: ledger),
                ], in: ledger)
                == [
                    "done", "replayed", "right-already-held", "claim-ref-reused", "done",
                    "right-not-held", "right-unknown", "done", "done", "done",
                ])
        #expect(
            try run([draw(1, ref: "e", in: ledger)], at: Self.day(3), in: ledger)
                == ["draws-used-up"])
        #expect(
            try ledger.store.rights(limit: 9).map(\.state) == [.cancelled, .cancelled, .lapsed])
        #expect(try balance(.encumbered, in: ledger) == 0)
        try expectClean(ledger)
    }

    @Test("who has had the class this year draws nothing; a row that the rules refuse neither")
    func refused() throws {
        let ledger = try ledger()
        #expect(
            try run([submit(1, in: ledger), draw(1, in: ledger)], in: ledger)
                == ["submitted", "limit-reached"])
        let grade = TestLedger.row(2, [.efficiencyGrade: "2", .claimRef: "R-2"])
        let bad = try ledger.preparer.prepareRight(
            grade, today: Self.today.countyDay,
            seed: RandomBytes.take(ClaimPreparer.seedCount)[...])
        #expect(try run([.reserve(bad)], in: ledger) == ["ineligible"])
        #expect(bad.determination.findings.map(\.code).contains("grade-not-covered"))
        let plain = try TestLedger()
        #expect(try run([draw(1, in: plain)], in: plain) == ["reservation-not-offered"])
        try expectClean(ledger)
    }

    @Test("a dearer claim gets the rest from the fund, or is told and keeps its right")
    func dearer() throws {
        let ledger = try ledger(available: 50_000)
        #expect(try run([draw(1, in: ledger)], in: ledger) == ["done"])
        #expect(
            try run([submit(1, price: "4000.00", in: ledger)], in: ledger) == ["fund-short"])
        #expect(try ledger.store.rights(.reserved, limit: 9).count == 1)
        #expect(
            try run([submit(1, price: "3100.00", in: ledger)], in: ledger) == ["submitted"])
        #expect(try balance(.encumbered, in: ledger) == 46_500)
        try expectClean(ledger)
    }

    @Test("a day's cap has room for rights too, and a right's claim takes the right's place")
    func capped() throws {
        let ledger = try ledger()
        let cap = Cap(fundCode: "F", dimension: .day, amount: Money(fen: 90_000))
        #expect(
            try run(
                [.setCap(cap), draw(1, in: ledger), draw(2, in: ledger), draw(3, in: ledger)],
                in: ledger) == ["done", "done", "done", "cap-reached"])
        #expect(try run([submit(4, in: ledger)], in: ledger) == ["waitlisted"])
        #expect(try run([submit(1, in: ledger)], in: ledger) == ["submitted"])
        try expectClean(ledger)
        #expect(try run([.cancelRight(2)], in: ledger) == ["done"])
        #expect(try ledger.store.claim(ClaimID(number: 1))?.row.state == .submitted)
        try expectClean(ledger)
    }

    @Test("a right drawn yesterday takes its money though today is full, and counts yesterday")
    func cappedLater() throws {
        let ledger = try ledger()
        let cap = Cap(fundCode: "F", dimension: .day, amount: Money(fen: 45_000))
        #expect(try run([.setCap(cap), draw(1, in: ledger)], in: ledger) == ["done", "done"])
        let tomorrow = Self.day(1)
        #expect(
            try run([submit(2, in: ledger), submit(1, in: ledger)], at: tomorrow, in: ledger)
                == ["submitted", "submitted"])
        #expect(try run([submit(3, in: ledger)], at: tomorrow, in: ledger) == ["waitlisted"])
        try expectClean(ledger)
        // Its withdrawal makes room on the day of the draw, not today.
        #expect(
            try run(
                [.step(PreparedStep(number: 2, step: .withdraw, reason: .enteredInError))],
                at: tomorrow, in: ledger) == ["withdrawn"])
        #expect(try ledger.store.claim(ClaimID(number: 3))?.row.state == .waitlisted)
        try expectClean(ledger)
    }

    @Test("a right that is changed beside the log is found; persons are sealed")
    func tampering() throws {
        let ledger = try ledger()
        #expect(try run([draw(1, in: ledger)], in: ledger) == ["done"])
        try ledger.store.pool.write {
            try $0.execute(sql: "UPDATE claimRight SET lastDay = '2027-01-01'")
        }
        #expect(try ledger.verify().problems.map(\.code) == ["right-differs"])
        let file = try Data(contentsOf: URL(fileURLWithPath: ledger.store.path))
        #expect(file.range(of: Data(TestLedger.residentID(1).utf8)) == nil)
    }
}
