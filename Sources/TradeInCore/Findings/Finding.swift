/// One observed fact about data from outside that matters to its fate.
///
/// Findings are values: readers and rules return all of them at once and throw
/// none. The message is finished text in both languages and says what was wrong,
/// the value seen, the limit and what to do next; personal values are masked in it.
public struct Finding: Hashable, Sendable {
    /// How much it matters.
    public enum Severity: String, Sendable, CaseIterable {
        /// The row is ineligible until it is mended.
        case error
        /// A person must look.
        case warning
        /// Worth knowing; changes nothing.
        case notice
    }

    /// A stable kebab-case code; the words may change, the code never does.
    public var code: String
    /// How much it matters.
    public var severity: Severity
    /// The column concerned, where there is one.
    public var field: ClaimField?
    /// The key of the register file's column concerned, where there is one.
    public var column: String?
    /// The article of the pack's notice, where a rule spoke.
    public var article: String?
    private var words: Words

    /// Finished text, or all that is needed to make it: most findings of a large file are
    /// only counted, and making their text would cost more than deciding the claim.
    private enum Words: Sendable {
        case finished(LocalizedText)
        case later(@Sendable () -> LocalizedText)
    }

    /// What was wrong and what to do, in both languages.
    public var message: LocalizedText {
        switch words {
        case .finished(let text): text
        case .later(let make): make()
        }
    }

    /// A finding with its finished message.
    public init(
        _ code: String, _ severity: Severity, field: ClaimField? = nil, article: String? = nil,
        zh: String, en: String
    ) {
        self.code = code
        self.severity = severity
        self.field = field
        self.article = article
        self.words = .finished(LocalizedText(zh: zh, en: en))
    }

    /// A finding whose message is made when somebody reads it; `message` gives the same each time.
    init(
        _ code: String, _ severity: Severity, field: ClaimField?, article: String?,
        message: @escaping @Sendable () -> LocalizedText
    ) {
        self.code = code
        self.severity = severity
        self.field = field
        self.article = article
        self.words = .later(message)
    }

    /// Equal when code, severity, column, article and words are.
    public static func == (left: Finding, right: Finding) -> Bool {
        left.code == right.code && left.severity == right.severity && left.field == right.field
            && left.column == right.column && left.article == right.article
            && left.message == right.message
    }

    /// Feeds the code and column to a hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
        hasher.combine(field)
    }
}
