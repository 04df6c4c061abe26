/// One record of a table, of a CSV file or a sheet: its cells as UTF-8 bytes, unquoted.
///
/// Holds no strings; a caller makes them for the cells it wants.
public struct TableRecord: Sendable {
    /// What the file did wrong in a record.
    public enum Fault: Hashable, Sendable {
        /// A quote that opened in this line is not closed before the end of the file.
        case quoteUnclosed(line: Int)
        /// Text follows a closing quote in this line; it was kept behind the quoted text.
        case textAfterQuote(line: Int)
        /// The record outgrew the limit in bytes; lines up to `lastLine` were skipped.
        case tooLong(lastLine: Int, limit: Int)
        /// The row of a sheet outgrew the limit in bytes and was skipped.
        case sheetRowTooLong(limit: Int)
        /// A cell of a sheet shows an error such as `#N/A`.
        case errorValue(cell: Int, String)
        /// A cell holds a formula whose value was never saved.
        case formulaWithoutValue(cell: Int)
    }

    /// The data row, from 1; 0 for the file's first record, which is the header.
    public internal(set) var row = 0
    /// The physical line where the record begins, or the row of the sheet, from 1.
    public internal(set) var line = 1
    /// The row where a spreadsheet shows the record, from 1.
    public internal(set) var sheetRow = 1
    /// What the file did wrong, in order; the cells of a record too long are dropped.
    public internal(set) var faults: [Fault] = []
    /// Whether any cell was quoted.
    var hasQuotes = false
    /// The cells' bytes, one behind the other, and where each cell ends.
    var bytes: [UInt8] = []
    var ends: [Int] = []

    /// An empty record, to be filled by ``CSVReader/next(into:)``.
    public init() {}

    /// The number of cells; at least 1 unless the record was too long.
    public var count: Int { ends.count }

    /// Calls `body` with the bytes of a cell.
    ///
    /// - Parameters:
    ///   - cell: the cell, from 0 to ``count`` - 1.
    ///   - body: what to do; the bytes are valid only inside it.
    /// - Returns: what `body` returns.
    public func withBytes<Value>(
        of cell: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Value
    ) rethrows -> Value {
        let range = (cell == 0 ? 0 : ends[cell - 1])..<ends[cell]
        return try bytes.withUnsafeBufferPointer { try body(.init(rebasing: $0[range])) }
    }

    /// The text of a cell; bytes that are not UTF-8 become U+FFFD.
    public subscript(cell: Int) -> String {
        withBytes(of: cell) { String(decoding: $0, as: UTF8.self) }
    }

    /// All cells as text, in order.
    public var texts: [String] { (0..<count).map { self[$0] } }

    /// Empties the record, keeping its storage.
    mutating func reset(line: Int) {
        self.line = line
        faults.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        hasQuotes = false
    }

    /// Whether no cell holds anything, or nothing but ASCII blanks outside quotes.
    var isEmpty: Bool {
        guard faults.isEmpty else { return false }
        return bytes.isEmpty || (!hasQuotes && bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 })
    }
}
