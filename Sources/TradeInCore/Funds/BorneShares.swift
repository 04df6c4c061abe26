/// What each source of money bears of amounts, in fen.
///
/// Tallies split every award by itself, by largest remainder, so that the parts add up over any
/// grouping. A pay batch splits what it pays as a whole; the two differ by a few fen at most.
public struct BorneShares: Hashable, Sendable {
    private var parts = SIMD4<Int64>.zero

    /// The sources that can bear something, in the order of ``FundingSource``.
    public static let sources: [FundingSource] = [.central, .province, .city, .county]

    /// Nothing.
    public init() {}

    /// The shares of one amount; nothing is borne where the fund's shares are not settled.
    public init(of amount: Money, by shares: FundingShares) {
        guard !shares.weights.isEmpty else { return }
        for (source, part) in shares.split(amount) { self[source] = part }
    }

    /// What a source bears; nothing for one that cannot.
    public subscript(source: FundingSource) -> Money {
        get { Self.place(source).map { Money(fen: parts[$0]) } ?? .zero }
        set { if let place = Self.place(source) { parts[place] = newValue.fen } }
    }

    /// What all of them bear.
    public var all: Money { Money(fen: parts.wrappedSum()) }

    /// What takes these shares away again.
    public var negated: BorneShares {
        var other = self
        other.parts = .zero &- parts
        return other
    }

    /// Adds the other's parts to this one's.
    public static func += (left: inout BorneShares, right: BorneShares) {
        left.parts &+= right.parts
    }

    private static func place(_ source: FundingSource) -> Int? {
        switch source {
        case .central: 0
        case .province: 1
        case .city: 2
        case .county: 3
        case .unassigned: nil
        }
    }
}

extension WorkingSet {
    /// What the sources of a fund bear of an amount.
    func borne(_ amount: Money, by fundCode: String) -> BorneShares {
        BorneShares(of: amount, by: funds[fundCode]?.shares ?? FundingShares())
    }
}
