/// What a draft would have made of claims that were decided.
///
/// Sums per class and month, and per fund. Pure arithmetic; parts made side by side add up to
/// the whole.
public struct PolicyPreview: Sendable {
    /// How a claim's decision changes.
    public enum Change: String, Sendable, CaseIterable {
        /// The award grows.
        case more
        /// The award shrinks, and something is left.
        case less
        /// The draft refuses the claim.
        case refused
        /// The award stays; only the verdict is another.
        case verdict
    }

    /// A class in a month of sales.
    public struct Group: Hashable, Sendable, Comparable {
        /// The class for tallies.
        public var classKey: String
        /// The month: `2026-03`.
        public var month: String

        /// A class in a month.
        public init(classKey: String, month: String) {
            self.classKey = classKey
            self.month = month
        }

        /// In order of class, then month.
        public static func < (one: Group, other: Group) -> Bool {
            (one.classKey, one.month) < (other.classKey, other.month)
        }
    }

    /// Sums over claims.
    public struct Sums: Hashable, Sendable {
        /// Claims decided again.
        public var claims: Int64 = 0
        /// Claims by how they change; unchanged ones stand in none.
        public var changed: [Change: Int64] = [:]
        /// What they have.
        public var before = Money.zero
        /// What they would have.
        public var after = Money.zero

        /// Claims that change in any way.
        public var allChanged: Int64 { changed.values.reduce(0, +) }
        /// What they would have more.
        public var difference: Money { after - before }

        /// Adds other sums.
        public static func += (sums: inout Sums, other: Sums) {
            sums.claims += other.claims
            sums.changed.merge(other.changed) { $0 + $1 }
            sums.before = sums.before + other.before
            sums.after = sums.after + other.after
        }
    }

    /// A claim that changes.
    public struct ChangedClaim: Sendable {
        /// The claim's number.
        public var number: Int64
        /// Its class and month.
        public var group: Group
        /// How it changes.
        public var change: Change
        /// The verdict it has, and the one it would have.
        public var verdict: (before: Verdict, after: Verdict)
        /// What it has, and what it would have.
        public var amount: (before: Money, after: Money)
        /// The codes of what the draft finds.
        public var codes: [String]
    }

    /// Sums per class and month.
    public private(set) var groups: [Group: Sums] = [:]
    /// Sums per fund; claims in line hold no money and are left out.
    public private(set) var funds: [String: Sums] = [:]
    /// Claims of days on which the draft is not in force.
    public var outOfForce: Int64 = 0

    /// Nothing yet.
    public init() {}

    /// Over all groups.
    public var total: Sums { groups.values.reduce(into: Sums()) { $0 += $1 } }

    /// Adds a claim.
    ///
    /// - Parameters:
    ///   - number: the claim's number.
    ///   - group: its class and month.
    ///   - fund: the fund that pays for it; nil for a claim that holds no money.
    ///   - before: the verdict and the money it has.
    ///   - after: the verdict and the money it would have.
    ///   - codes: the codes of what the draft finds.
    /// - Returns: the claim, when anything about it changes.
    @discardableResult
    public mutating func add(
        _ number: Int64, _ group: Group, fund: String?, before: (Verdict, Money),
        after: (Verdict, Money), codes: @autoclosure () -> [String]
    ) -> ChangedClaim? {
        var sums = Sums(claims: 1, before: before.1, after: after.1)
        let change = Self.change(before, after)
        if let change { sums.changed[change] = 1 }
        groups[group, default: Sums()] += sums
        if let fund { funds[fund, default: Sums()] += sums }
        return change.map {
            ChangedClaim(
                number: number, group: group, change: $0, verdict: (before.0, after.0),
                amount: (before.1, after.1), codes: codes())
        }
    }

    private static func change(
        _ before: (Verdict, Money), _ after: (Verdict, Money)
    ) -> Change? {
        if after.0 == .ineligible { return before.0 == .ineligible ? nil : .refused }
        if after.1 != before.1 { return after.1 > before.1 ? .more : .less }
        return before.0 == after.0 ? nil : .verdict
    }

    /// Adds another part.
    public mutating func add(_ other: PolicyPreview) {
        for (group, sums) in other.groups { groups[group, default: Sums()] += sums }
        for (fund, sums) in other.funds { funds[fund, default: Sums()] += sums }
        outOfForce += other.outOfForce
    }
}
