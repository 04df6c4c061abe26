import GRDB
import TradeInCore

/// Where old goods got stuck on their way.
public enum CustodyGap: String, Sendable, CaseIterable {
    /// Handed in and never received.
    case notReceived = "not-received"
    /// Received and never dismantled.
    case notDismantled = "not-dismantled"
    /// Received from a vehicle's owner, without the recycling certificate.
    case notCertified = "not-certified"

    /// The gap in words.
    public var title: LocalizedText {
        switch self {
        case .notReceived: LocalizedText(zh: "已交旧未接收", en: "handed in, never received")
        case .notDismantled: LocalizedText(zh: "已接收未拆解", en: "received, not dismantled")
        case .notCertified: LocalizedText(zh: "已接收无回收证明", en: "received, no certificate")
        }
    }

    var condition: String {
        switch self {
        case .notReceived: "receivedOn IS NULL AND handedInOn <= ?"
        case .notDismantled:
            "receivedOn IS NOT NULL AND dismantledOn IS NULL AND receivedOn <= ?"
        case .notCertified:
            "kind = 'vehicle' AND receivedOn IS NOT NULL AND certificate IS NULL AND receivedOn <= ?"
        }
    }
}

extension LedgerStore {
    static let recyclingColumns = """
        recyclingId, recordRef, kind, itemClass, quantity, massGrams, recyclerCode, isLicensed,
        certificate, handedInOn, receivedOn, dismantledOn, claimRef, dealerCode, serialNumber,
        reverseInvoice
        """

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
                SELECT \(Self.recyclingColumns) FROM recycling WHERE recyclingId > ?
                ORDER BY recyclingId LIMIT ?
                """)
            rows.bind(1, after)
            rows.bind(2, Int64(limit))
            var records: [(row: Int64, record: RecyclingRecord)] = []
            while try rows.step() { records.append((rows.integer(0), try Self.recycling(rows))) }
            return records
        }
    }

    /// The recycling record with a reference; nil when there is none.
    public func recycling(_ reference: String) throws -> RecyclingRecord? {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                "SELECT \(Self.recyclingColumns) FROM recycling WHERE recordRef = ?")
            rows.bind(1, reference)
            guard try rows.step() else { return nil }
            defer { rows.reset() }
            var record = try Self.recycling(rows)
            // The rows keep numbers as they are compared, the body as they were written.
            let kept = try HotStatement(database, "SELECT body FROM record WHERE key = ?")
            kept.bind(1, "recycling:" + reference)
            if try kept.step(), let body = try? JSONValue.parse(kept.blob(0)) {
                kept.reset()
                record.certificate = body["certificate"]?.string
                record.serialNumber = body["serialNumber"]?.string
            }
            return record
        }
    }

    /// The records that are stuck, those that wait longest first.
    ///
    /// - Parameters:
    ///   - gap: where.
    ///   - day: since this day at the latest.
    ///   - last: the day since which the last record of the page before waits, and its row; nil for
    ///     the first page.
    ///   - limit: the most records.
    /// - Returns: row numbers with records.
    /// - Throws: ``LedgerFailure`` when a row cannot be true.
    public func recycling(
        stuckAt gap: CustodyGap, since day: Day, after last: (day: Day, row: Int64)? = nil,
        limit: Int
    ) throws -> [(row: Int64, record: RecyclingRecord)] {
        try pool.read { database in
            let since = gap == .notReceived ? "handedInOn" : "receivedOn"
            let rows = try HotStatement(
                database,
                """
                SELECT \(Self.recyclingColumns) FROM recycling WHERE \(gap.condition)
                AND (\(since), recyclingId) > (?, ?) ORDER BY \(since), recyclingId LIMIT ?
                """)
            rows.bind(1, day.isoText)
            // Before every day there is the empty text.
            rows.bind(2, last?.day.isoText ?? "")
            rows.bind(3, last?.row ?? 0)
            rows.bind(4, Int64(limit))
            var records: [(row: Int64, record: RecyclingRecord)] = []
            while try rows.step() { records.append((rows.integer(0), try Self.recycling(rows))) }
            return records
        }
    }

    /// How many records and items are stuck.
    public func stuckCounts(
        _ gap: CustodyGap, since day: Day
    ) throws -> (records: Int, items: Int) {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                "SELECT count(*), coalesce(sum(quantity), 0) FROM recycling WHERE \(gap.condition)")
            rows.bind(1, day.isoText)
            guard try rows.step() else { return (0, 0) }
            defer { rows.reset() }
            return (Int(rows.integer(0)), Int(rows.integer(1)))
        }
    }

    static func recycling(_ rows: HotStatement) throws -> RecyclingRecord {
        func optional(_ column: Int32) -> String? {
            rows.isNull(column) ? nil : rows.text(column)
        }
        func day(_ column: Int32) -> Day? {
            optional(column).flatMap { try? Day.parse($0).get() }
        }
        guard let kind = RecyclingRecord.Kind(rawValue: rows.text(2)), let handedIn = day(9) else {
            throw LedgerFailure.corrupt("recycling \(rows.text(1))")
        }
        let quantity = rows.integer(4)
        guard quantity == 1 || (kind == .appliance && quantity > 1 && rows.isNull(14)) else {
            throw LedgerFailure.corrupt("recycling \(rows.text(1))")
        }
        return RecyclingRecord(
            recordRef: rows.text(1), kind: kind, itemClass: optional(3),
            quantity: Int(rows.integer(4)), massGrams: rows.isNull(5) ? nil : rows.integer(5),
            recyclerCode: rows.text(6), recyclerLicensed: rows.integer(7) != 0,
            certificate: optional(8), serialNumber: optional(14), reverseInvoice: optional(15),
            handedInOn: handedIn, receivedOn: day(10), dismantledOn: day(11),
            claimRef: optional(12), dealerCode: optional(13))
    }
}
