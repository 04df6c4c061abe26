import Foundation
import Testing

@testable import TradeInCore
@testable import TradeInStore

@Suite("What went wrong in other ledgers does not go wrong here")
struct KnownFailuresTests {
    private func states(_ ledger: TestLedger) throws -> [String: Int] {
        try Dictionary(grouping: ledger.store.claims(limit: 1_000), by: \.state.rawValue)
            .mapValues(\.count)
    }

    @Test("holds count against the budget: of six that want a fifth each, five get it (blnk 181)")
    func holdsAreCounted() throws {
        let ledger = try TestLedger(available: Money(fen: 5 * 45_000))
        let outcomes = try (1...6).map { try ledger.submit(TestLedger.row($0)).first?.word }
        #expect(outcomes == Array(repeating: "submitted", count: 5) + ["waitlisted"])
        #expect(try ledger.store.funds().first?.balance(.available) == .zero)
    }

    @Test("a rejected claim is never paid, not even by a batch prepared before (blnk 182)")
    func rejectedIsNotPaid() throws {
        let pay = try PayLedger(claims: 2)
        let prepared = try pay.ledger.store.payable(.appliance, reference: "批1")
        #expect(try pay.take(.reopen, 1, by: "li") == "submitted")
        #expect(try pay.take(.reject, 1, by: "li") == "rejected")
        let built = try pay.ledger.run([.buildBatch(prepared)], by: "zhao").first
        #expect(built?.receipt?.amount?.fen == 45_000)
        guard case .done(_, let findings)? = built else {
            Issue.record("the other claim is paid")
            return
        }
        #expect(findings.map(\.code) == ["claim-moved-on"])
        try pay.expectClean()
    }

    @Test("a hold is given back once, however often it is asked for (blnk 41)")
    func voidedOnce() throws {
        let pay = try PayLedger(claims: 1)
        #expect(try pay.take(.withdraw, 1) == "withdrawn")
        #expect(try pay.take(.withdraw, 1) == "step-not-drawn")
        #expect(try pay.take(.reportReturn, 1) == "step-not-drawn")
        #expect(try pay.balance(.available) == 1_000_000)
        try pay.expectClean()
    }

    @Test("two programs that spend one remainder at once never spend it twice (blnk 171, OpenSPP)")
    func concurrentSpending() throws {
        let ledger = try TestLedger(available: Money(fen: 30 * 45_000))
        let other = try LedgerStore.open(at: ledger.store.path)
        let claims = try (1...80).map { try ledger.prepare(TestLedger.row($0)) }
        let stores = [ledger.store, other]
        let context = ledger.context
        let register = ledger.register
        let failures = Failures()
        DispatchQueue.concurrentPerform(iterations: 2) { part in
            for place in stride(from: part, to: claims.count, by: 2) {
                do {
                    _ = try stores[part].commit(
                        [.submit(claims[place])], context, register: register)
                } catch { failures.add(error) }
            }
        }
        #expect(failures.all.isEmpty)
        #expect(try states(ledger) == ["submitted": 30, "waitlisted": 50])
        #expect(try ledger.store.funds().first?.balance(.encumbered).fen == 30 * 45_000)
        #expect(try ledger.verify().problems.map(\.code) == [])
        try other.close()
    }

    @Test("two finance officers who build a batch at once pay each claim once")
    func concurrentBatches() throws {
        let pay = try PayLedger(claims: 12)
        let other = try LedgerStore.open(at: pay.ledger.store.path)
        let batches = try ["批1", "批2"].map {
            try pay.ledger.store.payable(.appliance, reference: $0)
        }
        let stores = [pay.ledger.store, other]
        let register = pay.ledger.register
        let now = pay.ledger.context.now
        let failures = Failures()
        DispatchQueue.concurrentPerform(iterations: 2) { part in
            do {
                _ = try stores[part].commit(
                    [.buildBatch(batches[part])], CommandContext(actor: "zhao", now: now),
                    register: register)
            } catch { failures.add(error) }
        }
        #expect(failures.all.isEmpty)
        #expect(try pay.ledger.store.batches().map(\.total.fen) == [12 * 45_000])
        try pay.expectClean()
        try other.close()
    }
}

/// Errors of several threads.
private final class Failures: @unchecked Sendable {
    private var errors: [any Error] = []
    private let lock = NSLock()

    func add(_ error: any Error) { lock.withLock { errors.append(error) } }
    var all: [any Error] { lock.withLock { errors } }
}
