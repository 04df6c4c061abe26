import TradeInCore
import Yams

extension NodeReader {
    /// Bounds that no sound pack comes near and that keep compiling short.
    private enum Most {
        static let parameters = 64
        static let datedValues = 12
        static let days = 12
        static let words = 64
    }

    private static let reservedNames: Set<String> = [
        "true", "false", "in", "has", "min", "max", "count",
    ]

    mutating func packParameters(_ fields: NodeFields) -> [PackSource.Parameter] {
        guard let node = required("parameters", fields), let named = mapping(node) else {
            return []
        }
        guard !tooMany(named.pairs.count, most: Most.parameters, node.place) else { return [] }
        let parameters = named.pairs.map { name, value in parameter(name, value) }
        let days = Set(parameters.flatMap { $0.values.map(\.from) })
        return tooMany(days.count, most: Most.days, node.place) ? [] : parameters
    }

    private mutating func parameter(_ name: PlacedText, _ node: Node) -> PackSource.Parameter {
        checkName(name)
        guard let items = items(node, most: Most.datedValues) else {
            return PackSource.Parameter(name: name, values: [])
        }
        if items.isEmpty { emptyList(node.place) }
        return PackSource.Parameter(name: name, values: items.compactMap { datedValue($0) })
    }

    private mutating func checkName(_ name: PlacedText) {
        let bytes = Array(name.text.utf8)
        let isLetter = { (byte: UInt8) in (65...90).contains(byte) || (97...122).contains(byte) }
        let isSound =
            bytes.count <= Self.mostNameBytes && bytes.first.map(isLetter) ?? false
            && bytes.allSatisfy { isLetter($0) || (48...57).contains($0) }
        if !isSound {
            fault(
                name, "name-malformed",
                zh: "参数名“\(Wording.shown(name.text))”应以字母开头，只含字母和数字，最多\(Self.mostNameBytes)个字符。",
                en:
                    "The parameter's name \(Wording.shown(name.text)) should start with a letter and "
                    + "hold letters and digits only, at most \(Self.mostNameBytes).")
        } else if Self.reservedNames.contains(name.text) {
            fault(
                name, "name-reserved", zh: "“\(name.text)”是表达式的保留字。请改用另一个参数名。",
                en: "\(name.text) is a word of expressions. Give the parameter another name.")
        }
    }

    private mutating func datedValue(_ node: Node) -> PackSource.DatedValue? {
        guard let entry = mapping(node, ["from", "value", "article", "mark"]) else { return nil }
        let from = day("from", entry)
        let value = parameterValue(entry)
        let article = text("article", entry)
        let mark = word("mark", entry, among: Self.marks)
        guard let from, let value, let article, let mark else { return nil }
        return PackSource.DatedValue(
            from: from, value: value.texts, isList: value.isList, article: article, mark: mark)
    }

    private mutating func parameterValue(
        _ entry: NodeFields
    ) -> (texts: [PlacedText], isList: Bool)? {
        guard let node = required("value", entry) else { return nil }
        guard case .sequence = node else { return text(node).map { ([$0], false) } }
        guard let items = items(node, most: Most.words) else { return nil }
        if items.isEmpty {
            emptyList(node.place)
            return nil
        }
        let words = items.compactMap { text($0) }
        refuseRepeats(words, "word-repeated")
        return words.count == items.count ? (words, true) : nil
    }

    /// Deadlines are working data, not rules: checked, with an article that exists, and not kept.
    mutating func checkDeadlines(_ fields: NodeFields, _ articles: [PackSource.Article]) {
        guard let node = fields["deadlines"],
            let deadlines = mapping(node, ["reviewWorkingDays", "payWorkingDays"])
        else { return }
        for (_, value) in deadlines.pairs {
            guard let entry = mapping(value, ["value", "article", "mark"]) else { continue }
            _ = number("value", entry, 1...365)
            _ = word("mark", entry, among: Self.marks)
            guard let article = text("article", entry),
                !articles.contains(where: { $0.label == article.text })
            else { continue }
            fault(
                article, "article-unknown", zh: "通知文本中没有“\(Wording.shown(article.text))”这一条。",
                en: "The notice has no article \(Wording.shown(article.text)).")
        }
    }
}
