import ArgumentParser
import FileExchange
import TradeInCore
import TradeInStore

/// Claims as rows without personal data: one form for every file that gives them out.
enum ClaimRows {
    /// The names of the columns, in order.
    static let columns = [
        "claim", "parent", "category", "programme", "class", "town", "dealer", "year", "month",
        "soldOn", "state", "units", "salesFen", "subsidyFen", "fund", "shares",
    ]

    /// The columns with titles, for workbooks; amounts are in yuan there and in fen in JSON.
    static var titled: [TableFile.Column] {
        let titles = [
            say("申领号", "Claim"), say("所补申领", "Supplement of"), say("类别", "Category"),
            say("补贴项目", "Programme"), say("品类", "Class"), say("镇街", "Town"),
            say("经销商", "Dealer"), say("年度", "Year"), say("月份", "Month"),
            say("销售日期", "Sold on"), say("状态", "State"), say("件数", "Units"),
            say("销售额", "Sales"), say("补贴额", "Subsidy"), say("资金", "Fund"),
            say("资金来源", "Sources"),
        ]
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
    static func write(to writer: CSVWriter, from store: LedgerStore) throws -> Int {
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
    static func each(
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
    static func cells(_ claim: CountedClaim) -> [Workbook.Cell] {
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

extension LedgerStore {
    /// Several reads that belong to one checkpoint: done again when a commit came between.
    ///
    /// Unlike ``readTogether(_:)`` it gives up after five tries, for reads that are long: on a
    /// ledger that is written to all the time they would never end.
    ///
    /// - Parameter read: reads the ledger; may run several times.
    /// - Returns: what was read, and the log's statement then; nil while the log is empty.
    /// - Throws: what `read` throws, the store's failures, and an exit when it gave up.
    func readSteadily<Value>(
        _ read: () throws -> Value
    ) throws -> (value: Value, statement: Checkpoint?) {
        var before = try latestStatement()
        for _ in 0..<5 {
            let value = try read()
            let after = try latestStatement()
            if after == before { return (value, after) }
            before = after
        }
        Output.complain(
            say(
                "读取期间账本不断有新的提交，没有导出。请稍后再试。",
                "The ledger kept being written to while it was read; nothing was given out. Try again "
                    + "later."))
        throw ExitCode(1)
    }
}
