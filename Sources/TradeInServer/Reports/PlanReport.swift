import Mustache
import TradeInCore

/// A plan's targets as one HTML file that needs nothing else and prints on A4.
///
/// Every figure stands with its clause, base, source, evidence, the time it is read at and the
/// checkpoint of the log that it rests on.
public struct PlanReport: Sendable {
    /// What shows that something was done: an event held, a report, a month of the register.
    public struct Evidence: Hashable, Sendable {
        /// The target that it counts for.
        public var targetID: String
        /// What it is.
        public var text: LocalizedText
        /// Its entry in the log; nil for sums over many.
        public var logIndex: Int64?
        /// How many files stand beside it.
        public var files: Int

        /// A piece of evidence.
        public init(targetID: String, text: LocalizedText, logIndex: Int64? = nil, files: Int = 0) {
            self.targetID = targetID
            self.text = text
            self.logIndex = logIndex
            self.files = files
        }
    }

    /// How much is told.
    public enum Kind: Sendable {
        /// Every target with its plots.
        case board
        /// The texts of the clauses and the matrix of clause, target and evidence too.
        case annual
    }

    /// Where a page of the server finds what a file holds within.
    public struct Page: Sendable {
        /// The style; pages of the server take none from within.
        public var styleAddress: String
        /// The whole annual report, to save.
        public var wholeAddress: String

        /// The addresses of a page.
        public init(styleAddress: String, wholeAddress: String) {
            self.styleAddress = styleAddress
            self.wholeAddress = wholeAddress
        }
    }

    /// The plan.
    public var plan: CountyPlan
    /// The year that yearly targets are read for.
    public var year: Int
    /// When the figures were read.
    public var asOf: Moment
    /// The signed checkpoint of the log; nil while it is empty.
    public var checkpoint: String?
    /// What is known.
    public var actuals: TargetActuals
    /// What shows it.
    public var evidence: [Evidence]

    /// A report of what is known.
    public init(
        plan: CountyPlan, year: Int, asOf: Moment, checkpoint: String?, actuals: TargetActuals,
        evidence: [Evidence]
    ) {
        self.plan = plan
        self.year = year
        self.asOf = asOf
        self.checkpoint = checkpoint
        self.actuals = actuals
        self.evidence = evidence
    }

    /// The report as HTML.
    ///
    /// - Parameters:
    ///   - kind: how much is told.
    ///   - language: the language.
    ///   - page: the addresses that a page of the server has; nil for a file, which needs none.
    /// - Returns: the page.
    /// - Throws: only when the template was written wrongly.
    public func html(
        _ kind: Kind, _ language: Language, page: Page? = nil
    ) throws -> String {
        HTMLText.register()
        let text = page.map {
            PlanReportTemplate.text.replacing(
                "<style>{{{style}}}</style>",
                with: "<link rel=\"stylesheet\" href=\"\($0.styleAddress)\">")
        }
        let template = try MustacheTemplate(string: text ?? PlanReportTemplate.text)
        return template.render(
            PlanReportContent(self, kind, language, wholeAddress: page?.wholeAddress))
    }
}
