import GRDB
import Testing
import TradeInCore

@testable import TradeInStore

@Suite("A request with a key is done once, however often it is sent")
struct AnsweredRequestTests {
    private static func key(_ key: UInt8, body: UInt8) -> RepeatKey {
        RepeatKey(
            key: [UInt8](repeating: key, count: 32), body: [UInt8](repeating: body, count: 32))
    }

    private static func order(_ reference: String) -> LedgerCommand {
        .orderMoney(
            MoneyOrder(
                reference: reference, kind: .appropriation, fundCode: "F", amount: Money(fen: 100)))
    }

    private func request(
        _ command: LedgerCommand, _ key: RepeatKey?, in ledger: TestLedger
    ) throws -> CommandOutcome {
        let context = CommandContext(actor: "zhao", now: Moment(seconds: 1_790_000_000))
        let outcomes = try ledger.store.commit(
            [LedgerRequest(command, context, repeatKey: key)], register: ItemClassRegister([]))
        return try #require(outcomes.first)
    }

    private func ledger() throws -> TestLedger {
        let ledger = try TestLedger()
        _ = try request(
            .createFund(
                Fund(
                    code: "F", title: LocalizedText(zh: "款", en: "F"), year: 2026,
                    scope: .county)), nil, in: ledger)
        return ledger
    }

    /// The orders that the requests made; the ledger of tests has one of its own.
    private func orders(_ ledger: TestLedger) throws -> [String] {
        try ledger.store.moneyOrders().map(\.order.reference).filter { $0.hasPrefix("文") }
    }

    @Test("the same request again is answered with the first receipt, and nothing is logged")
    func again() throws {
        let ledger = try ledger()
        let first = try request(Self.order("文1"), Self.key(1, body: 1), in: ledger)
        let size = try ledger.store.latestCheckpoint()
        // Another command under the same key and digest shows that the key alone decides.
        let second = try request(Self.order("文2"), Self.key(1, body: 1), in: ledger)
        guard case .done(let receipt, _) = first, case .replayed(let replay) = second else {
            Issue.record("\(first) \(second)")
            return
        }
        #expect(receipt == replay)
        #expect(try ledger.store.latestCheckpoint() == size)
        #expect(try orders(ledger) == ["文1"])
    }

    @Test("another request under a key is refused and does nothing")
    func reused() throws {
        let ledger = try ledger()
        _ = try request(Self.order("文1"), Self.key(1, body: 1), in: ledger)
        let other = try request(Self.order("文2"), Self.key(1, body: 2), in: ledger)
        guard case .refused(let refusal) = other else {
            Issue.record("\(other)")
            return
        }
        #expect(refusal.code == .requestKeyReused)
        #expect(try orders(ledger) == ["文1"])
    }

    @Test("two of one batch under one key are one request")
    func oneBatch() throws {
        let ledger = try ledger()
        let context = CommandContext(actor: "zhao", now: Moment(seconds: 1_790_000_000))
        let outcomes = try ledger.store.commit(
            ["文1", "文2"].map {
                LedgerRequest(Self.order($0), context, repeatKey: Self.key(7, body: 7))
            }, register: ItemClassRegister([]))
        #expect(outcomes.compactMap(\.receipt).count == 2)
        #expect(try orders(ledger) == ["文1"])
    }

    @Test("a refused request may be sent again under its key")
    func refused() throws {
        let ledger = try ledger()
        let wrong = LedgerCommand.orderMoney(
            MoneyOrder(
                reference: "文1", kind: .appropriation, fundCode: "none", amount: Money(fen: 1)))
        #expect(try request(wrong, Self.key(3, body: 3), in: ledger).receipt == nil)
        #expect(try request(Self.order("文1"), Self.key(3, body: 3), in: ledger).receipt != nil)
    }
}
