import GRDB
import Testing

@testable import TradeInCore
@testable import TradeInStore

@Suite("A closed month never changes; what puts it right is booked later and names it")
struct MonthStoreTests {
    private static let september = Month(text: "2026-09")
    private static let october = Moment(seconds: 1_790_000_000 + 20 * 86_400)

    private func run(
        _ command: LedgerCommand, by actor: String, at now: Moment = october, in pay: PayLedger
    ) throws -> String? {
        try pay.ledger.store.commit(
            [command], CommandContext(actor: actor, now: now), register: pay.ledger.register
        ).first?.word
    }

    /// Two claims paid in September, and the month closed in October.
    private func closed() throws -> PayLedger {
        let pay = try PayLedger(claims: 2)
        _ = try pay.build()
        _ = try pay.release()
        _ = try pay.confirm("f1", [(1, 90_000, .paid)])
        let month = try #require(Self.september)
        #expect(try run(.draftMonth(month), by: "zhao", in: pay) == "done")
        #expect(try run(.closeMonth(month), by: "qian", in: pay) == "done")
        return pay
    }

    private func cells(_ pay: PayLedger, _ month: Month?) throws -> [MonthKey: MonthSums] {
        try pay.ledger.store.books().cells.filter { $0.key.month == month }
    }

    @Test("a payment that comes back later leaves the closed month as it was, and names it")
    func correction() throws {
        let pay = try closed()
        let before = try cells(pay, Self.september)
        #expect(before.values.reduce(0) { $0 + $1.postings } > 0)
        let line = PreparedConfirmation.Line(
            line: 2, place: PaymentPlace(batch: 1, line: 1), amount: Money(fen: 90_000),
            outcome: .returned, settledOn: try #require(Day(year: 2026, month: 10, day: 2)))
        let file = PreparedConfirmation(sha256: "f2", lines: [line])
        #expect(try run(.confirmPayments(file), by: "zhao", in: pay) == "done")
        #expect(try cells(pay, Self.september) == before)
        let later = try cells(pay, Month(text: "2026-10"))
        #expect(!later.isEmpty)
        #expect(later.keys.allSatisfy { $0.corrects == Self.september && $0.month != $0.corrects })
        #expect(later.values.reduce(Money.zero) { $0 + $1.debit } == Money(fen: 90_000))
        // What is taken back of October's own business names no month.
        #expect(
            try run(
                .step(PreparedStep(number: 1, step: .reopen, reason: .reviewError)), by: "sun",
                in: pay) == "submitted")
        let own = try cells(pay, Month(text: "2026-10")).filter { $0.key.corrects == nil }
        #expect(own.values.reduce(Money.zero) { $0 + $1.debit } == Money(fen: 45_000))
        try pay.expectClean()
    }

    @Test("a clock that is behind books in the open month, never in the closed one")
    func clockBehind() throws {
        let pay = try closed()
        let before = try cells(pay, Self.september)
        let outcome = try pay.ledger.submit(TestLedger.row(7)).first
        #expect(outcome?.word == "submitted")
        #expect(try cells(pay, Self.september) == before)
        #expect(try cells(pay, Month(text: "2026-10")).count == 2)
        #expect(
            try pay.ledger.run(
                [.step(PreparedStep(number: 3, step: .withdraw, reason: .enteredInError))],
                by: "sun"
            ).first?.word == "withdrawn")
        #expect(try cells(pay, Month(text: "2026-10")).keys.allSatisfy { $0.corrects == nil })
        try pay.expectClean()
    }

    @Test("months are closed by two, in order, once ended, with the figures that were drafted")
    func refusals() throws {
        let pay = try PayLedger(claims: 1)
        let month = try #require(Self.september)
        let early = Moment(seconds: 1_790_000_000)
        #expect(try run(.draftMonth(month), by: "zhao", at: early, in: pay) == "month-not-ended")
        #expect(try run(.closeMonth(month), by: "qian", in: pay) == "month-not-drafted")
        #expect(try run(.draftMonth(month), by: "zhao", in: pay) == "done")
        #expect(try run(.draftMonth(month), by: "zhao", in: pay) == "replayed")
        #expect(try run(.closeMonth(month), by: "Zhao", in: pay) == "maker-checks")
        // Something is booked after the draft, so the draft no longer holds.
        #expect(try pay.ledger.submit(TestLedger.row(9)).first?.word == "submitted")
        #expect(try run(.closeMonth(month), by: "qian", in: pay) == "month-not-drafted")
        #expect(try run(.draftMonth(month), by: "zhao", in: pay) == "done")
        let november = Moment(seconds: Self.october.seconds + 40 * 86_400)
        #expect(
            try run(.draftMonth(month.next), by: "zhao", at: november, in: pay)
                == "month-out-of-order")
        #expect(try run(.closeMonth(month), by: "qian", in: pay) == "done")
        #expect(try run(.closeMonth(month), by: "qian", in: pay) == "replayed")
        #expect(try run(.draftMonth(month), by: "zhao", in: pay) == "replayed")
        // A month in which nothing was booked is closed too.
        #expect(try run(.draftMonth(month.next), by: "zhao", at: november, in: pay) == "done")
        #expect(try run(.closeMonth(month.next), by: "qian", at: november, in: pay) == "done")
        try pay.expectClean()
    }

    @Test("the file itself refuses to change a closed month, and verify sees it if forced")
    func tampering() throws {
        let pay = try closed()
        let change = "UPDATE monthCell SET debitFen = debitFen + 1 WHERE month = '2026-09'"
        #expect(throws: (any Error).self) {
            try pay.ledger.store.pool.write { try $0.execute(sql: change) }
        }
        try pay.ledger.store.pool.write {
            try $0.execute(sql: "DROP TRIGGER closedMonthIsNeverChanged; " + change)
        }
        #expect(try pay.ledger.verify().problems.map(\.code).contains("month-differs"))
    }

    @Test("what the sources have borne and what the months booked are what the funds hold")
    func books() throws {
        let pay = try closed()
        let books = try pay.ledger.store.books()
        let shares = Dictionary(
            uniqueKeysWithValues: books.shares.map { ($0.source, $0.amount.fen) })
        #expect(shares == [.central: 76_500, .county: 13_500])
        for fund in books.funds {
            for account in AccountKind.allCases {
                let net = books.cells.filter {
                    $0.key.fundCode == fund.code && $0.key.account == account
                }.reduce(Int64(0)) { $0 + $1.value.debit.fen - $1.value.credit.fen }
                #expect(net == fund.postingSum(account))
            }
        }
    }
}
