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
        /// The part of the award that a later rise gives.
        public var supplement: Money
        /// The codes of all findings of severity error or warning, and of a limit that is reached.
        public var findings: Set<String>

        /// An outcome.
        public init(
            verdict: Verdict, amount: Money, supplement: Money = .zero, findings: Set<String>
        ) {
            self.verdict = verdict
            self.amount = amount
            self.supplement = supplement
            self.findings = findings
        }

        /// The outcome as people read it: `eligible, 1,500.00, no findings`.
        public func text(in language: Language) -> String {
            let codes = findings.sorted().joined(separator: " ")
            let none = language == .zh ? "无问题" : "no findings"
            let rise = language == .zh ? "其中补差" : "of which supplement "
            let parts =
                [verdict.title[language], amount.groupedText]
                + (supplement > .zero ? [rise + supplement.groupedText] : [])
                + [codes.isEmpty ? none : codes]
            return parts.joined(separator: language == .zh ? "，" : ", ")
        }
    }

    /// What the case shows, in a sentence.
    public var name: String
    /// The line of the case in its file.
    public var line: Int
    /// The claim, as a file would hold it.
    public var claim: RawClaim
    /// Claims that the person has already, by the limit's code.
    public var used: [String: Int]
    /// Values for a template's holes in this case, over those of the whole file.
    public var fill: [String: [PlacedText]]
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
