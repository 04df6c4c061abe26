/// The rules of a pack, as its file says them.
extension PackSource {
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
}
