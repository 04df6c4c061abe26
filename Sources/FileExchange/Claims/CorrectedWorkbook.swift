import TradeInCore

/// A dealer's own rows given back as a workbook, marked with what became of them.
///
/// What is done is marked so, faulty cells are coloured and say in a comment what is wrong. Mended
/// there and sent again, only what changed is booked, since rows that are booked answer as before.
public final class CorrectedWorkbook {
    /// The columns that are ours, before the dealer's own; readers pass them over.
    public static let ownColumns = [
        LocalizedText(zh: "处理结果", en: "Result"), LocalizedText(zh: "处理说明", en: "Remarks"),
    ]

    /// What is wrong with a row, in a cell or as a whole.
    public struct Fault: Sendable {
        /// The column; nil when it is about the whole row.
        public var field: ClaimField?
        /// What is wrong and what to do.
        public var text: String

        /// A fault.
        public init(field: ClaimField?, text: String) {
            self.field = field
            self.text = text
        }
    }

    /// A column of the dealer's file.
    public struct Column: Sendable {
        /// The heading as it was written.
        public var heading: String
        /// The claim's field; nil for one not known.
        public var field: ClaimField?
        /// Its place in the file, from 0.
        public var place: Int
    }

    /// A sheet of the dealer's file, with its columns but ours.
    public typealias Table = (sheet: String?, columns: [Column])

    /// What the result of a row begins with that was refused for its shape.
    ///
    /// A cell too many, an error value or a formula without a value do not survive in cells of
    /// text, so the row is refused until somebody has looked and cleared the result.
    public static let stopMark = "⛔"

    private let book: Workbook
    private let language: Language
    private let tables: [Table]
    private var begun: String??
    private var columns: [Column] = []
    /// Names that are taken, in small letters; those of the last sheet from the beginning.
    private var names: Set<String> = ["说明", "about"]
    private var comments = 0
    /// Rows written so far.
    public private(set) var rows = 0
    /// Those of them that need mending.
    public private(set) var faultyRows = 0

    /// Each comment is a drawing, and thousands of them make a workbook slow to open; the
    /// remarks beside each row say the same.
    private static let mostComments = 2000

    /// Begins a workbook.
    ///
    /// - Parameters:
    ///   - path: where it appears at ``finish(about:)``.
    ///   - tables: the sheets of the dealer's file, in order.
    ///   - language: the language of what we add.
    /// - Throws: ``FileFault`` when the folder cannot be written.
    public init(path: String, tables: [Table], in language: Language) throws(FileFault) {
        book = try Workbook(path: path, keeping: .streaming, words: WorkbookWords(language))
        self.tables = tables
        self.language = language
    }

    /// Writes a row.
    ///
    /// - Parameters:
    ///   - row: with its cells as they were sent.
    ///   - result: what became of it, in a few words.
    ///   - faults: what is wrong with it.
    ///   - isDone: whether nothing is left to do.
    /// - Throws: ``FileFault`` when the disk fails.
    public func write(
        _ row: ReadRow, result: String, faults: [Fault], isDone: Bool
    ) throws(FileFault) {
        if begun != .some(row.sheet) { try begin(row.sheet) }
        rows += 1
        if !isDone { faultyRows += 1 }
        let faulty = Dictionary(grouping: faults, by: \.field)
        let line = Int(book.nextRow)
        var cells: [(text: String, look: Workbook.Look)] = [
            ((isStopped(row) ? Self.stopMark + " " : "") + result, isDone ? .good : .faulty),
            (faults.map(\.text).joined(separator: "\n"), .plain),
        ]
        for (place, column) in columns.enumerated() {
            let text = place < row.cells.count ? row.cells[place] : ""
            let isFaulty = column.field.map { faulty[$0] != nil } ?? false
            cells.append((text, isFaulty ? .faulty : isDone ? .muted : .plain))
        }
        try book.write(cells)
        guard book.nextRow == line + 1 else { return }
        for (place, column) in columns.enumerated() {
            guard let field = column.field, let own = faulty[field], comments < Self.mostComments
            else { continue }
            comments += 1
            book.comment(
                own.map(\.text).joined(separator: "\n"), row: line,
                column: place + Self.ownColumns.count)
        }
    }

    private func isStopped(_ row: ReadRow) -> Bool {
        row.findings.contains { $0.severity == .error }
    }

    private func begin(_ sheet: String?) throws(FileFault) {
        if begun != nil { book.endTable() }
        begun = .some(sheet)
        columns = tables.first { $0.sheet == sheet }?.columns ?? []
        let own = zip(Self.ownColumns, [14, 48]).map {
            Workbook.Column($0[language], width: $1)
        }
        let title = LocalizedText(zh: "退回改正", en: "To be corrected")[language]
        try book.begin(
            sheet: name(for: sheet),
            own + columns.map { .init($0.heading, width: $0.field?.columnWidth ?? 16) },
            title: title)
    }

    /// The dealer's name of a sheet where the format allows it beside the others.
    private func name(for sheet: String?) -> String {
        let barred: Set<Unicode.Scalar> = ["[", "]", ":", "*", "?", "/", "\\", "'"]
        var name = Self.cut(sheet ?? "", to: Workbook.longestName - 4)
        let isSound =
            !name.isEmpty
            && name.unicodeScalars.allSatisfy { !barred.contains($0) && $0.value >= 0x20 }
        if !isSound { name = LocalizedText(zh: "申领", en: "Claims")[language] }
        var free = name
        var number = 1
        while !names.insert(free.lowercased()).inserted {
            number += 1
            free = "\(name) \(number)"
        }
        return free
    }

    /// As many characters as fit in so many bytes.
    private static func cut(_ text: String, to bytes: Int) -> String {
        var cut = String.UnicodeScalarView()
        var left = bytes
        for scalar in text.unicodeScalars {
            left -= UTF8.width(scalar)
            guard left >= 0 else { break }
            cut.append(scalar)
        }
        return String(cut)
    }

    /// Adds what the workbook rests on and puts it in its place.
    ///
    /// - Parameter about: names and values for the last sheet.
    /// - Throws: ``FileFault`` when it cannot be written; nothing appears then.
    public func finish(about: [(name: String, value: String)]) throws(FileFault) {
        if begun == nil { try begin(nil) }
        book.endTable()
        try book.about(about, in: language)
        try book.finish()
    }
}
