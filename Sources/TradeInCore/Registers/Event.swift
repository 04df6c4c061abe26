/// One consumption event of the register (clauses 15 to 17 of the county plan).
public struct CountyEvent: Hashable, Sendable {
    /// What the event sells.
    public enum Kind: String, Sendable, CaseIterable {
        case nevFair = "nev-fair"
        case appliance
        case homeGoods = "home-goods"

        /// The kind's name in the plan's words.
        public var title: LocalizedText {
            switch self {
            case .nevFair: LocalizedText(zh: "新能源汽车展销", en: "NEV sales fair")
            case .appliance: LocalizedText(zh: "家电消费活动", en: "Home-appliance event")
            case .homeGoods: LocalizedText(zh: "家装家居促消费", en: "Home-decoration event")
            }
        }
    }

    /// Where the event is in its life.
    public enum State: String, Sendable, CaseIterable {
        case planned, held, cancelled

        /// The state's name.
        public var title: LocalizedText {
            switch self {
            case .planned: LocalizedText(zh: "计划", en: "Planned")
            case .held: LocalizedText(zh: "已举办", en: "Held")
            case .cancelled: LocalizedText(zh: "取消", en: "Cancelled")
            }
        }
    }

    /// The bureau's own reference; unique in the register, which the store checks.
    public var eventRef: String
    /// What it sells.
    public var kind: Kind
    /// Its name.
    public var name: String
    /// Whether it was taken to the countryside (下乡).
    public var rural: Bool
    /// Its first day.
    public var startsOn: Day
    /// Its last day; in the year of the first.
    public var endsOn: Day
    /// The keys of the towns it takes place in; at least one, each once.
    public var towns: [String]
    /// What makes it a rural one, where it is: the village, the market, the programme of a tour.
    public var ruralBasis: String?
    /// Who holds it; nil when not stated.
    public var organiser: String?
    /// Where it is in its life.
    public var state: State
    /// How many people came, where known.
    public var attendance: Int?
    /// What was sold, where known.
    public var sales: Money?
    /// Why it was cancelled, where it was and somebody said so.
    public var reason: String?

    /// An event as the register keeps it; ``read(_:county:today:)`` is the way in for files.
    public init(
        eventRef: String, kind: Kind, name: String, rural: Bool, startsOn: Day, endsOn: Day,
        town: String, otherTowns: [String] = [], ruralBasis: String? = nil,
        organiser: String? = nil, state: State, attendance: Int? = nil, sales: Money? = nil,
        reason: String? = nil
    ) {
        precondition(
            startsOn <= endsOn && startsOn.year == endsOn.year,
            "an event runs forward within one year")
        self.eventRef = eventRef
        self.kind = kind
        self.name = name
        self.rural = rural
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.towns = [town] + otherTowns
        self.ruralBasis = ruralBasis
        self.organiser = organiser
        self.state = state
        self.attendance = attendance
        self.sales = sales
        self.reason = reason
    }

    /// The key of the town that leads.
    public var town: String { towns[0] }

    /// The year in which it counts towards the plan; nil unless it was held.
    public var countsInYear: Int? { state == .held ? startsOn.year : nil }
}
