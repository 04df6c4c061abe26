import TradeInCore

/// The numbers under which a workbook keeps its formats.
struct SpoolStyles {
    var plain: Int32
    var money: Int32
    var day: Int32
    var yes: String
    var no: String
}

/// Rows of a sheet as XML (ECMA-376 part 1, 18.3.1), texts inline.
struct RowText {
    var bytes: [UInt8] = []

    /// Appends a row; empty cells are left out.
    mutating func append(_ number: UInt32, _ cells: [Workbook.Cell], _ styles: SpoolStyles) {
        let digits = Array(String(number).utf8)
        append("<row r=\"")
        bytes.append(contentsOf: digits)
        append("\">")
        for (place, cell) in cells.enumerated() {
            switch cell {
            case .none: continue
            case .text(let text): appendText(text, place, digits, styles.plain)
            case .flag(let flag):
                appendText(flag ? styles.yes : styles.no, place, digits, styles.plain)
            case .integer(let value): appendNumber(String(value), place, digits, 0)
            case .amount(let amount): appendNumber(amount.yuanText, place, digits, styles.money)
            case .day(let day):
                appendNumber(String(Int(day.number) + 25_569), place, digits, styles.day)
            }
        }
        append("</row>")
    }

    private mutating func append(_ text: StaticString) {
        bytes.append(
            contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func begin(_ place: Int, _ digits: [UInt8], _ style: Int32) {
        append("<c r=\"")
        if place < 26 {
            bytes.append(UInt8(65 + place))
        } else {
            bytes.append(contentsOf: Workbook.columnName(place).utf8)
        }
        bytes.append(contentsOf: digits)
        append("\"")
        guard style > 0 else { return }
        append(" s=\"")
        bytes.append(contentsOf: String(style).utf8)
        append("\"")
    }

    private mutating func appendNumber(
        _ number: String, _ place: Int, _ digits: [UInt8], _ style: Int32
    ) {
        begin(place, digits, style)
        append("><v>")
        bytes.append(contentsOf: number.utf8)
        append("</v></c>")
    }

    private mutating func appendText(
        _ text: String, _ place: Int, _ digits: [UInt8], _ style: Int32
    ) {
        begin(place, digits, style)
        append(" t=\"inlineStr\"><is><t")
        var text = text.utf8.count > 10_000 ? Workbook.carried(text) : text
        let isLong = text.utf8.count > 10_000
        text.withUTF8 { utf8 in
            if Self.isBlank(utf8.first) || Self.isBlank(utf8.last) {
                append(" xml:space=\"preserve\"")
            }
            append(">")
            if utf8.allSatisfy(Self.isPlain) {
                bytes.append(contentsOf: utf8)
            } else {
                let carried =
                    isLong
                    ? Array(utf8)
                    : Array(CellText.escaped(String(decoding: utf8, as: UTF8.self)).utf8)
                for place in carried.indices { appendEscaped(carried, place) }
            }
        }
        append("</t></is></c>")
    }

    private static func isBlank(_ byte: UInt8?) -> Bool { byte.map { $0 <= 0x20 } ?? false }

    /// Whether a byte stands for itself wherever it is.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0..<0x20, 0x26, 0x3C, 0x3E, 0x5F, 0xEF: false
        default: true
        }
    }

    /// A byte as XML carries it; what XML cannot carry as an escape of the format.
    private mutating func appendEscaped(_ text: [UInt8], _ place: Int) {
        switch text[place] {
        case 0x26: append("&amp;")
        case 0x3C: append("&lt;")
        case 0x3E: append("&gt;")
        case 0x09, 0x0A: bytes.append(text[place])
        case let byte where byte < 0x20:
            let hex = String(byte, radix: 16, uppercase: true)
            bytes.append(contentsOf: ("_x00" + (byte < 16 ? "0" : "") + hex + "_").utf8)
        case let byte
        where byte | 1 == 0xBF && place >= 2 && text[place - 2] == 0xEF && text[place - 1] == 0xBF:
            // U+FFFE and U+FFFF are no characters of XML.
            bytes.removeLast(2)
            append("\u{FFFD}")
        default: bytes.append(text[place])
        }
    }
}
