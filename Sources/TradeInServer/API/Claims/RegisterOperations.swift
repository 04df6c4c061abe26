import FileExchange
import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Claims on their way in: what they would earn, and their registration.
enum RegisterOperations {
    static func all(_ intake: ClaimIntake) -> [Operation] {
        [register(intake), determine(intake), rehearse(intake)]
    }

    private static func register(_ intake: ClaimIntake) -> Operation {
        Operation(
            id: "registerClaim", method: .post, path: "/claims", access: .doing(.submit),
            summary: LocalizedText(
                zh: "登记申领；退回的申领用原编号补正", en: "Register a claim, or put a returned one right"),
            body: .json(ClaimSchema.claim, example: ClaimSchema.example),
            replies: replies("已登记", "Registered"), isCommand: true
        ) { call in
            let (prepared, outcome) = try await intake.take(
                ClaimSchema.row(call.body), by: call.user.login, repeatKey: call.visit.repeatKey)
            return try answer(call, prepared, outcome)
        }
    }

    /// The dry run of registering: the real path, rolled back.
    private static func rehearse(_ intake: ClaimIntake) -> Operation {
        Operation(
            id: "rehearseClaim", method: .post, path: "/claims/rehearse", access: .doing(.submit),
            summary: LocalizedText(
                zh: "试算登记：按真实流程办理后撤销", en: "Register a claim for real and roll it back"),
            body: .json(ClaimSchema.claim, example: ClaimSchema.example),
            replies: replies("会登记", "It would be registered"), isCommand: true
        ) { call in
            let (prepared, outcome) = try await intake.rehearsed(
                ClaimSchema.row(call.body), by: call.user.login)
            return try answer(call, prepared, outcome)
        }
    }

    private static func replies(_ zh: String, _ en: String) -> [Operation.Reply] {
        [
            .json(201, zh, en, ClaimSchema.registered),
            .json(
                200, "内容相同的申领此前已登记", "Registered before with the same contents",
                ClaimSchema.registered),
        ]
    }

    private static func answer(
        _ call: Call, _ prepared: PreparedClaim, _ outcome: CommandOutcome
    ) throws -> Response {
        if case .refused(let refusal) = outcome {
            var problem = Problem(Refused(refusal: refusal))
            let errors = prepared.determination.findings
            if refusal.code == .ineligible, problem.findings.isEmpty { problem.findings = errors }
            throw problem
        }
        let bytes = VerdictJSON.line(
            prepared.claim, prepared.determination, booking: VerdictJSON.Booking(outcome),
            in: call.language)
        let isNew = if case .done = outcome { true } else { false }
        return call.json(bytes: bytes, status: isNew ? 201 : 200)
    }

    private static func determine(_ intake: ClaimIntake) -> Operation {
        Operation(
            id: "determineClaim", method: .post, path: "/claims/determine", access: .signedIn,
            summary: LocalizedText(
                zh: "判定申领，不保存", en: "Decide a claim and store nothing"),
            body: .json(ClaimSchema.claim, example: ClaimSchema.example),
            replies: [.json(200, "判定结果", "The verdict", ClaimSchema.verdict)]
        ) { call in
            let (claim, determination) = try intake.decided(ClaimSchema.row(call.body))
            return call.json(bytes: VerdictJSON.line(claim, determination, in: call.language))
        }
    }
}
