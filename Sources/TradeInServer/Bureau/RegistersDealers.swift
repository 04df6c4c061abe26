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

    private static let pageSize = 100

    // MARK: List

    private static func list(_ visit: Visit) async throws -> Response {
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
            "count": found.count, "q": word ?? "",
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

    private static func isNamed(_ dealer: Dealer, _ word: String) -> Bool {
        let key = TextFolding.key(word)
        return dealer.code == word || dealer.name.contains(word)
            || (!key.isEmpty
                && (TextFolding.key(dealer.code).contains(key)
                    || TextFolding.key(dealer.name).contains(key)))
    }

    private static func row(_ dealer: Dealer, _ visit: Visit) -> Content {
        [
            "code": dealer.code, "name": dealer.name, "programmes": programmes(dealer, visit),
            "town": visit.names.town(dealer.townKey), "state": dealer.state.title[visit.language],
            "mark": dealer.state.mark,
        ]
    }

    private static func programmes(_ dealer: Dealer, _ visit: Visit) -> String {
        Programme.allCases.filter(dealer.programmes.contains).map { $0.title[visit.language] }
            .joined(separator: visit.say("、", ", "))
    }

    // MARK: One dealer

    private static func read(_ visit: Visit) async throws -> DealerDetail {
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

    private static func newPage(
        _ visit: Visit, _ form: RegisterForm?, alert: LocalizedText? = nil, status: Int = 200
    ) throws -> Response {
        let shown = form ?? RegisterForm(fields(visit, isNew: true))
        return visit.page(
            "dealer-new", title: visit.say("登记经销商", "Enrol a dealer"), shown.content(visit),
            status: status, alert: alert)
    }

    private static func fields(_ visit: Visit, isNew: Bool) -> [RegisterForm.Field] {
        let code = RegisterForm.Field(
            key: "dealerCode", label: LocalizedText(zh: "统一社会信用代码", en: "Credit code"),
            hint: LocalizedText(zh: "18位，营业执照上的代码", en: "18 characters, as on the licence"),
            kind: .text(most: 20), isNeeded: true)
        let towns = [("", LocalizedText(zh: "—", en: "—"))]
            + visit.desk.county.towns.map { ($0.key, $0.name) }
        return (isNew ? [code] : []) + [
            .init(
                key: "name", label: LocalizedText(zh: "名称", en: "Name"), kind: .text(most: 100),
                isNeeded: true),
            .init(
                key: "townCode", label: LocalizedText(zh: "镇街", en: "Town"), kind: .choice(towns),
                isNeeded: true),
            .init(
                key: "programmes", label: LocalizedText(zh: "补贴项目", en: "Programmes"),
                kind: .several(Programme.allCases.map { ($0.rawValue, $0.title) }), isNeeded: true),
            .init(
                key: "settlementAccount",
                label: LocalizedText(zh: "结算账号", en: "Settlement account"),
                hint: isNew
                    ? LocalizedText(zh: "加密保存，之后不再显示", en: "Sealed, and never shown again")
                    : LocalizedText(
                        zh: "只在更换时填写；不填则保留原账号", en: "Only to change it; empty keeps the old one"),
                kind: .text(most: 34)),
            .init(
                key: "settlementBank", label: LocalizedText(zh: "开户行", en: "Bank"),
                hint: LocalizedText(zh: "与结算账号同时填写", en: "Together with the account")),
        ]
    }

    // MARK: Changes

    private static func enrol(_ visit: Visit) async throws -> Response {
        var form = RegisterForm(fields(visit, isNew: true), sentIn: visit)
        let code = TextFolding.key(form.values["dealerCode"] ?? "")
        let isKnown = try await visit.desk.read { try $0.dealer(code) } != nil
        let command = try command(&form, visit)
        if isKnown {
            var taken = Finding(
                "dealer-known", .error, zh: "这家经销商已登记。请在它的页面上变更。",
                en: "This dealer is enrolled already. Change it on its own page.")
            taken.column = "dealerCode"
            form.findings.append(taken)
        }
        guard let command, !isKnown else { return try newPage(visit, form, status: 422) }
        let stated = CreditCode.normalise(form.values["dealerCode"] ?? "")
        return try await visit.perform(
            command, then: "/registers/dealers/\(Visit.escaped(stated))",
            telling: told(visit, form, visit.say("已登记。", "Enrolled.")),
            otherwise: {
                try newPage(visit, form.withoutAccount, alert: $0.detail, status: $0.status)
            })
    }

    private static func change(_ visit: Visit) async throws -> Response {
        let detail = try await read(visit)
        var form = RegisterForm(fields(visit, isNew: false), sentIn: visit)
        form.values["dealerCode"] = detail.dealer.code
        form.values["state"] = detail.dealer.state.rawValue
        guard let command = try command(&form, visit) else {
            return page(visit, detail, form: form, status: 422)
        }
        return try await visit.perform(
            command, then: "/registers/dealers/\(Visit.escaped(detail.dealer.code))",
            telling: told(visit, form, visit.say("已变更。", "Changed.")),
            otherwise: {
                page(
                    visit, detail, form: form.withoutAccount, alert: $0.detail, status: $0.status)
            })
    }

    /// The typed cells as a command; nil where the reader found errors, which the form then holds.
    private static func command(
        _ form: inout RegisterForm, _ visit: Visit
    ) throws -> LedgerCommand? {
        let (dealer, findings) = Dealer.read(form.values, county: visit.desk.county)
        form.findings = findings
        let (account, bank) = (form.values["settlementAccount"], form.values["settlementBank"])
        if account?.isEmpty != false, bank?.isEmpty == false {
            var lone = Finding(
                "settlement-bank-alone", .error, zh: "只填了开户行。请同时填写结算账号，或都不填。",
                en: "A bank without an account. Give both or neither.")
            lone.column = "settlementAccount"
            form.findings.append(lone)
        }
        // An account that was typed is typed again, so that no page ever holds one.
        defer { form = form.withoutAccount }
        guard let dealer, !form.findings.contains(where: { $0.severity == .error }) else {
            return nil
        }
        return try dealer.enrolment(visit.desk.store.keys)
    }

    /// What is told after a change: that it is done, and what the reader had doubts about.
    private static func told(_ visit: Visit, _ form: RegisterForm, _ done: String) -> String {
        let doubts = form.findings.filter { $0.column != "settlementAccount" }
            .map { $0.message[visit.language] }
        return ([done] + doubts).joined(separator: " ")
    }

    private static func changeState(_ visit: Visit) async throws -> Response {
        let detail = try await read(visit)
        guard let state = visit.form["state"].flatMap(Dealer.State.init(rawValue:)) else {
            throw Problem.formUnsound
        }
        var dealer = detail.dealer
        dealer.state = state
        return try await visit.perform(
            .enrol(dealer, sealedAccount: nil),
            then: "/registers/dealers/\(Visit.escaped(dealer.code))",
            telling: visit.say(
                "\(dealer.name)现为“\(state.title.zh)”。", "\(dealer.name): \(state.title.en)."),
            otherwise: { page(visit, detail, alert: $0.detail, status: $0.status) })
    }
}

extension RegisterForm {
    /// The form without the settlement account, what a page may show again.
    fileprivate var withoutAccount: RegisterForm {
        var form = self
        form.values["settlementAccount"] = ""
        form.findings = findings.map { finding in
            guard finding.column == "settlementAccount", finding.code == "settlement-account-shape"
            else { return finding }
            var masked = Finding(
                finding.code, finding.severity, zh: "结算账号的位数或校验位不对。请核对。",
                en: "The settlement account's digits do not add up. Check them.")
            masked.column = finding.column
            return masked
        }
        return form
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
