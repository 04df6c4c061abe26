import TradeInCore

/// Where the records of a table come from, and the header that they stand under.
protocol TableSource: AnyObject {
    /// The header of the record read last.
    var header: TableHeader { get }
    /// The sheet of the record read last; nil where there are no sheets.
    var sheet: String? { get }
    /// The sheets with their headers; one without a name where there are no sheets.
    var tables: [(sheet: String?, header: TableHeader)] { get }
    /// What is wrong with the file as a whole, as far as it was read.
    var findings: [Finding] { get }
    /// Whether texts carry the apostrophe that keeps spreadsheets from taking them for formulas.
    var isGuarded: Bool { get }
    /// Whether a record may have fewer cells than the header, as rows of sheets have.
    var isRagged: Bool { get }
    /// The size of what is read, and how much of it was.
    var totalBytes: Int { get }
    var bytesRead: Int { get }

    /// Reads the next data record; false after the last.
    func next(into record: inout TableRecord) throws(FileFault) -> Bool
}

/// A CSV file with a header: proven encoding, found separator, known columns, then rows.
final class CSVTable: TableSource {
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

    var sheet: String? { nil }
    var tables: [(sheet: String?, header: TableHeader)] { [(nil, header)] }
    var findings: [Finding] { header.findings }
    var isGuarded: Bool { true }
    var isRagged: Bool { false }
    var totalBytes: Int { reader.totalBytes }
    var bytesRead: Int { reader.bytesRead }

    func next(into record: inout TableRecord) throws(FileFault) -> Bool {
        try reader.next(into: &record)
    }
}
