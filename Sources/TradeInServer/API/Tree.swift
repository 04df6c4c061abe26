import TradeInCore

/// A JSON value on its way out; members may be given in any order and are written sorted.
enum Tree: Sendable {
    case null
    case flag(Bool)
    case integer(Int64)
    case text(String)
    case list([Tree])
    case object([String: Tree])
    /// Bytes that are JSON already.
    case raw([UInt8])

    /// A text in both languages, for programs that show either.
    static func both(_ text: LocalizedText) -> Tree {
        .object(["en": .text(text.en), "zh": .text(text.zh)])
    }

    /// Canonical JSON: the same value has the same bytes.
    var bytes: [UInt8] {
        var json = CanonicalJSON(capacity: 1024)
        append(to: &json)
        return json.bytes
    }

    private func append(to json: inout CanonicalJSON) {
        switch self {
        case .null: json.raw(Array("null".utf8))
        case .flag(let flag): json.boolean(flag)
        case .integer(let value): json.integer(value)
        case .text(let text): json.string(text)
        case .list(let elements): json.array { json in elements.forEach { $0.append(to: &json) } }
        case .object(let members):
            json.object { json in
                for (key, value) in members.sorted(by: { Self.precedes($0.key, $1.key) }) {
                    json.key(key)
                    value.append(to: &json)
                }
            }
        case .raw(let bytes): json.raw(bytes)
        }
    }

    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}

extension Tree: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    init(stringLiteral text: String) { self = .text(text) }

    init(booleanLiteral flag: Bool) { self = .flag(flag) }

    init(integerLiteral value: Int64) { self = .integer(value) }

    init(arrayLiteral elements: Tree...) { self = .list(elements) }

    init(dictionaryLiteral members: (String, Tree)...) {
        self = .object(Dictionary(members) { first, _ in first })
    }
}
