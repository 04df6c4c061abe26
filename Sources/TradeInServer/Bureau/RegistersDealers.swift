import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// The register of dealers: looked through, enrolled, changed, suspended.
enum RegistersDealers {
    static var routes: [Route] {
        [
            .get("/registers/dealers", .seeing(.registers)) { try await list($0) },
            .get("/registers/dealers/new", .doing(.enrolDealer)) { try newPage($0, nil) },
            .post("/registers/dealers/new", .doing(.enrolDealer)) { try await enrol($0) },
            .get("/registers/dealers/:code", .seeing(.registers)) { visit in
                try await page(visit, read(visit))
            },
            .post("/registers/dealers/:code", .doing(.enrolDealer)) { try await change($0) },
            .post("/registers/dealers/:code/state", .doing(.enrolDealer)) {
                try await changeState($0)
            },
        ]
    }

    static let pageSize = 100

    // MARK: List

    static func list(_ visit: Visit) async throws -> Response {
        let (word, town) = (visit.query("q"), visit.query("town"))
        let programme = try visit.known("programme", Programme.allCases)
        let state = try visit.known("state", Dealer.State.allCases)
        let after = visit.query("after")
        let all = try await visit.desk.read { try $0.dealers() }
        let found = all.filter { dealer in
            (word.map { isNamed(dealer, $0) } ?? true)
                && (programme.map(dealer.programmes.contains) ?? true)
                && (town.map { $0 == dealer.townKey } ?? true)
                && (state.map { $0 == dealer.state } ?? true)
        }
        let rest = found.filter { $0.code > after ?? "" }
        let shown = rest.prefix(pageSize)
        var content: Content = [
            "rows": shown.map { row($0, visit) }, "hasRows": !shown.isEmpty,
            "count": visit.count(found.count, "家", "dealer"), "q": word ?? "",
            "programmes": Programme.allCases.map {
                Visit.option($0.rawValue, $0.title[visit.language], chosen: programme?.rawValue)
            },
            "towns": visit.desk.county.towns.map {
                Visit.option($0.key, $0.name[visit.language], chosen: town)
            },
            "states": Dealer.State.allCases.map {
                Visit.option($0.rawValue, $0.title[visit.language], chosen: state?.rawValue)
            },
            "mayEnrol": visit.offers(.enrolDealer),
        ]
        let asked = [
            ("q", word), ("programme", programme?.rawValue), ("town", town),
            ("state", state?.rawValue),
        ]
        if after != nil { content["first"] = Visit.address("/registers/dealers", asked) }
        if rest.count > pageSize, let last = shown.last {
            content["next"] = Visit.address("/registers/dealers", asked + [("after", last.code)])
        }
        return visit.page("dealers", title: visit.say("经销商", "Dealers"), content)
    }

    static func isNamed(_ dealer: Dealer, _ word: String) -> Bool {
        let key = TextFolding.key(word)
        return dealer.code == word || dealer.name.contains(word)
            || (!key.isEmpty
                && (TextFolding.key(dealer.code).contains(key)
                    || TextFolding.key(dealer.name).contains(key)))
    }

    static func row(_ dealer: Dealer, _ visit: Visit) -> Content {
        [
            "code": dealer.code, "name": dealer.name, "programmes": programmes(dealer, visit),
            "town": visit.names.town(dealer.townKey), "state": dealer.state.title[visit.language],
            "mark": dealer.state.mark,
        ]
    }

    static func programmes(_ dealer: Dealer, _ visit: Visit) -> String {
        Programme.allCases.filter(dealer.programmes.contains).map { $0.title[visit.language] }
            .joined(separator: visit.say("、", ", "))
    }

    // MARK: One dealer

    static func read(_ visit: Visit) async throws -> DealerDetail {
        let code = try visit.pathText("code")
        guard let detail = try await visit.desk.read({ try $0.dealer(code) }) else {
            throw Problem.notFound
        }
        return detail
    }

    static func page(
        _ visit: Visit, _ detail: DealerDetail, form: RegisterForm? = nil,
        alert: LocalizedText? = nil, status: Int = 200
    ) -> Response {
        let dealer = detail.dealer
        let shown =
            form
            ?? RegisterForm(
                fields(visit, isNew: false),
                values: [
                    "name": dealer.name, "townCode": dealer.townKey,
                    "programmes": dealer.programmes.map(\.rawValue).joined(separator: ";"),
                ])
        var content = shown.content(visit)
        content.merge(row(dealer, visit)) { $1 }
        content["hasAccount"] = detail.hasAccount
        if let changed = detail.accountChangedAt?.countyText {
            content["accountChangedAt"] = changed
        }
        content["logIndex"] = detail.logIndex.map { String($0) } ?? ""
        content["hasStates"] = !detail.states.isEmpty
        content["states"] = ClaimState.allCases.compactMap { state -> Content? in
            guard let sums = detail.states[state], sums.claims > 0 else { return nil }
            return [
                "title": state.title[visit.language], "mark": state.mark,
                "claims": sums.claims.grouped, "subsidy": sums.subsidy.groupedText,
                "address": Visit.address(
                    "/claims", [("dealer", dealer.code), ("state", state.rawValue)]),
            ]
        }
        content["mayChange"] = visit.offers(.enrolDealer)
        content["isEnrolled"] = dealer.state == .enrolled
        content["isSuspended"] = dealer.state == .suspended
        content["isRemoved"] = dealer.state == .removed
        content["isOpen"] = form != nil
        return visit.page("dealer", title: dealer.name, content, status: status, alert: alert)
    }
}

extension Dealer.State {
    /// The class of style that marks the state.
    var mark: String {
        switch self {
        case .enrolled: "ok"
        case .suspended: "warn"
        case .removed: "bad"
        }
    }
}

extension Int64 {
    /// The number with its thousands apart.
    var grouped: String { TargetNumber(thousandths: self * 1000).groupedText }
}
