import TradeInCore

/// Reads a claim file, CSV, workbook or JSON Lines, row by row in constant memory.
///
/// Opening proves the encoding over the whole file and reads the header. When that
/// finds an `error`, no rows follow. Copies of a reader share its place in the file.
public struct ClaimFileReader {
    /// The formats of claim files.
    public enum Format: Hashable, Sendable {
        /// A table, its cells parted by a comma, a semicolon or a tab.
        case csv(separator: UInt8)
        /// One JSON object per line.
        case jsonLines
        /// Sheets of an XLSX workbook.
        case workbook
    }

    /// How a claim file is to be read.
    public struct Choices: Sendable {
        /// Whether columns that nobody knows before a sale may be absent.
        public var isBeforeSale = false
        /// The one sheet of a workbook to read; nil for all that have a header.
        public var sheet: String?
        /// Whether any column may be absent: for files that are turned into others, not judged.
        public var isLenient = false
        /// Whether rows carry their cells as they were written, for giving them back.
        public var keepsCells = false

        /// The usual choices.
        public init(
            isBeforeSale: Bool = false, sheet: String? = nil, isLenient: Bool = false,
            keepsCells: Bool = false
        ) {
            self.isBeforeSale = isBeforeSale
            self.sheet = sheet
            self.isLenient = isLenient
            self.keepsCells = keepsCells
        }
    }

    private enum Body {
        case refused
        case table(TableReader)
        case lines(JSONLinesReader)
    }

    /// The proven encoding; nil when the file was refused before it had one, and for workbooks.
    public let encoding: TextEncoding?
    /// The format; nil when the file was refused before it was known.
    public let format: Format?
    /// Why the format is what it is: the extension or the first byte.
    public let formatReason: LocalizedText

    private let input: ByteInput
    private let body: Body
    private let openingFindings: [Finding]
    private let choices: Choices
    private var record = TableRecord()
    private var example: Finding?

    /// Opens a claim file on disk.
    ///
    /// - Parameters:
    ///   - path: a regular file; `.jsonl` and `.ndjson` are read as JSON Lines.
    ///   - choices: how to read it.
    /// - Throws: ``FileFault`` when the file cannot be read.
    public init(path: String, _ choices: Choices = Choices()) throws(FileFault) {
        try self.init(.path(path), choices)
    }

