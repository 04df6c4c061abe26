import GRDB
import TradeInCore

extension EntryCheck {
    /// Reads a step; whether it was possible is seen when all steps of a claim are together.
    func checkStep(_ seq: Int64, _ json: JSONValue, _ result: inout Result) {
        guard let number = json["claim"]?.integer, let actor = json["actor"]?.string,
            let step = json["step"]?.string.flatMap(ClaimStep.init(rawValue:)),
            let from = json["from"]?.string.flatMap(ClaimState.init(rawValue:)),
            let to = json["to"]?.string.flatMap(ClaimState.init(rawValue:))
        else {
            return result.report.add(
                "entry-incomplete", "log \(seq)", zh: "步骤记录不完整。",
                en: "The step's entry is incomplete.")
        }
        takePostings(json["postings"], json, seq, &result)
        if step == .promote { takeEncumbrance(json, &result) }
        result.steps.append(
            LoggedStep(
                number: number, step: step, from: from, to: to, actor: actor,
                reason: json["reason"]?.string, noteDigest: json["note"]?.string, seq: seq,
                payment: json["batch"]?.integer.flatMap { batch in
                    json["line"]?.integer.map { PaymentPlace(batch: batch, line: Int($0)) }
                }, moved: Self.moved(json["postings"])))
    }

    /// A correction is a step too: back to where it is reviewed, with what it says now.
    func checkCorrection(_ seq: Int64, _ json: JSONValue, _ result: inout Result) {
        guard let number = json["claim"]?.integer, let actor = json["actor"]?.string else { return }
        result.steps.append(
            LoggedStep(
                number: number, step: .resubmit, from: .returned, to: .submitted, actor: actor,
                seq: seq, moved: Self.moved(json["postings"])))
    }

    /// Money moved, by account; a posting and its counter-posting on one account cancel out.
    private static func moved(_ postings: JSONValue?) -> [String: Int64] {
        var moved: [String: Int64] = [:]
        for posting in postings?.array ?? [] {
            guard let parts = posting.array, parts.count == 3, let account = parts[1].string,
                let fen = parts[2].integer
            else { continue }
            moved[account, default: 0] &+= fen
        }
        return moved
    }
}

extension EntryCheck.LoggedStep {
    /// The step as its row must tell it.
    fileprivate var texts: [String?] {
        [
            String(number), step.rawValue, from.rawValue, to.rawValue, actor, reason, noteDigest,
            String(seq), payment.map { String($0.batch) }, payment.map { String($0.line) },
        ]
    }
}

extension VerifyRun {
    /// Every step was drawn from where the claim stood, taken by one who may, and moved the
    /// claim's money; the rows tell the same steps, and the claims stand where these lead.
    mutating func claimSteps() throws {
        try compareStepRows()
        for step in steps where step.step == .resubmit { revisions[step.number, default: 0] += 1 }
        var courses: [Int64: StandingClaim] = [:]
        let reader = try StandingReader(database)
        for step in steps {
            guard var course = try courses[step.number] ?? course(of: step, reader) else {
                stepDiffers(step, zh: "没有这笔申领。", en: "There is no such claim.")
                continue
            }
            follow(step, &course)
            courses[step.number] = course
        }
        let current = try HotStatement(database, "SELECT state FROM claim WHERE claimId = ?")
        for (number, course) in courses {
            current.bind(1, number)
            guard try current.step() else { continue }
            let state = current.text(0)
            current.reset()
            guard state != course.state.rawValue else { continue }
            report.add(
                "claim-differs", ClaimID(number: number).text,
                zh: "申领状态为\(state)，按日志应为\(course.state.rawValue)。",
                en: "The claim is \(state); by the log it should be \(course.state.rawValue).")
        }
    }

    /// The claim as it was when it took its first step.
    private func course(
        of step: EntryCheck.LoggedStep, _ reader: StandingReader
    ) throws -> StandingClaim? {
        var claim = try reader.claim(step.number)
        claim?.state = step.from
        claim?.heldFrom = nil
        claim?.firstReviewer = nil
        claim?.approvedAt = nil
        claim?.payment = nil
        claim?.revision = 0
        // Who corrected it later had not done so yet.
        if let first = claim?.enteredBy.first { claim?.enteredBy = [first] }
        return claim
    }

    private mutating func follow(_ step: EntryCheck.LoggedStep, _ course: inout StandingClaim) {
        let target = step.step.target(from: course.state, heldFrom: course.heldFrom)
        if step.from != course.state || target != step.to {
            stepDiffers(
                step, zh: "不能从\(course.state.rawValue)到\(step.to.rawValue)。",
                en: "It does not lead from \(course.state.rawValue) to \(step.to.rawValue).")
        }
        let person = CommandContext(actor: step.actor, now: Moment(seconds: 0))
        if course.breach(of: step.step, by: person) != nil {
            stepDiffers(step, zh: "审核人不应是录入人或初审人。", en: "The reviewer may not take it.")
        }
        // Contents that were put right later may have been another pack's.
        if step.step == .approve, course.revision == revisions[step.number, default: 0],
            !hasPapers(course, at: step.seq)
        {
            stepDiffers(step, zh: "缺少所需材料。", en: "Papers that the pack asks for are missing.")
        }
        let source = step.from.account?.key ?? AccountKind.available.key
        let goal = step.to.account?.key ?? AccountKind.available.key
        let moves = source != goal && course.granted > .zero
        // A later supplement may have come between, so the sum itself is not held to the claim's.
        let isExchange =
            step.step == .resubmit && Set(step.moved.keys).isSubset(of: [source, "available"])
        let isWhole =
            step.moved.values.reduce(0, &+) == 0
            && (isExchange || Set(step.moved.keys) == (moves ? [source, goal] : []))
        if !isWhole {
            stepDiffers(step, zh: "资金变动不符。", en: "Its postings are not the claim's money.")
        }
        course.take(step.step, to: step.to, by: step.actor, at: step.seq, in: step.payment)
    }

    private mutating func stepDiffers(_ step: EntryCheck.LoggedStep, zh: String, en: String) {
        report.add(
            "step-differs", "log \(step.seq)", zh: "步骤“\(step.step.title.zh)”：\(zh)",
            en: "Step \(step.step.rawValue): \(en)")
    }

    /// The rows of the steps against the log, their notes by digest.
    private mutating func compareStepRows() throws {
        let rows = try HotStatement(
            database,
            """
            SELECT claimId, step, fromState, toState, actor, reason, sealed, logIndex, batchId, line
            FROM claimStep ORDER BY stepId
            """)
        var place = 0
        while try rows.step() {
            let logged = place < steps.count ? steps[place] : nil
            place += 1
            let note = rows.isNull(6) ? nil : Digests.sha256Hex(rows.blob(6))
            let stored: [String?] = [
                String(rows.integer(0)), rows.text(1), rows.text(2), rows.text(3), rows.text(4),
                rows.isNull(5) ? nil : rows.text(5), note, String(rows.integer(7)),
                rows.isNull(8) ? nil : rows.text(8), rows.isNull(9) ? nil : rows.text(9),
            ]
            let isSame = logged.map { $0.texts == stored } ?? false
            guard !isSame else { continue }
            report.add(
                "step-differs", "claimStep \(place)", zh: "步骤与日志不符。",
                en: "The step does not agree with the log.")
        }
        guard place < steps.count else { return }
        report.add(
            "step-missing", "claimStep", zh: "日志中有\(steps.count - place)个步骤不在账本中。",
            en: "\(steps.count - place) steps of the log are not in the ledger.")
    }
}
