import TradeInCore
import TradeInStore

/// Totals by group, summed from tally cells.
public struct TallyTable: Sendable {
    /// What tells one line from another.
    public struct Key: Hashable, Sendable {
        /// The year of the sales; nil where years are summed up.
        public var year: Int?
        /// The programme; nil where programmes are summed up.
        public var programme: Programme?
        /// The group.
        public var group: String

        /// A line's key.
        public init(year: Int? = nil, programme: Programme? = nil, group: String) {
            self.year = year
            self.programme = programme
            self.group = group
        }
    }

    /// The sums of one group, by state.
    public struct Line: Sendable {
        /// What tells it from others.
        public var key: Key
        /// The sums by state.
        public var states: [ClaimState: TallySums]

        /// The sums of a group.
        public init(key: Key, states: [ClaimState: TallySums]) {
            self.key = key
            self.states = states
        }

        /// All claims of the group that have not come to an end without an award.
        public var all: TallySums {
            states.filter { !$0.key.isOver }.values.reduce(into: TallySums()) { $0 += $1 }
        }

        /// Claims in a state.
        public func sums(_ state: ClaimState) -> TallySums { states[state] ?? TallySums() }
    }

    /// The lines in order of year, programme and group.
    public let lines: [Line]
    /// All lines together.
    public let total: Line

    /// Sums cells up.
    ///
    /// - Parameters:
    ///   - cells: the cells of the grouping's dimension.
    ///   - grouping: the groups.
    ///   - names: for the order of the groups.
    ///   - byYear: whether each year has lines of its own.
    ///   - byProgramme: whether each programme has lines of its own.
    public init(
        _ cells: [TallyRow], by grouping: TallyGrouping, names: TallyNames, byYear: Bool = false,
        byProgramme: Bool = false
    ) {
        var sums: [Key: [ClaimState: TallySums]] = [:]
        var total: [ClaimState: TallySums] = [:]
        for cell in cells {
            let key = Key(
                year: byYear ? cell.key.year : nil,
                programme: byProgramme ? cell.key.programme : nil, group: grouping.key(of: cell.key)
            )
            sums[key, default: [:]][cell.key.state, default: TallySums()] += cell.sums
            total[cell.key.state, default: TallySums()] += cell.sums
        }
        let programmes = Programme.allCases
        func order(_ key: Key) -> (Int, Int, Int, String) {
            let programme = key.programme.flatMap { programmes.firstIndex(of: $0) } ?? 0
            return (key.year ?? 0, programme, names.place(key.group), key.group)
        }
        lines = sums.map { Line(key: $0, states: $1) }.sorted { order($0.key) < order($1.key) }
        self.total = Line(key: Key(group: ""), states: total)
    }
}
