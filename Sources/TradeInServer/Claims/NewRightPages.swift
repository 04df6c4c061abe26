import FileExchange
import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Drawing a right for an applicant before the sale: choose the programme, fill in, see what would
/// be kept, draw.
enum NewRightPages {
    static var routes: [Route] {
        [
            .get("/rights/new", .doing(.reserve)) { try await open($0) },
            .post("/rights/new", .doing(.reserve)) { try await take($0) },
            .post("/rights/new/check", .doing(.reserve)) { try await look($0) },
        ]
    }

    private static func open(_ visit: Visit) async throws -> Response {
        guard let programme = try visit.known("programme", Programme.allCases) else {
            return try await choose(visit)
        }
        let today = visit.now.countyDay.isoText
        let reference =
            "R" + today.replacing("-", with: "") + "-" + String(visit.now.seconds % 86_400)
        var values: [ClaimField: String] = [.claimRef: reference]
        values[.dealerCode] = visit.user.dealerCode
        return try await page(ClaimForm(programme, values: values), visit)
    }

    /// The programmes of the dealer whose pack in force offers rights.
    private static func choose(_ visit: Visit) async throws -> Response {
        let (shelf, today) = (try visit.desk.shelf(), visit.now.countyDay)
        let own = visit.user.dealerCode
        let dealer = try await visit.desk.read { store in
            try own.flatMap { try store.dealer(code: $0) }
        }
        let programmes = Programme.allCases.filter {
            RightPages.isOffered($0, shelf, on: today)
                && dealer?.programmes.contains($0) ?? true
        }
        return visit.page(
            "right-form", title: visit.say("领取资格：选择补贴项目", "Draw a right: choose the programme"),
            [
                "isChoice": true, "hasProgrammes": !programmes.isEmpty,
                "programmes": programmes.map {
                    ["key": $0.rawValue, "name": $0.title[visit.language]] as Content
                },
            ])
    }

    /// What is known only of a sale, a delivery or a payment, which come later.
    private static let later: Set<ClaimField> = [
        .soldOn, .invoiceNumber, .invoiceCode, .invoiceBuyerId, .priceNet, .deliveredOn,
        .payeeAccount, .payeeBank, .payeeAccountClass,
    ]

    private static func page(
        _ form: ClaimForm, _ visit: Visit, check: RightCheck? = nil, status: Int = 200,
        alert: LocalizedText? = nil
    ) async throws -> Response {
        let offers = try await FormOffers.read(form.programme, visit)
        var shown = form
        shown.findings = check?.findings ?? []
        let needed = ClaimPreparer.rightFields
        var content: Content = [
            "isChoice": false, "programme": form.programme.rawValue,
            "parts": shown.parts(visit, offers, needed: needed) { needed.contains($0) },
            "more": shown.parts(visit, offers, needed: needed) {
                !needed.contains($0) && !later.contains($0)
            },
            "isChecked": check != nil,
        ]
        if let check { content["check"] = check.content(visit) }
        return visit.page(
            "right-form",
            title: visit.say(
                "领取资格：\(form.programme.title.zh)", "Draw a right: \(form.programme.title.en)"),
            content, status: status, alert: alert)
    }

    private static func form(_ visit: Visit) throws(Problem) -> ClaimForm {
        ClaimForm(try NewClaimPages.programme(visit), visit)
    }

    /// The form again with what would be kept; nothing is drawn.
    private static func look(_ visit: Visit) async throws -> Response {
        let form = try form(visit)
        var check = RightCheck(prepared: try prepared(form, visit))
        check.outcome = try await visit.desk.rehearse(
            [.reserve(check.prepared)], by: visit.user.login
        ).first
        return try await page(form, visit, check: check)
    }

    private static func take(_ visit: Visit) async throws -> Response {
        guard visit.form["action"] != "check" else { return try await look(visit) }
        let form = try form(visit)
        var check = RightCheck(prepared: try prepared(form, visit))
        let outcome = try await visit.desk.execute(
            .reserve(check.prepared), by: visit.user.login)
        check.outcome = outcome
        guard let receipt = outcome.receipt, let right = receipt.right else {
            return try await page(
                form, visit, check: check, status: 409,
                alert: LocalizedText(
                    zh: "没有领取，原因见下。改正后可再次提交。",
                    en: "Nothing was drawn; the reasons stand below. Correct it and draw again."))
        }
        let amount = (receipt.amount ?? .zero).groupedText
        return visit.redirect(
            to: "/rights",
            telling: {
                if case .replayed = outcome {
                    return visit.say(
                        "这个资格此前已经领取（\(right.text)），没有重复领取。",
                        "This right was drawn before (\(right.text)); it was not drawn again.")
                }
                return visit.say(
                    "已领取\(right.text)，预留\(amount)元，最后一日见列表。",
                    "\(right.text) is drawn and \(amount) yuan are kept; the list has its last day."
                )
            }())
    }

    private static func prepared(_ form: ClaimForm, _ visit: Visit) throws -> PreparedRight {
        let seed = try RandomBytes.take(ClaimPreparer.seedCount)
        return try visit.desk.preparer().prepareRight(
            form.row, today: visit.now.countyDay, seed: seed[...])
    }
}

/// What a draw would come to, or came to.
private struct RightCheck: Sendable {
    let prepared: PreparedRight
    var outcome: CommandOutcome?

    var findings: [Finding] {
        var findings = prepared.determination.findings
        if case .done(_, let more)? = outcome { findings += more }
        return findings
    }

    func content(_ visit: Visit) -> Content {
        let language = visit.language
        let determination = prepared.determination
        var isRefused = false
        var content: Content = [
            "loose": findings.filter { $0.field == nil && $0.severity != .notice }.map {
                ["style": $0.style, "text": $0.message[language]] as Content
            }
        ]
        if case .refused(let refusal)? = outcome {
            isRefused = true
            if refusal.code != .ineligible { content["refusal"] = refusal.message[language] }
        }
        let verdict: Verdict = isRefused ? .ineligible : determination.verdict
        content["verdictKey"] = verdict.rawValue
        content["verdict"] =
            isRefused ? visit.say("不能领取", "cannot be drawn") : visit.say("可以领取", "can be drawn")
        content["hasAmount"] = !isRefused
        content["amount"] = determination.amount.groupedText
        if let pack = determination.pack {
            content["pack"] = "\(pack.source.title[language]) \(pack.source.version)"
            if let days = pack.source.reserveDays, !isRefused {
                content["days"] = days
                content["lastDay"] = visit.now.countyDay.advanced(byDays: days - 1).isoText
            }
            content["draws"] = pack.source.drawsPerClass.map(String.init) ?? ""
        }
        return content
    }
}
