import GRDB
import TradeInCore

/// Loads the funds with their accounts, and those who wait in line for their money.
extension Prefetch {
    mutating func loadFunds() throws {
        let rows = try HotStatement(
            database,
            """
            SELECT fund.fundId, code, zh, en, year, scope, accountId, kind, postingSumFen, shares,
                (SELECT above.code FROM fund AS above WHERE above.fundId = fund.parentId)
            FROM fund JOIN account ON account.fundId = fund.fundId
            """)
        while try rows.step() {
            let code = rows.text(1)
            guard let scope = FundScope(key: rows.text(5)),
                let kind = AccountKind.allCases.first(where: { $0.key == rows.text(7) })
            else { throw LedgerFailure.corrupt("fund \(code)") }
            identifiers.funds[code] = rows.integer(0)
            identifiers.accounts[.init(fundCode: code, kind: kind)] = rows.integer(6)
            let title = LocalizedText(zh: rows.text(2), en: rows.text(3))
            guard let shares = FundingShares(text: rows.text(9)) else {
                throw LedgerFailure.corrupt("fund \(code)")
            }
            state.funds[
                code,
                default: Fund(
                    code: code, title: title, year: Int(rows.integer(4)), scope: scope,
                    parent: rows.isNull(10) ? nil : rows.text(10), shares: shares)
            ].load(kind, postingSum: rows.integer(8))
        }
    }

    /// The first claim in line of each fund, which is all that a new claim needs to know.
    mutating func loadHeadsOfLines() throws {
        let rows = try HotStatement(
            database,
            """
            SELECT code, (SELECT min(claimId) FROM claim
                WHERE claim.fundId = fund.fundId AND state = 'waitlisted') FROM fund
            """)
        while try rows.step() {
            if !rows.isNull(1) { state.lines[rows.text(0)] = [rows.integer(1)] }
        }
    }

    /// A fund's line as far as the money reaches that it has or that the batch brings, and the
    /// first claim beyond, which holds up the rest.
    mutating func loadLine(_ fundCode: String, _ brought: Money) throws {
        guard let fund = state.funds[fundCode], state.lines[fundCode] != nil else { return }
        let rows = try HotStatement(
            database,
            """
            SELECT claimId FROM claim JOIN fund USING (fundId)
            WHERE code = ? AND claim.state = 'waitlisted' ORDER BY claimId LIMIT 10000
            """)
        rows.bind(1, fundCode)
        var left = fund.balance(.available) + brought
        state.lines[fundCode] = []
        while left >= .zero, try rows.step() {
            let number = rows.integer(0)
            try loadStanding(number)
            state.lines[fundCode]?.append(number)
            left = left - (state.standing[number]?.granted ?? .zero)
        }
        rows.reset()
    }
}
