import TradeInCore

/// Tables on their way into a file that people open: a workbook, CSV or JSON Lines.
///
/// A workbook takes several tables as sheets, adds the sums of their amounts and what they rest
/// on. Other files hold one table; the next goes into a file with a number behind its name.
public final class TableFile {
    /// A column.
    public struct Column: Sendable {
        /// The name in JSON, and in CSV.
        public var key: String
        /// The heading in a workbook.
        public var title: String
        /// Whether numbers stand in it, which are narrower than texts.
        public var isNumber: Bool

        /// A column.
        public init(key: String, title: String, isNumber: Bool = false) {
            self.key = key
            self.title = title
            self.isNumber = isNumber
        }
    }

    private enum Target {
        case workbook(Workbook)
        case csv(CSVWriter)
        case lines(TextSink)
        case none
    }

    private let path: String
    private let kind: ClaimFileWriter.Kind
    private let encoding: TextEncoding
    private let language: Language
    private var target = Target.none
    private var columns: [Column] = []
    private var totals: [Total] = []
    private var rowsOfTable = 0
    private var sums: [Money?] = []
    /// The files that were written, in order.
    public private(set) var paths: [String] = []

    /// What a table came to.
    private struct Total {
        var table: String
        var rows = 0
        var sums: [Int: Money] = [:]
        var columns: [Column]
    }

    /// Begins a file.
    ///
    /// - Parameters:
    ///   - path: where it appears.
    ///   - kind: what it is.
    ///   - encoding: that of CSV.
    ///   - language: of headings in workbooks and of what is added.
    /// - Throws: ``FileFault`` when the folder cannot be written.
    public init(
        path: String, kind: ClaimFileWriter.Kind, encoding: TextEncoding = .utf8WithMark,
        in language: Language
    ) throws(FileFault) {
        self.path = path
        self.kind = kind
        self.encoding = encoding
        self.language = language
        if kind == .xlsx {
            paths = [path]
            target = .workbook(
                try Workbook(path: path, keeping: .spooled, words: WorkbookWords(language)))
        }
    }

    /// Whether any table was begun; a file without one is not finished and never appears.
    public var hasTables: Bool { !totals.isEmpty }

    /// Rows of all tables so far.
    public var rows: Int { totals.reduce(0) { $0 + $1.rows } }

    /// Begins a table.
    ///
    /// - Parameters:
    ///   - name: the sheet's name, as far as it has room.
    ///   - columns: its columns.
    /// - Throws: ``FileFault`` when writing fails.
    public func begin(_ name: String, _ columns: [Column]) throws(FileFault) {
        try endTable()
        self.columns = columns
        rowsOfTable = 0
        sums = Array(repeating: nil, count: columns.count)
        totals.append(Total(table: name, columns: columns))
        switch kind {
        case .xlsx:
            guard case .workbook(let book) = target else { return }
            let number = totals.count > 1 ? " \(totals.count)" : ""
            try book.begin(
                sheet: Self.sheetName(name) + number,
                columns.map { .init($0.title, width: $0.width) }, title: name)
        case .csv:
            let writer = try CSVWriter(path: nextPath(), encoding: encoding)
            try writer.write(columns.map { .text($0.key) })
            target = .csv(writer)
        case .jsonl: target = .lines(try TextSink(path: nextPath()))
        }
    }

    /// As much of a name as a sheet's has room for.
    private static func sheetName(_ name: String) -> String {
        var short = name
        while short.utf8.count > Workbook.longestName - 4 { short.removeLast() }
        return short
    }

    private func nextPath() -> String {
        var next = path
        if !paths.isEmpty, let dot = path.lastIndex(of: ".") {
            next = path[..<dot] + "-\(paths.count + 1)" + path[dot...]
        }
        paths.append(next)
        return next
    }

    /// Writes a row, a cell for each column.
    ///
    /// - Throws: ``FileFault`` when writing fails.
    public func write(_ cells: [Workbook.Cell]) throws(FileFault) {
        count(cells)
        switch target {
        case .workbook(let book): try book.write(cells)
        case .csv(let writer): try writer.write(typed: cells)
        case .lines(let sink): try sink.line(json(cells))
        case .none: preconditionFailure("rows follow the beginning of a table")
        }
    }

