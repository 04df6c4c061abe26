/// A value on its way into a CSV file.
public enum CSVCell: Hashable, Sendable {
    /// Text of any origin; made harmless to spreadsheets when written.
    case text(String)
    /// A number or amount that the caller formatted; written as it is, minus included.
    case number(String)

    /// A cell without a value.
    public static let empty = CSVCell.text("")

    /// The characters with which a spreadsheet begins a formula, in both widths.
    private static let formulaStarts: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠",
    ]

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
    private static func needsGuard(_ text: String) -> Bool {
        guard let byte = text.utf8.first, byte < 0x40 || byte == 0x40 || byte >= 0xEF else {
            return false
        }
        guard let first = text.unicodeScalars.first(where: { $0 != "'" }) else { return false }
        return formulaStarts.contains(first)
    }
}
