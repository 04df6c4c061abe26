import GRDB
import TradeInCore

/// Postings and balances against the log.
extension VerifyRun {
    mutating func postingsAndBalances() throws {
        let rows = try HotStatement(
            database,
            """
            SELECT logIndex, fund.code, kind, amountFen
            FROM posting JOIN account USING (accountId) JOIN fund USING (fundId) ORDER BY postingId
            """)
        var place = 0
        var sums: [String: Int64] = [:]
        while try rows.step() {
            let account = rows.text(1) + "/" + rows.text(2)
            let amount = rows.integer(3)
            // A forged amount may be anything; it must be reported, not stop the report.
            sums[account, default: 0] &+= amount
            let logged = place < postings.count ? postings[place] : nil
            place += 1
            report.postings += 1
            guard let logged, logged.logIndex == rows.integer(0),
                logged.posting.amount.fen == amount,
                logged.posting.fundCode + "/" + logged.posting.account.key == account
            else {
                report.add(
                    "posting-differs", "posting \(place)", zh: "分录与日志不符。",
                    en: "The posting does not agree with the log.")
                continue
            }
        }
        if place < postings.count {
            report.add(
                "posting-missing", "posting \(place + 1)",
                zh: "日志中有\(postings.count - place)笔分录不在账本中。",
                en: "\(postings.count - place) postings of the log are not in the ledger.")
        }
        if sums.values.reduce(0, &+) != 0 {
            report.add(
                "sum-not-zero", "posting", zh: "分录合计不为零。", en: "The postings do not sum to zero.")
        }
        try balances(sums)
    }

    private mutating func balances(_ sums: [String: Int64]) throws {
        let rows = try HotStatement(
            database, "SELECT code, kind, postingSumFen FROM account JOIN fund USING (fundId)")
        while try rows.step() {
            let account = rows.text(0) + "/" + rows.text(1)
            let expected = sums[account] ?? 0
            guard expected != rows.integer(2) else { continue }
            report.add(
                "balance-differs", account,
                zh:
                    "余额应为\(Money(fen: expected).groupedText)，实为\(Money(fen: rows.integer(2)).groupedText)。",
                en: "The balance should be \(Money(fen: expected).groupedText), "
                    + "is \(Money(fen: rows.integer(2)).groupedText).")
        }
    }
}
