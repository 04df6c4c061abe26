import GRDB
import TradeInCore

/// Adds to the cells that boards read.
extension Persist {
    private static let tallyColumns = [
        "claims", "units", "salesFen", "subsidyFen", "centralFen", "provinceFen", "cityFen",
        "countyFen",
    ]

    private static func values(_ sums: TallySums) -> [Int64] {
        [sums.claims, sums.units, sums.sales.fen, sums.subsidy.fen]
            + BorneShares.sources.map { sums.borne[$0].fen }
    }

    func write(tally: [TallyKey: TallySums]) throws {
        let added = Self.tallyColumns.map { "\($0) = \($0) + excluded.\($0)" }
        let upsert = try HotStatement(
            database,
            """
            INSERT INTO tallyCell (dimension, year, programme, value, state,
                \(Self.tallyColumns.joined(separator: ", ")))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (dimension, year, programme, value, state) DO UPDATE SET
                \(added.joined(separator: ", "))
            """)
        for (key, sums) in tally {
            // A row that is to be inserted is checked before it is seen to be there already.
            guard sums.claims >= 0 else {
                try subtract(sums, from: key)
                continue
            }
            bind(key, to: upsert, from: 1)
            for (place, value) in Self.values(sums).enumerated() {
                upsert.bind(Int32(place + 6), value)
            }
            try upsert.run()
        }
    }

    private func subtract(_ sums: TallySums, from key: TallyKey) throws {
        let changed = Self.tallyColumns.map { "\($0) = \($0) + ?" }
        let update = try HotStatement(
            database,
            """
            UPDATE tallyCell SET \(changed.joined(separator: ", "))
            WHERE dimension = ? AND year = ? AND programme = ? AND value = ? AND state = ?
            """)
        for (place, value) in Self.values(sums).enumerated() {
            update.bind(Int32(place + 1), value)
        }
        bind(key, to: update, from: 9)
        try update.run()
        precondition(database.changesCount == 1, "a cell that loses claims had them")
    }

    private func bind(_ key: TallyKey, to statement: HotStatement, from place: Int32) {
        statement.bind(place, key.dimension.rawValue)
        statement.bind(place + 1, Int64(key.year))
        statement.bind(place + 2, key.programme.rawValue)
        statement.bind(place + 3, key.value)
        statement.bind(place + 4, key.state.rawValue)
    }

    /// Writes cells that a schema could not fill by itself: who bears what of the subsidy.
    func fill(tally: [TallyKey: TallySums]) throws {
        let update = try HotStatement(
            database,
            """
            UPDATE tallyCell SET centralFen = ?, provinceFen = ?, cityFen = ?, countyFen = ?
            WHERE dimension = ? AND year = ? AND programme = ? AND value = ? AND state = ?
            """)
        for (key, sums) in tally {
            for (place, source) in BorneShares.sources.enumerated() {
                update.bind(Int32(place + 1), sums.borne[source].fen)
            }
            bind(key, to: update, from: 5)
            try update.run()
        }
    }
}
