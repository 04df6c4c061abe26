import Foundation
import TradeInCore

/// Counts what this process writes of users, sessions and tokens, so that what was read of them can
/// be kept for a moment and is never older than the last write.
final class AccessCount: @unchecked Sendable {
    private let gate = NSLock()
    private var count = 0

    var value: Int { gate.withLock { count } }

    func add() { gate.withLock { count += 1 } }
}

extension LedgerStore {
    /// Another number after each write of users, sessions and tokens by this process.
    public var accessChanges: Int { accessCount.value }
}

extension LedgerRequest {
    /// Whether it may change what a user may do.
    var keepsUser: Bool { if case .keepUser = command { true } else { false } }
}
