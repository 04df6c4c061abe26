import Hummingbird
import TradeInCore
import TradeInDesk

extension Operation.Reply {
    /// An answer of JSON.
    static func json(
        _ status: Int = 200, _ zh: String, _ en: String, _ schema: Schema,
        headers: [(name: String, note: LocalizedText)] = []
    ) -> Self {
        Self(
            status: status, note: LocalizedText(zh: zh, en: en),
            contents: [("application/json", schema)], headers: headers)
    }

    /// An answer of one of several kinds of text or bytes.
    static func bytes(_ status: Int = 200, _ zh: String, _ en: String, _ types: [String]) -> Self {
        Self(
            status: status, note: LocalizedText(zh: zh, en: en),
            contents: types.map { ($0, nil) })
    }

    /// An answer without a body.
    static func empty(_ status: Int, _ zh: String, _ en: String) -> Self {
        Self(status: status, note: LocalizedText(zh: zh, en: en), contents: [])
    }

    /// What went wrong.
    static func problem(_ status: Int, _ zh: String, _ en: String) -> Self {
        Self(
            status: status, note: LocalizedText(zh: zh, en: en),
            contents: [("application/problem+json", ProblemShape.schema)])
    }
}

extension Operation.Reply {
    /// A page cannot begin after a number whose check digit is wrong.
    static let noAfter = problem(404, "after不是这样的编号", "after is no such number")
}

/// What comes of a command: 201 when it is done now, 200 when it was done before.
extension [Operation.Reply] {
    static let done: Self = [
        .json(201, "已办理", "Done", Done.shape.schema),
        .json(200, "此前已办理，未作改动", "Done before; nothing was changed", Done.shape.schema),
    ]
}

extension Operation {
    /// All answers: its own, and those that follow from what it takes and who may take it.
    var allReplies: [Reply] {
        var replies = replies
        func add(_ status: Int, _ zh: String, _ en: String) {
            guard !replies.contains(where: { $0.status == status }) else { return }
            replies.append(.problem(status, zh, en))
        }
        add(400, "参数或内容无法读取", "A parameter or the body cannot be read")
        if access != .everyone {
            add(401, "没有有效的令牌", "No token that works")
            add(403, "职责或令牌范围不含此项", "Not with these roles or scopes")
        }
        if parameters.contains(where: { $0.place == .path }) { add(404, "没有", "Not there") }
        if body != nil {
            add(413, "内容过大", "The body is too large")
            add(415, "内容类型不支持", "Not this content type")
        }
        if case .json? = body { add(422, "内容的结构不符", "The body is not as described") }
        if isCommand {
            add(404, "没有", "Not there")
            add(409, "账本没有办理，见代码和问题", "The ledger refused; see code and findings")
            add(507, "磁盘已满", "The disk is full")
        }
        add(503, "正忙，请按 Retry-After 重试", "Busy; try again as Retry-After says")
        return replies.sorted { $0.status < $1.status }
    }
}

/// Problems as the document knows them (RFC 9457).
enum ProblemShape {
    static let schema = Schema.named(
        "Problem",
        .object([
            Schema.must("code", .words.noted("不变的代码", "A code that never changes")),
            Schema.must("detail", .words),
            Schema.may("findings", .list(FindingShape.schema, 0...Int.max)),
            Schema.must("status", .integer(400...599)), Schema.must("title", .words),
            Schema.must("type", .words),
        ]))
}

/// Findings as the document knows them.
enum FindingShape {
    static let shape = Shape<Finding>(
        "Finding",
        [
            .text("code") { $0.code }, .word("severity") { $0.severity },
            .text("field", maybe: { $0.field?.key }), .text("article", maybe: { $0.article }),
            .said("message") { $0.message },
        ])
    static let schema = shape.schema
}

/// What came of a command.
struct Done: Sendable {
    let receipt: Receipt
    let isReplayed: Bool
    var findings: [Finding] = []

    static let shape = Shape<Done>(
        "Receipt",
        [
            .number("logIndex", .count.noted("日志中的位置，从0起", "The entry's place in the log, from 0"))
            {
                $0.receipt.logIndex
            },
            .flag("replayed") { $0.isReplayed },
            .text("claimId", .claim, maybe: { $0.receipt.claim?.text }),
            .text("right", .right, maybe: { $0.receipt.right?.text }),
            .text("batch", .batch, maybe: { $0.receipt.batch.map(PayBatch.text) }),
            .word("state", maybe: { $0.receipt.state }),
            .fen("amountFen", maybe: { $0.receipt.amount }),
            .list("findings", of: FindingShape.shape) { $0.findings },
        ])
}

extension Call {
    /// Asks the ledger in the user's name, once for one `Idempotency-Key`.
    ///
    /// - Throws: ``Refused`` when the ledger refuses.
    func done(
        _ command: LedgerCommand, expecting: ClaimExpectation? = nil
    ) async throws -> Done {
        let outcome = try await desk.execute(
            command, by: user.login, repeatKey: visit.repeatKey, expecting: expecting)
        switch outcome {
        case .done(let receipt, let findings):
            return Done(receipt: receipt, isReplayed: false, findings: findings)
        case .replayed(let receipt): return Done(receipt: receipt, isReplayed: true)
        case .refused(let refusal): throw Refused(refusal: refusal)
        }
    }

    /// Asks the ledger and answers with what came of it.
    func perform(
        _ command: LedgerCommand, found: [Finding] = [], expecting: ClaimExpectation? = nil
    ) async throws -> Response {
        var done = try await done(command, expecting: expecting)
        done.findings = found + done.findings
        return json(Done.shape, done, status: done.isReplayed ? 200 : 201)
    }

    /// Asks for what a reader has made of the body's cells; findings of errors refuse it.
    func perform(_ read: (command: LedgerCommand?, findings: [Finding])) async throws -> Response {
        guard let command = read.command else { throw Problem.recordUnfit(read.findings) }
        return try await perform(command, found: read.findings)
    }
}

extension Problem {
    /// The contents cannot be taken; the form was right.
    static func recordUnfit(_ findings: [Finding]) -> Problem {
        Problem(
            code: "record-unfit", status: 409,
            title: LocalizedText(zh: "内容有误", en: "The contents are wrong"),
            detail: LocalizedText(
                zh: "有\(findings.count)处需要改正，没有办理。",
                en: counted(findings.count, "thing is", "things are")
                    + " to be corrected; nothing was done."),
            findings: findings)
    }
}
