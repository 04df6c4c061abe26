import TradeInCore

/// Writes claims as a file that ``ClaimFileReader`` reads again, value for value.
public final class ClaimFileWriter {
    /// The kinds of files.
    public enum Kind: String, Sendable {
        case xlsx, csv, jsonl

        /// The kind that a file's ending names; nil for any other.
        public init?(path: String) {
            guard let dot = path.lastIndex(of: "."),
                let kind = Kind(rawValue: path[path.index(after: dot)...].lowercased())
            else { return nil }
            self = kind
        }
    }

    private enum Target {
        case workbook(Workbook)
        case csv(CSVWriter)
        case lines(TextSink)
    }

    private let target: Target
    private let fields: [ClaimField]
    /// How many claims were written.
    public private(set) var rows = 0

    /// Begins a file that will replace `path`.
    ///
    /// - Parameters:
    ///   - path: where it appears at ``finish()``.
    ///   - kind: what it is.
    ///   - fields: its columns, in order.
    ///   - encoding: that of CSV.
    /// - Throws: ``FileFault`` when the folder cannot be written.
    public init(
        path: String, kind: Kind, fields: [ClaimField], encoding: TextEncoding = .utf8WithMark
    ) throws(FileFault) {
        self.fields = fields
        switch kind {
        case .xlsx:
            let book = try Workbook(path: path, keeping: .spooled)
            let title = ClaimField.claimRef.title.zh
            try book.begin(
                sheet: "申领 Claims",
                fields.map { Workbook.Column($0.title.zh, width: $0.columnWidth) }, title: title)
            target = .workbook(book)
        case .csv:
            let writer = try CSVWriter(path: path, encoding: encoding)
            try writer.write(fields.map { .text($0.title.zh) })
            target = .csv(writer)
        case .jsonl: target = .lines(try TextSink(path: path))
        }
    }

    /// Writes one claim.
    ///
    /// - Throws: ``FileFault`` when writing fails.
    public func write(_ claim: RawClaim) throws(FileFault) {
        rows += 1
        switch target {
        case .workbook(let book): try book.write(fields.map { .text(claim[$0]) })
        case .csv(let writer): try writer.write(fields.map { .text(claim[$0]) })
        case .lines(let writer):
            try writer.line(
                canonicalObject { json in
                    for field in fields where !claim[field].isEmpty {
                        json.field(field.key, claim[field])
                    }
                })
        }
    }

    /// Ends the file, which takes its place.
    ///
    /// - Throws: ``FileFault`` when writing fails; then nothing appears.
    public func finish() throws(FileFault) {
        switch target {
        case .workbook(let book):
            book.endTable()
            try book.finish()
        case .csv(let writer): try writer.finish()
        case .lines(let writer): try writer.finish()
        }
    }
}

extension ClaimField {
    /// The width of the column in a sheet, in characters.
    var columnWidth: Int {
        switch self {
        case .dealerCode, .applicantId, .invoiceBuyerId, .oldOwnerId, .homeOwnerId, .newVin,
            .oldVin,
            .payeeAccount, .invoiceNumber, .claimRef, .recyclingCertificate, .recyclerCode:
            24
        case .quantity, .efficiencyGrade, .payeeAccountClass, .newEnergy, .oldFuel: 10
        default: 16
        }
    }
}
