import GRDB
import TradeInCore

/// Money of claims against money of funds, and payments against claims.
extension VerifyRun {
    /// Each account of each fund holds just what the awards of the claims in its states come to.
    mutating func claimsAgainstFunds() throws {
        let rows = try HotStatement(
            database,
            """
            SELECT fund.code, claim.state, sum(amountFen + coalesce((SELECT sum(amountFen)
                FROM supplement WHERE supplement.claimId = claim.claimId), 0))
            FROM claim JOIN fund USING (fundId) GROUP BY 1, 2
            UNION ALL SELECT code, 'submitted', sum(amountFen) FROM claimRight JOIN fund USING (fundId)
            WHERE state = 'reserved' GROUP BY 1
            """)
        var expected: [String: Int64] = [:]
        while try rows.step() {
            guard let account = ClaimState(rawValue: rows.text(1))?.account else { continue }
            expected[rows.text(0) + "/" + account.key, default: 0] &+= rows.integer(2)
        }
        let accounts = try HotStatement(
            database,
            """
            SELECT code, kind, postingSumFen FROM account JOIN fund USING (fundId)
            WHERE kind IN ('encumbered', 'payable', 'paid', 'receivable')
            """)
        while try accounts.step() {
            let name = accounts.text(0) + "/" + accounts.text(1)
            let awards = expected[name] ?? 0
            guard awards != accounts.integer(2) else { continue }
            report.add(
                "claims-differ", name,
                zh:
                    "申领合计\(Money(fen: awards).groupedText)，账户为\(Money(fen: accounts.integer(2)).groupedText)。",
                en: "Its claims come to \(Money(fen: awards).groupedText), the account holds "
                    + "\(Money(fen: accounts.integer(2)).groupedText).")
        }
    }

    /// Payments say what their claims say, batches what their payments say, and shares add up.
    mutating func payments() throws {
        let checks: [(sql: String, code: String, text: LocalizedText)] = [
            (
                """
                SELECT count(*) FROM (SELECT batchId, line, amountFen FROM payment EXCEPT
                    SELECT batchId, line, sum(amountFen) FROM paymentItem GROUP BY 1, 2)
                """, "payment-differs",
                LocalizedText(zh: "付款金额与所含申领不符", en: "Payments differ from their claims")
            ),
            (
                """
                SELECT count(*) FROM (SELECT batchId, paymentCount, totalFen FROM payBatch EXCEPT
                    SELECT batchId, count(*), sum(amountFen) FROM payment GROUP BY 1)
                """, "batch-differs",
                LocalizedText(zh: "批次合计与付款不符", en: "Batches differ from their payments")
            ),
            (
                """
                SELECT count(*) FROM paymentItem JOIN payment USING (batchId, line)
                    JOIN claim USING (claimId)
                WHERE isLive <> (payment.state IN ('scheduled', 'paid')) OR (isLive AND NOT (
                    (payment.state = 'scheduled' AND claim.state = 'scheduled') OR
                    (payment.state = 'paid' AND claim.state IN ('paid', 'clawbackDue', 'clawedBack'))))
                """, "payment-state-differs",
                LocalizedText(zh: "付款状态与申领不符", en: "Payments and claims disagree on what is paid")
            ),
            (
                """
                SELECT count(*) FROM (SELECT batchId, claim.fundId, sum(paymentItem.amountFen)
                    FROM paymentItem JOIN claim USING (claimId)
                    WHERE isLive AND claim.state = 'paid' GROUP BY 1, 2
                    EXCEPT SELECT batchId, fundId, sum(amountFen) FROM shareCell GROUP BY 1, 2)
                """, "shares-differ",
                LocalizedText(zh: "资金分担与已付金额不符", en: "Shares do not add up to what was paid")
            ),
            (
                """
                SELECT count(*) FROM user WHERE NOT EXISTS
                    (SELECT 1 FROM record WHERE key = 'user:' || userKey)
                """, "user-unlogged",
                LocalizedText(zh: "有用户没有日志", en: "Users have no log entry")
            ),
        ]
        for check in checks {
            guard let count = try Int.fetchOne(database, sql: check.sql), count != 0 else {
                continue
            }
            report.add(
                check.code, "payment", zh: "\(check.text.zh)（\(count)）。",
                en: "\(check.text.en) (\(count)).")
        }
    }
}
