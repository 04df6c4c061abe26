/// The text of an origin as UTF-8, one piece after the other in constant memory.
///
/// A piece may end inside a character. A byte-order mark at the start is not part
/// of the text.
final class TextSource {
    /// What comes next.
    enum Piece {
        /// Some text, never empty; valid until the next call.
        case text(UnsafeRawBufferPointer)
        /// The end of the file.
        case end
        /// Bytes at this offset of the file that are no character of the encoding.
        case invalid(offset: Int)
        /// The file ends inside the character that begins at this offset.
        case cutOff(offset: Int)
    }

    /// The size of a piece unless a caller asks for another: 256 KiB.
    static let usualPieceBytes = 1 << 18

    private let input: ByteInput
    private let converter: TextConverter?
    private let raw: UnsafeMutableRawBufferPointer
    private let converted: UnsafeMutableRawBufferPointer
    private let pieceBytes: Int
    /// The unconverted bytes at the front of `raw`, and the file offset of the first.
    private var kept = 0
    private var rawOffset: Int
    private var failed = false

    /// The longest character of GB18030, in bytes.
    private static let longestCharacter = 4

    /// Starts at the first byte of `input` that is text.
    ///
    /// - Parameters:
    ///   - input: the file.
    ///   - encoding: its encoding.
    ///   - pieceBytes: how many bytes to read at once; at least 1.
    /// - Throws: ``FileFault`` when the file cannot be read or the C library cannot convert.
    init(_ input: ByteInput, encoding: TextEncoding, pieceBytes: Int) throws(FileFault) {
        precondition(pieceBytes > 0, "a piece of a file holds at least one byte")
        self.input = input
        self.pieceBytes = pieceBytes
        converter =
            encoding == .gb18030
            ? try TextConverter(from: "GB18030", to: "UTF-8", name: input.name) : nil
        let isMarked = try input.opening(encoding.mark.count) == encoding.mark
        rawOffset = isMarked ? encoding.mark.count : 0
        let capacity = pieceBytes + Self.longestCharacter
        raw = .allocate(byteCount: capacity, alignment: 8)
        // Two bytes of GB18030 become three or four of UTF-8, four stay four.
        converted = .allocate(byteCount: converter == nil ? 0 : capacity * 3, alignment: 8)
        try input.rewind(to: rawOffset)
    }

    deinit {
        raw.deallocate()
        converted.deallocate()
    }

    /// The next piece; ``Piece/end`` again and again at the end.
    func next() throws(FileFault) -> Piece {
        if let converter { return try convertedPiece(converter) }
        let count = try input.read(into: .init(rebasing: raw[..<pieceBytes]))
        return count > 0 ? .text(.init(rebasing: raw[..<count])) : try ended()
    }

    private func ended() throws(FileFault) -> Piece {
        try input.checkUnchanged()
        return .end
    }

    private func convertedPiece(_ converter: TextConverter) throws(FileFault) -> Piece {
        while !failed {
            let count = try input.read(into: .init(rebasing: raw[kept..<kept + pieceBytes]))
            if count == 0 { return kept == 0 ? try ended() : .cutOff(offset: rawOffset) }
            let available = UnsafeRawBufferPointer(rebasing: raw[..<(kept + count)])
            let step = converter.convert(available, into: converted)
            precondition(step.end != .outputFull, "the converted piece has room for any input")
            rawOffset += step.taken
            failed = step.end == .invalid
            kept = failed ? 0 : available.count - step.taken
            // The regions may overlap, as `copyMemory` allows.
            raw.copyMemory(from: .init(rebasing: available[step.taken..<step.taken + kept]))
            if step.made > 0 { return .text(.init(rebasing: converted[..<step.made])) }
        }
        return .invalid(offset: rawOffset)
    }
}
