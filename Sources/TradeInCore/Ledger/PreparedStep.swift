/// A step on a claim with all that can be worked out before the ledger is asked.
public struct PreparedStep: Sendable {
    /// The claim's number.
    public var number: Int64
    /// The step.
    public var step: ClaimStep
    /// Why.
    public var reason: StepReason?
    /// What was written beside the reason, sealed: it may name persons.
    public var note: SealedRecord?
    /// What the claim locks and counts, to be freed when it ends; empty for other steps, and
    /// for a claim whose person was erased.
    public var holding: ClaimHolding
    /// The payment that the step belongs to; the ledger's own steps only.
    var payment: PaymentPlace?

    /// A step that a person takes.
    public init(
        number: Int64, step: ClaimStep, reason: StepReason? = nil, note: SealedRecord? = nil,
        holding: ClaimHolding = ClaimHolding()
    ) {
        self.init(
            number: number, step: step, reason: reason, note: note, holding: holding,
            payment: nil)
    }

    init(
        number: Int64, step: ClaimStep, reason: StepReason? = nil, note: SealedRecord? = nil,
        holding: ClaimHolding = ClaimHolding(), payment: PaymentPlace?
    ) {
        self.number = number
        self.step = step
        self.reason = reason
        self.note = note
        self.holding = holding
        self.payment = payment
    }
}

/// The locks that a claim holds, and the counters that it counts in.
public struct ClaimHolding: Sendable {
    /// The locks.
    public var keys: [ClaimKey] = []
    /// The counters of its person.
    public var counters: [BlindDigest] = []

    /// Nothing.
    public init() {}
}

/// A step as it goes into the ledger.
public struct NewStep: Sendable {
    /// The claim's number.
    public var number: Int64
    /// The step.
    public var step: ClaimStep
    /// Where the claim stood.
    public var from: ClaimState
    /// Where it stands now.
    public var to: ClaimState
    /// Who took it.
    public var actor: String
    /// Why.
    public var reason: StepReason?
    /// The sealed note.
    public var note: SealedRecord?
    /// The payment that it belongs to.
    public var payment: PaymentPlace?
    /// Its entry in the log.
    public var logIndex: Int64
}
