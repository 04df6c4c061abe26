import Foundation
import Glibc
import TradeInCore

/// Writes CSV as RFC 4180 asks, CRLF behind every record, safe to open in a spreadsheet.
///
/// To a path the file appears whole at ``finish()`` or not at all.
public final class CSVWriter {
    private enum Target {
        case file(AtomicFile)
        case handle(FileHandle)
        case memory
    }

    private let target: Target
    private let converter: TextConverter?
    private let name: String
    private var text: [UInt8] = []
    private var isFinished = false

    private static let pieceBytes = 1 << 18

    /// Begins a file that will replace `path`.
    ///
    /// - Parameters:
    ///   - path: where the file appears at ``finish()``; its folder must exist.
    ///   - encoding: UTF-8 with a byte-order mark opens rightly in spreadsheets.
    ///   - permissions: the file's mode; others may not read it, for it may hold
    ///     personal data.
    /// - Throws: ``FileFault`` when the folder cannot be written.
    public init(
        path: String, encoding: TextEncoding = .utf8WithMark, permissions: UInt32 = 0o600
    ) throws(FileFault) {
        name = path
        converter = try Self.converter(for: encoding, name: path)
        target = .file(try AtomicFile(path: path, permissions: permissions))
        if encoding == .utf8WithMark { text = encoding.mark }
    }

    /// Writes to an open handle, such as standard output, which stays open.
    ///
    /// - Parameters:
    ///   - handle: where to write.
    ///   - encoding: the encoding of what is written.
    /// - Throws: ``FileFault`` when the C library lacks the encoding.
    public init(_ handle: FileHandle, encoding: TextEncoding = .utf8WithMark) throws(FileFault) {
        name = "-"
        converter = try Self.converter(for: encoding, name: name)
        target = .handle(handle)
        if encoding == .utf8WithMark { text = encoding.mark }
    }

    private init() {
        name = "-"
        converter = nil
        target = .memory
        text = TextEncoding.utf8WithMark.mark
    }

    /// A small CSV file whole in memory, in UTF-8 with a byte-order mark.
    ///
    /// - Parameter records: the records in order, the headings first.
    /// - Returns: the file's bytes.
    public static func bytes(of records: [[CSVCell]]) -> [UInt8] {
        let writer = CSVWriter()
        for cells in records {
            writer.append(cells) { cell, line in
                append(cell.written, isAlone: cells.count == 1, isGuarded: false, to: &line)
            }
        }
        return writer.text
    }

    private static func converter(
        for encoding: TextEncoding, name: String
    ) throws(FileFault) -> TextConverter? {
        guard encoding == .gb18030 else { return nil }
        return try TextConverter(from: "UTF-8", to: "GB18030", name: name)
    }

    /// Writes one record.
    ///
    /// - Parameter cells: the cells in order; none makes a blank line, which readers skip.
    /// - Throws: ``FileFault`` when writing fails.
    public func write(_ cells: [CSVCell]) throws(FileFault) {
        try writeRecord(cells) { cell, line in
            Self.append(cell.written, isAlone: cells.count == 1, isGuarded: false, to: &line)
        }
    }

    private func writeRecord<Cell>(
        _ cells: [Cell], _ append: (Cell, inout [UInt8]) -> Void
    ) throws(FileFault) {
        precondition(!isFinished, "no record follows the end of a file")
        self.append(cells, append)
        if text.count >= Self.pieceBytes { try flush() }
    }

    private func append<Cell>(_ cells: [Cell], _ append: (Cell, inout [UInt8]) -> Void) {
        // Taken out of the object while it is filled: nothing else can look at it meanwhile.
        var line: [UInt8] = []
        swap(&line, &text)
        for (place, cell) in cells.enumerated() {
            if place > 0 { line.append(UInt8(ascii: ",")) }
            append(cell, &line)
        }
        line.append(0x0D)
        line.append(0x0A)
        swap(&line, &text)
    }

