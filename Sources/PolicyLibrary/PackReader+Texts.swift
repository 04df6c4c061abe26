import TradeInCore
import Yams

extension NodeReader {
    /// The longest name of a parameter, so that a search for the nearest name stays short.
    static let mostNameBytes = 32

    /// An expression under a key that may be left out.
    mutating func optionalExpression(_ key: String, _ rule: NodeFields) -> PlacedText? {
        rule[key] == nil ? nil : expression(key, rule)
    }

    /// An expression; its grammar is the compiler's business, an absurd name is ours.
    mutating func expression(_ key: String, _ rule: NodeFields) -> PlacedText? {
        guard let placed = text(key, rule) else { return nil }
        let isInName = { (byte: UInt8) in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || byte == UInt8(ascii: "_")
        }
        let names = placed.text.utf8.split { !isInName($0) }
        guard let long = names.first(where: { $0.count > Self.mostNameBytes }) else {
            return placed
        }
        let offset = placed.text.utf8.distance(
            from: placed.text.utf8.startIndex, to: long.startIndex)
        fault(
            FilePlace(line: placed.line, column: placed.column + offset), "name-malformed",
            zh: "表达式中的名称有\(long.count)个字符，最多\(Self.mostNameBytes)个。请改短。",
            en:
                "A name in the expression has \(long.count) characters; at most \(Self.mostNameBytes). "
                + "Shorten it.")
        return nil
    }

    /// A message whose `{name}`s are all among `known`.
    mutating func template(
        _ key: String, _ rule: NodeFields, _ known: Set<String>
    ) -> LocalizedText? {
        guard let both = localized(key, rule) else { return nil }
        for language in Language.allCases {
            if let placed = both[language] { checkNames(in: placed, known) }
        }
        return LocalizedText(both: both)
    }

    private mutating func checkNames(in template: PlacedText, _ known: Set<String>) {
        var rest = template.text[...]
        var column = template.column
        while let open = rest.firstIndex(of: "{") {
            column += rest[..<open].unicodeScalars.count + 1
            rest = rest[rest.index(after: open)...]
            let name = String(rest.prefix { $0 != "}" && $0 != "{" })
            guard !known.contains(name) || !rest.dropFirst(name.count).hasPrefix("}") else {
                continue
            }
            unknown(
                PlacedText(name, line: template.line, column: column), "template-name-unknown",
                ("事实或参数", "fact or parameter"), among: known.sorted())
            if faults.faults.count > FaultList.most { return }
        }
    }
}
