/// The name of a cell of the books: postings of a month to an account, and why they were made.
public struct MonthKey: Hashable, Sendable {
    /// The accounting month.
    public var month: Month
    /// The closed month whose money the postings put right; nil for the month's own business.
    public var corrects: Month?
    /// The fund.
    public var fundCode: String
    /// The programme of the claims; nil for money that is ordered into, between or out of funds.
    public var programme: Programme?
    /// The account.
    public var account: AccountKind

    /// A cell's name.
    public init(
        month: Month, corrects: Month?, fundCode: String, programme: Programme?,
        account: AccountKind
    ) {
        self.month = month
        self.corrects = corrects
        self.fundCode = fundCode
        self.programme = programme
        self.account = account
    }

    /// Cells in the order that the books and the log have them in.
    public static func precedes(_ left: MonthKey, _ right: MonthKey) -> Bool {
        left.order.lexicographicallyPrecedes(right.order)
    }

    private var order: [String] {
        [
            month.text, fundCode, programme?.rawValue ?? "", String(account.rawValue),
            corrects?.text ?? "",
        ]
    }
}

/// What the postings of a cell come to.
public struct MonthSums: Hashable, Sendable {
    /// Debits; not negative.
    public var debit = Money.zero
    /// Credits, as a figure that is not negative.
    public var credit = Money.zero
    /// How many postings.
    public var postings: Int64 = 0

    /// Nothing posted.
    public init() {}

    /// The given sums.
    public init(debit: Money, credit: Money, postings: Int64) {
        self.debit = debit
        self.credit = credit
        self.postings = postings
    }

    /// Takes up a posting: debits positive, credits negative.
    public mutating func add(_ amount: Money) {
        if amount > .zero { debit += amount } else { credit += -amount }
        postings += 1
    }

    /// Adds the other's sums to this one's.
    public static func += (left: inout MonthSums, right: MonthSums) {
        left.debit += right.debit
        left.credit += right.credit
        left.postings += right.postings
    }
}

/// The month that an entry is booked in, and the closed month that it puts right.
public struct Booking: Hashable, Sendable {
    /// The accounting month.
    public var month: Month
    /// The closed month whose money is put right; nil for the month's own business.
    public var corrects: Month?

    /// A booking.
    public init(month: Month, corrects: Month? = nil) {
        self.month = month
        self.corrects = corrects
    }
}

/// How a month that is drafted or closed stands.
public struct StandingMonth: Hashable, Sendable {
    /// Who drafted it last.
    public var maker: String
    /// Who closed it; nil while nobody has.
    public var checker: String?

    /// A month with its maker.
    public init(maker: String, checker: String? = nil) {
        self.maker = maker
        self.checker = checker
    }
}
