import GRDB
import TradeInCore

extension LedgerStore {
    /// All funds with their balances, in order of year and code.
    public func funds() throws -> [Fund] {
        try pool.read { database in
            var prefetch = Prefetch(database)
            let state = try prefetch.load([])
            return state.funds.values.sorted { ($0.year, $0.code) < ($1.year, $1.code) }
        }
    }

    /// All dealers in order of code, without their accounts.
    public func dealers() throws -> [Dealer] {
        try pool.read { database in
            let rows = try HotStatement(
                database, "SELECT code, name, programmes, townKey, state FROM dealer ORDER BY code")
            var dealers: [Dealer] = []
            while try rows.step() {
                guard let state = Dealer.State(rawValue: rows.text(4)) else {
                    throw LedgerFailure.corrupt("dealer \(rows.text(0))")
                }
                let names = rows.text(2).split(separator: " ")
                dealers.append(
                    Dealer(
                        code: rows.text(0), name: rows.text(1),
                        programmes: Set(names.compactMap { Programme(rawValue: String($0)) }),
                        townKey: rows.text(3), settlementAccount: "", settlementBank: "",
                        state: state))
            }
            return dealers
        }
    }

    /// All events in order of their first day.
    public func events() throws -> [CountyEvent] {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                """
                SELECT eventRef, kind, name, isRural, startsOn, endsOn, townKey, organiser, state,
                    attendance, salesFen FROM event ORDER BY startsOn, eventRef
                """)
            var events: [CountyEvent] = []
            while try rows.step() {
                guard let kind = CountyEvent.Kind(rawValue: rows.text(1)),
                    let startsOn = day(rows.text(4)), let endsOn = day(rows.text(5)),
                    let state = CountyEvent.State(rawValue: rows.text(8))
                else { throw LedgerFailure.corrupt("event \(rows.text(0))") }
                events.append(
                    CountyEvent(
                        eventRef: rows.text(0), kind: kind, name: rows.text(2),
                        rural: rows.integer(3) != 0, startsOn: startsOn, endsOn: endsOn,
                        town: rows.text(6), organiser: rows.isNull(7) ? nil : rows.text(7),
                        state: state, attendance: rows.isNull(9) ? nil : Int(rows.integer(9)),
                        sales: rows.isNull(10) ? nil : Money(fen: rows.integer(10))))
            }
            return events
        }
    }

    /// A page of recycling records in order of entry.
    ///
    /// - Parameters:
    ///   - after: the row number of the last record of the page before; 0 for the first page.
    ///   - limit: the most records.
    /// - Returns: row numbers with records.
    /// - Throws: ``LedgerFailure`` when a row cannot be true.
    public func recycling(
        after: Int64 = 0, limit: Int
    ) throws -> [(row: Int64, record: RecyclingRecord)] {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                """
                SELECT recyclingId, recordRef, kind, itemClass, quantity, massGrams, recyclerCode,
                    isLicensed, certificate, handedInOn, receivedOn, dismantledOn, claimRef, dealerCode
                FROM recycling WHERE recyclingId > ? ORDER BY recyclingId LIMIT ?
                """)
            rows.bind(1, after)
            rows.bind(2, Int64(limit))
            var records: [(row: Int64, record: RecyclingRecord)] = []
            func optional(_ column: Int32) -> String? {
                rows.isNull(column) ? nil : rows.text(column)
            }
            while try rows.step() {
                guard let kind = RecyclingRecord.Kind(rawValue: rows.text(2)),
                    let handedIn = day(rows.text(9))
                else { throw LedgerFailure.corrupt("recycling \(rows.text(1))") }
                let record = RecyclingRecord(
                    recordRef: rows.text(1), kind: kind, itemClass: optional(3),
                    quantity: Int(rows.integer(4)),
                    massGrams: rows.isNull(5) ? nil : rows.integer(5), recyclerCode: rows.text(6),
                    recyclerLicensed: rows.integer(7) != 0, certificate: optional(8),
                    handedInOn: handedIn, receivedOn: optional(10).flatMap(day),
                    dismantledOn: optional(11).flatMap(day), claimRef: optional(12),
                    dealerCode: optional(13))
                records.append((rows.integer(0), record))
            }
            return records
        }
    }

    private func day(_ text: String) -> Day? { try? Day.parse(text).get() }
}
