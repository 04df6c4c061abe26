import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Claims whose subsidy is to be paid back, and those that were.
enum ClawbackPage {
    static var routes: [Route] {
        [
            .get("/clawbacks", .seeing(.payments)) { try await show($0) },
            .post("/clawbacks/:claim/recover", .doing(.recover)) { try await recover($0) },
        ]
    }

    private static let pageSize = 50
    private static let mostDone = 20

    static func show(_ visit: Visit, problem: Problem? = nil) async throws -> Response {
        let before = try visit.claimQuery("before")
        let found = try await visit.desk.read { store in
            (
                due: try store.claims(
                    filter(.clawbackDue), before: before?.number, limit: pageSize + 1),
                done: try store.claims(filter(.clawedBack), before: nil, limit: mostDone),
                cells: try store.tally(.itemClass)
            )
        }
        let shown = found.due.prefix(pageSize)
        let (due, done) = (sums(.clawbackDue, found.cells), sums(.clawedBack, found.cells))
        var content: Content = [
            "rows": shown.map { row($0, visit) }, "hasRows": !shown.isEmpty,
            "done": found.done.map { row($0, visit) }, "hasDone": !found.done.isEmpty,
            "dueClaims": due.claims, "dueAmount": due.subsidy.groupedText,
            "doneClaims": done.claims, "doneAmount": done.subsidy.groupedText,
            "mayRecover": visit.user.mayDo(.recover),
        ]
        if found.due.count > pageSize, let last = shown.last {
            content["older"] = "/clawbacks?before=\(last.id.text)"
        }
        if before != nil { content["newest"] = "/clawbacks" }
        return visit.page(
            "clawbacks", title: visit.say("追回", "Clawbacks"), content,
            status: problem?.status ?? 200, alert: problem?.detail)
    }

    private static func filter(_ state: ClaimState) -> ClaimFilter {
        var filter = ClaimFilter()
        filter.state = state
        return filter
    }

    private static func sums(_ state: ClaimState, _ cells: [TallyRow]) -> TallySums {
        cells.filter { $0.key.state == state }.reduce(into: TallySums()) { $0 += $1.sums }
    }

    private static func row(_ claim: ClaimRow, _ visit: Visit) -> Content {
        var row = ClaimListPage.row(claim, visit)
        row["fund"] = claim.fundCode
        row["fundAddress"] = FundListPage.address(claim.fundCode)
        return row
    }

    private static func recover(_ visit: Visit) async throws -> Response {
        let id = try await visit.claim().row.id
        let prepared = try await visit.desk.read { [desk = visit.desk] _ in
            try desk.prepare(.recover, id, reason: nil, note: nil)
        }
        return try await visit.settle(
            .step(prepared), then: "/clawbacks",
            telling: visit.say(
                "\(id.text)：已登记追回，资金恢复可用。",
                "\(id.text): booked as paid back; the fund has the money again."),
            otherwise: { try await show(visit, problem: $0) })
    }
}
