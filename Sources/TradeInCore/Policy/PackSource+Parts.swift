/// What a pack holds beside its rules, as its file says it.
extension PackSource {
    /// A dated parameter value.
    public struct DatedValue: Sendable {
        /// The first day of the value.
        public var from: Day
        /// The value; one text, or the words of a list.
        public var value: [PlacedText]
        /// Whether the value is a list.
        public var isList: Bool
        /// The article that states it.
        public var article: PlacedText
        /// How sure the value is; empty for a hole.
        public var mark: String
        /// What a county has to put here before the pack can decide: a template's hole.
        public var fill: FillKind?

        /// A dated value.
        public init(
            from: Day, value: [PlacedText], isList: Bool, article: PlacedText, mark: String,
            fill: FillKind? = nil
        ) {
            self.from = from
            self.value = value
            self.isList = isList
            self.article = article
            self.mark = mark
            self.fill = fill
        }
    }

    /// A parameter with its values in order of time.
    public struct Parameter: Sendable {
        /// The name.
        public var name: PlacedText
        /// The values, earliest first.
        public var values: [DatedValue]

        /// A parameter.
        public init(name: PlacedText, values: [DatedValue]) {
            self.name = name
            self.values = values
        }
    }

    /// A later rise that also reaches claims of days before it.
    ///
    /// A claim whose day of law lies in ``lawDays`` gets, beside its award, what the award
    /// would be with the values of ``asOf``, less what it is with the values of its own day.
    public struct Supplement: Sendable {
        /// The rule's code.
        public var code: PlacedText
        /// The days of law that it reaches.
        public var lawDays: ClosedRange<Day>
        /// The day whose values the rise goes up to.
        public var asOf: Day
        /// The article.
        public var article: PlacedText

        /// A supplement.
        public init(
            code: PlacedText, lawDays: ClosedRange<Day>, asOf: Day, article: PlacedText
        ) {
            self.code = code
            self.lawDays = lawDays
            self.asOf = asOf
            self.article = article
        }
    }

    /// A term of the notice for the work on a claim; no rule of its own.
    public struct Deadline: Sendable {
        /// What is counted: `reviewWorkingDays`.
        public var key: String
        /// The number of days or tries.
        public var value: Int
        /// The article.
        public var article: PlacedText
        /// How sure the value is.
        public var mark: String

        /// A deadline.
        public init(key: String, value: Int, article: PlacedText, mark: String) {
            self.key = key
            self.value = value
            self.article = article
            self.mark = mark
        }
    }

    /// A paper that a claim needs before it is approved.
    public struct Paper: Sendable {
        /// What it proves.
        public var kind: PaperKind
        /// The article.
        public var article: PlacedText
        /// How sure it is.
        public var mark: String

        /// A paper.
        public init(kind: PaperKind, article: PlacedText, mark: String) {
            self.kind = kind
            self.article = article
            self.mark = mark
        }
    }

    /// The papers as the ledger holds a review to them.
    public var paperNeeds: [PaperNeed] {
        papers.map { PaperNeed(kind: $0.kind, article: $0.article.text) }
    }

    /// How far a pack may be trusted.
    public enum Status: String, Sendable, CaseIterable {
        /// No officer has held it against the issued text.
        case unverified
        /// An officer has.
        case verified
        /// Figures are missing that a county has to fill in; it decides nothing.
        case template
    }

    /// The kind of figure that a template leaves open.
    public enum FillKind: String, Sendable, CaseIterable {
        case money, rate, day, integer, classes
    }

    /// The document that a pack is drawn from.
    public struct Document: Sendable {
        /// The document number.
        public var number: String
        /// The title, where it was found.
        public var title: String?
        /// The day of issue, where it was found.
        public var issued: Day?

        /// A document.
        public init(number: String, title: String? = nil, issued: Day? = nil) {
            self.number = number
            self.title = title
            self.issued = issued
        }
    }

    /// A heading of the notice.
    public struct Article: Sendable, Hashable {
        /// The label: `三(二)`.
        public var label: String
        /// Whether the notice says that no rule follows from it.
        public var hasNoRule: Bool
        /// The line of the heading.
        public var line: Int

        /// An article.
        public init(label: String, hasNoRule: Bool, line: Int) {
            self.label = label
            self.hasNoRule = hasNoRule
            self.line = line
        }
    }

    /// Who or what identifies a person for limits.
    public enum Identity: String, Sendable, CaseIterable {
        case applicantId, applicantPhone, payeeAccount
    }
}
