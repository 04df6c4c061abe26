import Foundation
import TradeInCore

/// Takes records one after the other, the headings first: a CSV file or the sheet of a workbook.
public protocol RecordSink {
    /// Writes one record.
    func write(_ cells: [CSVCell]) throws(FileFault)

    /// Ends it; a file takes its place.
    ///
    /// - Parameter about: what it rests on, for the last sheet of a workbook.
    /// - Throws: ``FileFault`` when writing fails; then nothing appears.
    func finish(about: [(name: String, value: String)]) throws(FileFault)
}

extension CSVWriter: RecordSink {
    /// Ends the file; CSV has no place for what it rests on.
    public func finish(about: [(name: String, value: String)]) throws(FileFault) { try finish() }
}

/// Opens what a file's ending asks for.
public enum RecordFile {
    /// A sink.
    ///
    /// - Parameters:
    ///   - path: where the file appears, a workbook when it ends in `.xlsx`; nil for CSV on
    ///     standard output.
    ///   - sheet: the sheet's name.
    ///   - encoding: that of CSV.
    ///   - language: of what is added to a workbook.
    /// - Returns: the sink.
    /// - Throws: ``FileFault`` when the folder cannot be written.
    public static func open(
        _ path: String?, sheet: String, encoding: TextEncoding = .utf8WithMark,
        in language: Language
    ) throws(FileFault) -> any RecordSink {
        guard let path else { return try CSVWriter(.standardOutput, encoding: encoding) }
        guard ClaimFileWriter.Kind(path: path) == .xlsx else {
            return try CSVWriter(path: path, encoding: encoding)
        }
        return try SheetRecords(path: path, sheet: sheet, in: language)
    }
}

/// Records as typed rows of a workbook's sheet.
final class SheetRecords: RecordSink {
    private let book: Workbook
    private let sheet: String
    private let language: Language
    private var hasBegun = false

    init(path: String, sheet: String, in language: Language) throws(FileFault) {
        book = try Workbook(path: path, keeping: .spooled, words: WorkbookWords(language))
        self.sheet = sheet
        self.language = language
    }

    func write(_ cells: [CSVCell]) throws(FileFault) {
        guard hasBegun else {
            hasBegun = true
            let columns = cells.map { Workbook.Column($0.plain, width: 18) }
            return try book.begin(sheet: sheet, columns, title: sheet)
        }
        try book.write(cells.map(\.typed))
    }

    func finish(about: [(name: String, value: String)]) throws(FileFault) {
        if hasBegun { book.endTable() }
        try book.about(about, in: language)
        try book.finish()
    }
}

extension CSVCell {
    /// The text as it was given.
    fileprivate var plain: String {
        switch self {
        case .text(let text), .number(let text): text
        }
    }

    /// The value as a typed cell: numbers with a point are amounts of money, as all of ours are.
    fileprivate var typed: Workbook.Cell {
        switch self {
        case .text(let text): return text.isEmpty ? .none : .text(text)
        case .number(""): return .none
        case .number(let text):
            if text.contains("."), let amount = try? Money.parse(yuan: text).get() {
                return .amount(amount)
            }
            return Int64(text).map { .integer($0) } ?? .text(text)
        }
    }
}
