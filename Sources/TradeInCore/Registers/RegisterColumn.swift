/// A column of a register file: its key, its Chinese heading, whether it must be filled.
public struct RegisterColumn: Hashable, Sendable {
    /// The key, as in files and JSON.
    public var key: String
    /// The Chinese heading.
    public var zh: String
    /// Whether every row needs a value.
    public var required: Bool

    /// A column.
    public init(_ key: String, _ zh: String, required: Bool) {
        self.key = key
        self.zh = zh
        self.required = required
    }

    /// The column's names, for messages and templates.
    public var title: LocalizedText { LocalizedText(zh: zh, en: key) }

    /// Whether a trimmed heading names this column, by key or in Chinese.
    public func isNamed(by heading: String) -> Bool { heading == key || heading == zh }
}
