/// A language that users read; everything shown exists in both.
public enum Language: String, Sendable, CaseIterable {
    case zh, en
}

/// One text in both languages.
public struct LocalizedText: Hashable, Sendable {
    /// Simplified Chinese.
    public var zh: String
    /// English.
    public var en: String

    /// A text in both languages.
    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }

    /// The text in `language`.
    public subscript(language: Language) -> String { language == .zh ? zh : en }
}
