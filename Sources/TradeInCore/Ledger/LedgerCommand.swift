/// What a user asks the ledger to do.
public enum LedgerCommand: Sendable {
    /// Register a claim.
    case submit(PreparedClaim)
    /// Enrol a dealer, or change one; the account arrives sealed.
    case enrol(Dealer, sealedAccount: SealedAccount?)
    /// Create a fund without money.
    case createFund(Fund)
    /// Cap what a fund grants to one dealer or town, or in one month, week or day.
    case setCap(Cap)
    /// Order money into, between or out of funds, under a document reference that counts once.
    case orderMoney(MoneyOrder)
    /// Move the money of an order; not by who ordered it.
    case releaseMoney(reference: String)
    /// Record an event.
    case recordEvent(CountyEvent)
    /// Record old goods handed in.
    case recordRecycling(RecyclingRecord)
    /// Put a file to a register record that it shows.
    case attachEvidence(PreparedEvidence)
    /// Record a figure that a unit reported for a target of the plan.
    case recordFigure(TargetFigure)
    /// Keep a policy pack, so that its determinations can be recomputed for ever.
    case proposePack(KeptPack)
    /// Let a proposed pack decide, by its digest; not by who proposed it.
    case activatePack(sha256: String)
    /// Record that values of a pack stand as the issued text says.
    case confirmValues(PackConfirmation)
    /// Take a step on a claim that stands in the ledger.
    case step(PreparedStep)
    /// Grant a claim what a later rise adds to its award.
    case supplement(PreparedSupplement)
    /// Put a returned claim right; its place in the line is kept.
    case correct(PreparedCorrection)
    /// Draw a right before the sale.
    case reserve(PreparedRight)
    /// Give a right back.
    case cancelRight(Int64, RightCancelReason? = nil)
    /// Put a paper to a claim.
    case attach(PreparedPaper)
    /// Build a pay batch.
    case buildBatch(PreparedBatch)
    /// Let a pay batch go to the bank; not by who built it.
    case releaseBatch(Int64)
    /// Give up a pay batch that has not been released.
    case cancelBatch(Int64)
    /// Take a bank's confirmation, whole or not at all.
    case confirmPayments(PreparedConfirmation)
    /// Look at persons' data in clear; the look is logged.
    case view(PersonalView)
    /// Draft the close of an ended month.
    case draftMonth(Month)
    /// Close a month that is drafted; not by who drafted it.
    case closeMonth(Month)
    /// Keep a user.
    case keepUser(User)
}

/// Proof that a command is done: where it stands and in the log.
public struct Receipt: Hashable, Sendable {
    /// The claim, where the command was one.
    public var claim: ClaimID?
    /// The claim's state.
    public var state: ClaimState?
    /// The money decided.
    public var amount: Money?
    /// The right, where the command was one.
    public var right: RightID?
    /// The pay batch, where the command made one.
    public var batch: Int64?
    /// The place of its entry in the log, from 0.
    public var logIndex: Int64

    /// A receipt; all but the place are for claims.
    public init(
        claim: ClaimID? = nil, state: ClaimState? = nil, amount: Money? = nil, logIndex: Int64
    ) {
        self.claim = claim
        self.state = state
        self.amount = amount
        self.logIndex = logIndex
    }
}

/// The ledger's answer to one command.
public enum CommandOutcome: Sendable {
    /// Done now. The findings are those that the ledger itself made.
    case done(Receipt, findings: [Finding])
    /// Done before, by the same command: the first answer again.
    case replayed(Receipt)
    /// Not done.
    case refused(Refusal)

    /// The receipt of a command that is done.
    public var receipt: Receipt? {
        switch self {
        case .done(let receipt, _), .replayed(let receipt): receipt
        case .refused: nil
        }
    }
}

/// A command with who asks and when.
public struct LedgerRequest: Sendable {
    /// The command.
    public var command: LedgerCommand
    /// Who asks and when.
    public var context: CommandContext
    /// Tells the same request when it comes again; nil where the sender gave no key.
    public var repeatKey: RepeatKey?
    /// How the claim must stand; nil where the sender did not say.
    public var expecting: ClaimExpectation?

    /// A request.
    public init(
        _ command: LedgerCommand, _ context: CommandContext, repeatKey: RepeatKey? = nil,
        expecting: ClaimExpectation? = nil
    ) {
        self.command = command
        self.context = context
        self.repeatKey = repeatKey
        self.expecting = expecting
    }
}

/// What an `Idempotency-Key` stands for: a request that is done once however often it is sent.
public struct RepeatKey: Hashable, Sendable {
    /// SHA-256 of who asks, what for, and the key.
    public var key: [UInt8]
    /// SHA-256 of what is asked.
    public var body: [UInt8]

    /// A key of 32 bytes with the digest of its body, as long.
    public init(key: [UInt8], body: [UInt8]) {
        precondition(key.count == 32 && body.count == 32, "two digests of SHA-256")
        self.key = key
        self.body = body
    }
}

/// Who asks, and when.
public struct CommandContext: Sendable {
    /// The user's login.
    public var actor: String
    /// When the ledger was asked.
    public var now: Moment

    /// Whether a login is the actor's, however it is spelled: duties are told apart by persons.
    public func isActor(_ login: String) -> Bool {
        TextFolding.key(login) == TextFolding.key(actor)
    }

    /// A context.
    public init(actor: String, now: Moment) {
        self.actor = actor
        self.now = now
    }
}
