import TradeInCore

/// What a header line says about the cells below it.
struct TableHeader {
    /// The headings as they were written, trimmed.
    let headings: [String]
    /// The column of each cell; nil for one that is not known.
    let columns: [Int?]
    /// What is wrong with the header; an `error` refuses the file.
    let findings: [Finding]
    /// The places of the columns that are the sender's, without those that we add.
    let places: [Int]
    /// Where we wrote what became of a row before; nil in most files.
    let resultPlace: Int?
    /// How many columns are known.
    let known: Int

    /// Whether nothing that must be there is missing or twice.
    var isComplete: Bool { !findings.contains { $0.severity == .error } }

    /// Reads a header record.
    init(_ record: TableRecord, of set: ColumnSet) {
        self.init(
            record.texts.map(Trimming.trimmed), line: record.line,
            isSound: record.faults.isEmpty, of: set)
    }

    /// Reads headings that stand in a line.
    init(_ texts: [String], line: Int, isSound: Bool = true, of set: ColumnSet) {
        var headings = texts
        // Spreadsheets write separators for columns that were once touched.
        while headings.last?.isEmpty == true { headings.removeLast() }
        self.headings = headings
        let columns = headings.map(set.index(of:))
        self.columns = columns
        places = headings.indices.filter { !set.isOwn(headings[$0]) }
        resultPlace = headings.firstIndex(where: set.isResult)
        known = Set(columns.compactMap { $0 }).count
        guard headings.count <= Self.mostColumns else {
            findings = [TableFindings.tooManyColumns(headings.count, limit: Self.mostColumns)]
            return
        }
        guard isSound, known > 0 else {
            findings = [TableFindings.headerUnreadable(line: line, headings: headings.count)]
            return
        }
        findings = Self.findings(headings: headings, columns: columns, set: set)
    }

    /// With our own a sheet has room for so many.
    private static let mostColumns = 16_000

    /// Unknown columns told one by one; the rest are counted.
    private static let mostUnknown = 20

    private static func findings(
        headings: [String], columns: [Int?], set: ColumnSet
    ) -> [Finding] {
        var findings: [Finding] = []
        var places: [Int: Int] = [:]
        var unknown = 0
        for (place, column) in columns.enumerated() {
            guard let column else {
                if set.isOwn(headings[place]) { continue }
                unknown += 1
                if unknown <= Self.mostUnknown {
                    findings.append(TableFindings.unknown(headings[place], place: place + 1))
                }
                continue
            }
            if let first = places.updateValue(place + 1, forKey: column) {
                findings.append(
                    TableFindings.duplicate(set.columns[column], first: first, second: place + 1))
            }
        }
        if unknown > Self.mostUnknown {
            findings.append(TableFindings.moreUnknown(unknown - Self.mostUnknown))
        }
        for (index, column) in set.columns.enumerated()
        where column.isRequired && places[index] == nil {
            findings.append(TableFindings.missing(column))
        }
        return findings
    }
}
