import TradeInCore

/// What a header line says about the cells below it.
struct TableHeader {
    /// The column of each cell; nil for one that is not known.
    let columns: [Int?]
    /// What is wrong with the header; an `error` refuses the file.
    let findings: [Finding]
    /// How many headings are known.
    let known: Int

    /// Reads a header record.
    init(_ record: CSVRecord, of set: ColumnSet) {
        var headings = record.texts.map(Trimming.trimmed)
        // Spreadsheets write separators for columns that were once touched.
        while headings.last?.isEmpty == true { headings.removeLast() }
        columns = headings.map(set.index(of:))
        known = columns.count { $0 != nil }
        findings = Self.findings(headings: headings, columns: columns, set: set, record: record)
    }

    private static func findings(
        headings: [String], columns: [Int?], set: ColumnSet, record: CSVRecord
    ) -> [Finding] {
        guard columns.contains(where: { $0 != nil }), record.faults.isEmpty else {
            return [TableFindings.headerUnreadable(line: record.line, headings: headings.count)]
        }
        var findings: [Finding] = []
        var places: [Int: Int] = [:]
        for (place, column) in columns.enumerated() {
            guard let column else {
                findings.append(TableFindings.unknown(headings[place], place: place + 1))
                continue
            }
            if let first = places.updateValue(place + 1, forKey: column) {
                findings.append(
                    TableFindings.duplicate(set.columns[column], first: first, second: place + 1))
            }
        }
        for (index, column) in set.columns.enumerated()
        where column.isRequired && places[index] == nil {
            findings.append(TableFindings.missing(column))
        }
        return findings
    }
}
