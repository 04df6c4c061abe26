/// The smallest changes that can be made to an expression, one at a time.
///
/// A case file that is worth having notices each of them: `<` for `<=`, `&&` for `||`,
/// a number one more, a word for another of its kind, a negation more or less.
public enum ExpressionVariants {
    /// A changed expression.
    public struct Variant: Hashable, Sendable {
        /// Bytes from the start of the expression to the change.
        public var offset: Int
        /// What stood there.
        public var old: String
        /// What stands there now.
        public var new: String
        /// The whole changed expression.
        public var text: String
    }

    private static let neighbours: [String: String] = [
        "<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "&&": "||",
        "||": "&&", "+": "-", "-": "+", "!": "",
    ]

    private static let names: [String: String] = [
        "min": "max", "max": "min", "has": "!has", "true": "false", "false": "true",
    ]

    /// All smallest changes of an expression, in order of place.
    ///
    /// - Parameters:
    ///   - text: an expression; none is found in one that cannot be split into words.
    ///   - register: the item classes, whose keys are words too.
    /// - Returns: the changed expressions; one of them may not compile.
    public static func all(of text: String, register: ItemClassRegister) -> [Variant] {
        guard let tokens = try? ExpressionToken.tokens(of: text) else { return [] }
        let bytes = Array(text.utf8)
        return tokens.indices.flatMap { index -> [Variant] in
            let token = tokens[index]
            func variant(_ old: String, _ new: String, at offset: Int) -> Variant {
                let end = offset + old.utf8.count
                let changed = bytes[..<offset] + Array(new.utf8) + bytes[end...]
                return Variant(
                    offset: offset, old: old, new: new,
                    text: String(decoding: changed, as: UTF8.self))
            }
            switch token.kind {
            case .symbol(let symbol):
                return neighbours[symbol].map { [variant(symbol, $0, at: token.offset)] } ?? []
            case .number(let number):
                return [number - 1, number + 1].filter { $0 >= 0 }.map {
                    variant(String(number), String($0), at: token.offset)
                }
            case .string(let word):
                return others(word, register).map { variant(word, $0, at: token.offset + 1) }
            case .name("in"):
                return membership(tokens, index, bytes).map { [variant($0.old, $0.new, at: $0.at)] }
                    ?? []
            case .name(let name):
                return names[name].map { [variant(name, $0, at: token.offset)] } ?? []
            case .end: return []
            }
        }
    }

    /// The next word of each domain that a word belongs to; `nev` is a fuel and an energy.
    private static func others(_ word: String, _ register: ItemClassRegister) -> [String] {
        SymbolDomain.allCases.compactMap { domain in
            let words = domain == .itemClass ? register.classes.map(\.key) : domain.fixedWords
            return words.firstIndex(of: word).map { words[($0 + 1) % words.count] }
        }
    }

    /// `fact in list` as `!(fact in list)`.
    private static func membership(
        _ tokens: [ExpressionToken], _ index: Int, _ bytes: [UInt8]
    ) -> (old: String, new: String, at: Int)? {
        guard index > 0, index + 1 < tokens.count, case .name = tokens[index - 1].kind,
            case .name(let list) = tokens[index + 1].kind
        else { return nil }
        let start = tokens[index - 1].offset
        let end = tokens[index + 1].offset + list.utf8.count
        let old = String(decoding: bytes[start..<end], as: UTF8.self)
        return (old, "!(\(old))", start)
    }
}
