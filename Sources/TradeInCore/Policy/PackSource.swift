/// A text of a pack file with its place, so that a fault can point at it.
public struct PlacedText: Hashable, Sendable {
    /// The text.
    public var text: String
    /// The line, from 1.
    public var line: Int
    /// The column, from 1.
    public var column: Int

    /// A text at a place.
    public init(_ text: String, line: Int, column: Int) {
        self.text = text
        self.line = line
        self.column = column
    }
}

/// What is wrong with a pack, where.
public struct PackFault: Error, Hashable, Sendable {
    /// The file's base name.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// The column, from 1.
    public var column: Int
    /// A stable code.
    public var code: String
    /// What was found and what was expected, in both languages.
    public var message: LocalizedText

    /// A fault at a place of a file.
    public init(
        file: String, line: Int, column: Int, code: String, message: LocalizedText
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.code = code
        self.message = message
    }

    /// `file:line:column: code: message`.
    public func text(in language: Language) -> String {
        "\(file):\(line):\(column): \(code): \(message[language])"
    }
}

/// A pack as its file says it, read but not yet believed.
public struct PackSource: Sendable {
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
        /// How sure the value is.
        public var mark: String

        /// A dated value.
        public init(
            from: Day, value: [PlacedText], isList: Bool, article: PlacedText, mark: String
        ) {
            self.from = from
            self.value = value
            self.isList = isList
            self.article = article
            self.mark = mark
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

    /// A condition that a claim must meet.
    public struct Requirement: Sendable {
        /// The finding's code.
        public var code: PlacedText
        /// The Bool expression.
        public var require: PlacedText
        /// The article.
        public var article: PlacedText
        /// What a failure means.
        public var severity: Finding.Severity
        /// The column to point at.
        public var field: ClaimField?
        /// The message, with `{name}` for facts and parameters.
        public var message: LocalizedText

        /// A requirement.
        public init(
            code: PlacedText, require: PlacedText, article: PlacedText,
            severity: Finding.Severity, field: ClaimField?, message: LocalizedText
        ) {
            self.code = code
            self.require = require
            self.article = article
            self.severity = severity
            self.field = field
            self.message = message
        }
    }

    /// A sum that a claim earns.
    public struct Award: Sendable {
        /// The rule's code.
        public var code: PlacedText
        /// When the award applies.
        public var when: PlacedText
        /// A fixed amount, or nil for a share.
        public var amount: PlacedText?
        /// The share.
        public var rate: PlacedText?
        /// What the share is of.
        public var base: PlacedText?
        /// The most it may be.
        public var cap: PlacedText?
        /// The article.
        public var article: PlacedText

        /// An award.
        public init(
            code: PlacedText, when: PlacedText, amount: PlacedText?, rate: PlacedText?,
            base: PlacedText?, cap: PlacedText?, article: PlacedText
        ) {
            self.code = code
            self.when = when
            self.amount = amount
            self.rate = rate
            self.base = base
            self.cap = cap
            self.article = article
        }
    }

    /// How many claims a person may have.
    public struct Limit: Sendable {
        /// The limit's code.
        public var code: PlacedText
        /// The counter; packs with one counter share the count.
        public var counter: String
        /// The Int expression of the most.
        public var count: PlacedText
        /// Whether each item class is counted apart.
        public var perItemClass: Bool
        /// The article.
        public var article: PlacedText
        /// The message, with `{count}`.
        public var message: LocalizedText

        /// A limit.
        public init(
            code: PlacedText, counter: String, count: PlacedText, perItemClass: Bool,
            article: PlacedText, message: LocalizedText
        ) {
            self.code = code
            self.counter = counter
            self.count = count
            self.perItemClass = perItemClass
            self.article = article
            self.message = message
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

    /// The file's base name, for faults.
    public var file: String
    /// The pack's identifier.
    public var identifier: PlacedText
    /// The version.
    public var version: String
    /// The title.
    public var title: LocalizedText
    /// The programme.
    public var programme: Programme
    /// `CN` or the first digits of a region code.
    public var place: String
    /// The first day in force.
    public var from: Day
    /// The last day in force.
    public var to: Day
    /// The fact that gives the day of law.
    public var dayOfLaw: Fact
    /// The document number of the notice.
    public var sourceNumber: String
    /// Whether an officer has confirmed it against the issued text.
    public var isVerified: Bool
    /// How sure the pack is, in the notice's marks.
    public var mark: String
    /// The rounding.
    public var rounding: Rounding
    /// The identities that make two claims one person's.
    public var samePerson: [Identity]
    /// The parameters.
    public var parameters: [Parameter]
    /// The requirements, in order.
    public var requirements: [Requirement]
    /// The awards, in order.
    public var awards: [Award]
    /// The limits.
    public var limits: [Limit]
    /// The notice's articles.
    public var articles: [Article]
    /// SHA-256 of the pack file, lower-case hexadecimal.
    public var sha256: String
    /// The pack file itself.
    public var text: String

    /// A pack as read.
    public init(
        file: String, identifier: PlacedText, version: String, title: LocalizedText,
        programme: Programme, place: String, from: Day, to: Day, dayOfLaw: Fact,
        sourceNumber: String, isVerified: Bool, mark: String, rounding: Rounding,
        samePerson: [Identity], parameters: [Parameter], requirements: [Requirement],
        awards: [Award], limits: [Limit], articles: [Article], sha256: String, text: String
    ) {
        self.file = file
        self.identifier = identifier
        self.version = version
        self.title = title
        self.programme = programme
        self.place = place
        self.from = from
        self.to = to
        self.dayOfLaw = dayOfLaw
        self.sourceNumber = sourceNumber
        self.isVerified = isVerified
        self.mark = mark
        self.rounding = rounding
        self.samePerson = samePerson
        self.parameters = parameters
        self.requirements = requirements
        self.awards = awards
        self.limits = limits
        self.articles = articles
        self.sha256 = sha256
        self.text = text
    }
}
