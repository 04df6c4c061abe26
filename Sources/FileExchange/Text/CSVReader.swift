import TradeInCore

/// Reads CSV record by record in constant memory, whatever the size of the file.
///
/// RFC 4180 with the habits of spreadsheets: LF, CR and CRLF end a record; a quote is
/// special only as the first character of a cell; blanks between a closing quote and the
/// separator are dropped. Blank lines are skipped and so are records of empty cells at
/// the end of the file; in the middle such records are rows like others.
///
/// The encoding must have been proven before (``TextEncodingProof``).
public final class CSVReader {
    private let source: TextSource
    private let input: ByteInput
    private var parser: CSVParser
    private var piece = UnsafeRawBufferPointer(start: nil, count: 0)
    private var position = 0
    private var isAtEnd = false
    private var nextRow = 0
    private var sheetRow = 0
    private var empties = EmptyRecords()
    private var held: TableRecord?

    /// The largest record, in bytes, unless a caller asks for another: 1 MiB.
    public static let usualRecordLimit = 1 << 20

    /// Opens `origin`.
    ///
    /// - Parameters:
    ///   - origin: the file.
    ///   - encoding: its proven encoding; a byte-order mark is never part of a cell.
    ///   - separator: the byte between cells: a comma, a semicolon or a tab.
    ///   - pieceBytes: how many bytes to read at once.
    ///   - recordLimit: the largest record in bytes; a longer one becomes a fault.
    /// - Throws: ``FileFault`` when the file cannot be read.
    public convenience init(
        _ origin: FileOrigin, encoding: TextEncoding, separator: UInt8 = UInt8(ascii: ","),
        pieceBytes: Int = 1 << 18, recordLimit: Int = CSVReader.usualRecordLimit
    ) throws(FileFault) {
        try self.init(
            try ByteInput(origin), encoding: encoding, separator: separator,
            pieceBytes: pieceBytes, recordLimit: recordLimit)
    }

    init(
        _ input: ByteInput, encoding: TextEncoding, separator: UInt8, pieceBytes: Int,
        recordLimit: Int = CSVReader.usualRecordLimit
    ) throws(FileFault) {
        self.input = input
        source = try TextSource(input, encoding: encoding, pieceBytes: pieceBytes)
        parser = CSVParser(separator: separator, limit: recordLimit)
    }

    /// The size of the file in bytes.
    public var totalBytes: Int { input.totalBytes }

    /// The bytes read so far; at most ``totalBytes``, for a progress bar.
    public var bytesRead: Int { input.bytesRead }

    /// The next record, or nil after the last.
    ///
    /// - Throws: ``FileFault`` when the file cannot be read or is no longer the one that
    ///   was opened.
    public func next() throws(FileFault) -> TableRecord? {
        var record = TableRecord()
        return try next(into: &record) ? record : nil
    }

    /// Reads the next record into storage that is used again.
    ///
    /// - Parameter record: replaced by the record; empty afterwards when there is none.
    /// - Returns: whether there was one.
    /// - Throws: ``FileFault``, as ``next()`` does.
    public func next(into record: inout TableRecord) throws(FileFault) -> Bool {
        if held == nil, try !nextFilled(into: &record) { return false }
        if let empty = empties.take() {
            if held == nil { held = record }
            record.reset(line: empty.line)
            record.sheetRow = empty.sheetRow
            record.ends.append(contentsOf: repeatElement(0, count: empty.cells))
        } else if let waiting = held {
            record = waiting
            held = nil
        }
        record.row = nextRow
        nextRow += 1
        return true
    }

    /// The next record that is not empty; empty ones before it are kept in `empties`.
    private func nextFilled(into record: inout TableRecord) throws(FileFault) -> Bool {
        while try parse(into: &record) {
            sheetRow += 1
            record.sheetRow = sheetRow
            if !record.isEmpty { return true }
            // One unquoted cell of blanks is a blank line, not a row.
            if record.count > 1 || record.hasQuotes {
                empties.add(line: record.line, sheetRow: sheetRow, cells: record.count)
            }
        }
        return false
    }

    private func parse(into record: inout TableRecord) throws(FileFault) -> Bool {
        parser.begin(&record)
        while true {
            if position == piece.count, try !refill() { return parser.finish(&record) }
            if parser.feed(piece, from: &position, into: &record) { return true }
        }
    }

    private func refill() throws(FileFault) -> Bool {
        guard !isAtEnd else { return false }
        switch try source.next() {
        case .text(let text):
            piece = text
            position = 0
            return true
        case .end:
            isAtEnd = true
            return false
        case .invalid, .cutOff:
            // The proof saw other bytes: somebody writes to the file.
            throw FileFault(.reread, path: input.name, code: 0)
        }
    }
}

/// Records of empty cells that wait to be told trailing from inner, as runs of lines.
private struct EmptyRecords {
    private var runs: [(line: Int, sheetRow: Int, count: Int, cells: Int)] = []
    private var first = 0

    mutating func add(line: Int, sheetRow: Int, cells: Int) {
        if let last = runs.last, last.line + last.count == line, last.cells == cells {
            runs[runs.count - 1].count += 1
        } else {
            runs.append((line, sheetRow, 1, cells))
        }
    }

    /// The first waiting record, removed.
    mutating func take() -> (line: Int, sheetRow: Int, cells: Int)? {
        guard first < runs.count else {
            if first > 0 { runs.removeAll(keepingCapacity: true) }
            first = 0
            return nil
        }
        let run = runs[first]
        runs[first].line += 1
        runs[first].sheetRow += 1
        runs[first].count -= 1
        if run.count == 1 { first += 1 }
        return (run.line, run.sheetRow, run.cells)
    }
}
