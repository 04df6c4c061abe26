import TradeInCore
import Yams

/// A claim with what the rules must say of it.
public struct PackCase: Sendable {
    /// What is expected, or what came.
    public struct Outcome: Hashable, Sendable {
        /// The verdict.
        public var verdict: Verdict
        /// The award; zero when the claim is ineligible.
        public var amount: Money
        /// The codes of all findings of severity error or warning.
        public var findings: Set<String>

        /// An outcome.
        public init(verdict: Verdict, amount: Money, findings: Set<String>) {
            self.verdict = verdict
            self.amount = amount
            self.findings = findings
        }

        /// The outcome as people read it: `eligible, 1,500.00, no findings`.
        public func text(in language: Language) -> String {
            let codes = findings.sorted().joined(separator: " ")
            let none = language == .zh ? "无问题" : "no findings"
            return [verdict.title[language], amount.groupedText, codes.isEmpty ? none : codes]
                .joined(separator: language == .zh ? "，" : ", ")
        }
    }

    /// What the case shows, in a sentence.
    public var name: String
    /// The line of the case in its file.
    public var line: Int
    /// The claim, as a file would hold it.
    public var claim: RawClaim
    /// What must come out.
    public var expected: Outcome
}

/// How one case went.
public struct PackCaseResult: Sendable {
    /// The file of the case.
    public var file: String
    /// The case.
    public var packCase: PackCase
    /// What came out.
    public var got: PackCase.Outcome
    /// The determination itself.
    public var determination: Determination

    /// Whether the outcome is the one expected.
    public var passed: Bool { got == packCase.expected }

    /// `file:line: name: passed`, or what was expected and what came.
    public func text(in language: Language) -> String {
        let head = "\(file):\(packCase.line): \(packCase.name)"
        let wanted = packCase.expected.text(in: language)
        switch language {
        case .zh:
            return passed ? head + "：通过" : head + "：应为“\(wanted)”，得到“\(got.text(in: language))”"
        case .en:
            return passed
                ? head + ": passed" : head + ": expected \(wanted); got \(got.text(in: language))"
        }
    }
}

/// Reads the cases beside a pack and runs them through the same path as a claim file.
public enum PackCases {
    /// The cases of a file, or all its faults.
    public static func read(_ files: PackFiles) -> Result<[PackCase], PackFaults> {
        var faults = FaultList(file: files.casesName)
        guard let text = YAMLGuard.text(of: files.cases, &faults),
            let root = YAMLTree.root(of: text, &faults)
        else { return .failure(faults.error) }
        var reader = NodeReader(text: text, faults: faults)
        let cases = reader.packCases(root)
        return reader.faults.faults.isEmpty ? .success(cases) : .failure(reader.faults.error)
    }

    /// Runs the cases of a file.
    ///
    /// - Parameters:
    ///   - files: the pack's files; only the cases are read.
    ///   - decider: the packs and the county to decide with.
    /// - Returns: a result for each case in file order, or the faults of the file.
    public static func run(
        _ files: PackFiles, with decider: ClaimDecider
    ) -> Result<[PackCaseResult], PackFaults> {
        read(files).map { cases in
            cases.map { packCase in
                let (_, determination) = decider.decide(ReadRow(claim: packCase.claim))
                let codes = determination.findings.filter { $0.severity != .notice }.map(\.code)
                return PackCaseResult(
                    file: files.casesName, packCase: packCase,
                    got: PackCase.Outcome(
                        verdict: determination.verdict, amount: determination.amount,
                        findings: Set(codes)),
                    determination: determination)
            }
        }
    }
}
