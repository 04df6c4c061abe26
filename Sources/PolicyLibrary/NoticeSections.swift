import TradeInCore

/// A notice taken apart into its articles, for reading beside the rules.
public struct NoticeSections: Sendable {
    /// One article.
    public struct Section: Sendable {
        /// The label: `三(二)`.
        public var label: String
        /// The heading after the label, without `[no rule]`.
        public var title: String
        /// Paragraphs, in Chinese and in English as far as the notice has them.
        public var paragraphs: [Language: [String]]

        /// The paragraphs in a language; those of the other where it has none.
        public func text(in language: Language) -> [String] {
            let own = paragraphs[language] ?? []
            return own.isEmpty ? paragraphs.values.flatMap(\.self) : own
        }
    }

    /// The articles in the notice's order.
    public let sections: [Section]

    /// Takes a notice apart; `> English: …` paragraphs are English, all others Chinese.
    public init(_ notice: String) {
        var sections: [Section] = []
        for line in notice.split(whereSeparator: \.isNewline) {
            if line.hasPrefix("## ") {
                let heading = line.dropFirst(3).replacing("[no rule]", with: "")
                let label = heading.prefix { !$0.isWhitespace }
                let title = heading.dropFirst(label.count).trimmed
                sections.append(Section(label: String(label), title: title, paragraphs: [:]))
            } else if !sections.isEmpty {
                let english = line.firstRange(of: "English:").map { line[$0.upperBound...] }
                let isEnglish = line.hasPrefix(">") && english != nil
                let text = isEnglish ? (english ?? line).trimmed : line.trimmed
                let language: Language = isEnglish ? .en : .zh
                sections[sections.count - 1].paragraphs[language, default: []].append(text)
            }
        }
        self.sections = sections
    }

    /// The article with a label.
    public subscript(label: String) -> Section? { sections.first { $0.label == label } }
}

extension Substring {
    /// The text without blanks at its ends.
    fileprivate var trimmed: String {
        var text = self
        while text.first?.isWhitespace ?? false { text.removeFirst() }
        while text.last?.isWhitespace ?? false { text.removeLast() }
        return String(text)
    }
}
