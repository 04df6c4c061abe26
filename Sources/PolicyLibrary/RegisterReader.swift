import TradeInCore
import Yams

/// Reads the register of item classes that all packs share.
public enum RegisterReader {
    /// The register in a file.
    ///
    /// - Parameters:
    ///   - bytes: the file, at most 256 KiB of UTF-8.
    ///   - file: its name, for faults.
    /// - Returns: the register, or all faults in order of place.
    public static func register(
        in bytes: [UInt8], file: String
    ) -> Result<ItemClassRegister, PackFaults> {
        var faults = FaultList(file: file)
        guard let text = YAMLGuard.text(of: bytes, &faults),
            let root = YAMLTree.root(of: text, &faults)
        else { return .failure(faults.error) }
        var reader = NodeReader(text: text, faults: faults)
        let classes = reader.itemClasses(root)
        guard reader.faults.faults.isEmpty else { return .failure(reader.faults.error) }
        return .success(ItemClassRegister(classes))
    }
}

extension NodeReader {
    fileprivate mutating func itemClasses(_ root: Node) -> [ItemClass] {
        guard let fields = mapping(root, ["classes"]), let node = required("classes", fields),
            let items = items(node, most: 64)
        else { return [] }
        if items.isEmpty { emptyList(node.place) }
        var owners: [String: String] = [:]
        return items.compactMap { itemClass($0, &owners) }
    }

    private mutating func itemClass(_ node: Node, _ owners: inout [String: String]) -> ItemClass? {
        guard let fields = mapping(node, ["key", "zh", "en", "aliases"]) else { return nil }
        let key = code("key", fields)
        let zh = text("zh", fields)
        let en = text("en", fields)
        let aliases = aliases(fields)
        guard let key, let zh, let en else { return nil }
        if owners.values.contains(key.text) { refuseShared(key, key.text) }
        for word in [key, zh, en] + aliases {
            let folded = TextFolding.key(word.text)
            if let owner = owners[folded], owner != key.text { refuseShared(word, owner) }
            owners[folded] = owners[folded] ?? key.text
        }
        return ItemClass(
            key: key.text, title: LocalizedText(zh: zh.text, en: en.text),
            aliases: aliases.map(\.text))
    }

    private mutating func aliases(_ fields: NodeFields) -> [PlacedText] {
        guard let node = fields["aliases"], let items = items(node, most: 200) else { return [] }
        return items.compactMap { text($0) }
    }

    private mutating func refuseShared(_ word: PlacedText, _ owner: String) {
        fault(
            word, "class-word-shared",
            zh: "“\(Wording.shown(word.text))”已属于\(owner)。一个写法只能属于一个品类。",
            en:
                "\(Wording.shown(word.text)) belongs to \(owner) already. A spelling belongs to one "
                + "class only.")
    }
}
