/// An account of a fund (budgetary double entry, `Docs/GLOSSARY.md`).
///
/// Every account is a debit account but `appropriation`, the source of the money:
/// its postings are credits. Balances are shown on the account's own side, so none
/// is ever negative.
public enum AccountKind: Int, Sendable, CaseIterable {
    case appropriation = 1
    case available, encumbered, payable, paid, receivable

    /// The account's key in files and in the log.
    public var key: String { Self.keys[rawValue - 1] }

    /// Asked for with every posting, so that no description is made each time.
    private static let keys: [String] = allCases.map { String(describing: $0) }

    /// 1 where a debit raises the balance, -1 where a credit does.
    public var side: Int64 { self == .appropriation ? -1 : 1 }

    /// The account's name.
    public var title: LocalizedText {
        switch self {
        case .appropriation: LocalizedText(zh: "下达", en: "Appropriated")
        case .available: LocalizedText(zh: "可用", en: "Available")
        case .encumbered: LocalizedText(zh: "预占", en: "Encumbered")
        case .payable: LocalizedText(zh: "应付", en: "Payable")
        case .paid: LocalizedText(zh: "已付", en: "Paid")
        case .receivable: LocalizedText(zh: "应收", en: "Receivable")
        }
    }
}

/// What a fund pays for: one programme, or all programmes of a category.
public enum FundScope: Hashable, Sendable {
    case programme(Programme)
    case category(Category)
    /// Everything of the year: the root of a county's funds.
    case county

    /// The scope's key: `digital`, or `category:appliance`, since a programme and a
    /// category may share a word.
    public var key: String {
        switch self {
        case .programme(let programme): programme.rawValue
        case .category(let category): "category:" + category.rawValue
        case .county: "county"
        }
    }

    /// How wide the scope is: the narrowest fund that covers a claim pays for it.
    public var width: Int {
        switch self {
        case .programme: 0
        case .category: 1
        case .county: 2
        }
    }

    /// The scope with this key; a bare word that is both means the category.
    public init?(key: String) {
        if key.hasPrefix("category:"), let category = Category(rawValue: String(key.dropFirst(9))) {
            self = .category(category)
        } else if let programme = Programme(rawValue: key) {
            self = .programme(programme)
        } else if key == Self.county.key {
            self = .county
        } else {
            return nil
        }
    }

    /// The scope that a person means: a bare word that names both is the category.
    public init?(named text: String) {
        if let category = Category(rawValue: text) {
            self = .category(category)
        } else if let programme = Programme(named: text) {
            self = .programme(programme)
        } else {
            self.init(key: text)
        }
    }

    /// Whether the scope holds a programme.
    public func covers(_ programme: Programme) -> Bool {
        switch self {
        case .programme(let own): own == programme
        case .category(let category): programme.category == category
        case .county: true
        }
    }

    /// The scope's name.
    public var title: LocalizedText {
        switch self {
        case .programme(let programme): programme.title
        case .category(let category): category.title
        case .county: LocalizedText(zh: "全县", en: "Whole county")
        }
    }
}

/// Money set aside for one programme year and one scope, with its accounts.
public struct Fund: Hashable, Sendable {
    /// The fund's own code, unique in the ledger.
    public var code: String
    /// The name.
    public var title: LocalizedText
    /// The programme year: the year of the sale.
    public var year: Int
    /// What it pays for.
    public var scope: FundScope
    /// The code of the fund that it is a part of; nil for a root.
    public var parent: String?
    /// Who bears what it pays; empty where that is not settled.
    public var shares: FundingShares
    /// Sums of postings by account: debits positive, credits negative.
    private var postings: [Int64]

    /// A fund without money.
    public init(
        code: String, title: LocalizedText, year: Int, scope: FundScope, parent: String? = nil,
        shares: FundingShares = FundingShares()
    ) {
        self.code = code
        self.title = title
        self.year = year
        self.scope = scope
        self.parent = parent
        self.shares = shares
        self.postings = [Int64](repeating: 0, count: AccountKind.allCases.count)
    }

    /// The balance of an account on its own side; never negative.
    public func balance(_ account: AccountKind) -> Money {
        Money(fen: postings[account.rawValue - 1] * account.side)
    }

    /// The signed sum of an account's postings.
    public func postingSum(_ account: AccountKind) -> Int64 { postings[account.rawValue - 1] }

    /// Sets the signed sum of an account's postings, as loaded from the store.
    public mutating func load(_ account: AccountKind, postingSum: Int64) {
        precondition(postingSum * account.side >= 0, "a stored balance is never negative")
        postings[account.rawValue - 1] = postingSum
    }

    /// Moves money between two accounts.
    ///
    /// - Returns: the two postings, or nil when `source` holds less than `amount`; then
    ///   nothing has changed.
    mutating func transfer(_ amount: Money, from source: AccountKind, to target: AccountKind)
        -> [Posting]?
    {
        precondition(
            amount.fen > 0 && source != target, "a transfer moves money between two accounts")
        guard let out = take(amount, from: source) else { return nil }
        return [out, put(amount, into: target)]
    }

    /// Takes money out of an account; nil when it holds less, and then nothing has changed.
    ///
    /// The other half of the transfer must follow: only whole transfers leave a ledger balanced.
    mutating func take(_ amount: Money, from account: AccountKind) -> Posting? {
        precondition(amount.fen > 0, "a transfer moves money")
        guard account == .appropriation || balance(account) >= amount else { return nil }
        postings[account.rawValue - 1] -= amount.fen
        return Posting(fundCode: code, account: account, amount: -amount)
    }

    /// Puts money into an account: the second half of a transfer.
    mutating func put(_ amount: Money, into account: AccountKind) -> Posting {
        precondition(amount.fen > 0, "a transfer moves money")
        postings[account.rawValue - 1] += amount.fen
        // An appropriation that is taken back may not leave more taken back than was given.
        precondition(balance(account).fen >= 0, "no account is negative on its own side")
        return Posting(fundCode: code, account: account, amount: amount)
    }
}

/// One side of a transfer; immutable once written.
public struct Posting: Hashable, Sendable {
    /// The fund.
    public var fundCode: String
    /// The account.
    public var account: AccountKind
    /// Debits positive, credits negative.
    public var amount: Money

    /// A posting.
    public init(fundCode: String, account: AccountKind, amount: Money) {
        self.fundCode = fundCode
        self.account = account
        self.amount = amount
    }
}
