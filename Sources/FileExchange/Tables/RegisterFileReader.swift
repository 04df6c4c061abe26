import TradeInCore

/// One row of a register file as text.
public struct RegisterRow: Hashable, Sendable {
    /// The data row, from 1.
    public var row: Int
    /// The physical line where it begins, or the row of the sheet, from 1.
    public var line: Int
    /// One trimmed value per column definition, in their order; empty for an empty cell
    /// or an absent column.
    public var values: [String]
    /// What is wrong with the row's shape; never about its values.
    public var findings: [Finding]
}

/// Reads a CSV file or workbook of dealers, events or recycled goods by a list of columns.
///
/// The same proof of encoding, header and rows as for claims. When opening finds an
/// `error`, no rows follow. Copies of a reader share its place in the file.
public struct RegisterFileReader {
    private let openingFindings: [Finding]
    /// The proven encoding; nil when there is none, and for workbooks.
    public let encoding: TextEncoding?

    private let input: ByteInput
    private let width: Int
    private let table: TableReader?
    private var record = TableRecord()

    /// Opens a register file.
    ///
    /// - Parameters:
    ///   - origin: the file.
    ///   - columns: the columns it may have, whose order is that of the values.
    ///   - pieceBytes: how many bytes to read at once.
    /// - Throws: ``FileFault`` when the file cannot be read.
    public init(
        _ origin: FileOrigin, columns: [RegisterColumn], pieceBytes: Int = 1 << 18
    ) throws(FileFault) {
        input = try ByteInput(origin)
        width = columns.count
        let opened = try Self.opened(origin, input, ColumnSet(columns), pieceBytes)
        switch opened {
        case .refused(let findings):
            encoding = nil
            openingFindings = findings
            table = nil
        case .table(let found, let proven, _):
            encoding = proven
            openingFindings = []
            table = found
        }
    }

    private static func opened(
        _ origin: FileOrigin, _ input: ByteInput, _ columns: ColumnSet, _ pieceBytes: Int
    ) throws(FileFault) -> OpenedTable {
        switch ForeignFile(opening: try input.opening(8)) {
        case .archive?:
            return try .workbook(origin, input, columns: columns, sheet: nil)
        case .oldWorkbook?: return .refused([try OldWorkbook.finding(input)])
        default: break
        }
        switch try TextEncodingProof.of(input, pieceBytes: pieceBytes) {
        case .refused(let finding): return .refused([finding])
        case .proven(let proven):
            return try .csv(input, encoding: proven, columns: columns, pieceBytes: pieceBytes)
        }
    }

    /// What is wrong with the file as a whole; an `error` means that no rows follow.
    ///
    /// Complete once all rows were read.
    public var fileFindings: [Finding] { openingFindings + (table?.source.findings ?? []) }

    /// The size of the file in bytes.
    public var totalBytes: Int { table?.source.totalBytes ?? input.totalBytes }

    /// The bytes that the reading of rows has taken, for a progress bar.
    public var bytesRead: Int { table?.source.bytesRead ?? input.bytesRead }

    /// The next row, in file order; nil after the last.
    ///
    /// - Throws: ``FileFault`` when the file cannot be read or was changed meanwhile.
    public mutating func next() throws(FileFault) -> RegisterRow? {
        guard let table, try table.next(into: &record) else { return nil }
        var values = [String](repeating: "", count: width)
        table.forEachValue(of: record) { values[$0] = $1 }
        return RegisterRow(
            row: record.row, line: record.line, values: values, findings: table.findings(of: record)
        )
    }
}
