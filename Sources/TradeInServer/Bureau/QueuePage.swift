import Foundation
import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// The line of claims that wait for a reviewer, oldest first, with late marks.
enum QueuePage {
    static var routes: [Route] {
        [.get("/queue", .seeing(.queue)) { try await show($0) }]
    }

    /// What part of the line is looked at.
    private enum Stage: String, CaseIterable {
        case first, second, held, returned, waitlisted

        var state: ClaimState {
            switch self {
            case .first: .submitted
            case .second: .firstApproved
            case .held: .held
            case .returned: .returned
            case .waitlisted: .waitlisted
            }
        }

        var title: LocalizedText {
            switch self {
            case .first: LocalizedText(zh: "待初审", en: "First review")
            case .second: LocalizedText(zh: "待复审", en: "Second review")
            default: state.title
            }
        }
    }

    private static let pageSize = 40
    /// Days after which a claim in line is late; a promise of the bureau to itself, no article.
    static let lateDays = 15

    private static func show(_ visit: Visit) async throws -> Response {
        let stage = try visit.known("stage", Stage.allCases) ?? .first
        let programme = try visit.known("programme", Programme.allCases)
        let after = try visit.claimQuery("after")?.number ?? 0
        let isSkipping = visit.query("doubtful") != nil
        // Who waits for money waits for one fund's: of no other stage is there an index by fund.
        let fund = stage == .waitlisted ? visit.query("fund") : nil
        let found = try await visit.desk.read { store in
            (
                line: try fund.map {
                    try store.line(ofFund: $0, after: after, limit: pageSize + 1)
                }
                    ?? store.line(
                        [stage.state], programme.map { [$0] } ?? Programme.allCases, after: after,
                        limit: pageSize + 1),
                counts: try store.claimCounts(),
                funds: stage == .waitlisted ? try store.funds() : []
            )
        }
        let shown = found.line.prefix(pageSize).filter {
            !isSkipping || $0.claim.verdict == .review
        }
        var content: Content = [
            "stages": Stage.allCases.map { other in
                [
                    "address": address(other, programme, after: nil),
                    "title": other.title[visit.language],
                    "count": found.counts[other.state] ?? 0, "isCurrent": other == stage,
                ] as Content
            },
            "programmes": Programme.allCases.map {
                Visit.option($0.rawValue, $0.title[visit.language], chosen: programme?.rawValue)
            },
            "hasFunds": !found.funds.isEmpty,
            "funds": found.funds.map {
                Visit.option(
                    $0.code, "\($0.code) \($0.title[visit.language])", chosen: fund)
            },
            "stage": stage.rawValue, "isDoubtful": isSkipping, "lateDays": lateDays,
            "rows": shown.map { row($0.claim, $0.registeredAt, visit) }, "hasRows": !shown.isEmpty,
        ]
        if found.line.count > pageSize, let last = found.line.prefix(pageSize).last {
            content["more"] = address(stage, programme, fund, after: last.claim.id)
        }
        if after > 0 { content["start"] = address(stage, programme, fund, after: nil) }
        return visit.page("queue", title: visit.say("待审队列", "Review queue"), content)
    }

    private static func row(_ claim: ClaimRow, _ at: Moment, _ visit: Visit) -> Content {
        var row = ClaimListPage.row(claim, visit)
        let days = Int(visit.now.countyDay.number - at.countyDay.number)
        row["age"] = days
        row["isLate"] = days > lateDays
        row["registered"] = at.countyDay.isoText
        return row
    }

    private static func address(
        _ stage: Stage, _ programme: Programme?, _ fund: String? = nil, after: ClaimID?
    ) -> String {
        Visit.address(
            "/queue",
            [
                ("stage", stage.rawValue), ("programme", programme?.rawValue), ("fund", fund),
                ("after", after?.text),
            ])
    }
}
