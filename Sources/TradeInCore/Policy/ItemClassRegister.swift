/// A kind of goods that packs speak of: refrigerator, phone.
public struct ItemClass: Hashable, Sendable {
    /// The stable key.
    public var key: String
    /// The notices' own word, and the English one.
    public var title: LocalizedText
    /// Other words that dealers write.
    public var aliases: [String]

    /// An item class with its names.
    public init(key: String, title: LocalizedText, aliases: [String]) {
        self.key = key
        self.title = title
        self.aliases = aliases
    }
}

/// All item classes that any pack knows, with the words dealers use for them.
///
/// A class is a small number everywhere inside (its place in the register) and
/// its key everywhere outside; lists of classes are 64-bit sets, so a register
/// holds at most 64.
public struct ItemClassRegister: Sendable {
    /// The classes in register order.
    public let classes: [ItemClass]
    private let byWord: [String: Int]
    private let byKey: [String: Int]

    /// A register of at most 64 classes.
    public init(_ classes: [ItemClass]) {
        precondition(classes.count <= 64, "a list of item classes is a 64-bit set")
        self.classes = classes
        var words: [String: Int] = [:]
        var keys: [String: Int] = [:]
        for (index, itemClass) in classes.enumerated() {
            keys[itemClass.key] = index
            for word in [itemClass.key, itemClass.title.zh, itemClass.title.en] + itemClass.aliases
            {
                words[Self.folded(word)] = index
            }
        }
        self.byWord = words
        self.byKey = keys
    }

    /// The class with this key.
    public func index(ofKey key: String) -> Int? { byKey[key] }

    /// The class that a dealer means by a word: key, name or alias, in any case and width.
    public func index(ofWord word: String) -> Int? { byWord[word] ?? byWord[Self.folded(word)] }

    /// The known word nearest to `word`, at most two changes away; nil when none is near.
    public func nearest(to word: String) -> ItemClass? {
        let target = Array(Self.folded(word).unicodeScalars)
        guard !target.isEmpty, target.count <= 32 else { return nil }
        var best: (distance: Int, index: Int)?
        for (known, index) in byWord.sorted(by: { $0.key < $1.key }) {
            let distance = editDistance(target, Array(known.unicodeScalars))
            guard distance <= 2, distance < max(target.count, 2) else { continue }
            if best.map({ distance < $0.distance }) ?? true { best = (distance, index) }
        }
        return best.map { classes[$0.index] }
    }

    private static func folded(_ word: String) -> String { TextFolding.key(word) }
}

/// Levenshtein distance of two short texts.
func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var previous = Array(0...right.count)
    for (row, scalar) in left.enumerated() {
        var current = [row + 1]
        for (column, other) in right.enumerated() {
            current.append(
                min(
                    previous[column] + (scalar == other ? 0 : 1), previous[column + 1] + 1,
                    current[column] + 1))
        }
        previous = current
    }
    return previous[right.count]
}
