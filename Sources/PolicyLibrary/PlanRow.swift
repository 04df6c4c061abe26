import TradeInCore

/// One row of a plan file, read by column name.
struct PlanRow {
    let line: Int
    private let values: [String: String]
    private(set) var findings: [PlanFinding] = []

    private init(line: Int, values: [String: String]) {
        self.line = line
        self.values = values
    }

    /// The text of a column; empty when it has none.
    subscript(column: String) -> String { values[column] ?? "" }

    /// A finding about a column: `zh` and `en` go on after its name and the value seen.
    mutating func add(_ code: String, _ column: String, zh: String, en: String) {
        let seen = self[column]
        findings.append(
            PlanFinding(
                line: line,
                finding: Finding(
                    code, .error, zh: "第\(line)行\(column)为“\(seen)”，\(zh)",
                    en: "Line \(line), \(column) is “\(seen)”; \(en)")))
    }

    /// The text of a column that may not be empty.
    mutating func filled(_ column: String) -> String {
        if self[column].isEmpty {
            add("plan-empty", column, zh: "不能为空。请补填。", en: "it may not be empty. Fill it in.")
        }
        return self[column]
    }

    /// A word of a closed set.
    mutating func word<Word: RawRepresentable & CaseIterable>(
        _ column: String, as _: Word.Type
    ) -> Word? where Word.RawValue == String {
        if let word = Word(rawValue: self[column]) { return word }
        let words = Word.allCases.map(\.rawValue).joined(separator: " ")
        add(
            "plan-word", column, zh: "不在可选值之内：\(words)。请改正。",
            en: "it is not one of: \(words). Correct it.")
        return nil
    }

    /// A year from 2000 to 2100, in four digits.
    mutating func year(_ column: String) -> Int? {
        let text = self[column]
        if text.utf8.count == 4, let year = Int(text), (2000...2100).contains(year) { return year }
        add(
            "plan-year", column, zh: "不是2000至2100之间的年份。请改正。",
            en: "it is not a year from 2000 to 2100. Correct it.")
        return nil
    }

    /// The rows of a file whose heading is exactly `columns`; otherwise only findings.
    static func rows(
        in bytes: [UInt8], columns: [String]
    ) -> (rows: [PlanRow], findings: [PlanFinding]) {
        guard let lines = CSVLine.lines(of: bytes) else {
            return (
                [],
                [
                    problem(
                        1, "plan-encoding", zh: "文件不是UTF-8编码。请另存为UTF-8。",
                        en: "The file is not UTF-8. Save it as UTF-8.")
                ]
            )
        }
        guard let heading = lines.first, heading.fields == columns, !heading.isBroken else {
            let wanted = columns.joined(separator: ",")
            return (
                [],
                [
                    problem(
                        lines.first?.number ?? 1, "plan-heading", zh: "表头应为：\(wanted)。请改正。",
                        en: "The heading must be: \(wanted). Correct it.")
                ]
            )
        }
        var rows: [PlanRow] = []
        var findings: [PlanFinding] = []
        for line in lines.dropFirst() {
            guard !line.isBroken, line.fields.count == columns.count else {
                findings.append(shapeProblem(line, columns.count))
                continue
            }
            let values = Dictionary(zip(columns, line.fields)) { first, _ in first }
            rows.append(PlanRow(line: line.number, values: values))
        }
        return (rows, findings)
    }

    private static func shapeProblem(_ line: CSVLine, _ columns: Int) -> PlanFinding {
        if line.isBroken {
            return problem(
                line.number, "plan-quote", zh: "第\(line.number)行引号不成对。请改正。",
                en: "Line \(line.number) has a quote left open or out of place. Correct it.")
        }
        return problem(
            line.number, "plan-field-count",
            zh: "第\(line.number)行有\(line.fields.count)列，应为\(columns)列。请改正。",
            en: "Line \(line.number) has \(line.fields.count) fields, not \(columns). Correct it.")
    }

    private static func problem(_ line: Int, _ code: String, zh: String, en: String) -> PlanFinding
    {
        PlanFinding(line: line, finding: Finding(code, .error, zh: zh, en: en))
    }
}
