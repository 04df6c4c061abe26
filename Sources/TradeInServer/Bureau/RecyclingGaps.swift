import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Old goods that are stuck on their way, those that wait longest first.
enum RecyclingGaps {
    static var routes: [Route] {
        [.get("/registers/recycling/gaps", .seeing(.registers)) { try await show($0) }]
    }

    private static let path = "/registers/recycling/gaps"
    private static let pageSize = 50

    /// What part of the list is looked at.
    private struct Place: Sendable {
        let gap: CustodyGap
        /// Days that a record waits at least.
        let days: Int

        func address(_ gap: CustodyGap? = nil, after last: String? = nil) -> String {
            Visit.address(
                path,
                [
                    ("gap", (gap ?? self.gap).rawValue), ("days", days > 0 ? String(days) : nil),
                    ("after", last),
                ])
        }
    }

    private static func show(_ visit: Visit) async throws -> Response {
        let place = Place(
            gap: try visit.known("gap", CustodyGap.allCases) ?? .notReceived,
            days: try days(visit))
        let last = try last(visit)
        let since = visit.now.countyDay.advanced(byDays: -place.days)
        let found = try await visit.desk.read { store in
            (
                counts: try CustodyGap.allCases.map {
                    (gap: $0, counts: try store.stuckCounts($0, since: since))
                },
                records: try store.recycling(
                    stuckAt: place.gap, since: since, after: last, limit: pageSize + 1)
            )
        }
        let shown = found.records.prefix(pageSize)
        var content: Content = [
            "gap": place.gap.rawValue, "gapTitle": title(place.gap, visit),
            "days": place.days, "hasRows": !shown.isEmpty,
            "gaps": found.counts.map { gap, counts in
                [
                    "address": place.address(gap), "title": gap.title[visit.language],
                    "items": Int64(counts.items).grouped, "isCurrent": gap == place.gap,
                    "records": visit.count(counts.records, "条记录", "record", "records"),
                ] as Content
            },
            "rows": shown.map { row($0.record, place.gap, visit) },
        ]
        if found.records.count > pageSize, let (row, record) = shown.last {
            let day = waitsSince(record, place.gap)
            content["further"] = place.address(after: "\(day.isoText).\(row)")
        }
        if last != nil { content["start"] = place.address() }
        return visit.page(
            "recycling-gaps", title: visit.say("流转断点", "Goods that are stuck"), content)
    }

    /// The gap as a heading names it.
    private static func title(_ gap: CustodyGap, _ visit: Visit) -> String {
        let title = gap.title[visit.language]
        return title.prefix(1).uppercased() + title.dropFirst()
    }

    private static func days(_ visit: Visit) throws(Problem) -> Int {
        guard let text = visit.query("days") else { return 0 }
        guard let days = Int(text), (0...36_500).contains(days) else {
            throw .badParameter(
                "days", text, wanted: LocalizedText(zh: "0至36500", en: "0 to 36500"))
        }
        return days
    }

    /// Where the page before ended: the day since which its last record waits, and its row.
    private static func last(_ visit: Visit) throws(Problem) -> (day: Day, row: Int64)? {
        guard let text = visit.query("after") else { return nil }
        let parts = text.split(separator: ".").map(String.init)
        guard parts.count == 2, let row = Int64(parts[1]),
            let day = try? Day.parse(parts[0]).get()
        else {
            throw .badParameter(
                "after", text,
                wanted: LocalizedText(zh: "“后面的”链接所带的值", en: "what the link Further on holds"))
        }
        return (day, row)
    }

    private static func waitsSince(_ record: RecyclingRecord, _ gap: CustodyGap) -> Day {
        gap == .notReceived ? record.handedInOn : record.receivedOn ?? record.handedInOn
    }

    private static func row(
        _ record: RecyclingRecord, _ gap: CustodyGap, _ visit: Visit
    ) -> Content {
        let since = waitsSince(record, gap)
        var content = RegistersRecycling.row(record, visit)
        content["since"] = since.isoText
        content["waits"] = visit.now.countyDay.days(since: since)
        return content
    }
}
