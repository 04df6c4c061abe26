import Foundation
import TradeInCore

/// Gathers the commands of many callers into one durable transaction: group commit.
///
/// Each caller waits for its own command; while a batch is on its way to the disk, the next one
/// fills. One writer thread, so commands are executed in the order in which they came.
public final class CommitQueue: @unchecked Sendable {
    /// A command with the place for its answer.
    private final class Waiting {
        let request: LedgerRequest
        let answer: @Sendable (Result<CommandOutcome, any Error>) -> Void

        init(
            _ request: LedgerRequest,
            _ answer: @escaping @Sendable (Result<CommandOutcome, any Error>) -> Void
        ) {
            self.request = request
            self.answer = answer
        }
    }

    private let store: LedgerStore
    private let register: ItemClassRegister
    private let most: Int
    private let mostWaiting: Int
    private let gate = NSCondition()
    private var queue: [Waiting] = []
    private var isClosed = false
    private var committed = 0
    /// How many commands the last batch had: those who wait for it will be back at once.
    private var expected = 1
    private let ended = DispatchSemaphore(value: 0)

    /// A queue before a ledger.
    ///
    /// - Parameters:
    ///   - store: the ledger.
    ///   - register: the item classes.
    ///   - most: the most commands of one transaction.
    ///   - mostWaiting: the most commands that wait; whoever comes then is sent away at once.
    public init(
        _ store: LedgerStore, register: ItemClassRegister, most: Int = 512, mostWaiting: Int = 1024
    ) {
        self.store = store
        self.register = register
        self.most = most
        self.mostWaiting = mostWaiting
        let writer = Thread { [weak self] in self?.write() }
        writer.name = "commit-queue"
        writer.stackSize = 8 << 20
        writer.start()
    }

    /// Executes a command; returns when it is on disk.
    ///
    /// - Parameter request: the command.
    /// - Returns: its outcome.
    /// - Throws: ``LedgerFailure`` when the world fails, or too many wait; then nothing of the
    ///   command was written.
    public func execute(_ request: LedgerRequest) throws -> CommandOutcome {
        let done = DispatchSemaphore(value: 0)
        nonisolated(unsafe) var result: Result<CommandOutcome, any Error>?
        add(
            Waiting(request) {
                result = $0
                done.signal()
            })
        done.wait()
        guard let result else { preconditionFailure("an answer was given") }
        return try result.get()
    }

    /// Executes a command without holding a thread while it waits.
    ///
    /// - Parameter request: the command.
    /// - Returns: its outcome.
    /// - Throws: as ``execute(_:)`` of those who can wait.
    public func execute(_ request: LedgerRequest) async throws -> CommandOutcome {
        try await withCheckedThrowingContinuation { continuation in
            add(Waiting(request) { continuation.resume(with: $0) })
        }
    }

    /// How many commands wait, how many were committed, and how many may wait.
    public var load: (waiting: Int, committed: Int, most: Int) {
        gate.lock()
        defer { gate.unlock() }
        return (queue.count, committed, mostWaiting)
    }

    private func add(_ waiting: Waiting) {
        gate.lock()
        precondition(!isClosed, "nothing is asked of a closed queue")
        guard queue.count < mostWaiting else {
            gate.unlock()
            return waiting.answer(.failure(LedgerFailure.busy))
        }
        queue.append(waiting)
        // The writer need not look at each: the first starts it, the last expected one ends its wait.
        if queue.count == 1 || queue.count == expected { gate.signal() }
        gate.unlock()
    }

    /// Lets the commands that wait be executed, and ends the writer.
    public func close() {
        gate.lock()
        isClosed = true
        gate.signal()
        gate.unlock()
        ended.wait()
    }

    private func write() {
        while let batch = next() {
            do {
                let outcomes = try store.commit(batch.map(\.request), register: register)
                gate.lock()
                committed += batch.count
                gate.unlock()
                for (waiting, outcome) in zip(batch, outcomes) {
                    waiting.answer(.success(outcome))
                }
            } catch {
                for waiting in batch { waiting.answer(.failure(error)) }
            }
        }
        ended.signal()
    }

    /// The longest wait for the callers of the last batch, in seconds.
    private static let patience = 0.0004

    /// The commands that came meanwhile; nil once the queue is closed and empty.
    private func next() -> [Waiting]? {
        gate.lock()
        defer { gate.unlock() }
        while queue.isEmpty, !isClosed { gate.wait() }
        guard !queue.isEmpty else { return nil }
        // A batch costs one sync of the disk however large it is, so a moment's wait for the callers
        // of the last one is soon repaid.
        let deadline = Date(timeIntervalSinceNow: Self.patience)
        while queue.count < expected, !isClosed, gate.wait(until: deadline) {}
        let batch = Array(queue.prefix(most))
        queue.removeFirst(batch.count)
        expected = batch.count
        return batch
    }
}
