import GRDB
import TradeInCore

/// Rows of the months' books, and of their closing.
extension Persist {
    func write(months: [MonthKey: MonthSums]) throws {
        guard !months.isEmpty else { return }
        let upsert = try HotStatement(
            database,
            """
            INSERT INTO monthCell
                (month, fundId, programme, account, corrects, debitFen, creditFen, postings)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (month, fundId, programme, account, corrects) DO UPDATE SET
                debitFen = debitFen + excluded.debitFen,
                creditFen = creditFen + excluded.creditFen, postings = postings + excluded.postings
            """)
        for (key, sums) in months {
            guard let fund = identifiers.funds[key.fundCode] else {
                preconditionFailure("money is booked in a fund that is there")
            }
            upsert.bind(1, key.month.text)
            upsert.bind(2, fund)
            upsert.bind(3, key.programme?.rawValue ?? "")
            upsert.bind(4, key.account.key)
            upsert.bind(5, key.corrects?.text ?? "")
            upsert.bind(6, sums.debit.fen)
            upsert.bind(7, sums.credit.fen)
            upsert.bind(8, sums.postings)
            try upsert.run()
        }
    }

    func draft(_ month: Month, _ maker: String) throws {
        try database.execute(
            sql: """
                INSERT INTO accountingMonth (month, maker) VALUES (?, ?)
                ON CONFLICT (month) DO UPDATE SET maker = excluded.maker
                """,
            arguments: [month.text, maker])
    }

    func close(_ month: Month, _ checker: String) throws {
        try database.execute(
            sql: "UPDATE accountingMonth SET checker = ? WHERE month = ?",
            arguments: [checker, month.text])
    }
}
