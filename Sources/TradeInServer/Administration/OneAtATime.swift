import Foundation
import TradeInDesk
import TradeInStore

/// Work that is too heavy to be done twice at once: whoever comes second is told so, not kept
/// waiting on a thread.
final class OneAtATime: @unchecked Sendable {
    /// Whatever reads the whole log: verification and the recount, at pages and in the API alike.
    static let wholeLog = OneAtATime()

    private let gate = NSLock()
    /// The ledgers for which it is under way; tests have many in one process.
    private var running: Set<String> = []

    /// Begins; false when it is under way for this ledger already.
    func begin(_ ledger: String) -> Bool { gate.withLock { running.insert(ledger).inserted } }

    /// Ends what began.
    func end(_ ledger: String) { gate.withLock { _ = running.remove(ledger) } }
}

extension Visit {
    /// Does work alone, or throws when it is under way.
    ///
    /// - Parameters:
    ///   - turn: whose work it is.
    ///   - problem: what is told to who comes second.
    ///   - body: the work.
    /// - Returns: what the work comes to.
    /// - Throws: the problem, or what the work throws.
    func alone<Value: Sendable>(
        _ turn: OneAtATime, otherwise problem: Problem, _ body: () async throws -> Value
    ) async throws -> Value {
        let ledger = desk.store.path
        guard turn.begin(ledger) else { throw problem }
        defer { turn.end(ledger) }
        return try await body()
    }
}
