import GRDB
import TradeInCore

/// A claim as it is given out for counting: no personal data, every value that tallies use.
public struct CountedClaim: Sendable {
    /// Its number.
    public var id: ClaimID
    /// The claim that it adds to; nil unless a later rise granted it.
    public var parent: ClaimID?
    /// The values that tallies group by.
    public var place: TallyPlace
    /// Its state.
    public var state: ClaimState
    /// Units bought.
    public var units: Int64
    /// Tax-inclusive price.
    public var price: Money
    /// The award with what rises added to it.
    public var amount: Money
    /// The fund's code.
    public var fundCode: String
    /// Who bears what the fund pays.
    public var shares: FundingShares
}

extension LedgerStore {
    /// A page of claims and linked awards in order of number.
    ///
    /// - Parameters:
    ///   - after: the number of the last claim of the page before; 0 for the first page.
    ///   - limit: the most claims.
    /// - Returns: the claims.
    /// - Throws: ``LedgerFailure`` when a row cannot be true.
    public func countedClaims(after: Int64 = 0, limit: Int) throws -> [CountedClaim] {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                """
                SELECT claimId, claim.parentId, programme, soldOn, classKey, claim.townKey, dealer.code,
                    claim.state, units, priceFen, amountFen + coalesce((SELECT sum(amountFen)
                        FROM supplement WHERE supplement.claimId = claim.claimId), 0),
                    fund.code, fund.shares
                FROM claim JOIN dealer USING (dealerId) JOIN fund USING (fundId)
                WHERE claimId > ? ORDER BY claimId LIMIT ?
                """)
            rows.bind(1, after)
            rows.bind(2, Int64(limit))
            var claims: [CountedClaim] = []
            while try rows.step() { claims.append(try Self.countedClaim(rows)) }
            return claims
        }
    }

    private static func countedClaim(_ rows: HotStatement) throws -> CountedClaim {
        guard let programme = Programme(rawValue: rows.text(2)),
            case .success(let soldOn) = Day.parse(rows.text(3)),
            let state = ClaimState(rawValue: rows.text(7)),
            let shares = FundingShares(text: rows.text(12))
        else { throw LedgerFailure.corrupt("claim \(rows.integer(0))") }
        return CountedClaim(
            id: ClaimID(number: rows.integer(0)),
            parent: rows.isNull(1) ? nil : ClaimID(number: rows.integer(1)),
            place: TallyPlace(
                programme: programme, soldOn: soldOn, classKey: rows.text(4),
                townKey: rows.text(5), dealerCode: rows.text(6)),
            state: state, units: rows.integer(8), price: Money(fen: rows.integer(9)),
            amount: Money(fen: rows.integer(10)), fundCode: rows.text(11), shares: shares)
    }
}
