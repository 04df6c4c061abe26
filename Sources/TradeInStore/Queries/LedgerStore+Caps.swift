import GRDB
import TradeInCore

/// A cap with what counts towards it.
public struct CapRow: Hashable, Sendable {
    /// The cap; its value is empty where it holds for all.
    public var cap: Cap
    /// The counters under it, the fullest first.
    public var used: [(value: String, amount: Money)]

    /// Equal when cap and counters are.
    public static func == (left: CapRow, right: CapRow) -> Bool {
        left.cap == right.cap && left.used.elementsEqual(right.used) { $0 == $1 }
    }

    /// Feeds the cap to a hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(cap) }
}

extension LedgerStore {
    /// All caps, each with its counters, in order of fund and dimension.
    ///
    /// - Parameter most: the most counters of each.
    /// - Returns: the caps.
    /// - Throws: ``LedgerFailure`` when a row cannot be true.
    public func caps(counters most: Int = 5) throws -> [CapRow] {
        try pool.read { database in
            var prefetch = Prefetch(database)
            try prefetch.loadCaps([])
            let caps = prefetch.state.caps.values.joined().sorted {
                ($0.fundCode, $0.dimension.rawValue, $0.value)
                    < ($1.fundCode, $1.dimension.rawValue, $1.value)
            }
            let own = Set(caps.map { "\($0.fundCode)|\($0.dimension.rawValue)|\($0.value)" })
            let rows = try HotStatement(
                database,
                """
                SELECT value, usedFen FROM capCell JOIN fund USING (fundId)
                WHERE code = ?1 AND dimension = ?2 AND (?3 = '' OR value = ?3) AND usedFen > 0
                ORDER BY CASE WHEN dimension IN ('dealer', 'town') THEN -usedFen END, value DESC
                """)
            return try caps.map { cap in
                rows.bind(1, cap.fundCode)
                rows.bind(2, cap.dimension.rawValue)
                rows.bind(3, cap.value)
                var used: [(value: String, amount: Money)] = []
                while try rows.step() {
                    let value = rows.text(0)
                    let name = "\(cap.fundCode)|\(cap.dimension.rawValue)|\(value)"
                    guard used.count < most, !cap.value.isEmpty || !own.contains(name) else {
                        continue
                    }
                    used.append((value, Money(fen: rows.integer(1))))
                }
                return CapRow(cap: cap, used: used)
            }
        }
    }
}
