import TradeInCore

/// A fund's money as a bar with its parts, and in figures.
enum FundBar {
    /// The order of the parts in a bar: what is gone first, what is left last.
    static let kinds: [AccountKind] = [.paid, .payable, .encumbered, .receivable, .available]

    /// What the fund holds or has held: everything that came into it and was not taken back.
    static func whole(_ fund: Fund) -> Money {
        kinds.reduce(Money.zero) { $0 + fund.balance($1) }
    }

    /// The parts with their places among a thousand, and all six accounts in figures.
    static func content(_ fund: Fund, _ language: Language) -> Content {
        let whole = whole(fund)
        var start = 0
        let parts = kinds.compactMap { kind -> Content? in
            let width = permille(fund.balance(kind), of: whole)
            defer { start += width }
            return width > 0 ? ["key": kind.key, "start": start, "width": width] : nil
        }
        let used = permille(whole - fund.balance(.available), of: whole)
        var content: Content = [
            "parts": parts, "whole": whole.groupedText, "isEmpty": whole == .zero,
            "used": "\(used / 10).\(used % 10)%",
            "accounts": AccountKind.allCases.map { kind in
                ["title": kind.title[language], "amount": fund.balance(kind).groupedText] as Content
            },
        ]
        for kind in AccountKind.allCases { content[kind.key] = fund.balance(kind).groupedText }
        return content
    }

    /// A part of a whole in thousandths, rounded down, from 0 to 1000.
    static func permille(_ part: Money, of whole: Money) -> Int {
        guard whole > .zero, part > .zero else { return 0 }
        return Int(min(1000, Int128(part.fen) * 1000 / Int128(whole.fen)))
    }
}