    private func count(_ cells: [Workbook.Cell]) {
        rowsOfTable += 1
        for (place, cell) in cells.enumerated() {
            guard case .amount(let amount) = cell else { continue }
            sums[place] = (sums[place] ?? .zero) + amount
        }
    }

    private func json(_ cells: [Workbook.Cell]) -> [UInt8] {
        canonicalObject { json in
            for (column, cell) in zip(columns, cells) {
                switch cell {
                case .text(let text): json.field(column.key, text)
                case .integer(let value): json.field(column.key, value)
                case .amount(let amount): json.field(column.key + "Fen", amount.fen)
                case .day(let day): json.field(column.key, day.isoText)
                case .flag(let flag): json.field(column.key, flag)
                case .none: break
                }
            }
        }
    }

    private func endTable() throws(FileFault) {
        if !totals.isEmpty {
            let last = totals.count - 1
            totals[last].rows = rowsOfTable
            for (place, sum) in sums.enumerated() { totals[last].sums[place] = sum }
        }
        switch target {
        case .workbook(let book): if !totals.isEmpty { book.endTable() }
        case .csv(let writer): try writer.finish()
        case .lines(let sink): try sink.finish()
        case .none: break
        }
    }

    /// Ends the file, which takes its place.
    ///
    /// - Parameter about: what the tables rest on, for a workbook: time, filters, checkpoint.
    /// - Throws: ``FileFault`` when it cannot be written.
    public func finish(about: [(name: String, value: String)]) throws(FileFault) {
        try endTable()
        guard case .workbook(let book) = target else { return }
        try writeTotals(book)
        try book.about(about + counts, in: language)
        try book.finish()
    }

    private var counts: [(name: String, value: String)] {
        let isChinese = language == .zh
        return totals.flatMap { total in
            [(isChinese ? "行数：\(total.table)" : "Rows: \(total.table)", String(total.rows))]
                + total.sums.sorted { $0.key < $1.key }.map { place, sum in
                    (
                        (isChinese ? "控制总数：" : "Control total: ") + total.columns[place].title,
                        sum.groupedText
                    )
                }
        }
    }

    private func writeTotals(_ book: Workbook) throws(FileFault) {
        let isChinese = language == .zh
        try book.begin(
            sheet: isChinese ? "合计" : "Totals",
            [
                .init(isChinese ? "表" : "Table", width: 24),
                .init(isChinese ? "列" : "Column", width: 24),
                .init(isChinese ? "行数" : "Rows", width: 12),
                .init(isChinese ? "合计" : "Sum", width: 20),
            ], title: isChinese ? "合计" : "Totals")
        for total in totals {
            let rows = Workbook.Cell.integer(Int64(total.rows))
            if total.sums.isEmpty {
                try book.write([.text(total.table), .none, rows])
            }
            for (place, sum) in total.sums.sorted(by: { $0.key < $1.key }) {
                try book.write(
                    [.text(total.table), .text(total.columns[place].title), rows, .amount(sum)])
            }
        }
        book.endTable()
    }
}

extension TableFile.Column {
    /// The width in a sheet, in characters: room for the heading, and for what is below it.
    fileprivate var width: Int {
        let heading = title.unicodeScalars.reduce(2) { $0 + ($1.value > 0x2E7F ? 2 : 1) }
        return max(heading, isNumber ? 14 : 18)
    }
}

extension Workbook.Cell {
    /// The value as a CSV file carries it: amounts in yuan, days as ISO 8601.
    public var csv: CSVCell {
        switch self {
        case .text(let text): .text(text)
        case .integer(let value): .number(String(value))
        case .amount(let amount): .number(amount.yuanText)
        case .day(let day): .number(day.isoText)
        case .flag(let flag): .number(flag ? "true" : "false")
        case .none: .empty
        }
    }
}
