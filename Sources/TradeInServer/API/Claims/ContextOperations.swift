import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// What stands beside a claim for whoever reviews it: look-alikes, and the history of its dealer and
/// its applicant.
enum ContextOperations {
    static let all: [Operation] = [context]

    private static let context = Operation(
        id: "getClaimContext", method: .get, path: "/claims/{claim}/context",
        access: .seeing(.queue),
        summary: LocalizedText(
            zh: "相似申领，经销商和申领人情况，个人信息掩码",
            en: "Look-alike claims, history of dealer and applicant, persons masked"),
        parameters: [ClaimOperations.claim],
        replies: [.json(200, "情况", "The context", Shape<ClaimContext>.context.schema)]
    ) { call in
        let whole = try await call.claim()
        let context = try await call.read { [desk = call.desk] _ in
            try desk.context(of: whole.detail)
        }
        return call.json(.context, context)
    }
}

extension Shape where Value == ClaimContext {
    static let context = Shape(
        "ClaimContext",
        [
            .list("alike", of: .alike) { $0.alike }, .flag("hasMoreAlike") { $0.hasMoreAlike },
            .one("dealer", of: .dealerHistory, maybe: { $0.dealer }),
            .one("applicant", of: .applicantHistory, maybe: { $0.applicant }),
        ])
}

extension Shape where Value == AlikeClaim {
    static let alike = Shape(
        "AlikeClaim",
        [
            .one("claim", of: .claimRow) { $0.row },
            .list("likenesses", of: .likeness) { $0.likenesses },
        ])
}

extension Shape where Value == Likeness {
    static let likeness = Shape(
        "Likeness",
        [
            .text("column", maybe: { $0.subject.column?.key }),
            .word("paper", maybe: { $0.subject.paper }), .word("degree") { $0.degree },
            .text("value") { $0.value },
        ])
}

extension Likeness.Subject {
    /// The column; nil for a paper.
    var column: ClaimField? {
        guard case .column(let field) = self else { return nil }
        return field
    }

    /// The paper; nil for a column.
    var paper: PaperKind? {
        guard case .paper(let kind) = self else { return nil }
        return kind
    }
}

extension Shape where Value == ApplicantHistory {
    static let applicantHistory = Shape(
        "ApplicantHistory",
        [
            .list("claims", of: .claimRow) { $0.claims }, .flag("hasMore") { $0.hasMore },
            .fen("grantedFen") { $0.granted }, .list("limits", of: .limitUse) { $0.limits },
        ])
}

extension Shape where Value == LimitUse {
    static let limitUse = Shape(
        "LimitUse",
        [
            .text("code") { $0.limit.limit.code }, .text("article") { $0.limit.limit.article },
            .word("programme") { $0.limit.programme },
            .number("year", .year) { Int64($0.limit.year) },
            .text("class", maybe: { $0.classKey.isEmpty ? nil : $0.classKey }),
            .number("most") { Int64($0.limit.limit.most) }, .number("used") { Int64($0.used) },
            .number("left") { Int64($0.left) },
        ])
}

extension Shape where Value == DealerHistory {
    static let dealerHistory = Shape(
        "DealerHistory",
        [
            .text("dealerCode", .dealer) { $0.dealer.code }, .text("name") { $0.dealer.name },
            .word("state") { $0.dealer.state },
            .number("logIndex", maybe: { $0.logIndex }),
            .text("recordedAt", .moment, maybe: { $0.recordedAt?.text }),
            .text("accountChangedAt", .moment, maybe: { $0.accountChangedAt?.text }),
            .text("firstClaim", .claim, maybe: { $0.first?.claim.text }),
            .text("firstClaimAt", .moment, maybe: { $0.first?.at?.text }),
            .list("states", of: .stateSums) { history in
                ClaimState.allCases.compactMap { state in
                    history.states[state].map { StateSums(state: state, sums: $0) }
                }.filter { $0.sums.claims > 0 }
            },
            .one("compared", of: .compared) { $0 },
            .number("clawbacks") { Shares($0.states).clawbacks },
            .fen("clawbackFen") { Shares($0.states).clawedBack },
            .one("newest", of: .recentClaims) { $0.recent },
        ])
}

/// A dealer beside the county, in the claim's programme.
extension Shape where Value == DealerHistory {
    static let compared = Shape(
        "DealerCompared",
        [
            .word("programme") { $0.compared.programme },
            .number("claims") { Shares($0.compared.own).claims },
            .number("rejected") { Shares($0.compared.own).rejected },
            .fen("averageFen", maybe: { Shares($0.compared.own).average }),
            .number("countyClaims") { Shares($0.compared.county).claims },
            .number("countyRejected") { Shares($0.compared.county).rejected },
            .fen("countyAverageFen", maybe: { Shares($0.compared.county).average }),
        ])
}

/// Claims in one state.
struct StateSums: Sendable {
    var state: ClaimState
    var sums: TallySums
}

extension Shape where Value == StateSums {
    static let stateSums = Shape(
        "StateSums",
        [
            .word("state") { $0.state }, .number("claims") { $0.sums.claims },
            .fen("subsidyFen") { $0.sums.subsidy },
        ])
}

extension Shape where Value == RecentClaims {
    static let recentClaims = Shape(
        "NewestClaims",
        [
            .number("claims") { $0.claims }, .number("doubtful") { $0.doubtful },
            .number("returned") { $0.returned }, .number("rejected") { $0.rejected },
        ])
}
