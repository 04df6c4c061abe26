import TradeInCore

/// The two files of a plan: what it is and says in YAML, its targets in CSV.
public struct PlanFiles: Sendable {
    /// The files' base name: `jinxiang_2024`.
    public var base: String
    /// The plan, its units and its clauses.
    public var yaml: [UInt8]
    /// The targets.
    public var csv: [UInt8]

    /// A plan's files.
    public init(base: String, yaml: [UInt8], csv: [UInt8]) {
        self.base = base
        self.yaml = yaml
        self.csv = csv
    }

    /// Reads and checks the plan.
    ///
    /// Beside shapes and words it checks that the clause of every target is there, that its text
    /// holds the words which the target quotes, and that the target's lead units are the clause's.
    ///
    /// - Parameter isProven: whether a test has held targets and clauses against each other, as for
    ///   the shipped plan; then only shapes and words are checked.
    /// - Returns: the plan, or all faults in order of file and place.
    public func plan(isProven: Bool = false) -> Result<CountyPlan, PackFaults> {
        let (yamlName, csvName) = (base + ".yaml", base + ".csv")
        let header = PlanHeaderReader.read(file: yamlName, yaml)
        var faults: [PackFault] = []
        if case .failure(let error) = header { faults += error.faults }
        let known = try? header.get()
        let (targets, findings) = PlanReader.placedTargets(
            in: csv, expectedRows: known?.targetCount)
        faults += findings.map { PackFault($0, file: csvName) }
        if let known, findings.isEmpty, !isProven {
            faults += Self.disagreements(targets, known).map { PackFault($0, file: csvName) }
        }
        guard let known, faults.isEmpty else { return .failure(PackFaults(faults.inOrder)) }
        return .success(
            CountyPlan(
                code: known.code, version: known.version, countyCode: known.countyCode,
                title: known.title, number: known.number, issued: known.issued,
                units: known.units, clauses: known.clauses, targets: targets.map(\.target),
                sha256: Digests.sha256Hex(yaml + csv)))
    }

    /// Where targets are at odds with the clauses that they cite.
    private static func disagreements(
        _ targets: [(line: Int, target: PlanTarget)], _ header: PlanHeader
    ) -> [PlanFinding] {
        targets.compactMap { line, target in
            guard let clause = header.clauses.first(where: { $0.name == target.clause }) else {
                return finding(
                    line, "plan-clause-missing", zh: "没有条款“\(target.clause)”。请在YAML中补写，或改正条款号。",
                    en:
                        "There is no clause \(target.clause). Write it in the YAML file, or correct "
                        + "the number.")
            }
            guard clause.quotes(target.quote) else {
                return finding(
                    line, "plan-quote-missing",
                    zh: "引文“\(Wording.shown(target.quote))”不在条款\(clause.name)的原文中。请逐字照录。",
                    en: "The quotation \(Wording.shown(target.quote)) is not in the text of clause "
                        + "\(clause.name). Quote it word for word.")
            }
            let leads = target.leadUnits.map { name in
                header.units.first { $0.goes(by: name) }?.name.zh ?? name
            }
            guard leads == clause.leads else {
                return finding(
                    line, "plan-leads-differ",
                    zh: "牵头单位为“\(leads.joined(separator: "、"))”，条款\(clause.name)写的是"
                        + "“\(clause.leads.joined(separator: "、"))”。请改为一致。",
                    en: "The lead units are \(leads.joined(separator: ", ")); clause "
                        + "\(clause.name) has \(clause.leads.joined(separator: ", ")). "
                        + "Make them agree.")
            }
            return nil
        }
    }

    private static func finding(_ line: Int, _ code: String, zh: String, en: String) -> PlanFinding
    {
        PlanFinding(
            line: line,
            finding: Finding(code, .error, zh: "第\(line)行：\(zh)", en: "Line \(line): \(en)"))
    }
}

extension PackFault {
    /// A finding of a plan file as a fault with its place.
    init(_ finding: PlanFinding, file: String) {
        self.init(
            file: file, line: finding.line, column: 1, code: finding.finding.code,
            message: finding.finding.message)
    }
}
