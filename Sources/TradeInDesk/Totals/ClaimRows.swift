import FileExchange
import TradeInCore
import TradeInStore

/// Claims as rows without personal data: one form for every file that gives them out.
public enum ClaimRows {
    /// The names of the columns, in order.
    public static let columns = [
        "claim", "parent", "category", "programme", "class", "town", "dealer", "year", "month",
        "soldOn", "state", "units", "salesFen", "subsidyFen", "fund", "shares",
    ]

    /// The columns with titles, for workbooks; amounts are in yuan there and in fen in JSON.
    ///
    /// - Parameter language: the language of the titles.
    /// - Returns: the columns in order.
    public static func titled(in language: Language) -> [TableFile.Column] {
        let chinese = [
            "申领号", "所补申领", "类别", "补贴项目", "品类", "镇街", "经销商", "年度", "月份", "销售日期",
            "状态", "件数", "销售额", "补贴额", "资金", "资金来源",
        ]
        let english = [
            "Claim", "Supplement of", "Category", "Programme", "Class", "Town", "Dealer", "Year",
            "Month", "Sold on", "State", "Units", "Sales", "Subsidy", "Fund", "Sources",
        ]
        let titles = language == .zh ? chinese : english
        let numbers: Set<String> = ["year", "units", "salesFen", "subsidyFen"]
        return zip(columns, titles).map { key, title in
            let bare = key.hasSuffix("Fen") ? String(key.dropLast(3)) : key
            return .init(key: bare, title: title, isNumber: numbers.contains(key))
        }
    }

    private static let page = 5_000

    /// Writes the heading and every claim and linked award, in order of number.
    ///
    /// - Parameters:
    ///   - writer: takes the rows; it is not finished.
    ///   - store: the ledger.
    /// - Returns: how many rows there are, the heading not counted.
    /// - Throws: the store's failures and the writer's.
    public static func write(to writer: CSVWriter, from store: LedgerStore) throws -> Int {
        try writer.write(columns.map { .text($0) })
        return try each(in: store) { try writer.write(cells($0).map(fen)) }
    }

    /// Hands over every claim and linked award, in order of number; a page is held, never all.
    ///
    /// - Parameters:
    ///   - store: the ledger.
    ///   - body: takes a claim.
    /// - Returns: how many there are.
    /// - Throws: the store's failures, and what `body` throws.
    public static func each(
        in store: LedgerStore, _ body: (CountedClaim) throws -> Void
    ) throws -> Int {
        var last: Int64 = 0
        var count = 0
        while true {
            let claims = try store.countedClaims(after: last, limit: page)
            for claim in claims { try body(claim) }
            count += claims.count
            guard claims.count == page, let end = claims.last else { return count }
            last = end.id.number
        }
    }

    /// A cell of the CSV file, whose amounts are whole fen.
    private static func fen(_ cell: Workbook.Cell) -> CSVCell {
        if case .amount(let amount) = cell { .number(String(amount.fen)) } else { cell.csv }
    }

    /// A claim as typed cells.
    public static func cells(_ claim: CountedClaim) -> [Workbook.Cell] {
        let place = claim.place
        let cells: [Workbook.Cell] = [
            .text(claim.id.text), .text(claim.parent?.text ?? ""),
            .text(place.programme.category.rawValue), .text(place.programme.rawValue),
            .text(place.classKey), .text(place.townKey), .text(place.dealerCode),
            .integer(Int64(place.soldOn.year)), .text(place.soldOn.monthText),
            .day(place.soldOn), .text(claim.state.rawValue), .integer(Int64(claim.units)),
            .amount(claim.price), .amount(claim.amount), .text(claim.fundCode),
            .text(claim.shares.text),
        ]
        precondition(cells.count == columns.count, "a cell for every column")
        return cells
    }
}

extension ClaimRows {
    /// Writes all claims as a workbook or JSON Lines, with what they rest on.
    ///
    /// - Parameters:
    ///   - path: where the file appears.
    ///   - kind: what it is; not CSV, whose amounts are whole fen.
    ///   - store: the ledger.
    ///   - asOf: when it is read.
    ///   - language: the language of titles.
    /// - Returns: how many rows there are.
    /// - Throws: the store's failures and the writer's.
    public static func write(
        to path: String, _ kind: ClaimFileWriter.Kind, from store: LedgerStore, asOf: Moment,
        in language: Language
    ) throws -> Int {
        func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
        // Read before the rows: what came meanwhile may be among them, what is there is not missing.
        let statement = try store.latestStatement()
        let file = try TableFile(path: path, kind: kind, in: language)
        try file.begin(say("申领", "claims"), titled(in: language))
        let count = try each(in: store) { try file.write(cells($0)) }
        try file.finish(about: [
            (say("截至", "As of"), asOf.countyText),
            (say("日志（不早于）", "Log (at least)"), statement?.origin ?? ""),
            (say("日志条数", "Log size"), statement.map { String($0.size) } ?? "0"),
            (say("日志根", "Log root"), statement?.rootText ?? ""),
        ])
        return count
    }
}
