/// Payments that go to the bank together: built by one person, released by another.
public struct PayBatch: Hashable, Sendable {
    /// How a batch stands.
    public enum State: String, Sendable, CaseIterable {
        /// Built, waiting for a checker.
        case built
        /// Released: its file may go to the bank, whose confirmations are awaited.
        case released
        /// Not carried out; its claims are payable again.
        case cancelled

        /// The state's name.
        public var title: LocalizedText {
            switch self {
            case .built: LocalizedText(zh: "待复核", en: "Built")
            case .released: LocalizedText(zh: "已复核", en: "Released")
            case .cancelled: LocalizedText(zh: "已撤销", en: "Cancelled")
            }
        }
    }

    /// Its number, from 1.
    public var number: Int64
    /// The programme that it pays for.
    public var programme: Programme
    /// How it stands.
    public var state: State
    /// Who built it.
    public var maker: String
    /// Who released it.
    public var checker: String?
    /// How many payments it has.
    public var count: Int
    /// What they come to.
    public var total: Money
    /// By fund, what the bank has confirmed and not sent back, less what is to be paid back.
    public var paid: [String: Money] = [:]

    /// A batch.
    public init(
        number: Int64, programme: Programme, state: State = .built, maker: String,
        checker: String? = nil, count: Int, total: Money
    ) {
        self.number = number
        self.programme = programme
        self.state = state
        self.maker = maker
        self.checker = checker
        self.count = count
        self.total = total
    }

    /// The number as people see it: `PB000000018`, its last digit a check digit.
    public var text: String { Self.text(number) }

    /// The number as people see it.
    public static func text(_ number: Int64) -> String {
        CheckedNumber.text(number, prefix: "PB")
    }

    /// Reads a number as people see it, or a bare one; nil when its check digit is wrong.
    public static func number(text: String) -> Int64? {
        CheckedNumber.number(text, prefix: "PB")
    }
}

/// A payment within a batch.
public struct PaymentPlace: Hashable, Sendable {
    /// The batch.
    public var batch: Int64
    /// The line, from 1.
    public var line: Int

    /// A line of a batch.
    public init(batch: Int64, line: Int) {
        self.batch = batch
        self.line = line
    }
}

/// How a payment stands.
public enum PaymentState: String, Sendable, CaseIterable {
    /// In a batch, not confirmed yet.
    case scheduled
    /// Confirmed by the bank.
    case paid
    /// Refused or sent back by the bank.
    case failed
    /// In a batch that was not carried out.
    case cancelled

    /// The state's name.
    public var title: LocalizedText {
        switch self {
        case .scheduled: LocalizedText(zh: "待确认", en: "Scheduled")
        case .paid: LocalizedText(zh: "已付", en: "Paid")
        case .failed: LocalizedText(zh: "失败", en: "Failed")
        case .cancelled: LocalizedText(zh: "已撤销", en: "Cancelled")
        }
    }
}

/// A payment that stands in a batch.
public struct StandingPayment: Hashable, Sendable {
    /// Where.
    public var place: PaymentPlace
    /// How much.
    public var amount: Money
    /// How it stands.
    public var state: PaymentState
    /// The claims whose awards it pays.
    public var claims: [Int64]

    /// A payment.
    public init(place: PaymentPlace, amount: Money, state: PaymentState, claims: [Int64]) {
        self.place = place
        self.amount = amount
        self.state = state
        self.claims = claims
    }
}

/// A claim that may be paid, as it was seen when the batch was prepared.
public struct PayableClaim: Hashable, Sendable {
    /// The claim.
    public var number: Int64
    /// The log entry of the approval that stands.
    public var approvedAt: Int64

    /// A payable claim.
    public init(number: Int64, approvedAt: Int64) {
        self.number = number
        self.approvedAt = approvedAt
    }
}

/// A batch to be built: one payment per payee, each with its claims in order of approval.
public struct PreparedBatch: Sendable {
    /// Whom a payment goes to.
    public enum Payee: Hashable, Sendable {
        /// A dealer, who advanced the subsidies.
        case dealer(String)
        /// An applicant, told apart by a digest of name, account and bank.
        case applicant(BlindDigest)
    }

    /// A payee with the claims to be paid.
    public struct Payment: Sendable {
        /// The payee.
        public var payee: Payee
        /// The claims.
        public var claims: [PayableClaim]

        /// A payment.
        public init(payee: Payee, claims: [PayableClaim]) {
            self.payee = payee
            self.claims = claims
        }
    }

    /// The programme; every claim is of it.
    public var programme: Programme
    /// The reference that makes a repeated command the same one.
    public var reference: String
    /// The payments in order.
    public var payments: [Payment]

    /// A batch to be built.
    public init(programme: Programme, reference: String, payments: [Payment]) {
        self.programme = programme
        self.reference = reference
        self.payments = payments
    }
}

/// A payment as it goes into the ledger.
public struct NewPayment: Sendable {
    /// Where it stands.
    public var place: PaymentPlace
    /// Whom it goes to.
    public var payee: PreparedBatch.Payee
    /// How much.
    public var amount: Money
    /// What it pays, claim by claim.
    public var items: [(claim: Int64, amount: Money)]
}

/// What a batch paid out of one fund.
public struct BatchFund: Hashable, Sendable {
    /// The batch.
    public var batch: Int64
    /// The fund.
    public var fundCode: String
}
