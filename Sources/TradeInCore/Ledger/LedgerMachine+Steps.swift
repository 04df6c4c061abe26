/// Steps on claims that stand in the ledger: reviews, holds, returns, withdrawals, promotion.
extension LedgerMachine {
    static func step(
        _ prepared: PreparedStep, _ context: CommandContext, in state: inout WorkingSet
    ) -> CommandOutcome {
        guard let claim = state.standing[prepared.number] else {
            return .refused(.claimUnknown(prepared.number))
        }
        let target = prepared.step.target(from: claim.state, heldFrom: claim.heldFrom)
        guard let target, prepared.step.isAsked else {
            return .refused(.stepNotDrawn(claim, prepared.step))
        }
        if let refusal = refusal(prepared, claim, context) { return .refused(refusal) }
        if prepared.step == .approve {
            let missing = missingPapers(claim, in: state)
            if !missing.isEmpty { return .refused(.paperMissing(claim, missing)) }
        }
        let place = move(claim, prepared, to: target, context, in: &state)
        if target.isOver { uncount(claim, in: &state) }
        if target.freesKeys, claim.parent == nil { free(prepared.holding, in: &state) }
        promote(claim.fundCode, context, in: &state)
        return .done(
            Receipt(
                claim: ClaimID(number: claim.number), state: target, amount: claim.granted,
                logIndex: place), findings: [])
    }

    /// What the duties and the catalogue of reasons refuse, in the documented order.
    private static func refusal(
        _ prepared: PreparedStep, _ claim: StandingClaim, _ context: CommandContext
    ) -> Refusal? {
        switch claim.breach(of: prepared.step, by: context) {
        case .ownEntry: return .ownEntry(claim)
        case .sameReviewer: return .sameReviewer(claim)
        default: break
        }
        guard prepared.step.needsReason else { return nil }
        guard let reason = prepared.reason, reason.steps.contains(prepared.step) else {
            return .reasonUnfit(prepared)
        }
        return reason == .other && prepared.note == nil ? .noteMissing(prepared.step) : nil
    }

    /// Moves a claim's money, its tally and its state, and logs it.
    @discardableResult
    static func move(
        _ claim: StandingClaim, _ prepared: PreparedStep, to target: ClaimState,
        _ context: CommandContext, in state: inout WorkingSet
    ) -> Int64 {
        let postings = transfer(claim, to: target, in: &state)
        let booking = state.booking(
            context, takingBack: prepared.step.takesBack && !postings.isEmpty ? claim : nil)
        let place = state.log(stepEntry(claim, prepared, target, postings, booking, context))
        state.book(postings, at: place, booking, for: claim.place.programme)
        let payment = prepared.payment ?? claim.payment
        let change = postings.filter { $0.account == .paid }.reduce(0) { $0 + $1.amount.fen }
        if let payment, change != 0 { share(change, of: claim.fundCode, in: payment.batch, &state) }
        for key in claim.place.keys(claim.state) {
            state.effects.tally[key, default: TallySums()] += claim.sums(in: state).negated
        }
        for key in claim.place.keys(target) {
            state.effects.tally[key, default: TallySums()] += claim.sums(in: state)
        }
        state.effects.steps.append(
            NewStep(
                number: claim.number, step: prepared.step, from: claim.state, to: target,
                actor: context.actor, reason: prepared.reason, note: prepared.note,
                payment: prepared.payment, logIndex: place))
        state.standing[claim.number]?.take(
            prepared.step, to: target, by: context.actor, at: place, in: prepared.payment)
        if !postings.isEmpty { state.standing[claim.number]?.bookedIn = booking.month }
        return place
    }

    /// Moves the money from the account of one state to that of another.
    private static func transfer(
        _ claim: StandingClaim, to target: ClaimState, in state: inout WorkingSet
    ) -> [Posting] {
        let source = claim.state.account ?? .available
        let goal = target.account ?? .available
        guard source != goal, claim.granted > .zero else { return [] }
        guard
            let postings = state.funds[claim.fundCode]?.transfer(
                claim.granted, from: source, to: goal)
        else { preconditionFailure("a claim's money lies in the account of its state") }
        return postings
    }

    /// Frees locks and counters of a claim that has come to an end.
    static func free(_ holding: ClaimHolding, in state: inout WorkingSet) {
        for key in holding.keys {
            state.keys[key.folded]?.removeAll { $0 == key.exact }
            state.effects.keys.append(.init(key: key, holder: nil))
        }
        for counter in holding.counters {
            guard let count = state.usage[counter], count > 0 else { continue }
            state.usage[counter] = count - 1
            state.effects.usage[counter] = count - 1
        }
    }

    /// Takes a claim that has come to its end out of the counters of caps.
    private static func uncount(_ claim: StandingClaim, in state: inout WorkingSet) {
        state.count(claim.fundCode, claim.place.holders, -claim.granted.fen)
        guard claim.state != .waitlisted, let day = claim.encumberedOn else { return }
        state.count(claim.fundCode, CapDimension.windows(day), -claim.award.fen)
    }

    /// Lets claims out of a fund's line while its money lasts, in the order of submission.
    ///
    /// A claim that the money does not reach holds up those behind it: the line is not
    /// overtaken by smaller claims.
    static func promote(
        _ fundCode: String, _ context: CommandContext, in state: inout WorkingSet
    ) {
        while let number = state.lines[fundCode]?.first, let claim = state.standing[number] {
            guard claim.state == .waitlisted else {
                state.lines[fundCode]?.removeFirst()
                continue
            }
            let available = state.funds[fundCode]?.balance(.available) ?? .zero
            let windows = CapDimension.windows(context.now.countyDay)
            guard available >= claim.granted,
                state.fullCap(fundCode, windows, claim.award) == nil
            else { return }
            state.lines[fundCode]?.removeFirst()
            move(
                claim, PreparedStep(number: number, step: .promote), to: .submitted, context,
                in: &state)
            state.standing[number]?.encumberedOn = context.now.countyDay
            if claim.award > .zero { state.count(fundCode, windows, claim.award.fen) }
        }
    }

    private static func stepEntry(
        _ claim: StandingClaim, _ prepared: PreparedStep, _ target: ClaimState,
        _ postings: [Posting], _ booking: Booking, _ context: CommandContext
    ) -> [UInt8] {
        canonicalObject(capacity: 384) { json in
            json.field("actor", context.actor)
            json.field("at", context.now.text)
            if let payment = prepared.payment { json.field("batch", payment.batch) }
            json.field("claim", claim.number)
            if let corrects = booking.corrects { json.field("corrects", corrects.text) }
            json.field("from", claim.state.rawValue)
            json.field("kind", "claim.step")
            if let payment = prepared.payment { json.field("line", Int64(payment.line)) }
            if let month = booking.monthMember(context) { json.field("month", month) }
            if let note = prepared.note {
                json.field("note", Digests.sha256Hex(note.sealed))
            }
            json.key("postings")
            append(postings, to: &json)
            if let reason = prepared.reason { json.field("reason", reason.rawValue) }
            json.field("step", prepared.step.rawValue)
            json.field("to", target.rawValue)
        }
    }
}
