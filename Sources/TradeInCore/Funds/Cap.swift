/// What a cap counts a fund's money by.
public enum CapDimension: String, Sendable, CaseIterable {
    /// Claims of one dealer, or of one town, for as long as they stand.
    case dealer, town
    /// Claims that got their money in one calendar month, week from Monday, or day.
    case month, week, day

    /// Whether the cap renews with time, so that a claim beyond it waits instead of being refused.
    public var isWindow: Bool { self == .month || self == .week || self == .day }

    /// The dimension's name.
    public var title: LocalizedText {
        switch self {
        case .dealer: LocalizedText(zh: "每家经销商", en: "dealer")
        case .town: LocalizedText(zh: "每个镇街", en: "town")
        case .month: LocalizedText(zh: "每月", en: "month")
        case .week: LocalizedText(zh: "每周", en: "week")
        case .day: LocalizedText(zh: "每日", en: "day")
        }
    }

    /// The counters of a claim's dealer and town.
    public static func holders(
        dealer: String, town: String
    ) -> [(dimension: CapDimension, value: String)] { [(.dealer, dealer), (.town, town)] }

    /// The windows that a day lies in: `2026-03`, the Monday of the week, the day.
    public static func windows(_ day: Day) -> [(dimension: CapDimension, value: String)] {
        [
            (.month, day.monthText), (.week, day.monday.isoText), (.day, day.isoText),
        ]
    }
}

/// A counter of a fund: what claims of a dealer, a town or a window of time have been granted.
public struct CapKey: Hashable, Sendable {
    /// The fund.
    public var fundCode: String
    /// What it counts by.
    public var dimension: CapDimension
    /// The dealer's code, the town's key, the month, the week's Monday or the day.
    public var value: String

    /// A counter's name.
    public init(fundCode: String, dimension: CapDimension, value: String) {
        self.fundCode = fundCode
        self.dimension = dimension
        self.value = value
    }
}

/// The most that a fund grants to one dealer or town, or in one month, week or day.
public struct Cap: Hashable, Sendable {
    /// The fund.
    public var fundCode: String
    /// What it counts by.
    public var dimension: CapDimension
    /// The one that it is for; empty for every one that has no cap of its own.
    public var value: String
    /// The most; nil takes the cap away.
    public var amount: Money?

    /// A cap.
    public init(fundCode: String, dimension: CapDimension, value: String = "", amount: Money?) {
        self.fundCode = fundCode
        self.dimension = dimension
        self.value = value
        self.amount = amount
    }

    /// The cap as canonical JSON.
    var body: [UInt8] {
        canonicalObject { json in
            if let amount { json.field("amountFen", amount.fen) }
            json.field("fund", fundCode)
            json.field("per", dimension.rawValue)
            if !value.isEmpty { json.field("value", value) }
        }
    }
}

/// A cap that a claim would go beyond.
struct FullCap {
    var key: CapKey
    var used: Money
    var most: Money
}

extension Day {
    /// The Monday of its week.
    var monday: Day { Day(number: number - (number + 3).modulo(7)) }
}

extension Int32 {
    fileprivate func modulo(_ divisor: Int32) -> Int32 {
        let rest = self % divisor
        return rest < 0 ? rest + divisor : rest
    }
}
