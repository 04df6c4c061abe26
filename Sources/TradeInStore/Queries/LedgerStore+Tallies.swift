import GRDB
import TradeInCore

/// A tally cell as stored.
public struct TallyRow: Hashable, Sendable {
    /// The cell's name.
    public var key: TallyKey
    /// Its sums.
    public var sums: TallySums
}

extension LedgerStore {
    /// The cells of one dimension, kept exact by the write path; no claim is read.
    ///
    /// - Parameters:
    ///   - dimension: the dimension.
    ///   - year: the year of sale; nil for all years.
    /// - Returns: cells in order of year, programme, value and state.
    /// - Throws: ``LedgerFailure`` when a cell cannot be true.
    public func tally(_ dimension: TallyDimension, year: Int? = nil) throws -> [TallyRow] {
        try pool.read { try Self.tally(dimension, year: year, $0) }
    }

    /// All cells that are not empty, by name.
    public func tallyCells() throws -> [TallyKey: TallySums] {
        var cells: [TallyKey: TallySums] = [:]
        for dimension in TallyDimension.allCases {
            for row in try tally(dimension) where row.sums != TallySums() {
                cells[row.key] = row.sums
            }
        }
        return cells
    }

    static func tally(
        _ dimension: TallyDimension, year: Int?, _ database: Database
    ) throws -> [TallyRow] {
        let rows = try HotStatement(
            database,
            """
            SELECT year, programme, value, state, claims, units, salesFen, subsidyFen,
                centralFen, provinceFen, cityFen, countyFen
            FROM tallyCell WHERE dimension = ?1 AND (?2 IS NULL OR year = ?2)
            ORDER BY year, programme, value, state
            """)
        rows.bind(1, dimension.rawValue)
        rows.bind(2, year.map(Int64.init))
        var cells: [TallyRow] = []
        while try rows.step() {
            guard let programme = Programme(rawValue: rows.text(1)),
                let state = ClaimState(rawValue: rows.text(3))
            else { throw LedgerFailure.corrupt("tallyCell") }
            var borne = BorneShares()
            for (place, source) in BorneShares.sources.enumerated() {
                borne[source] = Money(fen: rows.integer(Int32(8 + place)))
            }
            cells.append(
                TallyRow(
                    key: TallyKey(
                        dimension: dimension, year: Int(rows.integer(0)), programme: programme,
                        value: rows.text(2), state: state),
                    sums: TallySums(
                        claims: rows.integer(4), units: rows.integer(5),
                        sales: Money(fen: rows.integer(6)), subsidy: Money(fen: rows.integer(7)),
                        borne: borne)))
        }
        return cells
    }
}
