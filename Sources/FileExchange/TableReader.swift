import TradeInCore

/// A CSV file with a header: proven encoding, found separator, known columns, then rows.
///
/// What claims and registers have in common; each makes its own rows of the records.
final class TableReader {
    let header: TableHeader
    let separator: UInt8
    private let reader: CSVReader

    private static let separators: [UInt8] = [0x2C, 0x3B, 0x09]

    /// Reads the header; nil when the file holds no record at all.
    ///
    /// The separator is the one under which most headings are known.
    init?(_ input: ByteInput, encoding: TextEncoding, columns: ColumnSet, pieceBytes: Int)
        throws(FileFault)
    {
        var best: (header: TableHeader, separator: UInt8)?
        for separator in Self.separators {
            let trial = try CSVReader(
                input, encoding: encoding, separator: separator, pieceBytes: pieceBytes)
            guard let record = try trial.next() else { return nil }
            let header = TableHeader(record, of: columns)
            if header.known > best?.header.known ?? -1 { best = (header, separator) }
        }
        guard let best else { return nil }
        (header, separator) = best
        reader = try CSVReader(
            input, encoding: encoding, separator: separator, pieceBytes: pieceBytes)
        _ = try reader.next()
    }

    /// The next data row.
    func next(into record: inout CSVRecord) throws(FileFault) -> Bool {
        try reader.next(into: &record)
    }

    /// What is wrong with the shape of a row; empty for most.
    func findings(of record: CSVRecord) -> [Finding] {
        guard record.faults.isEmpty else {
            return record.faults.map { TableFindings.of($0, line: record.line) }
        }
        let width = header.columns.count
        if record.count == width { return [] }
        if record.count < width {
            return [TableFindings.short(cells: record.count, of: width, line: record.line)]
        }
        let hasMore = (width..<record.count).contains { cell in
            record.withBytes(of: cell) { !Trimming.core(of: $0).isEmpty }
        }
        return hasMore
            ? [TableFindings.long(cells: record.count, of: width, line: record.line)] : []
    }

    /// Calls `body` with the column and text of each cell that is known and not empty.
    func forEachValue(of record: CSVRecord, _ body: (Int, String) -> Void) {
        for cell in 0..<min(record.count, header.columns.count) {
            guard let column = header.columns[cell] else { continue }
            let text = record.withBytes(of: cell) { Trimming.text(of: $0) }
            if !text.isEmpty { body(column, text) }
        }
    }
}
