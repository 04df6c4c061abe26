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
    /// spreadsheet. Readers that want the text back drop that apostrophe.
    public var written: String {
        switch self {
        case .number(let text): return text
        case .text(let text):
            guard let first = text.unicodeScalars.first, Self.formulaStarts.contains(first) else {
                return text
            }
            return "'" + text
        }
    }
}
