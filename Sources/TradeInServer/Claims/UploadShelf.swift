import Crypto
import Foundation
import TradeInCore
import TradeInDesk
import TradeInStore

/// Files that people brought and have not decided about: sealed under a key that is only in memory,
/// gone after a while, and never whoever else's.
final class UploadShelf: @unchecked Sendable {
    /// How a file stands.
    enum State: Sendable {
        case running(rows: Int)
        case ended(ClaimFileRun.Result)
        case failed(LocalizedText)
    }

    /// A file on the shelf.
    struct Item: Sendable {
        let key: String
        let name: String
        let userKey: String
        let madeAt: Moment
        var state: State
        var isBooked = false
        var sealed: SealedRecord
        var corrected: SealedRecord?
    }

    /// For so long a file is kept.
    private static let keptSeconds: Int64 = 1800
    /// So many files are kept; whoever comes then takes the place of the oldest.
    private static let mostItems = 24

    private let gate = NSLock()
    private var items: [String: Item] = [:]
    private let sealing = SymmetricKey(size: .bits256)

    /// Puts a file on the shelf; the answer is its key in addresses.
    func put(_ bytes: [UInt8], name: String, user: User, now: Moment) throws -> String {
        let key = hexadecimal(try RandomBytes.take(12))
        let item = Item(
            key: key, name: name, userKey: user.key, madeAt: now, state: .running(rows: 0),
            sealed: try seal(bytes))
        gate.withLock {
            items = items.filter { now.seconds - $0.value.madeAt.seconds < Self.keptSeconds }
            if items.count >= Self.mostItems,
                let oldest = items.values.min(by: { $0.madeAt < $1.madeAt })
            {
                items[oldest.key] = nil
            }
            items[key] = item
        }
        return key
    }

    /// A file of the user's own.
    func item(_ key: String, of user: User) -> Item? {
        gate.withLock { items[key] }.flatMap { $0.userKey == user.key ? $0 : nil }
    }

    func change(_ key: String, _ body: (inout Item) -> Void) {
        gate.withLock {
            guard var item = items[key] else { return }
            body(&item)
            items[key] = item
        }
    }

    func seal(_ bytes: [UInt8]) throws -> SealedRecord {
        try SealedRecord(bytes, under: sealing, seed: RandomBytes.take(56)[...])
    }

    func open(_ record: SealedRecord) throws -> [UInt8] { try record.opened(under: sealing) }
}
