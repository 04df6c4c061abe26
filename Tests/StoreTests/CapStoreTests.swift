import GRDB
import LedgerSchema
import Testing

@testable import TradeInCore
@testable import TradeInStore

@Suite("Caps hold in the same transaction as the fund; a day that is full lets claims wait")
struct CapStoreTests {
    private static let today = Moment(seconds: 1_790_000_000)
    private static let tomorrow = Moment(seconds: 1_790_000_000 + 86_400)

    private func run(
        _ commands: [LedgerCommand], at now: Moment = today, in ledger: TestLedger,
        by actor: String = "tester"
    ) throws -> [String] {
        try ledger.store.commit(
            commands, CommandContext(actor: actor, now: now), register: ledger.register
        ).map(\.word)
    }

    private func submit(
        _ numbers: ClosedRange<Int>, at now: Moment = today, in ledger: TestLedger,
        _ changes: [ClaimField: String] = [:]
    ) throws -> [String] {
        try run(
            try numbers.map { .submit(try ledger.prepare(TestLedger.row($0, changes))) }, at: now,
            in: ledger)
    }

    private func cap(
        _ dimension: CapDimension, _ value: String = "", fen: Int64?
    ) -> LedgerCommand {
        .setCap(
            Cap(
                fundCode: "F", dimension: dimension, value: value,
                amount: fen.map { Money(fen: $0) }))
    }

    private func withdraw(_ number: Int64, at now: Moment = today, in ledger: TestLedger) throws
        -> String?
    {
        try run(
            [.step(PreparedStep(number: number, step: .withdraw, reason: .enteredInError))],
            at: now, in: ledger, by: "sun"
        ).first
    }

    private func state(_ number: Int64, in ledger: TestLedger) throws -> ClaimState? {
        try ledger.store.claim(ClaimID(number: number))?.row.state
    }

    @Test(
        "a day takes what its cap has room for; the rest waits in order and moves up the next day")
    func day() throws {
        let ledger = try TestLedger()
        #expect(try run([cap(.day, fen: 100_000)], in: ledger) == ["done"])
        #expect(
            try submit(1...4, in: ledger)
                == ["submitted", "submitted", "waitlisted", "waitlisted"])
        #expect(try ledger.verify().problems.map(\.code) == [])
        // What comes back on the same day lets the next one in at once.
        #expect(try withdraw(1, in: ledger) == "withdrawn")
        #expect(try state(3, in: ledger) == .submitted)
        #expect(try state(4, in: ledger) == .waitlisted)
        // The first command of the next day, whatever it is, moves the line up before itself.
        #expect(
            try submit(5...6, at: Self.tomorrow, in: ledger) == ["submitted", "waitlisted"])
        #expect(try state(4, in: ledger) == .submitted)
        #expect(try ledger.verify().problems.map(\.code) == [])
        // A claim of yesterday that ends makes no room today.
        #expect(try withdraw(2, at: Self.tomorrow, in: ledger) == "withdrawn")
        #expect(try state(6, in: ledger) == .waitlisted)
        // Without the cap nothing holds the line up.
        #expect(try run([cap(.day, fen: nil)], at: Self.tomorrow, in: ledger) == ["done"])
        #expect(try state(6, in: ledger) == .submitted)
        #expect(try ledger.verify().problems.map(\.code) == [])
        #expect(try ledger.store.caps().isEmpty)
    }

    @Test("a dealer or a town beyond its cap is refused, waiting claims counted too")
    func holders() throws {
        let ledger = try TestLedger(available: Money(fen: 45_000))
        #expect(
            try run(
                [
                    cap(.dealer, fen: 200_000),
                    cap(.town, "yangshan", fen: 100_000), cap(.town, fen: 45_000),
                ], in: ledger) == ["done", "done", "done"])
        #expect(
            try submit(1...3, in: ledger) == ["submitted", "waitlisted", "cap-reached"])
        #expect(
            try submit(4...5, in: ledger, [.townCode: "鱼山街道"]) == ["waitlisted", "cap-reached"])
        #expect(try run([cap(.town, fen: nil)], in: ledger) == ["done"])
        #expect(
            try submit(5...6, in: ledger, [.townCode: "鱼山街道"]) == ["waitlisted", "cap-reached"])
        #expect(try withdraw(2, in: ledger) == "withdrawn")
        #expect(try submit(6...6, in: ledger, [.townCode: "鱼山街道"]) == ["waitlisted"])
        let rows = try ledger.store.caps()
        #expect(rows.map(\.cap.dimension) == [.dealer, .town])
        #expect(rows.first?.used.map(\.amount.fen) == [180_000])
        #expect(rows.last?.used.map(\.amount.fen) == [45_000])
        #expect(try ledger.verify().problems.map(\.code) == [])
    }

    @Test("a week is one from Monday, a month one of the calendar")
    func windows() throws {
        func names(_ text: String) throws -> [String] {
            CapDimension.windows(try Day.parse(text).get()).map(\.value)
        }
        #expect(try names("2026-11-29") == ["2026-11", "2026-11-23", "2026-11-29"])
        #expect(try names("2026-11-30") == ["2026-11", "2026-11-30", "2026-11-30"])
        #expect(try names("2027-01-01") == ["2027-01", "2026-12-28", "2027-01-01"])
        #expect(try names("1969-12-31") == ["1969-12", "1969-12-29", "1969-12-31"])
    }

    @Test("a repeated cap is the same one; a bad one is refused")
    func bad() throws {
        let ledger = try TestLedger()
        #expect(
            try run(
                [
                    cap(.day, fen: 5), cap(.day, fen: 5), cap(.day, fen: 0),
                    .setCap(Cap(fundCode: "X", dimension: .day, amount: Money(fen: 1))),
                    cap(.week, fen: nil), cap(.day, fen: 6),
                ], in: ledger)
                == ["done", "replayed", "amount-not-positive", "fund-unknown", "done", "done"])
        #expect(try ledger.verify().problems.map(\.code) == [])
        try ledger.store.pool.write { try $0.execute(sql: "UPDATE cap SET amountFen = 7") }
        #expect(try ledger.verify().problems.map(\.code) == ["cap-differs"])
    }

    @Test("a ledger of before caps is counted by its migration as the program counts")
    func migration() throws {
        let ledger = try TestLedger(available: Money(fen: 150_000))
        #expect(try submit(1...5, in: ledger).last == "waitlisted")
        #expect(try withdraw(1, at: Self.tomorrow, in: ledger) == "withdrawn")
        #expect(try state(4, in: ledger) == .submitted)
        let sql = try #require(LedgerSchema.migrations.first { $0.name == "v007_caps" }?.sql)
        try ledger.store.pool.write {
            try $0.execute(sql: "DROP TABLE cap; DROP TABLE capCell; " + sql)
        }
        #expect(try ledger.verify().problems.map(\.code) == [])
        try ledger.store.pool.write {
            try $0.execute(sql: "UPDATE capCell SET usedFen = usedFen + 1 WHERE dimension = 'week'")
        }
        #expect(try ledger.verify().problems.map(\.code).contains("cap-differs"))
    }
}
