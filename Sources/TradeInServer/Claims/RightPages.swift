import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Rights that are drawn before the sale: the list, and giving one back.
enum RightPages {
    static var routes: [Route] {
        [
            .get("/rights", .seeing(.claims)) { try await list($0) },
            .post("/rights/:right/cancel", .doing(.cancelRight)) { try await cancel($0) },
        ] + NewRightPages.routes
    }

    private static let pageSize = 50

    /// Whether the pack in force offers rights.
    static func isOffered(_ programme: Programme, _ shelf: PackShelf, on day: Day) -> Bool {
        shelf.packs(for: programme).contains {
            $0.isInForce(on: day) && $0.source.reserveDays != nil
        }
    }

    private static func list(_ visit: Visit, problem: Problem? = nil) async throws -> Response {
        let state = try visit.known("state", RightState.allCases)
        let own = visit.user.dealerCode
        let dealer = own ?? visit.query("dealer")
        let before = try visit.query("before").map { text throws(Problem) -> Int64 in
            guard let id = RightID(text: text) else {
                throw .badParameter(
                    "before", text,
                    wanted: LocalizedText(
                        zh: "资格号，如TR000000018", en: "a right's number, as TR000000018"))
            }
            return id.number
        }
        let found = try await visit.desk.read { store in
            try store.rights(state, dealerCode: dealer, before: before, limit: pageSize + 1)
        }
        let shown = found.prefix(pageSize)
        let (shelf, today) = (try visit.desk.shelf(), visit.now.countyDay)
        let isOffered = Programme.allCases.contains { Self.isOffered($0, shelf, on: today) }
        let mayCancel = visit.user.mayDo(.cancelRight)
        var content: Content = [
            "rows": shown.map { row($0, mayCancel: mayCancel, visit) }, "hasRows": !shown.isEmpty,
            "states": RightState.allCases.map {
                Visit.option($0.rawValue, $0.title[visit.language], chosen: state?.rawValue)
            },
            "isAll": own == nil, "dealer": dealer ?? "", "mayCancel": mayCancel,
            "mayDraw": visit.user.mayDo(.reserve) && isOffered, "isOffered": isOffered,
        ]
        func address(before: RightID?) -> String {
            Visit.address(
                "/rights",
                [
                    ("state", state?.rawValue), ("dealer", own == nil ? dealer : nil),
                    ("before", before?.text),
                ])
        }
        if found.count > pageSize, let last = shown.last {
            content["older"] = address(before: last.id)
        }
        if before != nil { content["newest"] = address(before: nil) }
        return visit.page(
            "rights", title: visit.say("资格", "Rights"), content,
            status: problem?.status ?? 200, alert: problem?.detail)
    }

    private static func row(_ right: RightRow, mayCancel: Bool, _ visit: Visit) -> Content {
        [
            "id": right.id.text, "programme": right.programme.title[visit.language],
            "class": visit.names.itemClass(right.classKey), "dealer": right.dealerCode,
            "fund": right.fundCode, "amount": right.amount.groupedText, "lastDay": right.lastDay,
            "state": right.state.title[visit.language], "mark": right.state.mark,
            "claim": right.claim?.text ?? "", "isHeld": mayCancel && right.state == .reserved,
            "reasons": RightCancelReason.allCases.map { reason in
                let title = reason.title[visit.language]
                return Visit.option(
                    reason.rawValue, title.prefix(1).uppercased() + title.dropFirst(), chosen: nil)
            },
        ]
    }

    /// Gives a right back; its money returns, the draw does not.
    private static func cancel(_ visit: Visit) async throws -> Response {
        let text = visit.parameters.get("right") ?? ""
        guard text.hasPrefix("TR"), let id = RightID(text: text) else { throw Problem.notFound }
        guard let reason = visit.form["reason"].flatMap(RightCancelReason.init(rawValue:)) else {
            return try await list(visit, problem: .reasonMissing)
        }
        do {
            try await visit.execute(.cancelRight(id.number, reason))
        } catch let refused as Refused {
            // Another dealer's is not there.
            if refused.refusal.code == .otherDealer { throw Problem.notFound }
            return try await list(visit, problem: Problem(refused))
        }
        return visit.redirect(
            to: "/rights",
            telling: visit.say(
                "\(id.text)已取消，资金已退回。", "\(id.text) is cancelled; its money is back."))
    }
}

extension RightState {
    /// The class of style that marks the state.
    var mark: String {
        switch self {
        case .reserved: "calm"
        case .used: "ok"
        case .lapsed, .cancelled: "warn"
        }
    }
}
