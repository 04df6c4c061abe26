import Testing

@testable import TradeInCore
@testable import TradeInStore

@Suite("A batch meets its own earlier commands, as if each had come alone")
struct BatchReachTests {
    @Test("money ordered and released in one transaction lets in those who wait")
    func orderAndRelease() throws {
        let ledger = try TestLedger(available: Money(fen: 45_000))
        let claims = try (1...3).map { try ledger.prepare(TestLedger.row($0)) }
        #expect(
            try ledger.run(claims.map { .submit($0) }).map(\.word)
                == ["submitted", "waitlisted", "waitlisted"])
        let order = MoneyOrder(
            reference: "文2", kind: .appropriation, fundCode: "F", amount: Money(fen: 90_000))
        let outcomes = try ledger.store.commit(
            [(LedgerCommand.orderMoney(order), "zhao"), (.releaseMoney(reference: "文2"), "qian")]
                .map { LedgerRequest($0, CommandContext(actor: $1, now: ledger.context.now)) },
            register: ledger.register)
        #expect(outcomes.map(\.word) == ["done", "done"])
        #expect(
            try ledger.store.claims(limit: 9).map(\.state) == [.submitted, .submitted, .submitted])
        #expect(try ledger.verify().problems.map(\.code) == [])
    }
}
