import TradeInCore

/// Reads a claim file, CSV or JSON Lines, row by row in constant memory.
///
/// Opening proves the encoding over the whole file and reads the header. When that
/// finds an `error`, no rows follow. Copies of a reader share its place in the file.
public struct ClaimFileReader {
    /// The two formats of claim files.
    public enum Format: Hashable, Sendable {
        /// A table, its cells parted by a comma, a semicolon or a tab.
        case csv(separator: UInt8)
        /// One JSON object per line.
        case jsonLines
    }

    private enum Body {
        case refused
        case table(TableReader)
        case lines(JSONLinesReader)
    }

    /// The proven encoding; nil when the file was refused before it had one.
    public let encoding: TextEncoding?
    /// The format; nil when the file was refused before it was known.
    public let format: Format?
    /// Why the format is what it is: the extension or the first byte.
    public let formatReason: LocalizedText

    private let input: ByteInput
    private let body: Body
    private let openingFindings: [Finding]
    private var record = CSVRecord()

    /// Opens a claim file on disk.
    ///
    /// - Parameters:
    ///   - path: a regular file; `.jsonl` and `.ndjson` are read as JSON Lines.
    ///   - isBeforeSale: whether columns that nobody knows before a sale may be absent.
    /// - Throws: ``FileFault`` when the file cannot be read.
    public init(path: String, isBeforeSale: Bool = false) throws(FileFault) {
        try self.init(.path(path), isBeforeSale: isBeforeSale)
    }

    /// Opens a claim file on disk or in memory.
    ///
    /// - Parameters:
    ///   - origin: the file.
    ///   - isBeforeSale: whether columns that nobody knows before a sale may be absent.
    ///   - pieceBytes: how many bytes to read at once.
    /// - Throws: ``FileFault`` when the file cannot be read.
    public init(
        _ origin: FileOrigin, isBeforeSale: Bool = false, pieceBytes: Int = 1 << 18
    ) throws(FileFault) {
        input = try ByteInput(origin)
        switch try TextEncodingProof.of(input, pieceBytes: pieceBytes) {
        case .refused(let finding):
            encoding = nil
            format = nil
            formatReason = LocalizedText(zh: "未能确定格式", en: "the format is not known")
            openingFindings = [finding]
            body = .refused
        case .proven(let proven):
            encoding = proven
            let opening = try Opening(input, encoding: proven, pieceBytes: pieceBytes)
            (body, format, openingFindings) = try Self.body(
                of: input, opening, encoding: proven,
                columns: isBeforeSale ? .rights : .claims, pieceBytes: pieceBytes)
            formatReason = opening.reason
        }
    }

    private static func body(
        of input: ByteInput, _ opening: Opening, encoding: TextEncoding, columns: ColumnSet,
        pieceBytes: Int
    ) throws(FileFault) -> (Body, Format?, [Finding]) {
        guard let first = opening.firstByte else { return (.refused, nil, [FileFindings.empty]) }
        if first == UInt8(ascii: "[") { return (.refused, nil, [TableFindings.headerIsArray()]) }
        if opening.isJSONLines {
            let lines = try JSONLinesReader(input, encoding: encoding, pieceBytes: pieceBytes)
            return (.lines(lines), .jsonLines, [])
        }
        let found = try TableReader(
            input, encoding: encoding, columns: columns, pieceBytes: pieceBytes)
        guard let table = found else { return (.refused, nil, [FileFindings.empty]) }
        let findings = table.header.findings
        let isRefused = findings.contains { $0.severity == .error }
        return (isRefused ? .refused : .table(table), .csv(separator: table.separator), findings)
    }

    /// What is wrong with the file as a whole; an `error` means that no rows follow.
    ///
    /// Complete once opened, except that JSON Lines add each unknown key as it is met.
    public var fileFindings: [Finding] {
        guard case .lines(let lines) = body else { return openingFindings }
        return openingFindings + lines.fileFindings
    }

    /// Whether the file as a whole was refused, so that no rows follow.
    public var isRefused: Bool { if case .refused = body { true } else { false } }

    /// The name of the proven encoding, as `UTF-8`, `UTF-8 BOM` or `GB18030`.
    public var encodingName: String? { encoding?.name }

    /// The size of the file in bytes.
    public var totalBytes: Int { input.totalBytes }

    /// The bytes that the reading of rows has taken, for a progress bar.
    public var bytesRead: Int { input.bytesRead }

    /// The next row, in file order; nil after the last.
    ///
    /// - Returns: the row with the findings about its shape, never about its values.
    /// - Throws: ``FileFault`` when the file cannot be read or was changed meanwhile.
    public mutating func next() throws(FileFault) -> ReadRow? {
        switch body {
        case .refused: return nil
        case .lines(let lines): return try lines.next()
        case .table(let table):
            guard try table.next(into: &record) else { return nil }
            var row = ReadRow(claim: RawClaim(row: record.row))
            row.findings = table.findings(of: record)
            table.forEachValue(of: record) { row.claim.values[$0] = $1 }
            return row
        }
    }

    /// The next rows, in file order.
    ///
    /// - Parameter max: the most rows to return; at least 1.
    /// - Returns: 1 to `max` rows, or nil after the last.
    /// - Throws: ``FileFault``, as ``next()`` does.
    public mutating func nextBatch(max: Int) throws(FileFault) -> [ReadRow]? {
        precondition(max > 0, "a batch holds at least one row")
        var rows: [ReadRow] = []
        rows.reserveCapacity(min(max, 4096))
        while rows.count < max, let row = try next() { rows.append(row) }
        return rows.isEmpty ? nil : rows
    }
}

/// What the name and the first byte of a file say about its format.
private struct Opening {
    /// The first byte of the text that is not blank; nil when there is none.
    let firstByte: UInt8?
    let isJSONLines: Bool
    let reason: LocalizedText

    init(_ input: ByteInput, encoding: TextEncoding, pieceBytes: Int) throws(FileFault) {
        let name = input.name.lowercased()
        firstByte = try Self.firstByte(of: input, encoding: encoding, pieceBytes: pieceBytes)
        if let ending = [".jsonl", ".ndjson"].first(where: name.hasSuffix) {
            isJSONLines = true
            reason = LocalizedText(
                zh: "扩展名 \(ending)：按 JSON Lines 读取", en: "read as JSON Lines: it ends in \(ending)")
        } else if firstByte == UInt8(ascii: "{") {
            isJSONLines = true
            reason = LocalizedText(
                zh: "内容以“{”开头：按 JSON Lines 读取", en: "read as JSON Lines: it opens with \"{\"")
        } else {
            isJSONLines = false
            reason = LocalizedText(
                zh: "内容不以“{”开头：按 CSV 读取", en: "read as CSV: it does not open with \"{\"")
        }
    }

    private static func firstByte(
        of input: ByteInput, encoding: TextEncoding, pieceBytes: Int
    ) throws(FileFault) -> UInt8? {
        let source = try TextSource(input, encoding: encoding, pieceBytes: pieceBytes)
        while case .text(let text) = try source.next() {
            if let first = text.first(where: { $0 > 0x20 }) { return first }
        }
        return nil
    }
}
