import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Claims that stand in the ledger: lists, one whole, its steps.
enum ClaimOperations {
    static let all: [Operation] = [list, show, history, view, step]

    /// What every operation on one claim takes.
    static let claim = Operation.Parameter.path("claim", .claim)

    private static let list = Operation(
        id: "listClaims", method: .get, path: "/claims", access: .seeing(.claims),
        summary: LocalizedText(zh: "列出申领", en: "List claims"),
        parameters: [
            .query("dealer", .dealer), .query("programme", .choice(Programme.self)),
            .query("state", .choice(ClaimState.self)), .query("class", .text(upTo: 64)),
            .query("town", .text(upTo: 64)), .query("verdict", .choice(Verdict.self)),
            .query("period", .form("^[0-9]{4}(-[0-9]{2})?$", 4...7)), .after(.claim), .limit,
        ],
        replies: [
            .json(200, "申领，按编号", "Claims by number", Shape<ClaimRow>.claimRow.page), .noAfter,
        ]
    ) { call in
        let filter = try filter(call)
        let after = try call.text("after").map(number)?.number ?? 0
        let limit = call.limit
        let rows = try await call.read { try $0.claims(filter, after: after, limit: limit + 1) }
        return call.page(.claimRow, rows) { $0.id.text }
    }

    private static func filter(_ call: Call) throws -> ClaimFilter {
        var filter = ClaimFilter()
        filter.dealerCode = try call.ownDealer(asking: call.text("dealer"))
        filter.programme = call.text("programme").flatMap(Programme.init(rawValue:))
        filter.state = call.text("state").flatMap(ClaimState.init(rawValue:))
        filter.verdict = call.text("verdict").flatMap(Verdict.init(rawValue:))
        filter.classKey = call.text("class")
        filter.townKey = call.text("town")
        filter.period = call.text("period")
        return filter
    }

    /// A claim's number; one whose check digit is wrong is no claim.
    private static func number(_ text: String) throws(Problem) -> ClaimID {
        guard let id = ClaimID(text: text) else { throw .notFound }
        return id
    }

    private static let show = Operation(
        id: "getClaim", method: .get, path: "/claims/{claim}", access: .seeing(.claims),
        summary: LocalizedText(
            zh: "查看一笔申领，个人信息掩码", en: "One claim, persons masked"),
        parameters: [
            claim,
            Operation.Parameter(
                name: "If-None-Match", place: .header, schema: .words),
        ],
        replies: [
            .json(
                200, "申领", "The claim", WholeClaim.shape.schema,
                headers: [("ETag", LocalizedText(zh: "申领变动即变", en: "Changes when the claim does"))]),
            .empty(304, "未变动", "Unchanged"),
        ]
    ) { call in
        let whole = try await call.claim()
        if let known = call.text("If-None-Match"), known == "*" || tag(known) == whole.tag {
            return Response(
                status: .notModified,
                headers: [.eTag: whole.tag, .cacheControl: "private, no-cache"])
        }
        return try answer(call, whole)
    }

    private static func tag(_ text: String) -> String {
        text.hasPrefix("W/") ? String(text.dropFirst(2)) : text
    }

    private static func answer(_ call: Call, _ whole: WholeClaim) throws -> Response {
        var whole = whole
        whole.determination = try call.desk.determination(of: whole.detail)
        return call.json(
            WholeClaim.shape.tree(whole, in: call.language),
            headers: [
                .eTag: whole.tag,
                .cacheControl: whole.isClear ? "no-store" : "private, no-cache",
            ])
    }

    private static let history = Operation(
        id: "listSteps", method: .get, path: "/claims/{claim}/history", access: .seeing(.claims),
        summary: LocalizedText(zh: "查看申领经过", en: "The steps of a claim"),
        parameters: [claim],
        replies: [
            .json(
                200, "经过，先后为序", "The steps, oldest first",
                .object([Schema.must("items", .list(Shape<StepRow>.step.schema, 0...Int.max))]))
        ]
    ) { call in
        let id = try await call.claim().detail.row.id
        let steps = try await call.read { try $0.steps(of: id) }
        return call.json(
            ["items": .list(steps.map { Shape<StepRow>.step.tree($0, in: call.language) })])
    }

