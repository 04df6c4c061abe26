import TradeInCore

/// A fund's statement as a page shows it: a month's movements between two balances.
struct FundMovements {
    private let statement: FundStatement
    private let visit: Visit
    /// The last day that counts.
    private let last: Day
    private let month: Month

    /// - Parameters:
    ///   - statement: all movements.
    ///   - asOf: the last day that counts; the day of the last movement without it.
    ///   - visit: who looks.
    init(_ statement: FundStatement, asOf: Day?, _ visit: Visit) {
        self.statement = statement
        self.visit = visit
        last = asOf ?? statement.lines.last?.day ?? visit.now.countyDay
        month = Month(of: last)
    }

    var content: Content {
        let before = statement.lines.filter { Month(of: $0.day) < month }
        let shown = statement.lines.filter { Month(of: $0.day) == month && $0.day <= last }
        return [
            "month": month.text, "asOf": last.isoText, "months": months,
            "opening": amounts(Self.sum(before)), "closing": amounts(Self.sum(before + shown)),
            "lines": shown.map { line in
                [
                    "day": line.day.isoText, "kind": Self.title(line.kind)[visit.language],
                    "code": line.kind, "count": line.count, "amounts": amounts(line.changes),
                ] as Content
            },
            "hasLines": !shown.isEmpty,
            "columns": AccountKind.allCases.map {
                ["title": $0.title[visit.language]] as Content
            },
        ]
    }

    /// The months in which something moved, newest first; each leads to its last day.
    private var months: [Content] {
        Set(statement.lines.map { Month(of: $0.day) }).sorted(by: >).map { month in
            [
                "text": month.text, "isCurrent": month == self.month,
                "address": "?asOf=\(Self.lastDay(of: month).isoText)",
            ]
        }
    }

    private static func lastDay(of month: Month) -> Day {
        guard case .success(let first) = Day.parse(month.next.text + "-01") else {
            preconditionFailure("a month has a first day")
        }
        return first.advanced(byDays: -1)
    }

    private static func sum(_ lines: [FundStatement.Line]) -> [AccountKind: Int64] {
        lines.reduce(into: [:]) { sums, line in sums.merge(line.changes, uniquingKeysWith: +) }
    }

    private func amounts(_ sums: [AccountKind: Int64]) -> [Content] {
        AccountKind.allCases.map { kind in
            let amount = Money(fen: sums[kind] ?? 0)
            return [
                "title": kind.title[visit.language],
                "amount": amount == .zero ? "0.00" : amount.groupedText,
            ]
        }
    }

    /// What a kind of log entry does, in words.
    private static func title(_ kind: String) -> LocalizedText {
        switch kind {
        case "money.release": LocalizedText(zh: "资金到账", en: "money released")
        case "claim.submit": LocalizedText(zh: "登记申领", en: "claims registered")
        case "claim.correct": LocalizedText(zh: "补正申领", en: "claims corrected")
        case "claim.step": LocalizedText(zh: "申领步骤", en: "steps on claims")
        case "claim.supplement": LocalizedText(zh: "补差", en: "supplements")
        case "claim.rise": LocalizedText(zh: "补差申领", en: "linked awards")
        case "right.reserve": LocalizedText(zh: "领取资格", en: "rights drawn")
        case "right.cancel": LocalizedText(zh: "取消资格", en: "rights cancelled")
        case "right.lapse": LocalizedText(zh: "资格失效", en: "rights lapsed")
        default: LocalizedText(zh: kind, en: kind)
        }
    }
}
