import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Steps on a claim: approve, return, reject, hold, withdraw and the rest, and putting it right.
enum StepPages {
    static var routes: [Route] {
        let acts = Set(ClaimStep.allCases.compactMap(\.act))
        return [
            .post("/claims/:claim/steps", .doing(acts)) { try await take($0) },
            .post("/claims/:claim/correct", .doing(.correct)) { try await correct($0) },
            .post("/claims/:claim/correct/check", .doing(.correct)) { try await check($0) },
            .post("/claims/:claim/correct/open", .doing(.correct)) { try await open($0) },
        ]
    }

    /// The steps that the user's roles allow from where the claim stands.
    static func content(_ view: ClaimView, _ visit: Visit) -> Content {
        let row = view.row
        let person = CommandContext(actor: visit.user.login, now: visit.now)
        let steps = ClaimStep.allCases.filter { step in
            guard let act = step.act, visit.user.mayDo(act) else { return false }
            // A hold remembers where it stopped; from there on the engine says.
            return step.target(from: row.state, heldFrom: .submitted) != nil
        }
        let entered = [view.registered.by] + view.steps.filter { $0.step == .resubmit }.map(\.actor)
        let isOwn = entered.contains(where: person.isActor)
        return [
            "steps": steps.map { step in
                [
                    "step": step.rawValue, "title": title(step, visit),
                    "key": key(step), "needsReason": step.needsReason,
                    "isGrave": step.isGrave, "isBarred": step.isReview && isOwn,
                    "isApproval": step == .approve,
                    "reasons": step.reasons.map { reason in
                        var option = Visit.option(
                            reason.rawValue, reason.title[visit.language], chosen: nil)
                        option["needsNote"] = reason == .other
                        return option
                    },
                ] as Content
            },
            "hasSteps": !steps.isEmpty, "isOwn": isOwn && steps.contains(where: \.isReview),
            "isSecond": row.state == .firstApproved,
            "mayCorrect": row.state == .returned && visit.user.mayDo(.correct),
            "queueAddress": visit.user.mayDo(.approve) ? queue(row) : "",
        ]
    }

    /// The line that the claim stands in, from there on.
    private static func queue(_ row: ClaimRow) -> String {
        let stage = row.state == .firstApproved ? "second" : "first"
        return "/queue?stage=\(stage)&after=\(row.id.text)"
    }

    /// The step as a button names it.
    private static func title(_ step: ClaimStep, _ visit: Visit) -> String {
        let title = step.title[visit.language]
        return title.prefix(1).uppercased() + title.dropFirst()
    }

    private static func key(_ step: ClaimStep) -> String {
        switch step {
        case .approve: "a"
        case .sendBack: "r"
        case .hold: "h"
        default: ""
        }
    }

    private static func take(_ visit: Visit) async throws -> Response {
        let view = try await ClaimView.read(visit)
        guard let step = visit.form["step"].flatMap(ClaimStep.init(rawValue:)), step.isAsked else {
            throw Problem.formUnsound
        }
        let reason = visit.form["reason"].flatMap(StepReason.init(rawValue:))
        let note = visit.form["note"]
        if let note, note.utf8.count > StepPreparer.mostNoteBytes {
            return ClaimPage.page(view, visit, problem: .noteTooLong(note.utf8.count))
        }
        let id = view.row.id
        let prepared = try await visit.desk.read { [desk = visit.desk] _ in
            try desk.prepare(step, id, reason: reason, note: note)
        }
        let next = visit.form["next"] == "queue" ? queue(view.row) : "/claims/\(id.text)"
        let sent = visit.form["version"]
        return try await visit.perform(
            .step(prepared), expecting: ClaimExpectation(of: id, form: sent),
            then: { receipt in
                let state = receipt.state?.title[visit.language] ?? ""
                return (
                    next,
                    visit.say(
                        "\(id.text)：\(step.title.zh)，现为“\(state)”。",
                        "\(id.text): \(step.title.en); it is now \(state.lowercased()).")
                )
            },
            otherwise: { problem in
                guard problem.version != nil else {
                    return ClaimPage.page(view, visit, problem: problem)
                }
                let seen = sent.flatMap { ClaimVersion(text: $0) }?.entry
                return ClaimPage.page(
                    try await ClaimView.read(visit), visit, problem: problem, seen: seen)
            })
    }

