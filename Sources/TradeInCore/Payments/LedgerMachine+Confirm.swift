/// The bank's confirmations: a whole file or nothing of it.
extension LedgerMachine {
    /// The record key of a confirmation.
    public static func confirmationFileKey(_ sha256: String) -> String {
        "pay-confirmation:" + sha256
    }

    static func confirm(
        _ confirmation: PreparedConfirmation, _ context: CommandContext,
        in state: inout WorkingSet
    ) -> CommandOutcome {
        let key = confirmationFileKey(confirmation.sha256)
        if let stored = state.records[key] {
            return .refused(.confirmationRepeated(logIndex: stored.logIndex))
        }
        var named = Set<PaymentPlace>()
        let findings = confirmation.lines.compactMap { line in
            named.insert(line.place).inserted ? finding(line, in: state) : .paymentRepeated(line)
        }
        guard findings.isEmpty else { return .refused(.confirmationFaulty(findings)) }
        let before = state.batches
        let body = confirmationBody(confirmation)
        let outcome = keep(
            .bankFile(sha256: confirmation.sha256), key, body, "pay.confirm", context,
            in: &state)
        for line in confirmation.lines { settle(line, context, in: &state) }
        precondition(before.keys == state.batches.keys, "a confirmation makes no batch")
        return outcome
    }

    /// What is wrong with a line; nil when it can be taken.
    private static func finding(
        _ line: PreparedConfirmation.Line, in state: WorkingSet
    ) -> Finding? {
        guard let payment = state.payments[line.place],
            let batch = state.batches[line.place.batch]
        else { return .paymentUnknown(line) }
        guard batch.state == .released else { return .batchNotReleased(line, batch) }
        guard payment.amount == line.amount else { return .amountDiffers(line, payment) }
        let needed: PaymentState = line.outcome == .returned ? .paid : .scheduled
        guard payment.state == needed else { return .alreadySettled(line, payment) }
        let step: ClaimStep = line.outcome == .paid ? .pay : .fail
        let isDrawn = payment.claims.allSatisfy { number in
            state.standing[number].map {
                step.target(from: $0.state, heldFrom: nil) != nil && $0.payment == line.place
            } ?? false
        }
        return isDrawn ? nil : .claimsMovedOn(line)
    }

    private static func settle(
        _ line: PreparedConfirmation.Line, _ context: CommandContext, in state: inout WorkingSet
    ) {
        guard let payment = state.payments[line.place] else {
            preconditionFailure("a line that can be taken has a payment")
        }
        let step: ClaimStep = line.outcome == .paid ? .pay : .fail
        for number in payment.claims {
            guard let claim = state.standing[number],
                let target = step.target(from: claim.state, heldFrom: nil)
            else { preconditionFailure("a payment's claims stand where it says") }
            move(
                claim,
                PreparedStep(
                    number: number, step: step, note: line.note, payment: line.place),
                to: target, context, in: &state)
        }
        let settled: PaymentState = line.outcome == .paid ? .paid : .failed
        state.payments[line.place]?.state = settled
        state.effects.settled.append(
            SettledPayment(
                place: line.place, state: settled, note: line.note, bankRef: line.bankRef,
                settledOn: line.settledOn))
    }

    private static func confirmationBody(_ confirmation: PreparedConfirmation) -> [UInt8] {
        canonicalObject { json in
            for outcome in PreparedConfirmation.Outcome.allCases.sorted(by: {
                $0.rawValue < $1.rawValue
            }) {
                let lines = confirmation.lines.filter { $0.outcome == outcome }
                json.field(outcome.rawValue, Int64(lines.count))
                json.field(
                    outcome.rawValue + "Fen", lines.reduce(Money.zero) { $0 + $1.amount }.fen)
            }
            json.field("sha256", confirmation.sha256)
        }
    }

    /// Changes what a batch has paid; its parts are split anew from the whole sum, so they are
    /// those of the largest remainder however many confirmations made it up.
    static func share(
        _ change: Int64, of fundCode: String, in batch: Int64, _ state: inout WorkingSet
    ) {
        let old = state.batches[batch]?.paid[fundCode] ?? .zero
        let new = Money(fen: old.fen + change)
        precondition(new.fen >= 0, "no more comes back of a batch than it paid")
        state.batches[batch]?.paid[fundCode] = new
        state.effects.shares.insert(BatchFund(batch: batch, fundCode: fundCode))
    }
}
