import FileExchange
import Foundation
import TradeInCore

/// Rows of a long answer, printed as they come; a page is held, never the whole.
struct RowStream {
    private let columns: [Listing.Column]
    private let format: OutputFormat
    private let shrinking: [String]
    private let dropping: [String]
    private let writer: CSVWriter?
    private let isSaved: Bool
    private var layout: TableLayout?
    /// Rows so far.
    private(set) var count = 0

    /// Begins an answer; the first page of a table decides its widths.
    init(
        _ columns: [Listing.Column], as format: OutputFormat, shrinking: [String] = [],
        dropping: [String] = []
    ) throws {
        self.columns = columns
        self.format = format
        self.shrinking = shrinking
        self.dropping = dropping
        isSaved = SavedTables.isAsked
        if isSaved { try SavedTables.begin(columns) }
        writer = format == .csv && !isSaved ? try CSVWriter(.standardOutput) : nil
        try writer?.write(columns.map { .text($0.key) })
    }

    /// Prints a page.
    mutating func add(_ rows: [[Listing.Cell]]) throws {
        if isSaved {
            for row in rows { try SavedTables.write(row) }
            count += rows.count
            return
        }
        if layout == nil, format == .table {
            let made = TableLayout(columns, rows: rows, shrinking: shrinking, dropping: dropping)
            made.printHeader()
            layout = made
        }
        for row in rows {
            switch format {
            case .table: Output.line(layout?.line(row) ?? "")
            case .jsonl: Output.line(columns.json(row))
            case .json:
                var line = columns.json(row)
                line.insert(contentsOf: count == 0 ? "[".utf8 : ",".utf8, at: 0)
                Output.line(line)
            case .csv: try writer?.write(zip(columns, row).map { $1.csv })
            }
            count += 1
        }
    }

    /// Ends the answer.
    func finish() throws {
        if format == .json, !isSaved { Output.line(count == 0 ? "[]" : "]") }
        try writer?.finish()
        layout?.printLeftOut()
    }
}

extension Listing.Cell {
    /// The value as a CSV file carries it: amounts in yuan, as in every file of ours.
    var csv: CSVCell {
        switch self {
        case .text(let text): .text(text)
        case .amount(let amount): .number(amount.yuanText)
        case .integer, .flag, .none: .number(shown)
        }
    }
}
