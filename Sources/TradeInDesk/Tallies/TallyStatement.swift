import TradeInCore

/// Totals as programs read them: every group with the split by state, and the total last.
public struct TallyStatement: Sendable {
    /// A cell.
    public enum Cell: Sendable {
        case text(String)
        case integer(Int64)
        case amount(Money)
        case none
    }

    /// The columns: keys, headings, and which of them hold numbers.
    public let columns: [(key: String, title: LocalizedText, isNumber: Bool)]
    /// The rows.
    public let rows: [[Cell]]

    /// The statement of a table.
    ///
    /// - Parameters:
    ///   - table: the totals.
    ///   - grouping: the groups.
    ///   - year: the year of the sales; nil for all.
    ///   - names: the groups' names.
    ///   - language: the language of the word for the total.
    public init(
        _ table: TallyTable, by grouping: TallyGrouping, year: Int?, names: TallyNames,
        in language: Language
    ) {
        func cells(_ key: String, _ name: String, _ line: TallyTable.Line) -> [Cell] {
            let head: [Cell] = [
                .text(grouping.rawValue), year.map { .integer(Int64($0)) } ?? .none, .text(key),
                .text(name),
            ]
            let states = ClaimState.allCases.flatMap { Self.cells(line.sums($0)) }
            return head + Self.cells(line.all) + states
        }
        let head = [("by", "分组"), ("year", "年度"), ("key", "代码"), ("name", "名称")]
        let sums = ([""] + ClaimState.allCases.map(\.rawValue)).flatMap { Self.keys(prefix: $0) }
        columns =
            head.map { ($0, LocalizedText(zh: $1, en: $0), false) }
            + sums.map { ($0, LocalizedText(zh: $0, en: $0), true) }
        let total = LocalizedText(zh: "合计", en: "Total")[language]
        rows =
            table.lines.map { cells($0.key.group, names.name($0.key.group), $0) }
            + [cells("total", total, table.total)]
    }

    private static func keys(prefix: String) -> [String] {
        (["claims", "units", "sales", "subsidy"] + FundingSource.allCases.map(\.rawValue)).map {
            word in
            let capital = word.prefix(1).uppercased() + word.dropFirst()
            return prefix.isEmpty ? word : prefix + capital
        }
    }

    private static func cells(_ sums: TallySums) -> [Cell] {
        [
            .integer(sums.claims), .integer(sums.units), .amount(sums.sales),
            .amount(sums.subsidy),
        ] + FundingSource.allCases.map { .amount(sums.subsidy(from: $0)) }
    }
}
