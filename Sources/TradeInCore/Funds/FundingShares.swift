/// A budget that bears a part of what a fund pays.
public enum FundingSource: String, Sendable, CaseIterable {
    case central, province, city, county
    /// Nothing says who bears it: the fund's shares are not settled.
    case unassigned

    /// The source's name.
    public var title: LocalizedText {
        switch self {
        case .central: LocalizedText(zh: "中央", en: "Central")
        case .province: LocalizedText(zh: "省级", en: "Province")
        case .city: LocalizedText(zh: "市级", en: "City")
        case .county: LocalizedText(zh: "县级", en: "County")
        case .unassigned: LocalizedText(zh: "未确定", en: "Not settled")
        }
    }
}

/// Who bears what a fund pays, as whole-number weights: 85 central to 15 county.
public struct FundingShares: Hashable, Sendable {
    /// The largest weight, so that no product of an amount and a weight is too large.
    public static let largestWeight = 10_000

    /// The weights in the order of the sources, each from 1 to ``largestWeight``.
    public let weights: [Weight]

    /// What one source bears, against the other weights.
    public struct Weight: Hashable, Sendable {
        /// The source.
        public var source: FundingSource
        /// Its weight.
        public var weight: Int
    }

    /// No shares: everything is borne by nobody knows whom.
    public init() { weights = [] }

    /// Shares as text: `central:85 county:15`; nil when a word is none, or a source comes twice.
    public init?(text: String) {
        var found: [FundingSource: Int] = [:]
        for word in text.split(whereSeparator: { $0 == " " || $0 == "," }) {
            let parts = word.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, let source = FundingSource(rawValue: String(parts[0])),
                source != .unassigned, let weight = Int(parts[1]),
                (1...Self.largestWeight).contains(weight), found[source] == nil
            else { return nil }
            found[source] = weight
        }
        weights = FundingSource.allCases.compactMap { source in
            found[source].map { Weight(source: source, weight: $0) }
        }
    }

    /// The shares as text; empty where none are settled.
    public var text: String {
        weights.map { "\($0.source.rawValue):\($0.weight)" }.joined(separator: " ")
    }

    /// Splits an amount exactly, by largest remainder; of equal remainders the first source's wins.
    ///
    /// - Parameter amount: zero or more.
    /// - Returns: a part for each source; they add up to the amount to the fen.
    public func split(_ amount: Money) -> [(source: FundingSource, amount: Money)] {
        precondition(amount.fen >= 0, "what is split is not negative")
        guard !weights.isEmpty else { return [(.unassigned, amount)] }
        let total = weights.reduce(Int128(0)) { $0 + Int128($1.weight) }
        let products = weights.map { Int128(amount.fen) * Int128($0.weight) }
        var parts = products.map { Int64($0 / total) }
        let left = Int(amount.fen - parts.reduce(0, +))
        let order = products.indices.sorted {
            (products[$0] % total, $1) > (products[$1] % total, $0)
        }
        for place in order.prefix(left) { parts[place] += 1 }
        precondition(parts.reduce(0, +) == amount.fen, "the parts add up to the whole")
        return zip(weights, parts).map { ($0.source, Money(fen: $1)) }
    }
}
