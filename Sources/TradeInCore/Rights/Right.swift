/// How a right stands.
public enum RightState: String, Sendable, CaseIterable {
    /// Drawn; its money is kept until the end of its last day.
    case reserved
    /// A claim was submitted on it.
    case used
    /// Its last day went by.
    case lapsed
    /// Given back before its last day.
    case cancelled

    /// The state's name.
    public var title: LocalizedText {
        switch self {
        case .reserved: LocalizedText(zh: "有效", en: "Reserved")
        case .used: LocalizedText(zh: "已使用", en: "Used")
        case .lapsed: LocalizedText(zh: "已失效", en: "Lapsed")
        case .cancelled: LocalizedText(zh: "已取消", en: "Cancelled")
        }
    }
}

/// Why a right was given back before its last day.
public enum RightCancelReason: String, Sendable, CaseIterable {
    /// The applicant asked for it.
    case applicantRequest = "applicant-request"
    /// The sale did not come about.
    case noSale = "no-sale"
    /// It was drawn for the wrong person, class or price.
    case drawnInError = "drawn-in-error"
    /// The shop has not the goods, and no other of their class.
    case goodsUnavailable = "goods-unavailable"

    /// The reason as people read it.
    public var title: LocalizedText {
        switch self {
        case .applicantRequest: LocalizedText(zh: "申领人要求", en: "the applicant asks for it")
        case .noSale: LocalizedText(zh: "没有成交", en: "the sale did not come about")
        case .drawnInError: LocalizedText(zh: "领取有误", en: "drawn in error")
        case .goodsUnavailable: LocalizedText(zh: "没有货", en: "the goods are not to be had")
        }
    }
}

/// The number of a right as people see it: `TR000000018`, its last digit a check digit.
public struct RightID: Hashable, Sendable {
    /// Its place in the ledger, from 1.
    public var number: Int64

    /// The right with this place.
    public init(number: Int64) { self.number = number }

    /// The number as shown.
    public var text: String { CheckedNumber.text(number, prefix: "TR") }

    /// Reads a number as shown, or a bare place; nil when the check digit is wrong.
    public init?(text: String) {
        guard let number = CheckedNumber.number(text, prefix: "TR") else { return nil }
        self.number = number
    }
}

/// A right to a subsidy that was drawn before the sale, as commands on it need it.
public struct StandingRight: Hashable, Sendable {
    /// Its number.
    public var number: Int64
    /// The programme.
    public var programme: Programme
    /// The fund that keeps the money.
    public var fundCode: String
    /// The money kept.
    public var amount: Money
    /// The dealer that drew it.
    public var dealerCode: String
    /// Tells person, programme and class apart.
    public var holder: BlindDigest
    /// The day it was drawn.
    public var reservedOn: Day
    /// The last day on which a claim can be submitted on it, to 23:59:59.
    public var lastDay: Day
    /// How it stands.
    public var state: RightState
    /// The log entry that drew it.
    public var logIndex: Int64

    /// A right.
    public init(
        number: Int64, programme: Programme, fundCode: String, amount: Money, dealerCode: String,
        holder: BlindDigest, reservedOn: Day, lastDay: Day, state: RightState, logIndex: Int64
    ) {
        self.number = number
        self.programme = programme
        self.fundCode = fundCode
        self.amount = amount
        self.dealerCode = dealerCode
        self.holder = holder
        self.reservedOn = reservedOn
        self.lastDay = lastDay
        self.state = state
        self.logIndex = logIndex
    }
}

/// A right to be drawn, with all that can be worked out before the ledger is asked.
public final class PreparedRight: Sendable {
    /// What was handed in: programme, person, dealer, and as much of the goods as is known.
    public let claim: Claim
    /// What the pack says as far as it can; its amount is what is kept.
    public let determination: Determination
    /// The digest of dealer and reference.
    public let refDigest: BlindDigest
    /// The digest of the whole body.
    public let bodyDigest: BlindDigest
    /// Tells person, programme and class apart.
    public let holder: BlindDigest
    /// Counts the person's draws of the class in the year.
    public let draws: BlindDigest
    /// The limits of the claim that may follow.
    public let limits: [PreparedLimit]
    /// The personal record, sealed.
    public let sealed: SealedRecord
    /// The class for tallies.
    public let classKey: String
    let commitment: String
    let factsJSON: [UInt8]

    init(
        claim: Claim, determination: Determination, refDigest: BlindDigest,
        bodyDigest: BlindDigest, holder: BlindDigest, draws: BlindDigest, limits: [PreparedLimit],
        sealed: SealedRecord, classKey: String, commitment: String, factsJSON: [UInt8]
    ) {
        self.claim = claim
        self.determination = determination
        self.refDigest = refDigest
        self.bodyDigest = bodyDigest
        self.holder = holder
        self.draws = draws
        self.limits = limits
        self.sealed = sealed
        self.classKey = classKey
        self.commitment = commitment
        self.factsJSON = factsJSON
    }
}

/// A right as it goes into the ledger.
public struct NewRight: Sendable {
    /// The right.
    public var right: StandingRight
    /// What it was drawn with.
    public var prepared: PreparedRight
    /// Who drew it.
    public var actor: String
}

/// A right that is used, lapsed or cancelled.
public struct EndedRight: Hashable, Sendable {
    /// Its number.
    public var number: Int64
    /// How it ended.
    public var state: RightState
    /// The claim that used it.
    public var claim: Int64?
}

extension PackSource {
    /// For how many natural days a right is good, the day of drawing counted; nil where the pack
    /// offers none.
    public var reserveDays: Int? { deadlines.first { $0.key == "reserveDays" }?.value }

    /// How often a person may draw a right of a class in a year; nil without a limit.
    public var drawsPerClass: Int? { deadlines.first { $0.key == "drawsPerClass" }?.value }
}

extension PolicyPack {
    /// What a claim with these facts would earn, as far as they go: requirements that need a fact
    /// that is not known yet are left for the claim.
    ///
    /// - Parameters:
    ///   - facts: what is known before the sale.
    ///   - day: the day of law.
    ///   - found: findings of reading; errors among them refuse.
    /// - Returns: the determination; ineligible where a requirement that can be decided fails.
    public func determineRight(
        _ facts: FactSet, on day: Day, found: [Finding] = []
    ) -> Determination {
        let whole = determine(facts, on: day, found: found)
        guard whole.undecided != 0 else { return whole }
        let open = Set(
            whole.findings.filter { $0.code == "field-missing" && $0.severity == .error })
        let rest = whole.findings.filter { !open.contains($0) }
        var right = whole
        right.findings = rest
        guard !rest.contains(where: { $0.severity == .error }) else { return right }
        return award(right)
    }
}