    /// Opens a claim file on disk or in memory.
    ///
    /// - Parameters:
    ///   - origin: the file.
    ///   - choices: how to read it.
    ///   - pieceBytes: how many bytes to read at once.
    /// - Throws: ``FileFault`` when the file cannot be read.
    public init(
        _ origin: FileOrigin, _ choices: Choices = Choices(), pieceBytes: Int = 1 << 18
    ) throws(FileFault) {
        self.choices = choices
        input = try ByteInput(origin)
        let columns: ColumnSet =
            choices.isLenient ? .anyClaims : choices.isBeforeSale ? .rights : .claims
        let kind = ForeignFile(opening: try input.opening(8))
        if let kind, kind.isWorkbook {
            formatReason = LocalizedText(
                zh: "内容是工作簿：按 XLSX 读取", en: "read as XLSX: it is a workbook")
            let opened =
                kind == .archive
                ? try OpenedTable.workbook(origin, input, columns: columns, sheet: choices.sheet)
                : .refused([try OldWorkbook.finding(input)])
            encoding = nil
            (body, openingFindings) = Self.body(of: opened)
            format = if case .table = body { .workbook } else { nil }
            return
        }
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
                of: input, opening, encoding: proven, columns: columns, pieceBytes: pieceBytes)
            formatReason = opening.reason
        }
    }

    private static func body(of opened: OpenedTable) -> (Body, [Finding]) {
        switch opened {
        case .refused(let findings): (.refused, findings)
        case .table(let table, _, _): (.table(table), [])
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
        let opened = try OpenedTable.csv(
            input, encoding: encoding, columns: columns, pieceBytes: pieceBytes)
        let (body, findings) = body(of: opened)
        guard case .table(_, _, let separator) = opened else { return (body, nil, findings) }
        return (body, separator.map { .csv(separator: $0) }, findings)
    }

    /// What is wrong with the file as a whole; an `error` means that no rows follow.
    ///
    /// Complete once all rows were read: unknown keys of JSON Lines, hidden rows of sheets and
    /// damage in mid-sheet are met on the way.
    public var fileFindings: [Finding] {
        var findings = openingFindings
        switch body {
        case .refused: break
        case .table(let table): findings += table.source.findings
        case .lines(let lines): findings += lines.fileFindings
        }
        if choices.sheet != nil, let format, format != .workbook {
            findings.append(FileFindings.noSheets)
        }
        return findings + (example.map { [$0] } ?? [])
    }

    /// The fields that rows of JSON Lines filled so far, in the order in which they were met.
    public var metFields: [ClaimField] {
        guard case .lines(let lines) = body else { return [] }
        return lines.met.compactMap { ClaimField(rawValue: $0) }
    }

    /// Whether the file as a whole was refused, so that no rows follow.
    public var isRefused: Bool { if case .refused = body { true } else { false } }

    /// The name of the proven encoding, as `UTF-8`, `UTF-8 BOM` or `GB18030`.
    public var encodingName: String? { encoding?.name }

    /// The size of what is read in bytes; of a workbook, unpacked.
    public var totalBytes: Int {
        if case .table(let table) = body { table.source.totalBytes } else { input.totalBytes }
    }

    /// The bytes that the reading of rows has taken, for a progress bar.
    public var bytesRead: Int {
        if case .table(let table) = body { table.source.bytesRead } else { input.bytesRead }
    }

    /// The sheets that are read, one of no name for other files, with their headings and the
    /// claim's field of each, nil for one not known; all fields for JSON Lines.
    public var tables: [CorrectedWorkbook.Table] {
        switch body {
        case .refused: []
        case .lines:
            [
                (
                    nil,
                    ClaimField.allCases.map {
                        .init(heading: $0.title.zh, field: $0, place: $0.rawValue)
                    }
                )
            ]
        case .table(let table): table.source.tables.map { ($0.sheet, Self.columns(of: $0.header)) }
        }
    }

    private static func columns(of header: TableHeader) -> [CorrectedWorkbook.Column] {
        header.places.map { place in
            .init(
                heading: header.headings[place],
                field: header.columns[place].flatMap { ColumnSet.claims.columns[$0].field },
                place: place)
        }
    }

    /// The next row, in file order; nil after the last.
    ///
    /// - Returns: the row with the findings about its shape, never about its values.
    /// - Throws: ``FileFault`` when the file cannot be read or was changed meanwhile.
    public mutating func next() throws(FileFault) -> ReadRow? {
        guard var row = try nextRow() else { return nil }
        guard row.claim[.claimRef] == Self.exampleRef else { return row }
        if row.claim.row == 1 {
            example = FileFindings.exampleSkipped(row: row.claim.row)
            return try next()
        }
        // Dragged down by mistake, it stands on real claims.
        row.findings.append(FileFindings.exampleRef(row: row.claim.row))
        return row
    }

    /// The reference of a template's example, which is never a claim.
    public static let exampleRef = "示例 EXAMPLE"

    private mutating func nextRow() throws(FileFault) -> ReadRow? {
        switch body {
        case .refused: return nil
        case .lines(let lines):
            guard var row = try lines.next() else { return nil }
            if choices.keepsCells { row.cells = row.claim.values }
            return row
        case .table(let table):
            guard try table.next(into: &record) else { return nil }
            var row = ReadRow(claim: RawClaim(row: record.row))
            row.line = record.sheetRow
            row.sheet = table.source.sheet
            row.findings = table.findings(of: record)
            table.forEachValue(of: record) { row.claim.values[$0] = $1 }
            if choices.keepsCells { row.cells = table.cells(of: record) }
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
