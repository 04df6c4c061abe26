import TradeInCore
import Yams

/// The pairs of a YAML mapping whose keys are all known.
struct NodeFields {
    /// Where the mapping starts.
    var place: FilePlace
    /// The pairs in file order, each key with its place.
    var pairs: [(key: PlacedText, value: Node)]

    /// The value of a key.
    subscript(key: String) -> Node? { pairs.first { $0.key.text == key }?.value }
}

/// Reads YAML nodes as the shapes that a format wants, collecting every fault.
struct NodeReader {
    /// The file's text, to find where block scalars start.
    let text: String
    var faults: FaultList

    mutating func fault(_ place: FilePlace, _ code: String, zh: String, en: String) {
        faults.add(place, code, zh: zh, en: en)
    }

    mutating func fault(_ placed: PlacedText, _ code: String, zh: String, en: String) {
        faults.add(FilePlace(line: placed.line, column: placed.column), code, zh: zh, en: en)
    }

    /// Reports a node of another shape than wanted.
    mutating func wrongShape(_ node: Node, zh: String, en: String) {
        let (foundZh, foundEn) =
            switch node {
            case .scalar(let scalar) where scalar.string.isEmpty: ("空值", "nothing")
            case .scalar(let scalar):
                ("文本“\(Wording.shown(scalar.string))”", "the text \(Wording.shown(scalar.string))")
            case .mapping: ("映射", "a mapping")
            case .sequence: ("列表", "a list")
            case .alias: ("别名", "an alias")
            }
        fault(
            node.place, "shape-wrong", zh: "见到\(foundZh)，此处应为\(zh)。",
            en: "Found \(foundEn); expected \(en).")
    }

    /// Pairs of one mapping, more than any sound file has.
    private static let mostPairs = 100

    /// A mapping with any keys.
    mutating func mapping(_ node: Node) -> NodeFields? {
        guard case .mapping(let pairs) = node else {
            wrongShape(node, zh: "映射（键: 值）", en: "a mapping (key: value)")
            return nil
        }
        guard !tooMany(pairs.count, most: Self.mostPairs, node.place) else { return nil }
        var fields = NodeFields(place: node.place, pairs: [])
        for (key, value) in pairs {
            if let name = text(key) { fields.pairs.append((name, value)) }
        }
        return fields
    }

    /// A mapping whose keys are among `known`.
    mutating func mapping(_ node: Node, _ known: [String]) -> NodeFields? {
        guard let fields = mapping(node) else { return nil }
        for (key, _) in fields.pairs where !known.contains(key.text) {
            unknown(key, "key-unknown", ("键", "key"), among: known)
        }
        return fields
    }

    /// Reports a word that is none of `known`, with the nearest one.
    mutating func unknown(
        _ word: PlacedText, _ code: String, _ kind: (zh: String, en: String), among known: [String]
    ) {
        let shown = Wording.shown(word.text)
        let near = Wording.nearest(to: word.text, among: known)
        let zh = near.map { "是否为“\($0)”？" } ?? "可用：\(known.joined(separator: " "))。"
        let en =
            near.map { "did you mean \($0)?" } ?? "known are: \(known.joined(separator: ", "))."
        fault(
            word, code, zh: "没有名为“\(shown)”的\(kind.zh)，\(zh)",
            en: "\(shown) is no known \(kind.en); \(en)")
    }

    /// The value of a key that must be there.
    mutating func required(_ key: String, _ fields: NodeFields) -> Node? {
        if let node = fields[key] { return node }
        fault(
            fields.place, "key-missing", zh: "缺少“\(key)”。请补填。", en: "\(key) is missing. Write it.")
        return nil
    }

    /// A mapping under a key that must be there.
    mutating func mapping(
        _ key: String, _ fields: NodeFields, _ known: [String]
    ) -> NodeFields? {
        required(key, fields).flatMap { mapping($0, known) }
    }

    /// The items of a list.
    mutating func items(_ node: Node, most: Int) -> [Node]? {
        guard case .sequence(let items) = node else {
            wrongShape(node, zh: "列表（[…]或以-开头的行）", en: "a list ([…], or lines that start with -)")
            return nil
        }
        return tooMany(items.count, most: most, node.place) ? nil : Array(items)
    }

    /// Reports more than `most` of anything.
    mutating func tooMany(_ count: Int, most: Int, _ place: FilePlace) -> Bool {
        guard count > most else { return false }
        fault(
            place, "too-many", zh: "有\(count)项，最多\(most)项。请精简，或拆成几个文件。",
            en: "There are \(count); at most \(most). Shorten it, or split the file.")
        return true
    }
}
