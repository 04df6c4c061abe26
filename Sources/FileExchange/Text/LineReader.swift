import TradeInCore

/// Reads a text file line by line in constant memory; LF, CR and CRLF end a line.
final class LineReader {
    /// One line.
    struct Line {
        /// The physical line, from 1.
        var number: Int
        /// The text without its line break; empty when it was too long.
        var bytes: [UInt8]
        /// Whether it was longer than the limit and was skipped.
        var isTooLong: Bool
    }

    private let source: TextSource
    private let name: String
    private let limit: Int
    private var piece = UnsafeRawBufferPointer(start: nil, count: 0)
    private var position = 0
    private var number = 1
    private var isAfterCR = false

    init(_ input: ByteInput, encoding: TextEncoding, pieceBytes: Int, limit: Int) throws(FileFault)
    {
        source = try TextSource(input, encoding: encoding, pieceBytes: pieceBytes)
        name = input.name
        self.limit = limit
    }

    /// The next line; nil after the last.
    ///
    /// - Throws: ``FileFault`` when the file cannot be read or was changed meanwhile.
    func next() throws(FileFault) -> Line? {
        var line = Line(number: number, bytes: [], isTooLong: false)
        var hasBegun = false
        while true {
            if position == piece.count, try !refill() { return hasBegun ? line : nil }
            if isAfterCR, !hasBegun {
                isAfterCR = false
                if piece[position] == 0x0A {
                    position += 1
                    continue
                }
            }
            hasBegun = true
            if take(into: &line) { return line }
        }
    }

    /// Takes up to the end of the line or the piece; true at the end of the line.
    private func take(into line: inout Line) -> Bool {
        var place = position
        while place < piece.count, piece[place] != 0x0A, piece[place] != 0x0D { place += 1 }
        add(piece[position..<place], to: &line)
        position = place
        guard place < piece.count else { return false }
        isAfterCR = piece[place] == 0x0D
        position += 1
        number += 1
        return true
    }

    private func add(_ part: Slice<UnsafeRawBufferPointer>, to line: inout Line) {
        guard !line.isTooLong else { return }
        if line.bytes.count + part.count > limit {
            line.isTooLong = true
            line.bytes.removeAll(keepingCapacity: true)
        } else {
            line.bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: part))
        }
    }

    private func refill() throws(FileFault) -> Bool {
        switch try source.next() {
        case .text(let text):
            piece = text
            position = 0
            return true
        case .end: return false
        case .invalid, .cutOff: throw FileFault(.reread, path: name, code: 0)
        }
    }
}
