import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// The bureau's registers: dealers, events, old goods.
enum RegistersPages {
    static var routes: [Route] {
        [.get("/registers", .seeing(.registers)) { try await overview($0) }]
            + RegistersDealers.routes + RegistersEvents.routes + RegistersRecycling.routes
            + RegistersImport.routes
    }

    private static func overview(_ visit: Visit) async throws -> Response {
        let today = visit.now.countyDay
        let (dealers, events, gaps) = try await visit.desk.read { store in
            (
                try store.dealers(), try store.events(),
                try CustodyGap.allCases.map { ($0, try store.stuckCounts($0, since: today)) }
            )
        }
        let thisYear = events.filter { $0.startsOn.year == today.year }
        let overdue = events.count { $0.state == .planned && $0.endsOn < today }
        return visit.page(
            "registers", title: visit.say("登记簿", "Registers"),
            [
                "enrolled": dealers.count { $0.state == .enrolled },
                "suspended": dealers.count { $0.state == .suspended },
                "year": today.year, "held": thisYear.count { $0.state == .held },
                "planned": thisYear.count { $0.state == .planned },
                "overdue": visit.count(overdue, "场活动", "event is", "events are"),
                "isOverdue": overdue > 0,
                "gaps": gaps.map { gap, counts in
                    [
                        "title": gap.title[visit.language], "items": Int64(counts.items).grouped,
                        "address": Visit.address(
                            "/registers/recycling/gaps", [("gap", gap.rawValue)]),
                    ] as Content
                },
                "mayEnrol": visit.offers(.enrolDealer), "mayRecord": visit.offers(.recordEvent),
            ])
    }
}
