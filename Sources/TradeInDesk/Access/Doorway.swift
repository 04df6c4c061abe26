import Foundation
import TradeInStore

/// Where passwords are hashed: one after the other, beside the reads of everybody else.
///
/// A hash takes a tenth of a second and 32 MiB on purpose. Whoever sends many log-ins waits in this
/// line with others who log in; pages and claims do not.
final class Doorway: Sendable {
    /// The most that wait; the last of them for some four seconds.
    static let most = 40

    private let line: OperationQueue
    private let count = WaitingCount()

    init() {
        line = OperationQueue()
        line.maxConcurrentOperationCount = 1
    }

    /// How many wait or are served.
    var waiting: Int { count.value }

    /// Runs a piece of work in line.
    ///
    /// - Throws: ``LedgerFailure/busy`` when too many wait, and what the work throws.
    func pass<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        guard count.enter(most: Self.most) else { throw LedgerFailure.busy }
        return try await withCheckedThrowingContinuation { [line, count] continuation in
            line.addOperation {
                let result = Result { try work() }
                count.leave()
                continuation.resume(with: result)
            }
        }
    }
}

/// Counts those who wait.
private final class WaitingCount: @unchecked Sendable {
    private let gate = NSLock()
    private var count = 0

    var value: Int { gate.withLock { count } }

    func enter(most: Int) -> Bool {
        gate.withLock {
            guard count < most else { return false }
            count += 1
            return true
        }
    }

    func leave() { gate.withLock { count -= 1 } }
}
