/// A value on its way into a CSV file.
public enum CSVCell: Hashable, Sendable {
    /// Text of any origin; made harmless to spreadsheets when written.
    case text(String)
    /// A number or amount that the caller formatted; written as it is, minus included.
    case number(String)

    /// A cell without a value.
    public static let empty = CSVCell.text("")

    /// The text to write: a text that would begin a formula gets an apostrophe before it.
    ///
    /// A dealer who names a product `=HYPERLINK(…)` must not act in an officer's
    /// spreadsheet. So that ``unguarded(_:)`` gives every text back, one that has such
    /// apostrophes already gets one more.
    public var written: String {
        switch self {
        case .number(let text): return text
        case .text(let text): return Self.needsGuard(text) ? "'" + text : text
        }
    }

    /// The text that ``written`` was made of.
    ///
    /// - Parameter text: a cell of a CSV file, ours or any other.
    /// - Returns: the text without one apostrophe, where that keeps a formula from being one.
    public static func unguarded(_ text: String) -> String {
        guard text.utf8.first == 0x27, needsGuard(text) else { return text }
        return String(text.dropFirst())
    }

    /// Whether a text begins a formula, or does so behind apostrophes.
    static func needsGuard(_ text: String) -> Bool {
        var text = text
        return text.withUTF8(needsGuard)
    }

    /// The same of UTF-8: in one width `= + - @` and the blanks that some programs pass over, in
    /// the other `＝ ＋ － ＠`.
    static func needsGuard(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var place = 0
        while place < bytes.count, bytes[place] == 0x27 { place += 1 }
        guard place < bytes.count else { return false }
        switch bytes[place] {
        case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0A, 0x0D: return true
        case 0xEF where place + 2 < bytes.count && bytes[place + 1] == 0xBC:
            return [0x9D, 0x8B, 0x8D, 0xA0].contains(bytes[place + 2])
        default: return false
        }
    }
}
