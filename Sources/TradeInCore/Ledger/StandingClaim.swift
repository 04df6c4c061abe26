/// A claim that stands in the ledger, as far as commands on it need.
public struct StandingClaim: Hashable, Sendable {
    /// Its state.
    public var state: ClaimState
    /// The award and its supplements together.
    public var granted: Money
    /// The codes of its supplements.
    public var supplements: [String]
    /// The dealer's credit code.
    public var dealerCode: String
    /// The town's key.
    public var townKey: String
    /// The fund that pays for it.
    public var fundCode: String
    /// The tally cells that it counts in.
    public var tallyKeys: [TallyKey]

    /// A claim.
    public init(
        state: ClaimState, granted: Money, supplements: [String], dealerCode: String,
        townKey: String, fundCode: String, tallyKeys: [TallyKey]
    ) {
        self.dealerCode = dealerCode
        self.townKey = townKey
        self.state = state
        self.granted = granted
        self.supplements = supplements
        self.fundCode = fundCode
        self.tallyKeys = tallyKeys
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
