import FileExchange
import Foundation
import TradeInCore

/// Rows of an answer, printed in whichever form was asked for.
struct Listing {
    /// A column: its key in data forms, its title in tables, and its side.
    struct Column {
        var key: String
        var title: String
        var isNumber: Bool

        init(_ key: String, _ zh: String, _ en: String, isNumber: Bool = false) {
            self.key = key
            self.title = say(zh, en)
            self.isNumber = isNumber
        }
    }

    /// A value: text, an integer, an amount (fen in data, yuan in tables), or nothing.
    enum Cell {
        case text(String)
        case integer(Int64)
        case amount(Money)
        case flag(Bool)
        case none

        var shown: String {
            switch self {
            case .text(let text): text
            case .integer(let value): String(value)
            case .amount(let amount): amount.groupedText
            case .flag(let flag): flag ? say("是", "yes") : say("否", "no")
            case .none: ""
            }
        }
    }

    var columns: [Column]
    var rows: [[Cell]] = []

    init(_ columns: [Column]) { self.columns = columns }

    /// Prints the rows.
    func print(as format: OutputFormat) throws {
        if SavedTables.isAsked {
            try SavedTables.begin(columns)
            for row in rows { try SavedTables.write(row) }
            return
        }
        switch format {
        case .table: printTable()
        case .json:
            let lines = rows.map { String(decoding: columns.json($0), as: UTF8.self) }
            Output.line("[" + lines.joined(separator: ",\n") + "]")
        case .jsonl: for row in rows { Output.line(columns.json(row)) }
        case .csv: try printCSV()
        }
    }

    private func printCSV() throws {
        Output.flush()
        let writer = try CSVWriter(.standardOutput)
        try writer.write(columns.map { .text($0.key) })
        for row in rows {
            try writer.write(
                row.map { cell in
                    switch cell {
                    case .text(let text): .text(text)
                    case .amount(let amount): .number(amount.yuanText)
                    default: .number(cell.shown)
                    }
                })
        }
        try writer.finish()
    }

    private func printTable() {
        let widths = columns.indices.map { place in
            (rows.map { displayWidth($0[place].shown) } + [displayWidth(columns[place].title)])
                .max() ?? 0
        }
        Output.line(line(columns.map(\.title), widths))
        Output.line(widths.map { String(repeating: "─", count: $0) }.joined(separator: "  "))
        for row in rows { Output.line(line(row.map(\.shown), widths)) }
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var text = ""
        for (place, cell) in cells.enumerated() {
            let blank = String(repeating: " ", count: widths[place] - displayWidth(cell))
            let isLast = place == cells.count - 1
            text += columns[place].isNumber ? blank + cell : cell + (isLast ? "" : blank)
            if !isLast { text += "  " }
        }
        return text
    }
}

extension [Listing.Column] {
    /// A row as a JSON object: amounts in fen, nothing for what is not there.
    func json(_ row: [Listing.Cell]) -> [UInt8] {
        canonicalObject { json in
            for (column, cell) in zip(self, row) {
                switch cell {
                case .text(let text): json.field(column.key, text)
                case .integer(let value): json.field(column.key, value)
                case .amount(let amount): json.field(column.key + "Fen", amount.fen)
                case .flag(let flag): json.field(column.key, flag)
                case .none: break
                }
            }
        }
    }
}

/// Columns of a terminal that a text takes: two for East Asian wide characters.
func displayWidth(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { width, scalar in
        switch scalar.value {
        case 0x0300...0x036F, 0x200B...0x200F, 0xFE00...0xFE0F: width
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            width + 2
        default: width + 1
        }
    }
}
