import Foundation
import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Registering a claim: choose the programme, fill in, see the verdict, save a draft, submit.
enum NewClaimPages {
    static var routes: [Route] {
        [
            .get("/claims/new", .doing(.submit)) { try await open($0) },
            .post("/claims/new", .doing(.submit)) { try await take($0) },
            .post("/claims/new/check", .doing(.submit)) { try await look($0) },
            .post("/drafts/:draft/remove", .doing(.submit)) { try await removeDraft($0) },
        ]
    }

    private static func open(_ visit: Visit) async throws -> Response {
        if let number = visit.query("draft").flatMap({ Int64($0) }) {
            let user = visit.user
            guard let draft = try await visit.desk.read({ try $0.draft(number, of: user) }) else {
                throw Problem.notFound
            }
            return try await page(
                ClaimForm(draft.programme, values: draft.values), visit, draft: number)
        }
        guard let programme = try visit.known("programme", Programme.allCases) else {
            return try await choose(visit)
        }
        let today = visit.now.countyDay.isoText
        let reference =
            "W" + today.replacing("-", with: "") + "-" + String(visit.now.seconds % 86_400)
        var values: [ClaimField: String] = [.claimRef: reference, .soldOn: today]
        values[.dealerCode] = visit.user.dealerCode
        return try await page(ClaimForm(programme, values: values), visit)
    }

    /// The programmes that the dealer is enrolled in, and whether a pack is in force for each.
    private static func choose(_ visit: Visit) async throws -> Response {
        let shelf = try visit.desk.shelf()
        let own = visit.user.dealerCode
        let dealer = try await visit.desk.read { store in
            try store.dealers().first { $0.code == own }
        }
        let today = visit.now.countyDay
        let programmes = Programme.allCases.filter { dealer?.programmes.contains($0) ?? true }
        return visit.page(
            "programmes", title: visit.say("新申领：选择补贴项目", "New claim: choose the programme"),
            [
                "programmes": programmes.map { programme in
                    [
                        "key": programme.rawValue, "name": programme.title[visit.language],
                        "isInForce": shelf.packs(for: programme).contains {
                            $0.isInForce(on: today)
                        },
                        "paysApplicant": programme.paysApplicant,
                        "offersRight": visit.user.mayDo(.reserve)
                            && RightPages.isOffered(programme, shelf, on: today),
                    ] as Content
                }
            ])
    }

    static func page(
        _ form: ClaimForm, _ visit: Visit, check: ClaimCheck? = nil, draft: Int64? = nil,
        correcting claim: ClaimID? = nil, status: Int = 200, alert: LocalizedText? = nil
    ) async throws -> Response {
        let offers = try await FormOffers.read(form.programme, visit)
        var shown = form
        shown.findings = check?.findings ?? []
        var content: Content = [
            "programme": form.programme.rawValue,
            "programmeName": form.programme.title[visit.language],
            "parts": try shown.parts(visit, offers), "draft": draft.map(String.init) ?? "",
            "isChecked": check != nil, "isNew": claim == nil,
            "address": claim.map { "/claims/\($0.text)/correct" } ?? "/claims/new",
            "claim": claim?.text ?? "",
        ]
        if let check { content["check"] = check.content(visit) }
        let title =
            claim.map { visit.say("补正申领 \($0.text)", "Correct claim \($0.text)") }
            ?? visit.say("新申领：\(form.programme.title.zh)", "New claim: \(form.programme.title.en)")
        return visit.page("claim-form", title: title, content, status: status, alert: alert)
    }

    static func programme(_ visit: Visit) throws(Problem) -> Programme {
        guard let programme = visit.form["programme"].flatMap(Programme.init(rawValue:)) else {
            throw .formUnsound
        }
        return programme
    }

    /// The form again with its verdict; nothing is stored.
    private static func look(_ visit: Visit) async throws -> Response {
        let form = ClaimForm(try programme(visit), visit)
        let check = try await ClaimCheck.of(form, visit)
        return try await page(
            form, visit, check: check, draft: visit.form["draft"].flatMap { Int64($0) })
    }

    private static func take(_ visit: Visit) async throws -> Response {
        let form = ClaimForm(try programme(visit), visit)
        switch visit.form["action"] {
        case "check": return try await look(visit)
        case "draft": return try await saveDraft(form, visit)
        default: return try await submit(form, visit)
        }
    }

    private static func saveDraft(_ form: ClaimForm, _ visit: Visit) async throws -> Response {
        let (user, now, title) = (visit.user, visit.now, form.title(visit))
        let before = visit.form["draft"].flatMap { Int64($0) }
        _ = try await visit.desk.read { store in
            try store.saveDraft(
                form.values, replacing: before, of: user, form.programme, title: title, now: now)
        }
        return visit.redirect(
            to: "/home",
            telling: visit.say("草稿已保存，只有您能打开。", "The draft is saved; only you can open it."))
    }

    private static func submit(_ form: ClaimForm, _ visit: Visit) async throws -> Response {
        var check = ClaimCheck(prepared: try visit.desk.prepare(form.row))
        let command = try await ClaimCheck.command(check.prepared, visit)
        let outcome = try await visit.desk.execute(command, by: visit.user.login)
        check.outcome = outcome
        let draft = visit.form["draft"].flatMap { Int64($0) }
        guard let receipt = outcome.receipt, let claim = receipt.claim else {
            return try await page(
                form, visit, check: check, draft: draft, status: 409,
                alert: LocalizedText(
                    zh: "没有受理，原因见下。改正后可再次提交。",
                    en: "It was not taken; the reasons stand below. Correct it and submit again."))
        }
        if let draft {
            try await visit.desk.read { [user = visit.user] store in
                try store.removeDraft(draft, of: user)
            }
        }
        return visit.redirect(to: "/claims/\(claim.text)", telling: told(outcome, visit))
    }

    private static func told(_ outcome: CommandOutcome, _ visit: Visit) -> String {
        switch outcome {
        case .replayed:
            visit.say(
                "这笔申领此前已经登记，没有重复登记。",
                "This claim was registered before; it was not registered again.")
        case .done(let receipt, _) where receipt.state == .waitlisted:
            visit.say(
                "已登记，资金不足，按提交次序候补。请补充材料。",
                "Registered. The fund is short, so it waits in line in the order of submission.")
        default:
            visit.say(
                "已登记，金额已预留。请上传材料。", "Registered, and its money is set aside. Now add the papers.")
        }
    }

    private static func removeDraft(_ visit: Visit) async throws -> Response {
        guard let number = visit.parameters.get("draft").flatMap({ Int64($0) }) else {
            throw Problem.notFound
        }
        try await visit.desk.read { [user = visit.user] store in
            try store.removeDraft(number, of: user)
        }
        return visit.redirect(to: "/home", telling: visit.say("草稿已删除。", "The draft is gone."))
    }
}
