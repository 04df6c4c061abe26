import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Enrolling a dealer, changing its record, suspending and reinstating it.
extension RegistersDealers {
    static func newPage(
        _ visit: Visit, _ form: RegisterForm?, alert: LocalizedText? = nil, status: Int = 200
    ) throws -> Response {
        let shown = form ?? RegisterForm(fields(visit, isNew: true))
        return visit.page(
            "dealer-new", title: visit.say("登记经销商", "Enrol a dealer"), shown.content(visit),
            status: status, alert: alert)
    }

    static func fields(_ visit: Visit, isNew: Bool) -> [RegisterForm.Field] {
        let code = RegisterForm.Field(
            key: "dealerCode", label: LocalizedText(zh: "统一社会信用代码", en: "Credit code"),
            hint: LocalizedText(zh: "18位，营业执照上的代码", en: "18 characters, as on the licence"),
            kind: .text(most: 20), isNeeded: true)
        let towns =
            [("", LocalizedText(zh: "—", en: "—"))]
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

    static func enrol(_ visit: Visit) async throws -> Response {
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

    static func change(_ visit: Visit) async throws -> Response {
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
    static func command(
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
    static func told(_ visit: Visit, _ form: RegisterForm, _ done: String) -> String {
        let doubts = form.findings.map { $0.message[visit.language] }
        return ([done] + doubts).joined(separator: " ")
    }

    static func changeState(_ visit: Visit) async throws -> Response {
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
        return form
    }
}
