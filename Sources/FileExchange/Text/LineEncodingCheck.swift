/// Counts physical lines; LF, CR and CRLF each end one.
struct LineCounter {
    /// The line of the next byte, from 1.
    private(set) var line = 1
    private var isAfterCR = false

    /// Counts over the next piece.
    mutating func feed(_ piece: UnsafeRawBufferPointer) {
        for byte in piece {
            if byte == 0x0D || (byte == 0x0A && !isAfterCR) { line += 1 }
            isAfterCR = byte == 0x0D
        }
    }
}

/// Looks for a line that is evidently UTF-8 in a file that is otherwise GB18030.
///
/// Such files come from pasting one export below another. A line counts when all of it
/// fits UTF-8 and holds so many long characters that GB18030 text would fit by accident
/// less than once in 10^12 lines.
struct LineEncodingCheck {
    private static let evidentCharacters = 6

    /// The first such line, from 1.
    private(set) var found: Int?
    private var line = 1
    private var check = UTF8Check()

    /// Checks the next piece; false when such a line is found.
    mutating func feed(_ piece: UnsafeRawBufferPointer) -> Bool {
        var rest = piece[...]
        while let end = rest.firstIndex(of: 0x0A) {
            _ = check.feed(UnsafeRawBufferPointer(rebasing: rest[..<end]))
            guard closeLine() else { return false }
            rest = rest[(end + 1)...]
        }
        _ = check.feed(UnsafeRawBufferPointer(rebasing: rest))
        return true
    }

    /// Ends the last line, which may have no line break.
    mutating func finish() { if found == nil { _ = closeLine() } }

    /// Ends a line; false when it was evidently UTF-8.
    private mutating func closeLine() -> Bool {
        let isEvident =
            check.stop == nil && !check.isInsideCharacter
            && check.longerCharacters >= Self.evidentCharacters
        if isEvident { found = line }
        line += 1
        check = UTF8Check()
        return !isEvident
    }
}
