import Foundation
import TradeInStore

/// Tokens as they were read last, for programs that send thousands of requests in a second.
///
/// One is read again as soon as this process has written anything of users or tokens, and in any
/// case after a quarter of a second, since another process may have ended it.
final class KnownTokens: @unchecked Sendable {
    private struct Known {
        let token: TokenRow
        let age: Age
        let change: Int
    }

    private static let most = 1_000

    private let gate = NSLock()
    private var known: [[UInt8]: Known] = [:]

    /// The token of a digest; nil when there is none.
    func token(_ digest: [UInt8], in store: LedgerStore) throws -> TokenRow? {
        let now = Age.now
        let change = store.accessChanges
        if let kept = gate.withLock({ known[digest] }), kept.change == change,
            kept.age.isFresh(at: now)
        {
            return kept.token
        }
        let token = try store.token(digest: digest)
        gate.withLock {
            if known.count >= Self.most { known.removeAll(keepingCapacity: true) }
            known[digest] = token.map { Known(token: $0, age: Age(readAt: now), change: change) }
        }
        return token
    }
}
