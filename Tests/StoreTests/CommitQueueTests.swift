import Foundation
import Testing

@testable import TradeInCore
@testable import TradeInStore

@Suite("A queue gathers the commands of many callers into few transactions")
struct CommitQueueTests {
    private final class Outcomes: @unchecked Sendable {
        private let lock = NSLock()
        private var words: [String] = []

        func add(_ word: String) { lock.withLock { words.append(word) } }

        var all: [String] { lock.withLock { words } }
    }

    @Test("every caller gets its own answer, and the fund is given out once whoever asks first")
    func callers() throws {
        let ledger = try TestLedger(available: Money(fen: 45_000 * 10))
        let queue = CommitQueue(ledger.store, register: ledger.register, most: 16)
        let claims = try (1...60).map { try ledger.prepare(TestLedger.row($0)) }
        let outcomes = Outcomes()
        let context = ledger.context
        let before = try #require(try ledger.store.latestStatement()).size
        DispatchQueue.concurrentPerform(iterations: claims.count) { place in
            let outcome = try? queue.execute(
                LedgerRequest(.submit(claims[place]), context))
            outcomes.add(outcome?.word ?? "failed")
        }
        queue.close()
        let counts = Dictionary(grouping: outcomes.all, by: \.self).mapValues(\.count)
        #expect(counts == ["submitted": 10, "waitlisted": 50])
        #expect(try ledger.store.latestStatement()?.size == before + 60)
        #expect(try ledger.verify().isClean)
    }
}
