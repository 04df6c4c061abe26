/// The ledger as a pure state machine: working set and command in, outcome and effects out.
///
/// It knows no clock, file or chance; the same commands on the same working set
/// give the same effects, bit for bit.
public enum LedgerMachine {
    /// Executes one command.
    ///
    /// - Parameters:
    ///   - command: the command.
    ///   - context: who asks and when.
    ///   - expecting: how the claim must stand; nil where nothing was said of it.
    ///   - register: the item classes.
    ///   - state: what the store loaded; takes up the effects.
    /// - Returns: the outcome; after a refusal nothing has changed but a log entry of the attempt.
    public static func execute(
        _ command: LedgerCommand, _ context: CommandContext,
        expecting: ClaimExpectation? = nil, register: ItemClassRegister,
        in state: inout WorkingSet
    ) -> CommandOutcome {
        if let refusal = duty(command, context, in: state) { return .refused(refusal) }
        if !state.dueRights.isEmpty { lapse(context, in: &state) }
        if !state.caps.isEmpty { moveUp(context, in: &state) }
        // After these two, which may themselves move the claim.
        if let refusal = change(expecting, in: state) { return .refused(refusal) }
        switch command {
        case .submit(let prepared):
            return submit(prepared, context, register, in: &state)
        case .enrol(let dealer, let account):
            return enrol(dealer, account, context, in: &state)
        case .createFund(let fund):
            return createFund(fund, context, in: &state)
        case .setCap(let cap): return set(cap, context, in: &state)
        case .orderMoney(let order):
            return self.order(order, context, in: &state)
        case .releaseMoney(let reference):
            return releaseMoney(reference, context, in: &state)
        case .recordEvent(let event):
            return record(event, context, in: &state)
        case .recordRecycling(let recycling):
            return record(recycling, context, in: &state)
        case .attachEvidence(let evidence):
            return attach(evidence, context, in: &state)
        case .recordFigure(let figure):
            return record(figure, context, in: &state)
        case .proposePack(let pack):
            return propose(pack, context, in: &state)
        case .activatePack(let sha256):
            return activate(sha256, context, in: &state)
        case .confirmValues(let confirmation):
            return confirm(confirmation, context, in: &state)
        case .step(let prepared):
            return step(prepared, context, in: &state)
        case .supplement(let prepared):
            return supplement(prepared, context, in: &state)
        case .correct(let correction):
            return correct(correction, context, register, in: &state)
        case .reserve(let prepared): return reserve(prepared, context, in: &state)
        case .cancelRight(let number, let reason):
            return cancelRight(number, reason, context, in: &state)
        case .attach(let paper): return attach(paper, context, in: &state)
        case .buildBatch(let prepared):
            return buildBatch(prepared, context, in: &state)
        case .releaseBatch(let number):
            return releaseBatch(number, context, in: &state)
        case .cancelBatch(let number):
            return cancelBatch(number, context, in: &state)
        case .confirmPayments(let confirmation):
            return confirm(confirmation, context, in: &state)
        case .view(let view): return self.view(view, context, in: &state)
        case .draftMonth(let month): return draft(month, context, in: &state)
        case .closeMonth(let month): return close(month, context, in: &state)
        case .keepUser(let user):
            return keep(user, context, in: &state)
        }
    }
}
