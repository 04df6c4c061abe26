/// Money to be moved into, between or out of funds; one person orders it, another releases it.
public struct MoneyOrder: Hashable, Sendable {
    /// What is moved.
    public enum Kind: String, Sendable, CaseIterable {
        /// From above into a fund.
        case appropriation
        /// From the fund's parent into the fund.
        case allocation
        /// Back: from the fund to its parent, or out of a fund that has none.
        case recall

        /// The kind's name.
        public var title: LocalizedText {
            switch self {
            case .appropriation: LocalizedText(zh: "下达", en: "Appropriation")
            case .allocation: LocalizedText(zh: "切块", en: "Sub-allocation")
            case .recall: LocalizedText(zh: "收回", en: "Recall")
            }
        }
    }

    /// The document's number; it counts once.
    public var reference: String
    /// What is moved.
    public var kind: Kind
    /// The fund that receives it, or gives it back.
    public var fundCode: String
    /// How much.
    public var amount: Money

    /// An order.
    public init(reference: String, kind: Kind, fundCode: String, amount: Money) {
        self.reference = reference
        self.kind = kind
        self.fundCode = fundCode
        self.amount = amount
    }

    /// The order as canonical JSON.
    var body: [UInt8] {
        canonicalObject { json in
            json.field("amountFen", amount.fen)
            json.field("fund", fundCode)
            json.field("order", kind.rawValue)
            json.field("reference", reference)
        }
    }
}

/// How an order stands in the ledger.
public struct StandingOrder: Hashable, Sendable {
    /// The order.
    public var order: MoneyOrder
    /// Who ordered it.
    public var maker: String
    /// Who released it; nil while nobody has.
    public var checker: String?

    /// An order with its maker.
    public init(order: MoneyOrder, maker: String, checker: String? = nil) {
        self.order = order
        self.maker = maker
        self.checker = checker
    }
}