    /// Writes one record of typed cells: amounts in yuan, days as ISO 8601.
    ///
    /// - Parameter cells: the cells in order; at least one.
    /// - Throws: ``FileFault`` when writing fails.
    public func write(typed cells: [Workbook.Cell]) throws(FileFault) {
        try writeRecord(cells) { cell, line in
            // Numbers need neither quotes nor a guard.
            switch cell {
            case .text(let text):
                Self.append(text, isAlone: cells.count == 1, isGuarded: true, to: &line)
            case .integer(let value): line.append(contentsOf: String(value).utf8)
            case .amount(let amount): line.append(contentsOf: amount.yuanText.utf8)
            case .day(let day): line.append(contentsOf: day.isoText.utf8)
            case .flag(let flag): line.append(contentsOf: (flag ? "true" : "false").utf8)
            case .none: if cells.count == 1 { line.append(contentsOf: [0x22, 0x22]) }
            }
        }
    }

    /// Writes what is left; a file at a path becomes durable and takes its place.
    ///
    /// - Throws: ``FileFault`` when writing fails; then nothing appears at the path.
    public func finish() throws(FileFault) {
        precondition(!isFinished, "a file is finished once")
        try flush()
        isFinished = true
        if case .file(let file) = target { try file.finish() }
    }

    /// Appends a cell, in quotes where its bytes or its place ask for them.
    ///
    /// A blank at either end is quoted because some readers drop it, and an empty cell
    /// alone in its record because the line would be blank.
    private static func append(
        _ cell: String, isAlone: Bool, isGuarded: Bool, to text: inout [UInt8]
    ) {
        var cell = cell
        cell.withUTF8 { bytes in
            let isBlankEdged = bytes.first == 0x20 || bytes.last == 0x20
            let needsQuotes =
                isBlankEdged || (bytes.isEmpty && isAlone) || bytes.contains(where: isSpecial)
            let needsGuard = isGuarded && CSVCell.needsGuard(bytes)
            guard needsQuotes else {
                if needsGuard { text.append(0x27) }
                text.append(contentsOf: bytes)
                return
            }
            text.append(0x22)
            if needsGuard { text.append(0x27) }
            for byte in bytes {
                if byte == 0x22 { text.append(0x22) }
                text.append(byte)
            }
            text.append(0x22)
        }
    }

    /// Whether a byte is a quote, a separator or a line break.
    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x22, 0x2C, 0x3B, 0x09, 0x0A, 0x0D: true
        default: false
        }
    }

    private func flush() throws(FileFault) {
        let bytes = try encoded(converter == nil ? text : Self.withoutLegacy(text))
        text.removeAll(keepingCapacity: true)
        switch target {
        case .file(let file):
            try bytes.withUnsafeBufferPointer { (buffer) throws(FileFault) in
                try file.write(UnsafeRawBufferPointer(buffer))
            }
        case .handle(let handle):
            do {
                try handle.write(contentsOf: bytes)
            } catch {
                throw FileFault(.write, path: name, code: Self.code(of: error))
            }
        case .memory: preconditionFailure("what stays in memory is never flushed")
        }
    }

    /// The error number that Foundation wraps.
    static func code(of error: any Error) -> Int32 {
        let outer = error as NSError
        let cause = outer.userInfo[NSUnderlyingErrorKey] as? NSError ?? outer
        return cause.domain == NSPOSIXErrorDomain ? Int32(cause.code) : EIO
    }

    /// The text with the 24 private characters that GB 18030 once had replaced by their real ones.
    ///
    /// Since GB 18030-2005 and 2022 these have code points of Unicode's own, and the C library has
    /// no bytes for the private ones (GB 18030-2022, annex of changed mappings).
    private static func withoutLegacy(_ text: [UInt8]) -> [UInt8] {
        // All of them begin with EE 9E, EE A0 or EE A1 in UTF-8.
        guard text.contains(0xEE) else { return text }
        let string = String(decoding: text, as: UTF8.self)
        var scalars = String.UnicodeScalarView()
        for scalar in string.unicodeScalars { scalars.append(LegacyGB18030.real[scalar] ?? scalar) }
        return Array(String(scalars).utf8)
    }

    private func encoded(_ text: [UInt8]) throws(FileFault) -> [UInt8] {
        guard let converter else { return text }
        // Three bytes of UTF-8 may become four of GB18030, two may too.
        var bytes = [UInt8](repeating: 0, count: text.count * 2 + 4)
        let step = text.withUnsafeBytes { source in
            bytes.withUnsafeMutableBytes { converter.convert(source, into: $0) }
        }
        guard step.end == .done else { throw FileFault(.convert, path: name, code: EILSEQ) }
        return Array(bytes.prefix(step.made))
    }
}
