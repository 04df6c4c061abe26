import CXLSXWriter
import Foundation
import Glibc
import TradeInCore

/// Writes an XLSX workbook (ECMA-376) through libxlsxwriter: typed cells, texts that no program
/// takes for a formula or cuts to 15 digits, a frozen header, filters, A4 landscape.
///
/// The file appears whole at ``finish()``, or not at all, and others cannot read it.
public final class Workbook {
    /// The most rows of a sheet, by the format.
    public static let mostRows = 1_048_576

    /// A cell.
    public enum Cell {
        case text(String)
        case integer(Int64)
        case amount(Money)
        case none
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

    private let path: String
    private let temporary: String
    private var book: UnsafeMutablePointer<lxw_workbook>?
    private let bold: UnsafeMutablePointer<lxw_format>?
    private let plain: UnsafeMutablePointer<lxw_format>?
    private let money: UnsafeMutablePointer<lxw_format>?
    private let total: UnsafeMutablePointer<lxw_format>?
    private var sheet: UnsafeMutablePointer<lxw_worksheet>?
    private var row: UInt32 = 0

    /// Begins a workbook that will replace `path`.
    ///
    /// - Parameter path: where it appears at ``finish()``; its folder must exist.
    /// - Throws: ``FileFault`` when the folder cannot be written.
    public init(path: String) throws(FileFault) {
        self.path = path
        var name = Array((path + ".XXXXXX").utf8CString)
        let descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw FileFault(.open, path: path, code: errno) }
        close(descriptor)
        temporary = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        book = workbook_new(temporary)
        bold = workbook_add_format(book)
        plain = workbook_add_format(book)
        money = workbook_add_format(book)
        total = workbook_add_format(book)
        format_set_bold(bold)
        format_set_border(bold, UInt8(LXW_BORDER_THIN.rawValue))
        format_set_bg_color(bold, 0xEEEEEE)
        format_set_num_format(plain, "@")
        format_set_num_format(money, "#,##0.00")
        format_set_num_format(total, "#,##0.00")
        format_set_bold(total)
        format_set_border(total, UInt8(LXW_BORDER_THIN.rawValue))
        format_set_bg_color(total, 0xEEEEEE)
    }

    deinit {
        guard let book else { return }
        lxw_workbook_free(book)
        unlink(temporary)
    }

    /// Begins a sheet; what follows goes into it.
    ///
    /// - Parameters:
    ///   - name: at most 31 characters.
    ///   - columns: its columns.
    ///   - title: what the printed page says at its head.
    public func begin(sheet name: String, _ columns: [Column], title: String) {
        sheet = workbook_add_worksheet(book, name)
        precondition(sheet != nil, "a sheet's name is short and its own")
        for (place, column) in columns.enumerated() {
            let index = UInt16(place)
            worksheet_set_column(sheet, index, index, Double(column.width), nil)
            worksheet_write_string(sheet, 0, index, column.heading, bold)
        }
        row = 1
        worksheet_freeze_panes(sheet, 1, 0)
        worksheet_repeat_rows(sheet, 0, 0)
        worksheet_set_landscape(sheet)
        worksheet_set_paper(sheet, 9)
        worksheet_fit_to_pages(sheet, 1, 0)
        worksheet_set_header(sheet, "&C" + title.replacing("&", with: "&&"))
        worksheet_set_footer(sheet, "&C&P / &N")
        if !columns.isEmpty { lastColumn = UInt16(columns.count - 1) }
    }

    private var lastColumn: UInt16 = 0

    /// Writes a row.
    ///
    /// - Parameters:
    ///   - cells: in the order of the columns.
    ///   - isTotal: whether it is a row of sums, in bold.
    public func write(_ cells: [Cell], isTotal: Bool = false) {
        precondition(row < UInt32(Self.mostRows), "a sheet has at most 1,048,576 rows")
        for (place, cell) in cells.enumerated() {
            let column = UInt16(place)
            switch cell {
            case .text(let text):
                worksheet_write_string(
                    sheet, row, column, Self.shortened(text), isTotal ? bold : plain)
            case .integer(let value):
                worksheet_write_number(sheet, row, column, Double(value), isTotal ? bold : nil)
            case .amount(let amount):
                // The format knows no other numbers; below 90 trillion yuan each fen is exact.
                worksheet_write_number(
                    sheet, row, column, Double(amount.fen) / 100,
                    isTotal ? total : money)
            case .none: break
            }
        }
        row += 1
    }

    /// Ends the data of a sheet: filters over it, and nothing more of it is cut.
    public func endTable() { worksheet_autofilter(sheet, 0, 0, max(row, 2) - 1, lastColumn) }

    /// Leaves rows empty.
    public func skip(_ count: UInt32 = 1) { row += count }

    /// A cell takes at most 32,767 characters.
    private static func shortened(_ text: String) -> String {
        text.utf16.count <= 32_767 ? text : String(text.prefix(16_000))
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
        let descriptor = open(temporary, O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        guard descriptor >= 0, fsync(descriptor) == 0, rename(temporary, path) == 0 else {
            let failure = errno
            unlink(temporary)
            throw FileFault(.replace, path: path, code: failure)
        }
    }
}
