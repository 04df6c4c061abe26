import TradeInCore

/// Reads a sheet row by row; rows without any value are skipped, as nobody sees them.
final class SheetReader {
    private let reader: XMLReader
    private let handler: SheetHandler

    /// A million rows of long texts; more is split over files.
    private static let limit = 6 << 30

    init(_ sheet: WorkbookParts.Sheet, of parts: WorkbookParts) throws(WorkbookFault) {
        handler = SheetHandler(parts)
        reader = try XMLReader(sheet.entry, limit: Self.limit, handler: handler)
    }

    /// Unpacks the sheet once, so that damage is known before the first row is used.
    static func prove(_ sheet: WorkbookParts.Sheet) throws(WorkbookFault) {
        try sheet.entry.prove(limit: limit)
    }

    /// How many bytes of the sheet were unpacked, for a progress bar.
    var bytesRead: Int { reader.bytesRead }

    /// How many rows with values were hidden so far, and the first of them.
    var hidden: (count: Int, first: Int) { (handler.hiddenRows, handler.firstHidden) }

    /// The next row; its ``TableRecord/line`` is its number in the sheet.
    func next(into record: inout TableRecord) throws(WorkbookFault) -> Bool {
        // The handler fills the caller's storage, so that none is made per row.
        swap(&record, &handler.record)
        defer { swap(&record, &handler.record) }
        return try reader.run()
    }
}

/// Fills a record with the cells of one row, then pauses (ECMA-376 part 1, 18.3.1).
private final class SheetHandler: XMLHandler {
    var record = TableRecord()
    private(set) var hiddenRows = 0
    private(set) var firstHidden = 0

    private let strings: SharedStrings
    private let styles: CellStyles
    private let countsFrom1904: Bool

    private enum Kind { case number, shared, text, flag, error, isoDay }

    private var row = 0
    private var isInData = false
    private var isTooLong = false
    private var isHidden = false
    private var isRow = false
    private var isCell = false
    private var takesText = false
    private var readings = 0
    private var kind = Kind.number
    private var style = 0
    private var column = 0
    private var hasFormula = false
    private var hasValue = false
    private var value: [UInt8] = []

    /// The most rows and columns of a sheet, by the format.
    private static let mostRows = 1_048_576
    private static let mostColumns = 16_384

