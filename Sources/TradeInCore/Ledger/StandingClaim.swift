/// A claim that stands in the ledger, as far as commands on it need.
public struct StandingClaim: Hashable, Sendable {
    /// Its number.
    public var number: Int64
    /// Its state.
    public var state: ClaimState
    /// Where it stood before it was held; nil unless it is.
    public var heldFrom: ClaimState?
    /// The award and its supplements together.
    public var granted: Money
    /// The claim that it adds to; nil unless a later rise granted it.
    public var parent: Int64?
    /// What later rises added as awards of their own, where a command asks for it.
    public var risen = Money.zero
    /// Whether these are loaded.
    public var hasRises = false
    /// The codes of its supplements.
    public var supplements: [String]
    /// The identifier of the pack that decided it.
    public var packIdentifier: String
    /// The digest of that pack.
    public var packSha256 = ""
    /// Who entered it, and all who have corrected it.
    public var enteredBy: [String]
    /// Who approved it first; nil before that.
    public var firstReviewer: String?
    /// The log entry of the second approval, while it stands.
    public var approvedAt: Int64?
    /// The payment that it is in, or was paid by.
    public var payment: PaymentPlace?
    /// The log entry that moved its money last, or its first entry.
    public var bookedAt: Int64?
    /// The log entry that changed it last, as ``ClaimVersion`` says; whole only where a request
    /// expects a version.
    public var lastEntry: Int64 = 0
    /// The log entry by which it got its money; nil while it waits in line.
    public var encumberedAt: Int64?
    /// The day of that entry; nil where no command asks for it.
    public var encumberedOn: Day?
    /// The award alone, without supplements.
    public var award = Money.zero
    /// The month in which its money was booked last; nil where no month is closed, so that it does
    /// not matter.
    public var bookedIn: Month?
    /// How often it was put right.
    public var revision = 0
    /// The fund that pays for it.
    public var fundCode: String
    /// Where it counts.
    public var place: TallyPlace
    /// The units bought.
    public var units: Int64
    /// The tax-inclusive price.
    public var sales: Money

    /// A claim.
    public init(
        number: Int64, state: ClaimState, heldFrom: ClaimState? = nil, granted: Money,
        supplements: [String], packIdentifier: String, enteredBy: [String],
        firstReviewer: String? = nil, fundCode: String,
        place: TallyPlace, units: Int64, sales: Money
    ) {
        self.number = number
        self.state = state
        self.heldFrom = heldFrom
        self.granted = granted
        self.award = granted
        self.supplements = supplements
        self.packIdentifier = packIdentifier
        self.enteredBy = enteredBy
        self.firstReviewer = firstReviewer
        self.fundCode = fundCode
        self.place = place
        self.units = units
        self.sales = sales
    }

    /// What a request that names the claim as it saw it is held against.
    public var version: ClaimVersion { ClaimVersion(state: state, entry: lastEntry) }

    /// Goes where a step leads, remembering what later steps need to know of it.
    public mutating func take(
        _ step: ClaimStep, to target: ClaimState, by actor: String, at logIndex: Int64,
        in place: PaymentPlace? = nil
    ) {
        heldFrom = target == .held ? state : nil
        lastEntry = logIndex
        if state.account != target.account || step == .resubmit { bookedAt = logIndex }
        if step == .promote { encumberedAt = logIndex }
        if step == .approve, state == .submitted { firstReviewer = actor }
        if step == .approve, target == .approved { approvedAt = logIndex }
        if target == .submitted { (firstReviewer, approvedAt) = (nil, nil) }
        if step == .resubmit {
            enteredBy.append(actor)
            revision += 1
        }
        switch step {
        case .schedule: payment = place
        case .unschedule, .fail: payment = nil
        default: break
        }
        state = target
    }

    /// The duty that stands against a person's taking a step; nil when none does.
    public func breach(of step: ClaimStep, by person: CommandContext) -> RefusalCode? {
        if step.isReview, enteredBy.contains(where: person.isActor) { return .ownEntry }
        if step == .approve, state == .firstApproved, let firstReviewer,
            person.isActor(firstReviewer)
        {
            return .sameReviewer
        }
        return nil
    }

    /// What it adds to its tally cells.
    func sums(in state: WorkingSet) -> TallySums {
        TallySums(
            claims: parent == nil ? 1 : 0, units: units, sales: sales, subsidy: granted,
            borne: state.borne(granted, by: fundCode))
    }
}

/// The values of a claim that tallies group by.
public struct TallyPlace: Hashable, Sendable {
    /// The programme.
    public var programme: Programme
    /// The day of the sale.
    public var soldOn: Day
    /// The class for tallies.
    public var classKey: String
    /// The town's key.
    public var townKey: String
    /// The dealer's credit code.
    public var dealerCode: String

    /// A place.
    public init(
        programme: Programme, soldOn: Day, classKey: String, townKey: String, dealerCode: String
    ) {
        self.programme = programme
        self.soldOn = soldOn
        self.classKey = classKey
        self.townKey = townKey
        self.dealerCode = dealerCode
    }

    /// The cells of claims in a state.
    public func keys(_ state: ClaimState) -> [TallyKey] {
        TallyKey.keys(
            programme: programme, soldOn: soldOn, classKey: classKey, townKey: townKey,
            dealerCode: dealerCode, state: state)
    }
}

/// A supplement to be granted: the claim, and what the active pack decides for it today.
public struct PreparedSupplement: Sendable {
    /// The claim's number.
    public var number: Int64
    /// The claim decided again, on the facts that its log entry holds.
    public var determination: Determination
    /// Those facts, as the log holds them.
    public var factsJSON: [UInt8]

    /// A claim decided again.
    public init(number: Int64, determination: Determination, register: ItemClassRegister) {
        self.number = number
        self.determination = determination
        var json = CanonicalJSON(capacity: 384)
        determination.facts.appendJSON(to: &json, register: register)
        factsJSON = json.bytes
    }
}

/// A supplement as it goes into the ledger.
public struct NewSupplement: Hashable, Sendable {
    /// The claim's number.
    public var number: Int64
    /// The rule's code.
    public var code: String
    /// The amount; above zero.
    public var amount: Money
    /// The pack that granted it.
    public var packSha256: String
    /// Its entry in the log.
    public var logIndex: Int64

    /// A supplement.
    public init(
        number: Int64, code: String, amount: Money, packSha256: String, logIndex: Int64
    ) {
        self.number = number
        self.code = code
        self.amount = amount
        self.packSha256 = packSha256
        self.logIndex = logIndex
    }
}
