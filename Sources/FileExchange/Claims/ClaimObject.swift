import TradeInCore

/// A claim that comes alone as a JSON object, read as a line of JSON Lines is.
public enum ClaimObject {
    /// The row that an object of column keys is.
    ///
    /// - Parameter members: the object; members that are no columns are passed over.
    /// - Returns: the row, its number 1.
    public static func row(_ members: JSONObject) -> ReadRow {
        var row = ReadRow(claim: RawClaim(row: 1))
        for (key, value) in members {
            guard let field = ClaimField(heading: key), let text = text(of: value) else { continue }
            row.claim[field] = text
        }
        if row.claim[.claimRef] == ClaimFileReader.exampleRef {
            row.findings.append(FileFindings.exampleRef(row: 1))
        }
        return row
    }

    /// The columns that every claim fills, whatever its programme.
    ///
    /// - Parameter beforeSale: whether only those count that are known before the sale.
    /// - Returns: the columns, in order.
    public static func needed(beforeSale: Bool = false) -> [ClaimField] {
        let columns: ColumnSet = beforeSale ? .rights : .claims
        return ClaimField.allCases.filter { columns.columns[$0.rawValue].isRequired }
    }

    /// A value as the cell that it fills; nil for an array or an object, which no cell is.
    public static func text(of value: JSONValue) -> String? {
        switch value {
        case .string(let text): Trimming.trimmed(text)
        case .number(let text): text
        case .bool(let flag): flag ? "true" : "false"
        case .null: ""
        case .array, .object: nil
        }
    }
}
