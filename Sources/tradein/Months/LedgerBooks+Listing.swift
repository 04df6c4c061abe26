import TradeInCore
import TradeInStore

extension LedgerBooks {
    /// All months that something is booked in, oldest first.
    var monthsInOrder: [Month] {
        Set(cells.keys.map(\.month)).union(months.keys).sorted()
    }

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

    /// What does not add up to the funds, in words; empty when all agrees.
    var complaints: [String] {
        var sums: [String: [AccountKind: Int64]] = [:]
        for (key, cell) in cells {
            sums[key.fundCode, default: [:]][key.account, default: 0] +=
                cell.debit.fen - cell.credit.fen
        }
        var borne: [String: Int64] = [:]
        for share in shares { borne[share.fundCode, default: 0] += share.amount.fen }
        return funds.flatMap { fund -> [String] in
            var complaints = AccountKind.allCases.compactMap { account -> String? in
                let booked = Money(fen: (sums[fund.code]?[account] ?? 0) * account.side)
                guard booked != fund.balance(account) else { return nil }
                return Self.complaint(
                    fund.code, account.title, booked, fund.balance(account),
                    LocalizedText(zh: "各月合计", en: "the months come to"))
            }
            let paid = Money(fen: borne[fund.code] ?? 0)
            if paid != fund.balance(.paid) {
                complaints.append(
                    Self.complaint(
                        fund.code, AccountKind.paid.title, paid, fund.balance(.paid),
                        LocalizedText(zh: "各来源合计", en: "the sources come to")))
            }
            return complaints
        }
    }

    private static func complaint(
        _ code: String, _ account: LocalizedText, _ seen: Money, _ balance: Money,
        _ what: LocalizedText
    ) -> String {
        say(
            "资金 \(code) “\(account.zh)”：\(what.zh)\(seen.groupedText)元，账户为"
                + "\(balance.groupedText)元。",
            "Fund \(code), \(account.en): \(what.en) \(seen.groupedText) yuan, the account holds "
                + "\(balance.groupedText).")
    }
}