    init(_ parts: WorkbookParts) {
        strings = parts.strings
        styles = parts.styles
        countsFrom1904 = parts.countsFrom1904
    }

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if isCell {
            startInCell(name)
        } else if isRow {
            if name == "c" { startCell(attributes) }
        } else if isInData {
            if name == "row" { startRow(attributes) }
        } else if name == "sheetData" {
            isInData = true
        }
    }

    override func end(_ name: XMLName) {
        if isCell {
            if name == "c" {
                endCell()
            } else if name == "v" || name == "t" {
                takesText = false
            } else if name == "rPh" {
                readings -= 1
            }
        } else if isRow {
            if name == "row" { endRow() }
        } else if name == "sheetData" {
            isInData = false
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard takesText else { return }
        if value.count + record.bytes.count + bytes.count > CSVReader.usualRecordLimit {
            isTooLong = true
            value.removeAll(keepingCapacity: true)
        } else {
            value.append(contentsOf: bytes)
        }
    }

    private func startRow(_ attributes: XMLAttributes) {
        let number = attributes.pointer("r").map(Self.number) ?? row + 1
        guard number > row, number <= Self.mostRows else {
            fault = LocalizedText(
                zh: "行号不递增或超过\(Self.mostRows)",
                en: "row numbers do not rise or pass \(Self.mostRows)")
            return
        }
        row = number
        isRow = true
        isHidden = attributes.flag("hidden")
        record.reset(line: number)
        record.sheetRow = number
    }

    private func endRow() {
        isRow = false
        if isTooLong || record.bytes.count > CSVReader.usualRecordLimit {
            isTooLong = false
            record.reset(line: row)
            record.faults = [.sheetRowTooLong(limit: CSVReader.usualRecordLimit)]
        }
        guard !record.bytes.isEmpty || !record.faults.isEmpty else { return }
        if isHidden {
            hiddenRows += 1
            if hiddenRows == 1 { firstHidden = row }
        }
        isPausing = true
    }

    private func startCell(_ attributes: XMLAttributes) {
        let found = attributes.ofCell
        let place = found.place.map(Self.column) ?? record.ends.count
        guard place >= record.ends.count, place < Self.mostColumns else {
            fault = LocalizedText(
                zh: "第 \(row) 行的单元格次序不对或超过\(Self.mostColumns)列",
                en: "cells of row \(row) are out of order or pass \(Self.mostColumns) columns")
            return
        }
        while record.ends.count < place { record.ends.append(record.bytes.count) }
        isCell = true
        column = place
        style = found.style.map(Self.number) ?? 0
        kind = found.kind.map(Self.kind) ?? .number
        hasFormula = false
        hasValue = false
        value.removeAll(keepingCapacity: true)
    }

    private func startInCell(_ name: XMLName) {
        if name == "v" {
            takesText = true
            hasValue = true
        } else if name == "t" {
            takesText = readings == 0
            hasValue = true
        } else if name == "f" {
            hasFormula = true
        } else if name == "rPh" {
            readings += 1
        }
    }

    private func endCell() {
        isCell = false
        takesText = false
        // An empty text is a result; an empty number was never calculated.
        if hasFormula, !hasValue || (kind == .number && value.isEmpty) {
            record.faults.append(.formulaWithoutValue(cell: column))
        }
        if !value.isEmpty { appendValue() }
        record.ends.append(record.bytes.count)
    }

    private func appendValue() {
        switch kind {
        case .number:
            CellText.append(
                number: value, as: styles[style], countsFrom1904: countsFrom1904,
                to: &record.bytes)
        case .shared: appendShared()
        case .text:
            let start = record.bytes.count
            record.bytes.append(contentsOf: value)
            CellText.unescape(&record.bytes, from: start)
        case .flag: record.bytes.append(contentsOf: (value == [0x31] ? "TRUE" : "FALSE").utf8)
        case .error:
            record.bytes.append(contentsOf: value)
            record.faults.append(
                .errorValue(cell: column, String(decoding: value.prefix(20), as: UTF8.self)))
        case .isoDay: CellText.append(isoDay: value, to: &record.bytes)
        }
    }

    private func appendShared() {
        let index = value.reduce(0) { total, digit in
            (48...57).contains(digit) && total < 1 << 40 ? total * 10 + Int(digit) - 48 : .max
        }
        guard index < strings.count else {
            fault = LocalizedText(
                zh: "第 \(row) 行引用了不存在的共享文字", en: "row \(row) names a shared text that is not there")
            return
        }
        strings.append(index, to: &record.bytes)
    }

    private static func number(_ text: UnsafePointer<CChar>) -> Int {
        var place = text
        var value = 0
        while (48...57).contains(place.pointee), value < 1 << 30 {
            value = value * 10 + Int(place.pointee) - 48
            place += 1
        }
        return value
    }

    /// The column of a reference such as `AB12`, from 0; far out for what is none.
    private static func column(_ text: UnsafePointer<CChar>) -> Int {
        var place = text
        var value = 0
        while place.pointee & ~0x20 >= 0x41, place.pointee & ~0x20 <= 0x5A, value < 1 << 30 {
            value = value * 26 + Int(place.pointee & ~0x20) - 0x40
            place += 1
        }
        return value == 0 ? .max : value - 1
    }

    private static func kind(_ text: UnsafePointer<CChar>) -> Kind {
        switch (text[0], text[0] == 0 ? 0 : text[1]) {
        case (0x73, 0): .shared  // s
        case (0x73, _), (0x69, _): .text  // str, inlineStr
        case (0x62, _): .flag  // b
        case (0x65, _): .error  // e
        case (0x64, _): .isoDay  // d
        default: .number
        }
    }
}
