import GRDB
import TradeInCore

/// The books of months and what bears them, read at one moment.
public struct LedgerBooks: Sendable {
    /// The cells of all months.
    public var cells: [MonthKey: MonthSums]
    /// Months that are drafted or closed.
    public var months: [Month: StandingMonth]
    /// What has been paid, by fund, programme and who bears it.
    public var shares: [ShareRow]
    /// All funds with their balances, in order of year and code.
    public var funds: [Fund]
    /// The log as signed last; nil while it is empty.
    public var checkpoint: Checkpoint?
}

/// What one source of money has borne.
public struct ShareRow: Hashable, Sendable {
    /// The fund.
    public var fundCode: String
    /// The programme.
    public var programme: Programme
    /// Who bears it.
    public var source: FundingSource
    /// How much has been paid and not come back.
    public var amount: Money
}

extension LedgerStore {
    /// Months, shares and funds in one snapshot; sums only, no claim is read.
    ///
    /// - Throws: ``LedgerFailure/corrupt(_:)`` when a row cannot be true.
    public func books() throws -> LedgerBooks {
        try pool.read { database in
            var prefetch = Prefetch(database)
            let funds = try prefetch.load([]).funds.values
                .sorted { ($0.year, $0.code) < ($1.year, $1.code) }
            return LedgerBooks(
                cells: try Self.monthCells(of: nil, database),
                months: try Self.months(database), shares: try Self.shares(database), funds: funds,
                checkpoint: try statement(database))
        }
    }

    static func monthCells(
        of month: Month?, _ database: Database
    ) throws -> [MonthKey: MonthSums] {
        let rows = try HotStatement(
            database,
            """
            SELECT month, corrects, code, programme, account, debitFen, creditFen, postings
            FROM monthCell JOIN fund USING (fundId) WHERE ?1 IS NULL OR month = ?1
            """)
        rows.bind(1, month?.text)
        var cells: [MonthKey: MonthSums] = [:]
        while try rows.step() {
            let corrects = rows.text(1)
            let programme = rows.text(3)
            guard let month = Month(text: rows.text(0)),
                let account = AccountKind.allCases.first(where: { $0.key == rows.text(4) }),
                corrects.isEmpty || Month(text: corrects) != nil,
                programme.isEmpty || Programme(rawValue: programme) != nil
            else { throw LedgerFailure.corrupt("monthCell \(rows.text(0))") }
            let key = MonthKey(
                month: month, corrects: Month(text: corrects), fundCode: rows.text(2),
                programme: Programme(rawValue: programme), account: account)
            cells[key] = MonthSums(
                debit: Money(fen: rows.integer(5)), credit: Money(fen: rows.integer(6)),
                postings: rows.integer(7))
        }
        return cells
    }

    static func months(_ database: Database) throws -> [Month: StandingMonth] {
        let rows = try HotStatement(database, "SELECT month, maker, checker FROM accountingMonth")
        var months: [Month: StandingMonth] = [:]
        while try rows.step() {
            guard let month = Month(text: rows.text(0)) else {
                throw LedgerFailure.corrupt("accountingMonth \(rows.text(0))")
            }
            months[month] = StandingMonth(
                maker: rows.text(1), checker: rows.isNull(2) ? nil : rows.text(2))
        }
        return months
    }

    private static func shares(_ database: Database) throws -> [ShareRow] {
        let rows = try HotStatement(
            database,
            """
            SELECT code, programme, source, sum(amountFen)
            FROM shareCell JOIN payBatch USING (batchId) JOIN fund USING (fundId)
            GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
            """)
        var shares: [ShareRow] = []
        while try rows.step() {
            guard let programme = Programme(rawValue: rows.text(1)),
                let source = FundingSource(rawValue: rows.text(2))
            else { throw LedgerFailure.corrupt("shareCell") }
            shares.append(
                ShareRow(
                    fundCode: rows.text(0), programme: programme, source: source,
                    amount: Money(fen: rows.integer(3))))
        }
        return shares
    }
}
