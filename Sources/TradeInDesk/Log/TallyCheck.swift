import TradeInCore
import TradeInStore

/// All tallies made anew from the log alone, beside those that the ledger keeps.
public struct TallyCheck: Sendable {
    /// A cell that is not what the log says.
    public struct Difference: Sendable {
        /// The cell.
        public let key: TallyKey
        /// What the ledger keeps; nil where it has no such cell.
        public let kept: TallySums?
        /// What the log comes to; nil where it has no such cell.
        public let made: TallySums?
    }

    /// What was counted anew.
    public let recount: LogRecount
    /// The cells that it came to.
    public let cellCount: Int
    /// The cells that differ, in the order of their names.
    public let differences: [Difference]

    /// Whether everything could be read and nothing differs.
    public var isGood: Bool { differences.isEmpty && recount.unreadable.isEmpty }

    /// Counts anew and compares.
    ///
    /// - Parameters:
    ///   - store: the ledger.
    ///   - progress: receives entries done and in all.
    /// - Throws: SQLite's failures.
    public init(_ store: LedgerStore, progress: (Int, Int) -> Void = { _, _ in }) throws {
        let (found, kept) = try store.readTogether {
            (try store.recount(progress: progress), try store.tallyCells())
        }.value
        let made = found.cells.filter { $0.value != TallySums() }
        recount = found
        cellCount = made.count
        differences = Set(kept.keys).union(made.keys).filter { kept[$0] != made[$0] }
            .sorted { $0.name < $1.name }
            .map { Difference(key: $0, kept: kept[$0], made: made[$0]) }
    }
}

extension TallyKey {
    /// The cell's name, its parts with slashes between.
    public var name: String {
        [dimension.rawValue, String(year), programme.rawValue, value, state.rawValue]
            .joined(separator: "/")
    }
}
