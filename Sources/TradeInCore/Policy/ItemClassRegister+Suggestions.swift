/// A class that may be meant by what was typed.
public struct ItemClassSuggestion: Hashable, Sendable {
    /// The class.
    public var itemClass: ItemClass
    /// The word by which it was found; nil where it is the class's own name.
    public var word: String?
}

extension ItemClassRegister {
    /// The classes that a beginning, a part or a slip of the pen may mean, the likeliest first.
    ///
    /// Words are those by which claims are read: keys, names and aliases in any case and width.
    ///
    /// - Parameters:
    ///   - typed: what was typed so far; empty for all.
    ///   - keys: the classes asked for, by key; nil for all of the register.
    /// - Returns: the classes in order of likeness, then of the register.
    public func suggestions(for typed: String, among keys: [String]? = nil) -> [ItemClassSuggestion]
    {
        let known = classes.filter { keys?.contains($0.key) ?? true }
        let target = TextFolding.key(typed)
        guard !target.isEmpty else {
            return known.map { ItemClassSuggestion(itemClass: $0, word: nil) }
        }
        var found: [(rank: Int, suggestion: ItemClassSuggestion)] = []
        for itemClass in known {
            let names = [itemClass.title.zh, itemClass.title.en]
            var best: (rank: Int, word: String?)?
            for (place, word) in (names + itemClass.aliases + [itemClass.key]).enumerated() {
                guard let rank = Self.rank(of: target, in: TextFolding.key(word)) else { continue }
                if best.map({ rank < $0.rank }) ?? true {
                    best = (rank, place < names.count ? nil : word)
                }
            }
            guard let best else { continue }
            found.append((best.rank, ItemClassSuggestion(itemClass: itemClass, word: best.word)))
        }
        if found.isEmpty, let near = nearest(to: typed), known.contains(near) {
            return [ItemClassSuggestion(itemClass: near, word: nil)]
        }
        // A stable order: equal ranks stay as the register has them.
        return found.enumerated()
            .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
            .map(\.element.suggestion)
    }

    private static func rank(of target: String, in word: String) -> Int? {
        if word == target { return 0 }
        if word.hasPrefix(target) { return 1 }
        return word.contains(target) ? 2 : nil
    }
}

extension PolicyPack {
    /// The classes that the pack's lists name on a day, by key, in the register's order.
    public func itemClasses(on day: Day) -> [String] {
        var mask: UInt64 = 0
        for value in epoch(on: day).parameters.values {
            if case .list(.itemClass, let own, _) = value { mask |= own }
        }
        return register.classes.indices.filter { mask >> UInt64($0) & 1 == 1 }
            .map { register.classes[$0].key }
    }
}
