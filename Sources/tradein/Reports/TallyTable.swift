import TradeInCore
import TradeInStore

/// Totals by group, summed from tally cells.
struct TallyTable {
    /// What tells one line from another.
    struct Key: Hashable {
        /// The year of the sales; nil where years are summed up.
        var year: Int?
        /// The programme; nil where programmes are summed up.
        var programme: Programme?
        /// The group.
        var group: String
    }

    /// The sums of one group, by state.
    struct Line {
        var key: Key
        var states: [ClaimState: TallySums]

        /// All claims of the group that have not come to an end without an award.
        var all: TallySums {
            states.filter { !$0.key.isOver }.values.reduce(into: TallySums()) { $0 += $1 }
        }

        /// Claims in a state.
        func sums(_ state: ClaimState) -> TallySums { states[state] ?? TallySums() }
    }

    /// The lines in order of year, programme and group.
    let lines: [Line]
    /// All lines together.
    let total: Line

    /// Sums cells up.
    ///
    /// - Parameters:
    ///   - cells: the cells of the grouping's dimension.
    ///   - grouping: the groups.
    ///   - names: for the order of the groups.
    ///   - byYear: whether each year has lines of its own.
    ///   - byProgramme: whether each programme has lines of its own.
    init(
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
