/// One row of a claim file as text, before anything is believed about it.
///
/// Values are trimmed of blanks; an empty string means the cell was empty or the
/// column absent.
public struct RawClaim: Sendable {
    /// The data row, counted from 1; the header is not counted.
    public var row: Int
    /// One value per ``ClaimField``, by raw value.
    public var values: [String]

    /// An empty row.
    public init(row: Int) {
        self.row = row
        self.values = [String](repeating: "", count: ClaimField.allCases.count)
    }

    /// The text of a column; empty when there is none.
    public subscript(field: ClaimField) -> String {
        get { values[field.rawValue] }
        set { values[field.rawValue] = newValue }
    }
}

/// One row as a file reader hands it on: the values and what the file itself did wrong.
public struct ReadRow: Sendable {
    /// The values.
    public var claim: RawClaim
    /// Findings of the file format: a quote left open, a row too short, an unknown column.
    public var findings: [Finding]
    /// The row where a spreadsheet shows it, or the line of JSON Lines, from 1; 0 where unknown.
    public var line = 0
    /// The sheet; nil for a file without sheets.
    public var sheet: String?
    /// All cells as they were written, in the order of the header; empty unless asked for.
    public var cells: [String] = []

    /// A row with its findings.
    public init(claim: RawClaim, findings: [Finding] = []) {
        self.claim = claim
        self.findings = findings
    }
}
