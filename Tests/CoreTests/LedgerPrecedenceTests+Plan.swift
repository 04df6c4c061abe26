@testable import TradeInCore

/// What the refusals of the plan's registers are made with.
extension LedgerPrecedenceTests {
    static let holder = LinkedClaim(
        number: 7, dealerCode: "91370811MA0000015Y", claimRef: "B-7")

    static func figure(
        _ value: String, isCorrection: Bool = false
    ) throws -> TargetFigure {
        TargetFigure(
            plan: "p", targetID: "T900", point: .base(2023), value: try targetNumber(value),
            document: "文", reporter: "局", isCorrection: isCorrection)
    }

    static func evidence(_ number: Int) -> PreparedEvidence {
        PreparedEvidence(
            recordKey: "event:E-1", sha256: Digests.sha256Hex([UInt8(number)]), format: .pdf,
            byteCount: 1)
    }

    /// The outcome of a step that is not drawn, by who entered the claim, on an older version of it.
    func changedOutcome() throws -> CommandOutcome {
        var test = try StepLedger([.rejected])
        return LedgerMachine.execute(
            .step(PreparedStep(number: 1, step: .approve, reason: .other)),
            CommandContext(actor: "clerk", now: test.ledger.context.now),
            expecting: ClaimExpectation(of: 1, [ClaimVersion(state: .submitted, entry: 0)]),
            register: testRegister, in: &test.ledger.state)
    }
}
