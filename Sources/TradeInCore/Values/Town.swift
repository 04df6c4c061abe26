/// A town or subdistrict of the county.
///
/// Statistical division codes are not known to us; the keys are our own, in pinyin.
public struct Town: Hashable, Sendable {
    /// The two sorts of township-level division that the county has.
    public enum Kind: String, Sendable, CaseIterable {
        /// 街道.
        case subdistrict
        /// 镇.
        case town

        /// The word that ends the Chinese name.
        public var suffix: String { self == .subdistrict ? "街道" : "镇" }
    }

    /// Our own key: lower-case pinyin, unique in the county.
    public var key: String
    /// The full name.
    public var name: LocalizedText
    /// Which sort of division it is.
    public var kind: Kind

    /// A town with its names.
    public init(key: String, name: LocalizedText, kind: Kind) {
        self.key = key
        self.name = name
        self.kind = kind
    }

    /// The Chinese name without 镇 or 街道.
    public var shortName: String {
        name.zh.hasSuffix(kind.suffix) ? String(name.zh.dropLast(kind.suffix.count)) : name.zh
    }
}

/// A county with the register of its towns.
public struct County: Hashable, Sendable {
    /// The GB/T 2260 code: six digits.
    public var code: String
    /// The county's name.
    public var name: LocalizedText
    /// Its towns and subdistricts, in the order of the register; keys are unique.
    public var towns: [Town]

    /// A county with its towns.
    public init(code: String, name: LocalizedText, towns: [Town]) {
        self.code = code
        self.name = name
        self.towns = towns
    }

    /// The town with this key, full Chinese name, or Chinese name without its suffix.
    ///
    /// - Parameter text: trimmed; the key's letter case does not matter.
    /// - Returns: the town, or nil when the county has none of that name.
    public func town(named text: String) -> Town? {
        let key = text.lowercased()
        return towns.first { $0.key == key || $0.name.zh == text || $0.shortName == text }
    }
}
