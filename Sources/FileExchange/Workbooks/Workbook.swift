import CXLSXWriter
import Foundation
import Glibc
import TradeInCore

/// Writes an XLSX workbook (ECMA-376) through libxlsxwriter: typed cells, texts that no program
/// takes for a formula or cuts to 15 digits, a frozen header, filters, A4 landscape.
///
/// The file appears whole at ``finish()``, or not at all, and others cannot read it. Rows beyond
/// what a sheet can hold go on in a sheet of the same name and columns.
public final class Workbook {
    /// The most rows of a sheet, by the format.
    public static let mostRows = 1_048_576

    /// A cell.
    public enum Cell {
        case text(String)
        case integer(Int64)
        case amount(Money)
        case day(Day)
        case flag(Bool)
        case none
    }

    /// How a cell looks.
    public enum Look: Int, CaseIterable {
        case plain, heading, good, faulty, muted
    }

    /// A column: its heading and width in characters.
    public struct Column {
        var heading: String
        var width: Int

        /// A column.
        public init(_ heading: String, width: Int) {
            self.heading = heading
            self.width = width
        }
    }

    /// The name of a column, from 0: A to Z, then AA.
    public static func columnName(_ place: Int) -> String {
        place < 26
            ? String(UnicodeScalar(UInt8(65 + place)))
            : columnName(place / 26 - 1) + columnName(place % 26)
    }

    /// The longest name of a sheet in bytes of UTF-8: the format takes 31 characters, but
    /// libxlsxwriter writes the name twice into 128 bytes and cuts what is more.
    static let longestName = 31
    /// So many characters are still readable on A4 landscape.
    private static let readableWidth = 220

    /// How rows are kept until the workbook is finished.
    public enum Keeping: Sendable {
        /// In memory, in any order.
        case memory
        /// In a file of libxlsxwriter's, row after row; comments may be put on cells.
        case streaming
        /// In a file of ours, row after row, fastest; every cell in its type, none with a look.
        case spooled
    }

    let path: String
    let temporary: String
    let keeping: Keeping
    /// The rows of the sheets that are spooled, by the sheet's place in the workbook.
    private(set) var spools: [Int: SheetSpool] = [:]
    private var spool: SheetSpool?
    private var sheets = 0
    /// The folder of libxlsxwriter's own files, which it keeps by pointer until the end.
    private let temporaryFolder: UnsafeMutablePointer<CChar>?
    /// Rows written to each sheet that is not spooled, header and all.
    private(set) var sheetRows: [Int] = []
    let styles: WorkbookStyles
    private var book: UnsafeMutablePointer<lxw_workbook>?
    /// The sheet being written.
    var sheet: UnsafeMutablePointer<lxw_worksheet>?
    private var begun: (name: String, columns: [Column], title: String) = ("", [], "")
    private var part = 1
    private let words: WorkbookWords
    private var row: UInt32 = 0
    private var lastColumn: UInt16 = 0

