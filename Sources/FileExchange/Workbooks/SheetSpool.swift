import CLibzip
import Glibc

/// The rows of a sheet on their way into a workbook, written as XML into a file that has no name.
///
/// libxlsxwriter writes everything else of the workbook. It takes four times as long for rows, and
/// does not tell when its own file of them could not grow (decision 0022).
final class SheetSpool {
    private let descriptor: Int32
    private let path: String
    private var text = RowText()

    /// Room in front of the rows for what libxlsxwriter writes before them.
    private static let room = 1 << 20
    private static let pieceBytes = 1 << 18

    /// Opens a spool in the folder of `path`, where there is room for the workbook too.
    init(beside path: String) throws(FileFault) {
        self.path = path
        var name = Array((path + ".rows.XXXXXX").utf8CString)
        descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw FileFault(.open, path: path, code: errno) }
        unlink(name)
        guard lseek(descriptor, Self.room, SEEK_SET) == Self.room else {
            throw FileFault(.write, path: path, code: errno)
        }
    }

    deinit { close(descriptor) }

    /// Appends a row.
    ///
    /// - Parameters:
    ///   - number: its number in the sheet, from 1.
    ///   - cells: its cells.
    ///   - styles: the numbers of the formats.
    /// - Throws: ``FileFault`` when the disk fails.
    func write(_ number: UInt32, _ cells: [Workbook.Cell], _ styles: SpoolStyles) throws(FileFault)
    {
        // Taken out of the object while it is filled: nothing else can look at it meanwhile.
        var text = RowText()
        swap(&text, &self.text)
        text.append(number, cells, styles)
        swap(&text, &self.text)
        if self.text.bytes.count >= Self.pieceBytes { try flush() }
    }

    private func flush() throws(FileFault) {
        try put(text.bytes, at: nil)
        text.bytes.removeAll(keepingCapacity: true)
    }

    private func put(_ bytes: [UInt8], at offset: Int?) throws(FileFault) {
        let failure = bytes.withUnsafeBytes { buffer -> Int32 in
            var done = 0
            while done < buffer.count {
                let start = buffer.baseAddress.map { $0 + done }
                let count =
                    if let offset {
                        pwrite(descriptor, start, buffer.count - done, offset + done)
                    } else {
                        Glibc.write(descriptor, start, buffer.count - done)
                    }
                if count > 0 { done += count } else if errno != EINTR { return errno }
            }
            return 0
        }
        guard failure == 0 else { throw FileFault(.write, path: path, code: failure) }
    }

    /// The whole part as a source for libzip: what libxlsxwriter wrote, with the rows in it.
    ///
    /// - Parameters:
    ///   - archive: the archive that it is for.
    ///   - skeleton: the part without rows but the header.
    /// - Returns: the source, which belongs to the archive.
    /// - Throws: ``FileFault`` when the disk fails.
    func source(for archive: OpaquePointer, in skeleton: [UInt8]) throws(FileFault) -> OpaquePointer
    {
        let end = Array("</sheetData>".utf8)
        guard
            let place = skeleton.indices.first(where: {
                skeleton[$0] == 0x3C && skeleton[$0...].starts(with: end)
            }), place <= Self.room
        else { preconditionFailure("a sheet of libxlsxwriter has room for rows") }
        let front = Self.withoutDimension(Array(skeleton[..<place]))
        try flush()
        try put(Array(skeleton[place...]), at: nil)
        try put(front, at: Self.room - front.count)
        guard let file = fdopen(dup(descriptor), "r"),
            let source = zip_source_filep(archive, file, UInt64(Self.room - front.count), -1)
        else { throw FileFault(.write, path: path, code: errno) }
        return source
    }

    /// The range that libxlsxwriter saw ends at the header; without one readers look themselves.
    private static func withoutDimension(_ front: [UInt8]) -> [UInt8] {
        let text = String(decoding: front, as: UTF8.self)
        guard let range = text.firstRange(of: /<dimension [^>]*\/>/) else { return front }
        return Array(text.replacingCharacters(in: range).utf8)
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<String.Index>) -> String {
        String(self[..<range.lowerBound]) + String(self[range.upperBound...])
    }
}