    /// The form with what the claim says now; seeing that in clear is a look, and logged.
    private static func open(_ visit: Visit) async throws -> Response {
        let view = try await ClaimView.read(visit)
        guard view.row.state == .returned, let personal = view.detail.personal else {
            return ClaimPage.page(view, visit, problem: .notReturned)
        }
        try await visit.execute(.view(.record(claim: view.row.id.number, .correction)))
        var values = personal
        values[.claimRef] = view.row.ref
        values[.dealerCode] = view.row.dealerCode
        let entry = try JSONValue.parse(view.detail.entry)
        values.merge(ClaimForm.values(ofFacts: entry["facts"], view.row)) { own, _ in own }
        return try await NewClaimPages.page(
            ClaimForm(view.row.programme, values: values), visit, correcting: view.row.id)
    }

    private static func check(_ visit: Visit) async throws -> Response {
        let id = try await visit.claim().row.id
        let form = ClaimForm(try NewClaimPages.programme(visit), visit)
        return try await NewClaimPages.page(
            form, visit, check: try await ClaimCheck.of(form, visit, correcting: id), correcting: id
        )
    }

    private static func correct(_ visit: Visit) async throws -> Response {
        if visit.form["action"] == "check" { return try await check(visit) }
        let id = try await visit.claim().row.id
        let form = ClaimForm(try NewClaimPages.programme(visit), visit)
        var check = ClaimCheck(prepared: try visit.desk.prepare(form.row))
        let command = try await ClaimCheck.command(check.prepared, visit)
        guard case .correct = command else {
            return try await NewClaimPages.page(
                form, visit, check: check, correcting: id, status: 409,
                alert: Problem.notCorrected.detail)
        }
        let outcome = try await visit.desk.execute(command, by: visit.user.login)
        check.outcome = outcome
        guard outcome.receipt != nil else {
            return try await NewClaimPages.page(
                form, visit, check: check, correcting: id, status: 409,
                alert: LocalizedText(
                    zh: "没有受理，原因见下。", en: "It was not taken; the reasons stand below."))
        }
        return visit.redirect(
            to: "/claims/\(id.text)",
            telling: visit.say("已补正并重新提交，次序不变。", "Corrected and back in line at its old place."))
    }
}

extension ClaimStep {
    /// Whether it is asked again before it is done.
    var isGrave: Bool {
        switch self {
        case .reject, .withdraw, .clawback, .reportReturn: true
        default: false
        }
    }
}

extension Problem {
    static let notReturned = Problem(
        code: "step-not-drawn", status: 409,
        title: LocalizedText(zh: "不能补正", en: "Not to be corrected"),
        detail: LocalizedText(
            zh: "只有退回补正的申领才能修改。", en: "Only a claim that was returned can be corrected."))

    static let notCorrected = Problem(
        code: "correction-foreign", status: 409,
        title: LocalizedText(zh: "没有补正", en: "Not corrected"),
        detail: LocalizedText(
            zh: "申领编号与原申领不同，或内容没有变化，或申领已不在退回状态。请核对。",
            en:
                "The reference is another than the claim's, nothing was changed, or the claim is no "
                + "longer returned. Check it."))

    static func noteTooLong(_ bytes: Int) -> Problem {
        Problem(
            code: "note-too-long", status: 422,
            title: LocalizedText(zh: "备注过长", en: "The note is too long"),
            detail: LocalizedText(
                zh: "备注有\(bytes)字节，最多\(StepPreparer.mostNoteBytes)字节。请缩短后重试。",
                en: "The note has \(bytes) bytes; \(StepPreparer.mostNoteBytes) fit. Shorten it."))
    }
}
