import GRDB
import TradeInCore

/// Counts all tally cells anew from the rows of claims, in one pass.
enum TallyRecount {
    /// The cells that the claims of a ledger make.
    static func cells(_ database: Database) throws -> [TallyKey: TallySums] {
        let shares = try shares(database)
        let rows = try HotStatement(
            database,
            """
            SELECT programme, soldOn, classKey, claim.townKey, dealer.code, claim.state,
                parentId, units, priceFen, amountFen + coalesce((SELECT sum(amountFen)
                    FROM supplement WHERE supplement.claimId = claim.claimId), 0), fundId
            FROM claim JOIN dealer USING (dealerId)
            """)
        var cells: [TallyKey: TallySums] = [:]
        while try rows.step() {
            guard let programme = Programme(rawValue: rows.text(0)),
                case .success(let soldOn) = Day.parse(rows.text(1)),
                let state = ClaimState(rawValue: rows.text(5))
            else { throw LedgerFailure.corrupt("claim") }
            let sums = sums(
                isAward: !rows.isNull(6), units: rows.integer(7), price: rows.integer(8),
                amount: rows.integer(9), shares[rows.integer(10)] ?? FundingShares())
            for key in TallyKey.keys(
                programme: programme, soldOn: soldOn, classKey: rows.text(2),
                townKey: rows.text(3), dealerCode: rows.text(4), state: state)
            { cells[key, default: TallySums()] += sums }
        }
        return cells
    }

    /// What a claim, or an award that a rise added, adds to its cells.
    ///
    /// A forged amount must be told, not stop the count; a sane one is never cut.
    static func sums(
        isAward: Bool, units: Int64, price: Int64, amount: Int64, _ shares: FundingShares
    ) -> TallySums {
        let amount = Money(fen: sane(amount))
        return TallySums(
            claims: isAward ? 0 : 1, units: sane(units), sales: Money(fen: sane(price)),
            subsidy: amount, borne: BorneShares(of: amount, by: shares))
    }

    /// A thousandth of what a sum may come to, so that no sum of rows is too large.
    private static func sane(_ value: Int64) -> Int64 { min(max(value, 0), 1_000_000_000_000_000) }

    private static func shares(_ database: Database) throws -> [Int64: FundingShares] {
        let rows = try HotStatement(database, "SELECT fundId, shares FROM fund")
        var shares: [Int64: FundingShares] = [:]
        while try rows.step() { shares[rows.integer(0)] = FundingShares(text: rows.text(1)) }
        return shares
    }
}
