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
        // Words that the Common Expression Language keeps for itself.
        "null", "as", "break", "const", "continue", "else", "for", "function", "if", "import",
        "let", "loop", "package", "namespace", "return", "var", "void", "while",
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
        let keys = ["from", "value", "fill", "article", "mark"]
        guard let entry = mapping(node, keys) else { return nil }
        let from = day("from", entry)
        if entry["fill"] != nil, entry["value"] == nil { return hole(entry, from) }
        let value = parameterValue(entry)
        let article = text("article", entry)
        let mark = word("mark", entry, among: Self.marks)
        guard let from, let value, let article, let mark else { return nil }
        return PackSource.DatedValue(
            from: from, value: value.texts, isList: value.isList, article: article, mark: mark)
    }

    /// A figure that nobody found: a template names its kind, a county writes it.
    private mutating func hole(_ entry: NodeFields, _ from: Day?) -> PackSource.DatedValue? {
        let kind = word("fill", entry, as: PackSource.FillKind.self)
        let article = text("article", entry)
        guard let from, let kind, let article else { return nil }
        return PackSource.DatedValue(
            from: from, value: [], isList: kind == .classes, article: article, mark: "",
            fill: kind)
    }

    /// A template without a hole would never be anything else.
    mutating func checkHoles(_ parameters: [PackSource.Parameter], _ header: PackHeader?) {
        guard let header, header.status == .template,
            !parameters.contains(where: { $0.values.contains { $0.fill != nil } })
        else { return }
        fault(
            header.identifier, "template-without-fill",
            zh: "状态为template，却没有留空的取值（fill）。请改为unverified，或写明哪些取值待填。",
            en: "The status is template, yet no value is left open (fill). Make it unverified, "
                + "or say which values are to be filled in.")
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

    private static let deadlineKeys = [
        "reserveDays", "drawsPerClass", "deliverWithinDays", "correctionDays", "correctionTries",
        "reviewWorkingDays", "payWorkingDays",
    ]

    /// The papers that a claim needs before it is approved; the key may be left out.
    mutating func packPapers(_ fields: NodeFields) -> [PackSource.Paper] {
        guard let node = fields["papers"],
            let items = items(node, most: PaperKind.allCases.count)
        else { return [] }
        var kinds: [PlacedText] = []
        let papers = items.compactMap { item -> PackSource.Paper? in
            guard let entry = mapping(item, ["kind", "article", "mark"]) else { return nil }
            let known = PaperKind.allCases.map(\.rawValue)
            if let placed = text("kind", entry) { kinds.append(placed) }
            let kind = word("kind", entry, among: known).flatMap(PaperKind.init(rawValue:))
            let article = text("article", entry)
            let mark = word("mark", entry, among: Self.marks)
            guard let kind, let article, let mark else { return nil }
            return PackSource.Paper(kind: kind, article: article, mark: mark)
        }
        refuseRepeats(kinds, "word-repeated")
        return papers
    }

    /// Terms for the work on a claim: working data for queues, not rules.
    mutating func packDeadlines(_ fields: NodeFields) -> [PackSource.Deadline] {
        guard let node = fields["deadlines"], let deadlines = mapping(node, Self.deadlineKeys)
        else { return [] }
        return deadlines.pairs.compactMap { key, value in
            guard let entry = mapping(value, ["value", "article", "mark"]) else { return nil }
            let number = number("value", entry, 1...365)
            let mark = word("mark", entry, among: Self.marks)
            let article = text("article", entry)
            guard let number, let mark, let article else { return nil }
            return PackSource.Deadline(
                key: key.text, value: number, article: article, mark: mark)
        }
    }
}
