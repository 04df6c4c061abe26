import TradeInCore
import TradeInStore

/// How a month of the books stands.
public enum MonthState: String, Sendable, CaseIterable {
    /// Nobody has drafted its close.
    case open
    /// Its close waits for another person.
    case drafted
    /// Its figures stay.
    case closed

    /// The state of a month that is drafted or closed; nil is open.
    public init(_ standing: StandingMonth?) {
        guard let standing else {
            self = .open
            return
        }
        self = standing.checker == nil ? .drafted : .closed
    }

    /// The state's name.
    public var title: LocalizedText {
        switch self {
        case .open: LocalizedText(zh: "未结", en: "Open")
        case .drafted: LocalizedText(zh: "待复核", en: "Drafted")
        case .closed: LocalizedText(zh: "已结", en: "Closed")
        }
    }
}

extension LedgerBooks {
    /// All months that something is booked in, oldest first.
    public var monthsInOrder: [Month] {
        Set(cells.keys.map(\.month)).union(months.keys).sorted()
    }

    /// How a month stands.
    public func state(of month: Month) -> MonthState { MonthState(months[month]) }

    /// What a month added to an account, on the account's own side.
    ///
    /// - Parameters:
    ///   - month: the month.
    ///   - account: the account.
    ///   - fundCode: the fund; all without it.
    /// - Returns: the net amount; below zero where more went out than came in.
    public func net(_ month: Month, _ account: AccountKind, of fundCode: String? = nil) -> Money {
        let fen = cells.filter { key, _ in
            key.month == month && key.account == account
                && (fundCode == nil || key.fundCode == fundCode)
        }.reduce(Int64(0)) { $0 + $1.value.debit.fen - $1.value.credit.fen }
        return Money(fen: fen * account.side)
    }

    /// How many postings of a month put closed months right.
    public func corrections(_ month: Month) -> Int64 {
        cells.filter { $0.key.month == month && $0.key.corrects != nil }
            .reduce(0) { $0 + $1.value.postings }
    }

    /// What does not add up to the funds, in words; empty when all agrees.
    public var complaints: [LocalizedText] {
        var sums: [String: [AccountKind: Int64]] = [:]
        for (key, cell) in cells {
            sums[key.fundCode, default: [:]][key.account, default: 0] +=
                cell.debit.fen - cell.credit.fen
        }
        var borne: [String: Int64] = [:]
        for share in shares { borne[share.fundCode, default: 0] += share.amount.fen }
        return funds.flatMap { fund -> [LocalizedText] in
            var complaints = AccountKind.allCases.compactMap { account -> LocalizedText? in
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
    ) -> LocalizedText {
        LocalizedText(
            zh: "资金 \(code) “\(account.zh)”：\(what.zh)\(seen.groupedText)元，账户为"
                + "\(balance.groupedText)元。",
            en: "Fund \(code), \(account.en): \(what.en) \(seen.groupedText) yuan, the account "
                + "holds \(balance.groupedText).")
    }
}