    /// Begins a workbook that will replace `path`.
    ///
    /// - Parameters:
    ///   - path: where it appears at ``finish()``; its folder must exist.
    ///   - keeping: how rows are kept.
    ///   - words: the words for yes, no and what goes on in the next sheet.
    /// - Throws: ``FileFault`` when the folder cannot be written.
    public init(
        path: String, keeping: Keeping = .memory, words: WorkbookWords = WorkbookWords()
    ) throws(FileFault) {
        self.path = path
        self.keeping = keeping
        var name = Array((path + ".XXXXXX").utf8CString)
        let descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw FileFault(.open, path: path, code: errno) }
        close(descriptor)
        temporary = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        var options = lxw_workbook_options()
        let folder = path.lastIndex(of: "/").map {
            $0 == path.startIndex ? "/" : String(path[..<$0])
        }
        temporaryFolder = strdup(folder ?? ".")
        options.constant_memory = keeping == .memory ? 0 : 1
        options.use_zip64 = 1
        // Its own files lie where the workbook will, since there is room there or nowhere.
        options.tmpdir = temporaryFolder
        book = workbook_new_opt(temporary, &options)
        styles = WorkbookStyles(book)
        self.words = words
    }

    deinit {
        defer { free(temporaryFolder) }
        guard let book else { return }
        lxw_workbook_free(book)
        unlink(temporary)
    }

    /// Begins a sheet; what follows goes into it.
    ///
    /// - Parameters:
    ///   - name: at most ``longestName`` bytes, so that its continuations have room for a number.
    ///   - columns: its columns.
    ///   - title: what the printed page says at its head.
    /// - Throws: ``FileFault`` when the disk fails.
    public func begin(
        sheet name: String, _ columns: [Column], title: String
    ) throws(FileFault) {
        precondition(name.utf8.count <= Self.longestName, "a sheet's name is short")
        begun = (name, columns, title)
        part = 1
        try addSheet(name)
    }

    private func addSheet(_ name: String) throws(FileFault) {
        sheet = workbook_add_worksheet(book, name)
        if keeping == .spooled {
            let spool = try SheetSpool(beside: path)
            self.spool = spool
            spools[sheets] = spool
        }
        sheets += 1
        sheetRows.append(keeping == .spooled ? 0 : 1)
        precondition(sheet != nil, "a sheet's name is short and its own")
        for (place, column) in begun.columns.enumerated() {
            let index = UInt16(place)
            worksheet_set_column(sheet, index, index, Double(column.width), nil)
            worksheet_write_string(
                sheet, 0, index, Self.carried(column.heading), styles.heading)
        }
        row = 1
        worksheet_freeze_panes(sheet, 1, 0)
        worksheet_repeat_rows(sheet, 0, 0)
        worksheet_set_landscape(sheet)
        worksheet_set_paper(sheet, 9)
        if begun.columns.reduce(0, { $0 + $1.width }) <= Self.readableWidth {
            worksheet_fit_to_pages(sheet, 1, 0)
        } else {
            // Squeezed on one page nobody could read it: pages side by side, each with column A.
            worksheet_repeat_columns(sheet, 0, 0)
        }
        worksheet_set_header(sheet, "&C" + begun.title.replacing("&", with: "&&"))
        worksheet_set_footer(sheet, "&C&P / &N")
        if !begun.columns.isEmpty { lastColumn = UInt16(begun.columns.count - 1) }
    }

    /// Writes a row; one too many for the sheet begins the next.
    ///
    /// - Parameters:
    ///   - cells: in the order of the columns.
    ///   - isTotal: whether it is a row of sums, in bold.
    /// - Throws: ``FileFault`` when the disk fails.
    public func write(_ cells: [Cell], isTotal: Bool = false) throws(FileFault) {
        try makeRoom()
        defer { row += 1 }
        if let spool {
            precondition(!isTotal, "spooled rows have no look of their own")
            return try spool.write(row + 1, cells, spoolStyles)
        }
        for (place, cell) in cells.enumerated() { put(cell, UInt16(place), isTotal: isTotal) }
        sheetRows[sheets - 1] += 1
    }

    private lazy var spoolStyles = SpoolStyles(
        plain: lxw_format_get_xf_index(styles.plain), money: lxw_format_get_xf_index(styles.money),
        day: lxw_format_get_xf_index(styles.day), yes: words.yes, no: words.no)

    /// Writes a row of texts, each with its look.
    ///
    /// - Parameter cells: in the order of the columns.
    /// - Throws: ``FileFault`` when the disk fails.
    public func write(_ cells: [(text: String, look: Look)]) throws(FileFault) {
        precondition(keeping != .spooled, "spooled rows have no look of their own")
        try makeRoom()
        for (place, cell) in cells.enumerated() where !cell.text.isEmpty || cell.look != .plain {
            worksheet_write_string(
                sheet, row, UInt16(place), Self.carried(cell.text), styles.look(cell.look))
        }
        row += 1
        sheetRows[sheets - 1] += 1
    }

    private func makeRoom() throws(FileFault) {
        guard row >= UInt32(rowLimit) else { return }
        endTable()
        part += 1
        try addSheet("\(begun.name) (\(part))")
    }

    private func put(_ cell: Cell, _ column: UInt16, isTotal: Bool) {
        switch cell {
        case .text(let text):
            worksheet_write_string(
                sheet, row, column, Self.carried(text), isTotal ? styles.heading : styles.plain)
        case .integer(let value):
            worksheet_write_number(
                sheet, row, column, Double(value), isTotal ? styles.heading : nil)
        case .amount(let amount):
            // The format knows no other numbers; below 90 trillion yuan each fen is exact.
            worksheet_write_number(
                sheet, row, column, Double(amount.fen) / 100,
                isTotal ? styles.total : styles.money)
        case .day(let day):
            // Days from 1899-12-30, by which 1900-03-01 is day 61.
            worksheet_write_number(sheet, row, column, Double(day.number) + 25_569, styles.day)
        case .flag(let flag):
            worksheet_write_string(
                sheet, row, column, flag ? words.yes : words.no, styles.plain)
        case .none: break
        }
    }

    /// The rows of a sheet, header and all, before the next is begun.
    var rowLimit = mostRows
    /// The row that is written next, from 0.
    var nextRow: UInt32 { row }

    /// Ends the data of a sheet: filters over it, and nothing more of it is cut.
    public func endTable() { worksheet_autofilter(sheet, 0, 0, max(row, 2) - 1, lastColumn) }

    /// Leaves rows empty.
    public func skip(_ count: UInt32 = 1) { row += count }

    /// The text as the format carries it.
    ///
    /// A cell takes at most 32,767 UTF-16 units; what is cut is told in the cell. What looks like
    /// an escape of the format (`_x000D_`) is escaped itself (ST_Xstring, 22.9.2.19).
    static func carried(_ text: String) -> String {
        var carried = text
        if text.utf8.count > 32_767, text.utf16.count > 32_767 {
            carried = String(text.prefix(16_000)) + "…（\(text.count)）"
        }
        return CellText.escaped(carried)
    }

    /// Puts the workbook in its place.
    ///
    /// - Throws: ``FileFault`` when it cannot be written; nothing appears then.
    public func finish() throws(FileFault) {
        let code = workbook_close(book)
        let failure = errno
        book = nil
        guard code == LXW_NO_ERROR else {
            unlink(temporary)
            throw FileFault(.write, path: path, code: failure == 0 ? EIO : failure)
        }
        do {
            try proveWritten()
            try putRowsIn()
        } catch {
            unlink(temporary)
            throw error
        }
        let descriptor = open(temporary, O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        guard descriptor >= 0, fchmod(descriptor, 0o600) == 0, fsync(descriptor) == 0,
            rename(temporary, path) == 0
        else {
            let failure = errno
            unlink(temporary)
            throw FileFault(.replace, path: path, code: failure)
        }
    }
}
