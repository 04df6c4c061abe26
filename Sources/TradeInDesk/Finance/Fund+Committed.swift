import TradeInCore

extension Fund {
    /// Money that claims hold: encumbered, payable, paid and receivable.
    public var committed: Money {
        AccountKind.committed.reduce(Money.zero) { $0 + balance($1) }
    }

    /// The share of the appropriation that claims hold, rounded down; nil without money.
    public var committedPermille: Int? {
        let whole = balance(.appropriation).fen
        guard whole > 0 else { return nil }
        return Int(Int128(committed.fen) * 1000 / Int128(whole))
    }
}

extension AccountKind {
    /// The accounts that hold money for claims.
    public static let committed: [AccountKind] = [.encumbered, .payable, .paid, .receivable]
}
