import GRDB
import TradeInCore

/// A right as lists show it.
public struct RightRow: Hashable, Sendable {
    /// Its number.
    public var id: RightID
    /// The programme.
    public var programme: Programme
    /// The class for tallies.
    public var classKey: String
    /// The dealer that drew it.
    public var dealerCode: String
    /// The fund that keeps its money.
    public var fundCode: String
    /// The money kept.
    public var amount: Money
    /// The last day, ISO.
    public var lastDay: String
    /// How it stands.
    public var state: RightState
    /// The claim that used it.
    public var claim: ClaimID?
}

extension LedgerStore {
    /// A page of rights in order of number.
    ///
    /// - Parameters:
    ///   - state: how they stand; nil for all.
    ///   - dealerCode: the dealer that drew them; nil for all.
    ///   - after: the number of the last right of the page before; 0 for the first page.
    ///   - limit: the most rights.
    /// - Returns: the rights.
    /// - Throws: ``LedgerFailure`` when a row cannot be true.
    public func rights(
        _ state: RightState? = nil, dealerCode: String? = nil, after: Int64 = 0, limit: Int
    ) throws -> [RightRow] {
        try rights(
            "rightId > ?1", "rightId", place: after, state, dealerCode: dealerCode, limit: limit)
    }

    /// A page of rights, newest first.
    ///
    /// - Parameters:
    ///   - state: how they stand; nil for all.
    ///   - dealerCode: the dealer that drew them; nil for all.
    ///   - before: the number of the last right of the page before; nil for the first page.
    ///   - limit: the most rights.
    /// - Returns: the rights, in falling order of number.
    /// - Throws: ``LedgerFailure`` when a row cannot be true.
    public func rights(
        _ state: RightState?, dealerCode: String?, before: Int64?, limit: Int
    ) throws -> [RightRow] {
        try rights(
            "rightId < ?1", "rightId DESC", place: before ?? Int64.max, state,
            dealerCode: dealerCode, limit: limit)
    }

    private func rights(
        _ condition: String, _ order: String, place: Int64, _ state: RightState?,
        dealerCode: String?, limit: Int
    ) throws -> [RightRow] {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                """
                SELECT rightId, claimRight.programme, classKey, dealer.code, fund.code, amountFen,
                    lastDay, claimRight.state, claimId
                FROM claimRight JOIN dealer USING (dealerId) JOIN fund USING (fundId)
                WHERE \(condition) AND (?2 IS NULL OR claimRight.state = ?2)
                    AND (?3 IS NULL OR dealer.code = ?3) ORDER BY \(order) LIMIT ?4
                """)
            rows.bind(1, place)
            rows.bind(2, state?.rawValue)
            rows.bind(3, dealerCode)
            rows.bind(4, Int64(limit))
            var rights: [RightRow] = []
            while try rows.step() {
                guard let programme = Programme(rawValue: rows.text(1)),
                    let state = RightState(rawValue: rows.text(7))
                else { throw LedgerFailure.corrupt("claimRight \(rows.integer(0))") }
                rights.append(
                    RightRow(
                        id: RightID(number: rows.integer(0)), programme: programme,
                        classKey: rows.text(2), dealerCode: rows.text(3), fundCode: rows.text(4),
                        amount: Money(fen: rows.integer(5)), lastDay: rows.text(6), state: state,
                        claim: rows.isNull(8) ? nil : ClaimID(number: rows.integer(8))))
            }
            return rights
        }
    }
}
