import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Claims as a list: a dealer's staff sees its own dealer's, the bureau all.
enum ClaimListPage {
    static var routes: [Route] {
        [.get("/claims", .seeing(.claims)) { try await list($0) }]
    }

    private static let pageSize = 50

    private static func list(_ visit: Visit) async throws -> Response {
        let filter = try filter(visit)
        let before = try visit.claimQuery("before")
        let found = try await visit.desk.read { store in
            try store.claims(filter, before: before?.number, limit: pageSize + 1)
        }
        let shown = found.prefix(pageSize)
        var content: Content = [
            "rows": shown.map { row($0, visit) },
            "isAll": visit.user.dealerCode == nil, "hasRows": !shown.isEmpty,
            "states": options(ClaimState.allCases.map { ($0.rawValue, $0.title) }, "state", visit),
            "programmes": options(
                Programme.allCases.map { ($0.rawValue, $0.title) }, "programme", visit),
            "dealer": filter.dealerCode ?? "", "period": filter.period ?? "",
        ]
        if found.count > pageSize, let last = shown.last {
            content["older"] = address(visit, before: last.id)
        }
        if before != nil { content["newest"] = address(visit, before: nil) }
        return visit.page("claims", title: visit.say("申领", "Claims"), content)
    }

    /// What the address asks for; a dealer's staff cannot ask for another dealer's.
    static func filter(_ visit: Visit) throws(Problem) -> ClaimFilter {
        var filter = ClaimFilter()
        filter.dealerCode = visit.user.dealerCode ?? visit.query("dealer")
        filter.programme = try visit.known("programme", Programme.allCases)
        filter.state = try visit.known("state", ClaimState.allCases)
        filter.verdict = try visit.known("verdict", Verdict.allCases)
        filter.classKey = visit.query("class")
        filter.townKey = visit.query("town")
        filter.period = visit.query("period")
        return filter
    }

    static func row(_ claim: ClaimRow, _ visit: Visit) -> Content {
        [
            "id": claim.id.text, "ref": claim.ref, "dealer": claim.dealerCode,
            "programme": claim.programme.title[visit.language],
            "class": visit.names.itemClass(claim.classKey),
            "town": visit.names.town(claim.townKey), "soldOn": claim.soldOn,
            "amount": (claim.amount + claim.supplement).groupedText,
            "state": claim.state.title[visit.language], "mark": claim.state.mark,
            "needsReview": claim.verdict == .review,
        ]
    }

    private static func options(
        _ all: [(String, LocalizedText)], _ name: String, _ visit: Visit
    ) -> [Content] {
        all.map { Visit.option($0.0, $0.1[visit.language], chosen: visit.query(name)) }
    }

    private static func address(_ visit: Visit, before: ClaimID?) -> String {
        let kept = (visit.request.uri.query ?? "").split(separator: "&").filter {
            !$0.hasPrefix("before=") && !$0.hasPrefix("lang=")
        }
        let more = before.map { ["before=\($0.text)"] } ?? []
        return "/claims?" + (kept.map(String.init) + more).joined(separator: "&")
    }
}

extension Visit {
    /// A word of the query that is one of a closed list.
    func known<Value: RawRepresentable<String>>(
        _ name: String, _ all: [Value]
    ) throws(Problem) -> Value? {
        guard let text = query(name) else { return nil }
        guard let value = Value(rawValue: text) else {
            let words = all.map(\.rawValue)
            throw .badParameter(
                name, text,
                wanted: LocalizedText(
                    zh: words.joined(separator: "、"), en: words.joined(separator: ", ")))
        }
        return value
    }

    /// A claim's number in the query.
    func claimQuery(_ name: String) throws(Problem) -> ClaimID? {
        guard let text = query(name) else { return nil }
        guard let id = ClaimID(text: text) else {
            throw .badParameter(
                name, text,
                wanted: LocalizedText(
                    zh: "申领号，如TC000000018", en: "a claim's number, as TC000000018"))
        }
        return id
    }
}

extension ClaimState {
    /// The class of style that marks the state.
    var mark: String {
        switch self {
        case .paid, .approved: "ok"
        case .submitted, .firstApproved, .scheduled: "calm"
        case .waitlisted, .held, .returned: "wait"
        case .clawbackDue, .rejected: "bad"
        case .withdrawn, .clawedBack: "warn"
        }
    }
}
