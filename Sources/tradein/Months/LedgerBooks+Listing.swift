import TradeInCore
import TradeInStore

extension LedgerBooks {
    /// The cells that are asked for, in order.
    func listing(_ isWanted: (MonthKey) -> Bool) -> Listing {
        var listing = Listing([
            .init("month", "月份", "month"), .init("fund", "资金", "fund"),
            .init("programme", "补贴项目", "programme"), .init("account", "账户", "account"),
            .init("corrects", "更正月份", "puts right"),
            .init("debit", "借方", "debit", isNumber: true),
            .init("credit", "贷方", "credit", isNumber: true),
            .init("postings", "笔数", "postings", isNumber: true),
        ])
        listing.rows = cells.filter { isWanted($0.key) }
            .sorted { MonthKey.precedes($0.key, $1.key) }.map { key, sums in
                [
                    .text(key.month.text), .text(key.fundCode),
                    .text(key.programme?.rawValue ?? ""), .text(key.account.key),
                    .text(key.corrects?.text ?? ""), .amount(sums.debit), .amount(sums.credit),
                    .integer(sums.postings),
                ]
            }
        return listing
    }
}
