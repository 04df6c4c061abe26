import GRDB
import TradeInCore

extension LedgerStore {
    static let eventColumns = """
        eventRef, kind, name, isRural, startsOn, endsOn, townKey, organiser, state, attendance,
        salesFen, otherTowns, ruralBasis, reason
        """

    /// All events in order of their first day.
    public func events() throws -> [CountyEvent] {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                "SELECT \(Self.eventColumns) FROM event ORDER BY startsOn, eventRef")
            var events: [CountyEvent] = []
            while try rows.step() { events.append(try Self.event(rows)) }
            return events
        }
    }

    /// The event with a reference; nil when there is none.
    public func event(_ reference: String) throws -> CountyEvent? {
        try pool.read { database in
            let rows = try HotStatement(
                database, "SELECT \(Self.eventColumns) FROM event WHERE eventRef = ?")
            rows.bind(1, reference)
            guard try rows.step() else { return nil }
            defer { rows.reset() }
            return try Self.event(rows)
        }
    }

    static func event(_ rows: HotStatement) throws -> CountyEvent {
        guard let kind = CountyEvent.Kind(rawValue: rows.text(1)),
            case .success(let startsOn) = Day.parse(rows.text(4)),
            case .success(let endsOn) = Day.parse(rows.text(5)),
            let state = CountyEvent.State(rawValue: rows.text(8)), startsOn <= endsOn,
            startsOn.year == endsOn.year, (0...1).contains(rows.integer(3))
        else { throw LedgerFailure.corrupt("event \(rows.text(0))") }
        func optional(_ column: Int32) -> String? {
            rows.isNull(column) ? nil : rows.text(column)
        }
        return CountyEvent(
            eventRef: rows.text(0), kind: kind, name: rows.text(2), rural: rows.integer(3) != 0,
            startsOn: startsOn, endsOn: endsOn, town: rows.text(6),
            otherTowns: rows.text(11).split(separator: " ").map(String.init),
            ruralBasis: optional(12), organiser: optional(7), state: state,
            attendance: rows.isNull(9) ? nil : Int(rows.integer(9)),
            sales: rows.isNull(10) ? nil : Money(fen: rows.integer(10)), reason: optional(13))
    }

    /// Where the last entry of each record stands in the log, by its key.
    ///
    /// - Parameter prefix: the register: `event:`, `recycling:`.
    /// - Returns: the places.
    /// - Throws: SQLite's failures.
    public func recordPlaces(_ prefix: String) throws -> [String: Int64] {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                "SELECT key, logIndex FROM record WHERE key >= ?1 AND key < ?1 || char(1114111)")
            rows.bind(1, prefix)
            var places: [String: Int64] = [:]
            while try rows.step() { places[rows.text(0)] = rows.integer(1) }
            return places
        }
    }

    /// How many files of evidence each record has, by its key.
    ///
    /// - Parameter prefix: the register: `event:`, `recycling:`, `figure:`.
    /// - Returns: the counts of those that have any.
    /// - Throws: SQLite's failures.
    public func evidenceCounts(_ prefix: String) throws -> [String: Int] {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                """
                SELECT recordKey, count(*) FROM evidence
                WHERE recordKey >= ?1 AND recordKey < ?1 || char(1114111) GROUP BY recordKey
                """)
            rows.bind(1, prefix)
            var counts: [String: Int] = [:]
            while try rows.step() { counts[rows.text(0)] = Int(rows.integer(1)) }
            return counts
        }
    }
}
