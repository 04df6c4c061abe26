/// A value that somebody reported for a target, with the day it holds for.
public struct TargetObservation: Hashable, Sendable {
    /// The day the value holds for, not the day it was reported.
    ///
    /// A value of a whole year carries a day of that year, best its last.
    public var day: Day
    /// The value: for growth targets the level itself, never the percentage.
    public var value: TargetNumber

    /// A value on a day.
    public init(day: Day, value: TargetNumber) {
        self.day = day
        self.value = value
    }
}

/// All that is known about what was reached, as plain dictionaries.
///
/// An absent entry of a register means none was counted; an absent observation
/// or base means that nobody knows, and is never read as zero.
public struct TargetActuals: Hashable, Sendable {
    /// Held events of one kind in one year.
    public struct EventCount: Hashable, Sendable {
        /// All held events.
        public var total: Int
        /// Those of them held in rural areas.
        public var rural: Int

        /// A count and its sub-count.
        public init(total: Int = 0, rural: Int = 0) {
            precondition(rural >= 0 && rural <= total, "a sub-count lies within its count")
            self.total = total
            self.rural = rural
        }
    }

    /// Old items that count in one year.
    public struct RecyclingCount: Hashable, Sendable {
        /// Vehicles certified by a licensed recycler.
        public var vehicles: Int
        /// Appliances received by a licensed recycler.
        public var appliances: Int

        /// A count of each.
        public init(vehicles: Int = 0, appliances: Int = 0) {
            self.vehicles = vehicles
            self.appliances = appliances
        }
    }

    /// A base is recorded for a target and a year.
    public struct BaseKey: Hashable, Sendable {
        /// The target's id.
        public var targetID: String
        /// The year whose value it is.
        public var year: Int

        /// The key of one base value.
        public init(_ targetID: String, year: Int) {
            self.targetID = targetID
            self.year = year
        }
    }

    /// Held events by year and kind.
    public var events: [Int: [CountyEvent.Kind: EventCount]]
    /// Counted old items by year.
    public var recycling: [Int: RecyclingCount]
    /// Observations by target id, in any order.
    public var observations: [String: [TargetObservation]]
    /// Base values by target id and year.
    public var bases: [BaseKey: TargetNumber]
    /// What each measure counts, by month.
    public var months: [PlanTarget.Measure: [Month: Int]] = [:]

    /// What is known; nothing unless said.
    public init(
        events: [Int: [CountyEvent.Kind: EventCount]] = [:],
        recycling: [Int: RecyclingCount] = [:],
        observations: [String: [TargetObservation]] = [:], bases: [BaseKey: TargetNumber] = [:]
    ) {
        self.events = events
        self.recycling = recycling
        self.observations = observations
        self.bases = bases
    }

    /// What one measure counts in one year.
    public func count(_ measure: PlanTarget.Measure, year: Int) -> Int {
        switch measure {
        case .nevFair: events[year]?[.nevFair]?.total ?? 0
        case .nevFairRural: events[year]?[.nevFair]?.rural ?? 0
        case .appliance: events[year]?[.appliance]?.total ?? 0
        case .homeGoods: events[year]?[.homeGoods]?.total ?? 0
        case .vehiclesRecycled: recycling[year]?.vehicles ?? 0
        case .appliancesRecycled: recycling[year]?.appliances ?? 0
        }
    }

    /// What one measure counts in one month.
    public func count(_ measure: PlanTarget.Measure, in month: Month) -> Int {
        months[measure]?[month] ?? 0
    }

    /// The latest observation within `days`; the last one given when several share a day.
    func latest(of targetID: String, within days: ClosedRange<Day>) -> TargetObservation? {
        observations[targetID]?.filter { days.contains($0.day) }.reduce(nil) { best, next in
            guard let best, best.day > next.day else { return next }
            return best
        }
    }
}

extension TargetActuals {
    /// Adds an event; only a held one counts, in the year it took place.
    public mutating func add(_ event: CountyEvent) {
        guard let year = event.countsInYear else { return }
        let month = Month(of: event.startsOn)
        add(event.kind, EventCount(total: 1, rural: event.rural ? 1 : 0), in: month, of: year)
    }

    /// Adds the events of a kind that were held in a month.
    public mutating func add(
        _ kind: CountyEvent.Kind, _ count: EventCount, in month: Month, of year: Int
    ) {
        let old = events[year]?[kind] ?? EventCount()
        events[year, default: [:]][kind] = EventCount(
            total: old.total + count.total, rural: old.rural + count.rural)
        let measure: PlanTarget.Measure =
            switch kind {
            case .nevFair: .nevFair
            case .appliance: .appliance
            case .homeGoods: .homeGoods
            }
        months[measure, default: [:]][month, default: 0] += count.total
        if kind == .nevFair {
            months[.nevFairRural, default: [:]][month, default: 0] += count.rural
        }
    }

    /// Adds a recycling record; only one with a counted year counts, with its quantity.
    public mutating func add(_ record: RecyclingRecord) {
        guard let year = record.countedYear else { return }
        guard let day = record.receivedOn else { return }
        add(record.kind, record.quantity, in: Month(of: day), of: year)
    }

    /// Adds the old goods of a kind that were received in a month.
    public mutating func add(
        _ kind: RecyclingRecord.Kind, _ quantity: Int, in month: Month, of year: Int
    ) {
        switch kind {
        case .vehicle:
            recycling[year, default: RecyclingCount()].vehicles += quantity
            months[.vehiclesRecycled, default: [:]][month, default: 0] += quantity
        case .appliance:
            recycling[year, default: RecyclingCount()].appliances += quantity
            months[.appliancesRecycled, default: [:]][month, default: 0] += quantity
        }
    }
}
