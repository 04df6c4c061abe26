import TradeInCore

/// The rows of a table under a header, whatever file they come from.
///
/// What claims and registers have in common; each makes its own rows of the records.
final class TableReader {
    let source: any TableSource
    private let columns: ColumnSet

    init(_ source: any TableSource, of columns: ColumnSet) {
        self.source = source
        self.columns = columns
    }

    /// The header of the record read last.
    var header: TableHeader { source.header }

    /// The next data row.
    func next(into record: inout TableRecord) throws(FileFault) -> Bool {
        try source.next(into: &record)
    }

    /// What is wrong with the shape of a row; empty for most.
    func findings(of record: TableRecord) -> [Finding] {
        let header = source.header
        guard record.faults.isEmpty else {
            return record.faults.compactMap { finding(of: $0, line: record.line, header) }
        }
        let width = header.columns.count
        if let place = header.resultPlace, place < record.count,
            record[place].hasPrefix(CorrectedWorkbook.stopMark)
        {
            return [TableFindings.notMended(line: record.sheetRow)]
        }
        if record.count == width || (source.isRagged && record.count < width) { return [] }
        if record.count < width {
            return [TableFindings.short(cells: record.count, of: width, line: record.line)]
        }
        let hasMore = (width..<record.count).contains { cell in
            record.withBytes(of: cell) { !Trimming.core(of: $0).isEmpty }
        }
        return hasMore
            ? [TableFindings.long(cells: record.count, of: width, line: record.line)] : []
    }

    /// A fault as a finding; nil for a fault in a column that is not read.
    private func finding(
        of fault: TableRecord.Fault, line: Int, _ header: TableHeader
    ) -> Finding? {
        switch fault {
        case .errorValue(let cell, let text):
            column(of: cell, header).map { TableFindings.errorValue(text, $0, line: line) }
        case .formulaWithoutValue(let cell):
            column(of: cell, header).map { TableFindings.formulaWithoutValue($0, line: line) }
        default: TableFindings.of(fault, line: line)
        }
    }

    private func column(of cell: Int, _ header: TableHeader) -> RegisterColumn? {
        guard cell < header.columns.count, let place = header.columns[cell] else { return nil }
        return columns.columns[place]
    }

    /// Calls `body` with the column and text of each cell that is known and not empty.
    func forEachValue(of record: TableRecord, _ body: (Int, String) -> Void) {
        let header = source.header
        let isGuarded = source.isGuarded
        for cell in 0..<min(record.count, header.columns.count) {
            guard let column = header.columns[cell] else { continue }
            let text = record.withBytes(of: cell) { bytes in
                let core = Trimming.core(of: bytes)
                let isPlain = !isGuarded || core.first != 0x27
                let text = String(decoding: core, as: UTF8.self)
                return isPlain ? text : CSVCell.unguarded(text)
            }
            if !text.isEmpty { body(column, text) }
        }
    }

    /// The cells of a record as its sender wrote them, one for each heading but ours.
    func cells(of record: TableRecord) -> [String] {
        source.header.places.map { cell in
            guard cell < record.count else { return "" }
            let text = record.withBytes(of: cell) { Trimming.text(of: $0) }
            return source.isGuarded ? CSVCell.unguarded(text) : text
        }
    }
}

/// A file opened as a table, or why it cannot be.
enum OpenedTable {
    case refused([Finding])
    case table(TableReader, encoding: TextEncoding?, separator: UInt8?)

    /// Opens a workbook or a CSV file whose encoding was proven.
    static func workbook(
        _ origin: FileOrigin, _ input: ByteInput, columns: ColumnSet, sheet: String?
    ) throws(FileFault) -> OpenedTable {
        let table: WorkbookTable
        do {
            table = try WorkbookTable(origin, input, columns: columns, sheet: sheet)
        } catch {
            switch error {
            case .refused(let finding): return .refused([finding])
            case .file(let fault): throw fault
            }
        }
        return opened(table, columns, encoding: nil, separator: nil)
    }

    /// Opens a CSV file.
    static func csv(
        _ input: ByteInput, encoding: TextEncoding, columns: ColumnSet, pieceBytes: Int
    ) throws(FileFault) -> OpenedTable {
        let found = try CSVTable(
            input, encoding: encoding, columns: columns, pieceBytes: pieceBytes)
        guard let found else { return .refused([FileFindings.empty]) }
        return opened(found, columns, encoding: encoding, separator: found.separator)
    }

    private static func opened(
        _ source: any TableSource, _ columns: ColumnSet, encoding: TextEncoding?,
        separator: UInt8?
    ) -> OpenedTable {
        guard !source.findings.contains(where: { $0.severity == .error }) else {
            return .refused(source.findings)
        }
        return .table(
            TableReader(source, of: columns), encoding: encoding, separator: separator)
    }
}