    private static let view = Operation(
        id: "viewClaim", method: .post, path: "/claims/{claim}/view", access: .doing(.viewPersonal),
        summary: LocalizedText(
            zh: "显示个人信息原文；须写理由，先记入日志",
            en: "One claim with persons in clear; takes a reason and is logged first"),
        parameters: [claim],
        body: .json(.object([Schema.must("reason", .choice(ViewReason.self))])),
        replies: [.json(200, "申领", "The claim", WholeClaim.shape.schema)], isCommand: true
    ) { call in
        guard let reason = call.word("reason", ViewReason.self) else {
            preconditionFailure("the schema asks for a reason")
        }
        var whole = try await call.claim()
        _ = try await call.done(.view(.record(claim: whole.detail.row.id.number, reason)))
        whole.isClear = true
        return try answer(call, whole)
    }

    private static let step = Operation(
        id: "takeStep", method: .post, path: "/claims/{claim}/steps",
        access: .doing(Set(ClaimStep.allCases.compactMap(\.act))),
        summary: LocalizedText(
            zh: "办理一步：审核、撤回、报告退货、追回", en: "Take a step: review, withdraw, return, claw back"),
        parameters: [
            claim,
            Operation.Parameter(
                name: "If-Match", place: .header, schema: .words),
        ],
        body: .json(
            .object([
                Schema.must("step", .choice(ClaimStep.allCases.filter(\.isAsked).map(\.rawValue))),
                Schema.may("reason", .choice(StepReason.self)),
                Schema.may(
                    "note",
                    Schema.text(upTo: StepPreparer.mostNoteBytes / 4)
                        .noted("备注，加密保存，不进日志", "A note; sealed, not in the log")),
            ])),
        replies: .done + [
            .problem(
                412, "申领已被改动（If-Match），ETag为现状",
                "The claim has changed (If-Match); the ETag is of now")
        ], isCommand: true
    ) { call in
        guard let step = call.word("step", ClaimStep.self) else {
            preconditionFailure("the schema asks for a step")
        }
        if let act = step.act { try call.mustDo(act) }
        let whole = try await call.claim()
        let id = whole.detail.row.id
        let expecting = call.text("If-Match").flatMap { ClaimExpectation(of: id, ifMatch: $0) }
        let (reason, note) = (call.word("reason", StepReason.self), call.body["note"]?.string)
        let prepared = try await call.read { [desk = call.desk] _ in
            try desk.prepare(step, id, reason: reason, note: note)
        }
        return try await call.perform(.step(prepared), expecting: expecting)
    }
}

extension Shape where Value == StepRow {
    static let step = Shape(
        "Step",
        [
            .word("step") { $0.step }, .word("from") { $0.from }, .word("to") { $0.to },
            .text("actor") { $0.actor }, .word("reason", maybe: { $0.reason }),
            .text("note", maybe: { $0.note }), .number("logIndex") { $0.logIndex },
        ])
}

/// Whose claims a caller sees.
extension Call {
    /// The dealer that lists are narrowed to.
    ///
    /// - Parameter asked: the dealer asked for; nil for all.
    /// - Returns: the dealer; nil for all.
    /// - Throws: ``Problem`` when a dealer's staff asks for another dealer's.
    func ownDealer(asking asked: String?) throws(Problem) -> String? {
        guard let own = user.dealerCode else { return asked }
        guard asked == nil || asked == own else { throw .otherDealer }
        return own
    }

    /// The claim that the path names, when the user may see it: another dealer's is not there.
    func claim() async throws -> WholeClaim {
        guard let id = ClaimID(text: must("claim")),
            let whole = try await read({ try WholeClaim.read(id, $0) })
        else { throw Problem.notFound }
        if let own = user.dealerCode, own != whole.detail.row.dealerCode { throw Problem.notFound }
        return whole
    }

    /// Refuses what the user's roles or the token's scopes do not reach.
    func mustDo(_ act: Act) throws(Problem) {
        guard user.mayDo(act) else { throw .roleMissing }
        guard visit.token?.scopes.contains(act.scope) != false else { throw .scopeMissing }
    }
}

extension Problem {
    static let otherDealer = Problem(
        code: "other-dealer", status: 403,
        title: LocalizedText(zh: "别家经销商", en: "Another dealer"),
        detail: LocalizedText(
            zh: "只能查看本经销商的申领和资格。请去掉dealer参数。",
            en: "You see your own dealer's claims and rights only. Leave dealer out."))
}
