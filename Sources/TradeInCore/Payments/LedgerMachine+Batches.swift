/// Pay batches: built by one person, released or given up by another.
extension LedgerMachine {
    /// The record key of a batch.
    public static func batchKey(_ reference: String) -> String { "pay-batch:" + reference }

    static func buildBatch(
        _ prepared: PreparedBatch, _ context: CommandContext, in state: inout WorkingSet
    ) -> CommandOutcome {
        if let stored = state.records[batchKey(prepared.reference)] {
            var receipt = Receipt(logIndex: stored.logIndex)
            receipt.batch = (try? JSONValue.parse(stored.body))?["batch"]?.integer
            return .replayed(receipt)
        }
        var leftOut: [Finding] = []
        let number = state.lastBatch + 1
        let payments = payments(of: prepared, in: number, &leftOut, state)
        guard !payments.isEmpty else {
            return .refused(.nothingPayable(prepared.programme, leftOut))
        }
        let total = payments.reduce(Money.zero) { $0 + $1.amount }
        let batch = PayBatch(
            number: number, programme: prepared.programme, maker: context.actor,
            count: payments.count, total: total)
        let body = canonicalObject { json in
            json.field("batch", number)
            json.field("count", Int64(payments.count))
            json.field("programme", prepared.programme.rawValue)
            json.field("reference", prepared.reference)
            json.field("totalFen", total.fen)
        }
        state.lastBatch = number
        state.batches[number] = batch
        let outcome = keep(
            .batch(batch, reference: prepared.reference), batchKey(prepared.reference), body,
            "pay.batch", context, in: &state)
        for payment in payments { schedule(payment, context, in: &state) }
        guard case .done(var receipt, _) = outcome else { return outcome }
        receipt.amount = total
        receipt.batch = number
        return .done(receipt, findings: leftOut)
    }

    /// The payments that can be made, numbered; what cannot is told.
    private static func payments(
        of prepared: PreparedBatch, in batch: Int64, _ leftOut: inout [Finding],
        _ state: WorkingSet
    ) -> [NewPayment] {
        var payments: [NewPayment] = []
        var taken = Set<Int64>()
        for payment in prepared.payments {
            var items: [(claim: Int64, amount: Money)] = []
            for payable in payment.claims {
                guard let claim = state.standing[payable.number],
                    taken.insert(payable.number).inserted
                else { continue }
                if let finding = obstacle(payable, claim, payment.payee, prepared, state) {
                    leftOut.append(finding)
                } else if claim.granted > .zero {
                    items.append((payable.number, claim.granted))
                }
            }
            guard !items.isEmpty else { continue }
            payments.append(
                NewPayment(
                    place: PaymentPlace(batch: batch, line: payments.count + 1),
                    payee: payment.payee,
                    amount: items.reduce(Money.zero) { $0 + $1.amount }, items: items))
        }
        return payments
    }

    /// Why a claim cannot be in a batch; nil when it can.
    private static func obstacle(
        _ payable: PayableClaim, _ claim: StandingClaim, _ payee: PreparedBatch.Payee,
        _ prepared: PreparedBatch, _ state: WorkingSet
    ) -> Finding? {
        guard claim.state == .approved, claim.approvedAt == payable.approvedAt,
            claim.place.programme == prepared.programme
        else { return .movedOn(claim) }
        guard case .dealer(let code) = payee else { return nil }
        guard code == claim.place.dealerCode, let dealer = state.dealers[code],
            let changedAt = dealer.accountChangedAt
        else { return .accountMissing(claim) }
        return changedAt > payable.approvedAt ? .payeeChanged(claim) : nil
    }

    private static func schedule(
        _ payment: NewPayment, _ context: CommandContext, in state: inout WorkingSet
    ) {
        for item in payment.items {
            guard let claim = state.standing[item.claim] else {
                preconditionFailure("a payment's claim is loaded")
            }
            move(
                claim, PreparedStep(number: item.claim, step: .schedule, payment: payment.place),
                to: .scheduled, context, in: &state)
        }
        state.payments[payment.place] = StandingPayment(
            place: payment.place, amount: payment.amount, state: .scheduled,
            claims: payment.items.map(\.claim))
        state.effects.payments.append(payment)
    }

    /// The record key of a batch's release.
    public static func releaseKey(_ number: Int64) -> String { "pay-released:\(number)" }

    /// The record key of a batch's being given up.
    public static func cancelKey(_ number: Int64) -> String { "pay-cancelled:\(number)" }

    static func releaseBatch(
        _ number: Int64, _ context: CommandContext, in state: inout WorkingSet
    ) -> CommandOutcome {
        let key = releaseKey(number)
        if let stored = state.records[key] {
            return .replayed(Receipt(logIndex: stored.logIndex))
        }
        guard let batch = state.batches[number] else { return .refused(.batchUnknown(number)) }
        guard batch.state == .built else { return .refused(.batchNotDrawn(batch)) }
        if context.isActor(batch.maker) { return .refused(.makerChecks(batch.maker)) }
        return settle(batch, .released, key, "pay.release", context, in: &state)
    }

    static func cancelBatch(
        _ number: Int64, _ context: CommandContext, in state: inout WorkingSet
    ) -> CommandOutcome {
        let key = cancelKey(number)
        if let stored = state.records[key] {
            return .replayed(Receipt(logIndex: stored.logIndex))
        }
        guard let batch = state.batches[number] else { return .refused(.batchUnknown(number)) }
        guard batch.state == .built else { return .refused(.batchNotDrawn(batch)) }
        let outcome = settle(batch, .cancelled, key, "pay.cancel", context, in: &state)
        let places = state.payments.keys.filter { $0.batch == number }.sorted { $0.line < $1.line }
        for place in places {
            for claim in state.payments[place]?.claims ?? [] {
                guard let standing = state.standing[claim] else {
                    preconditionFailure("a payment's claim is loaded")
                }
                move(
                    standing, PreparedStep(number: claim, step: .unschedule, payment: place),
                    to: .approved, context, in: &state)
            }
            state.payments[place]?.state = .cancelled
            state.effects.settled.append(SettledPayment(place: place, state: .cancelled))
        }
        return outcome
    }

    private static func settle(
        _ batch: PayBatch, _ target: PayBatch.State, _ key: String, _ kind: String,
        _ context: CommandContext, in state: inout WorkingSet
    ) -> CommandOutcome {
        let body = canonicalObject { json in
            json.field("batch", batch.number)
            json.field("count", Int64(batch.count))
            json.field("maker", batch.maker)
            json.field("totalFen", batch.total.fen)
        }
        state.batches[batch.number]?.state = target
        if target == .released { state.batches[batch.number]?.checker = context.actor }
        return keep(
            .batchState(batch.number, target, by: context.actor), key, body, kind, context,
            in: &state)
    }
}
