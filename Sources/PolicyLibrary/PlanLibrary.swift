import TradeInCore

/// A finding about a plan file, with the line it is on.
public struct PlanFinding: Hashable, Sendable {
    /// The line of the file, from 1; the heading is line 1.
    public var line: Int
    /// What is wrong with it.
    public var finding: Finding
}

/// A shipped plan file does not load: a fault of ours, found by the first test.
public struct PlanFault: Error, CustomStringConvertible, Sendable {
    /// The file's base name.
    public var file: String
    /// All that is wrong with it, in the order of the file; not empty.
    public var findings: [PlanFinding]

    /// A fault of a file with its findings.
    public init(file: String, findings: [PlanFinding]) {
        self.file = file
        self.findings = findings
    }

    /// The findings, a line each: `jinxiang_2024.csv:12: plan-value: …`.
    public var description: String {
        findings.map { "\(file):\($0.line): \($0.finding.code): \($0.finding.message.en)" }
            .joined(separator: "\n")
    }
}

/// The county plan and the county's towns, as shipped.
public enum PlanLibrary {
    /// The files of Jinxiang's plan of 2024.
    public static let jinxiang2024Files = PlanFiles(
        base: "jinxiang_2024", yaml: PackageResources.jinxiang_2024_yaml,
        csv: PackageResources.jinxiang_2024_csv)

    /// Jinxiang's plan for equipment renewal and consumer-goods trade-in, 2024 to 2027.
    ///
    /// - Returns: the plan with its 54 targets, in the order of the text: 50 figures of the text
    ///   and 4 implied by 全部 or 全覆盖.
    /// - Throws: `PackFaults` with all faults when the shipped files are at fault.
    ///
    /// Source: 金政发〔2024〕4号, 2024-05-14.
    public static func jinxiang2024() throws -> CountyPlan {
        try jinxiang2024Files.plan(isProven: true).get()
    }

    /// Jinxiang County with its thirteen towns and subdistricts.
    ///
    /// - Returns: the county; the towns in the order of the shipped file.
    /// - Throws: ``PlanFault`` with all findings when the shipped file is at fault.
    public static func jinxiang() throws -> County {
        let file = "jinxiang_towns.csv"
        let (towns, findings) = TownReader.towns(in: PackageResources.jinxiang_towns_csv)
        guard findings.isEmpty else { throw PlanFault(file: file, findings: findings) }
        return County(
            code: "370828", name: LocalizedText(zh: "金乡县", en: "Jinxiang County"), towns: towns)
    }
}
