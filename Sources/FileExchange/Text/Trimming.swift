/// Trims what people and spreadsheets leave around a value: ASCII blanks and line
/// breaks, U+00A0, U+3000 and U+FEFF.
enum Trimming {
    private static let longBlanks: [[UInt8]] = [
        [0xC2, 0xA0], [0xE3, 0x80, 0x80], [0xEF, 0xBB, 0xBF],
    ]

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 9 && byte <= 13) }

    /// Whether a byte may begin or end a blank of more than one byte.
    private static func isSuspect(_ byte: UInt8) -> Bool { byte >= 0x80 }

    /// The part of `bytes` between the blanks around it; may be empty.
    static func core(of bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var start = 0
        var end = bytes.count
        while start < end {
            let width = blankWidth(atStartOf: bytes, start, end)
            if width == 0 { break }
            start += width
        }
        while start < end {
            let width = blankWidth(atEndOf: bytes, start, end)
            if width == 0 { break }
            end -= width
        }
        return UnsafeBufferPointer(rebasing: bytes[start..<end])
    }

    /// The trimmed text of UTF-8 bytes.
    static func text(of bytes: UnsafeBufferPointer<UInt8>) -> String {
        String(decoding: core(of: bytes), as: UTF8.self)
    }

    /// The text without the blanks around it.
    static func trimmed(_ text: String) -> String {
        guard let first = text.utf8.first, let last = text.utf8.last else { return text }
        let mayBegin = isBlank(first) || isSuspect(first)
        guard mayBegin || isBlank(last) || isSuspect(last) else { return text }
        return Array(text.utf8).withUnsafeBufferPointer { self.text(of: $0) }
    }

    private static func blankWidth(
        atStartOf bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
    ) -> Int {
        if isBlank(bytes[start]) { return 1 }
        guard isSuspect(bytes[start]) else { return 0 }
        for blank in longBlanks where bytes[start..<end].starts(with: blank) { return blank.count }
        return 0
    }

    private static func blankWidth(
        atEndOf bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
    ) -> Int {
        if isBlank(bytes[end - 1]) { return 1 }
        guard isSuspect(bytes[end - 1]) else { return 0 }
        for blank in longBlanks where end - start >= blank.count {
            if bytes[(end - blank.count)..<end].elementsEqual(blank) { return blank.count }
        }
        return 0
    }
}
