import TradeInCore

/// The reader of plan files: targets as rows, every fault a finding with its line.
public enum PlanReader {
    /// The columns of a plan file, in order; the last three are our own additions.
    public static let columns = [
        "id", "clause", "indicator_zh", "indicator_en", "kind", "baseline_year", "year",
        "comparator", "value", "unit", "lead_units_zh", "quote_zh", "source", "measure", "note_zh",
        "note_en",
    ]

    /// The targets of a plan file.
    ///
    /// - Parameters:
    ///   - bytes: the file, UTF-8 CSV with the heading ``columns``.
    ///   - expectedRows: how many targets the plan has; nil when not known.
    /// - Returns: the sound targets in file order, and all findings; a row with a
    ///   finding gives no target.
    public static func targets(
        in bytes: [UInt8], expectedRows: Int? = nil
    ) -> (targets: [PlanTarget], findings: [PlanFinding]) {
        let (placed, findings) = placedTargets(in: bytes, expectedRows: expectedRows)
        return (placed.map(\.target), findings)
    }

    /// The sound targets with their lines, and all findings.
    static func placedTargets(
        in bytes: [UInt8], expectedRows: Int?
    ) -> (targets: [(line: Int, target: PlanTarget)], findings: [PlanFinding]) {
        let (rows, problems) = PlanRow.rows(in: bytes, columns: columns)
        var findings = problems
        var targets: [(line: Int, target: PlanTarget)] = []
        var lineOfID: [String: Int] = [:]
        for var row in rows {
            let target = target(in: &row)
            let id = row["id"]
            if let earlier = lineOfID[id], !id.isEmpty {
                row.add(
                    "plan-id-repeated", "id", zh: "编号已在第\(earlier)行使用。请改为唯一编号。",
                    en: "line \(earlier) has it already. Give each target its own id.")
            }
            lineOfID[id] = lineOfID[id] ?? row.line
            if let target, row.findings.isEmpty { targets.append((row.line, target)) }
            findings += row.findings
        }
        if let expectedRows, rows.count != expectedRows {
            findings.append(rowCountFinding(rows.count, expectedRows))
        }
        return (targets, findings)
    }

    private static func rowCountFinding(_ found: Int, _ expected: Int) -> PlanFinding {
        PlanFinding(
            line: 1,
            finding: Finding(
                "plan-row-count", .error, zh: "共\(found)行，应为\(expected)行。请核对文件是否完整。",
                en: "The file has \(found) rows, the plan has \(expected). Check that it is whole.")
        )
    }

    private static func target(in row: inout PlanRow) -> PlanTarget? {
        let id = id(in: &row)
        let kind = row.word("kind", as: PlanTarget.Kind.self)
        let comparator = row.word("comparator", as: PlanTarget.Comparator.self)
        let unit = row.word("unit", as: TargetUnit.self)
        let source = row.word("source", as: PlanTarget.Source.self)
        let measure =
            row["measure"].isEmpty ? nil : row.word("measure", as: PlanTarget.Measure.self)
        let period = period(in: &row)
        let value = value(in: &row)
        let baselineYear = baselineYear(for: kind, due: period, in: &row)
        checkMeasure(measure, source, in: &row)
        let note = note(in: &row)
        let texts = ["clause", "indicator_zh", "indicator_en", "quote_zh"].map { row.filled($0) }
        guard row.findings.isEmpty, let id, let kind, let comparator, let unit, let source,
            let period, let value
        else { return nil }
        return PlanTarget(
            id: id, clause: texts[0], title: LocalizedText(zh: texts[1], en: texts[2]), kind: kind,
            baselineYear: baselineYear, period: period, comparator: comparator, value: value,
            unit: unit, leadUnits: row["lead_units_zh"].split(separator: ";").map(String.init),
            quote: texts[3], source: source, measure: measure, note: note)
    }

    /// `T` for a figure of the text or `I` for an implied one, and three digits.
    private static func id(in row: inout PlanRow) -> String? {
        let text = row["id"]
        let bytes = Array(text.utf8)
        let isShaped =
            bytes.count == 4 && (text.hasPrefix("T") || text.hasPrefix("I"))
            && bytes.dropFirst().allSatisfy { (48...57).contains($0) }
        if isShaped { return text }
        row.add(
            "plan-id", "id", zh: "编号应为T或I加三位数字。请改正。",
            en: "an id is T or I and three digits. Correct it.")
        return nil
    }

    private static func period(in row: inout PlanRow) -> PlanTarget.Period? {
        switch row["year"] {
        case "annual": return .annual
        case "ongoing": return .ongoing
        default: return row.year("year").map { .year($0) }
        }
    }

    private static func value(in row: inout PlanRow) -> TargetNumber? {
        if case .success(let value) = TargetNumber.parse(row["value"]), value > .zero {
            return value
        }
        row.add(
            "plan-value", "value", zh: "应为正数，最多三位小数。请对照方案原文改正。",
            en: "a figure is positive with at most three decimals. Correct it from the plan.")
        return nil
    }

    private static func baselineYear(
        for kind: PlanTarget.Kind?, due: PlanTarget.Period?, in row: inout PlanRow
    ) -> Int? {
        guard kind == .growthVsBase else {
            if kind != nil, !row["baseline_year"].isEmpty {
                row.add(
                    "plan-base-unexpected", "baseline_year", zh: "只有比基年增长的目标才有基年。请删去。",
                    en: "only growth on a base has a base year. Remove it.")
            }
            return nil
        }
        guard let base = row.year("baseline_year") else { return nil }
        if case .year(let due) = due, due <= base {
            row.add(
                "plan-base-late", "baseline_year", zh: "基年应早于目标年\(due)。请改正。",
                en: "the base year is before the target year \(due). Correct it.")
        }
        return base
    }

    private static func checkMeasure(
        _ measure: PlanTarget.Measure?, _ source: PlanTarget.Source?, in row: inout PlanRow
    ) {
        guard let source, measure != nil || row["measure"].isEmpty,
            (measure?.source ?? .reported) != source
        else { return }
        row.add(
            "plan-measure", "measure", zh: "与来源“\(source.rawValue)”不符。请按来源填写计数口径。",
            en: "it does not belong to the source \(source.rawValue). Name a measure of the source."
        )
    }

    private static func note(in row: inout PlanRow) -> LocalizedText? {
        let note = LocalizedText(zh: row["note_zh"], en: row["note_en"])
        if note.zh.isEmpty != note.en.isEmpty {
            row.add(
                "plan-note-one-language", note.zh.isEmpty ? "note_zh" : "note_en",
                zh: "说明须中英文齐备。请补全。", en: "a note exists in both languages. Complete it.")
        }
        return note.zh.isEmpty ? nil : note
    }
}
