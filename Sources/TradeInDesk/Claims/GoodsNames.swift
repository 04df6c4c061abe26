import Foundation
import TradeInCore
import TradeInStore

/// A brand and model as forms offer them.
public struct GoodsName: Hashable, Sendable {
    /// The class for tallies.
    public var classKey: String
    /// The brand that was written beside it last; empty where none was.
    public var brand: String
    /// The model.
    public var model: String
    /// The claims that named it.
    public var claims: Int
}

/// Names of goods that were claimed before, most frequent first, for forms to offer.
///
/// Brands and models lie sealed with each claim, so they are counted in memory: once over the
/// newest claims, then only over those that came since. What is kept is a product's name and a
/// count. A dealer is offered its own names, and of others' only those that are claimed often.
final class GoodsNames: @unchecked Sendable {
    /// The newest claims of the county that are counted.
    static let mostOfCounty = 10_000
    /// The newest claims of one dealer that are counted.
    static let mostOfDealer = 1_000
    /// The fewest claims after which others are offered a name.
    static let leastClaims = 3
    /// Dealers whose counts are kept at one time.
    static let mostDealers = 200
    /// A longer text is no model.
    static let longestName = 60

    private let gate = NSLock()
    private var county = Counts()
    private var dealers: [String: Counts] = [:]

    /// The names to offer.
    ///
    /// - Parameters:
    ///   - dealer: whose form it is; nil for the bureau's.
    ///   - store: the ledger.
    /// - Returns: the dealer's own names first, each part by falling frequency.
    /// - Throws: the store's failures.
    func offered(to dealer: String?, _ store: LedgerStore) throws -> [GoodsName] {
        try gate.withLock {
            try county.follow(store, of: nil, most: Self.mostOfCounty)
            let common = county.names.filter { $0.value.claims >= Self.leastClaims }
            guard let dealer else { return Self.sorted(common.values) }
            if dealers.count >= Self.mostDealers, dealers[dealer] == nil { dealers = [:] }
            var counts = dealers.removeValue(forKey: dealer) ?? Counts()
            try counts.follow(store, of: dealer, most: Self.mostOfDealer)
            dealers[dealer] = counts
            let own = counts.names
            return Self.sorted(own.values)
                + Self.sorted(common.filter { own[$0.key] == nil }.values)
        }
    }

    private static func sorted(_ names: some Collection<GoodsName>) -> [GoodsName] {
        names.sorted { ($1.claims, $0.classKey, $0.model) < ($0.claims, $1.classKey, $1.model) }
    }

    /// A name as it is told from others: class and model, without case, width and hyphens.
    private struct Key: Hashable {
        var classKey: String
        var model: String
    }

    private struct Counts {
        var last: Int64 = 0
        var names: [Key: GoodsName] = [:]

        /// Counts the claims that came since it was asked last.
        mutating func follow(_ store: LedgerStore, of dealer: String?, most: Int) throws {
            let goods = try store.namedGoods(dealer: dealer, after: last, most: most)
            for one in goods.reversed() {
                last = max(last, one.claim.number)
                let key = Key(classKey: one.classKey, model: TextFolding.key(one.model))
                guard !key.model.isEmpty, one.model.count <= GoodsNames.longestName else {
                    continue
                }
                let before = names[key]?.claims ?? 0
                names[key] = GoodsName(
                    classKey: one.classKey, brand: one.brand, model: one.model, claims: before + 1)
            }
        }
    }
}

extension Desk {
    /// Names of goods for a form to offer, the dealer's own first, most frequent first.
    ///
    /// - Parameters:
    ///   - dealer: whose form it is; nil for the bureau's.
    ///   - classKey: the class asked for; nil for all.
    ///   - typed: what was typed so far; empty for all.
    ///   - most: the most names.
    /// - Returns: names whose model, or brand, begins with or holds what was typed.
    /// - Throws: the store's failures.
    public func goodsNames(
        for dealer: String?, classKey: String?, typed: String = "", most: Int
    ) throws -> [GoodsName] {
        let target = TextFolding.key(typed)
        let offered = try goods.offered(to: dealer, store).filter { name in
            (classKey.map { $0 == name.classKey } ?? true)
                && (target.isEmpty || TextFolding.key(name.model).contains(target)
                    || TextFolding.key(name.brand).contains(target))
        }
        return Array(offered.prefix(most))
    }
}
