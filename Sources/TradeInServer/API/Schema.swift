import TradeInCore

/// A JSON Schema (2020-12), as far as the API's values need one.
///
/// The document shows it and the server holds requests to it, so the two cannot differ.
indirect enum Schema: Sendable {
    /// A text of so many characters that fits a pattern, where there is one.
    case text(ClosedRange<Int>, pattern: String?)
    /// A calendar date, as `2026-03-01`.
    case date
    /// A whole number.
    case integer(ClosedRange<Int64>)
    case flag
    /// One word of a closed set.
    case choice([String])
    /// A text, a number, a truth value or null, as a cell of JSON Lines is.
    case cell(Int)
    /// An array of so many elements.
    case list(Schema, ClosedRange<Int>)
    /// An object with these members and no others.
    case object(Members)
    /// An object whose keys are data.
    case map(Schema)
    /// Any JSON value.
    case anything
    /// The literal `null`.
    case nothing
    /// Either of them.
    case either([Schema])
    /// A schema of the document's own list.
    case named(String, Schema)
    /// A schema with what it means.
    case noted(Schema, LocalizedText)

    /// A member of an object.
    struct Member: Sendable {
        var key: String
        var schema: Schema
        var isRequired: Bool
    }

    /// The members of an object, found by their keys.
    struct Members: Sendable, ExpressibleByArrayLiteral {
        let list: [Member]
        private let places: [String: Int]

        init(_ list: [Member]) {
            self.list = list
            places = Dictionary(uniqueKeysWithValues: list.enumerated().map { ($1.key, $0) })
        }

        init(arrayLiteral list: Member...) { self.init(list) }

        /// The member of a key; nil where there is none.
        subscript(key: String) -> Member? { places[key].map { list[$0] } }
    }

    /// A member that has to be there.
    static func must(_ key: String, _ schema: Schema) -> Member {
        Member(key: key, schema: schema, isRequired: true)
    }

    /// A member that may be left out.
    static func may(_ key: String, _ schema: Schema) -> Member {
        Member(key: key, schema: schema, isRequired: false)
    }

    /// The schema with its meaning.
    func noted(_ zh: String, _ en: String) -> Schema {
        .noted(self, LocalizedText(zh: zh, en: en))
    }
}

/// The forms that many values share.
extension Schema {
    /// Any text, for answers.
    static let words = Schema.text(0...Int.max, pattern: nil)
    /// A text of so many characters at most.
    static func text(upTo most: Int) -> Schema { .text(1...most, pattern: nil) }
    /// A text in a form.
    static func form(_ pattern: String, _ length: ClosedRange<Int>) -> Schema {
        .text(length, pattern: pattern)
    }
    /// Any whole number, for answers.
    static let number = Schema.integer(Int64.min...Int64.max)
    /// A count or a place, from 0.
    static let count = Schema.integer(0...Int64.max)
    /// An amount in fen, for answers.
    static let fen = number
    /// A calendar date.
    static let day = Schema.date
    /// A month.
    static let month = form("^[0-9]{4}-(0[1-9]|1[0-2])$", 7...7)
    /// An instant of UTC.
    static let moment = form("^[0-9-]{10}T[0-9:]{8}Z$", 20...20)
    /// A SHA-256 in hexadecimal.
    static let sha256 = form("^[0-9a-f]{64}$", 64...64)
    /// A claim's number.
    static let claim = form("^TC[0-9]{9,19}$", 11...21)
    /// A right's number.
    static let right = form("^TR[0-9]{9,19}$", 11...21)
    /// A pay batch's number.
    static let batch = form("^PB[0-9]{9,19}$", 11...21)
    /// A dealer's credit code.
    static let dealer = form("^[0-9A-Z]{18}$", 18...18)
    /// A year of sales.
    static let year = Schema.integer(1...9999)
    /// A text in both languages.
    static let both = Schema.named(
        "LocalizedText",
        .object([
            .init(key: "en", schema: words, isRequired: true),
            .init(key: "zh", schema: words, isRequired: true),
        ]))

    /// The schema of a text in an address: any text but NUL, where it asks for no form.
    var inAddress: Schema {
        switch self {
        case .text(let length, pattern: nil): .text(length, pattern: "^[^\\u0000]*$")
        case .noted(let schema, let note): .noted(schema.inAddress, note)
        default: self
        }
    }

    /// The raw values of a type.
    static func choice<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) -> Schema
    where Word.RawValue == String { .choice(Word.allCases.map(\.rawValue)) }
}

/// How the document writes it.
extension Schema {
    /// The schema as JSON; named ones stand under `components`.
    func tree(in language: Language) -> Tree {
        switch self {
        case .text(let length, let pattern): Self.text(length, pattern)
        case .date: ["type": "string", "format": "date"]
        case .integer(let range):
            .object(
                ["type": "integer", "format": "int64"].merging(
                    range == Int64.min...Int64.max
                        ? [:]
                        : range.upperBound == Int64.max
                            ? ["minimum": .integer(range.lowerBound)]
                            : [
                                "minimum": .integer(range.lowerBound),
                                "maximum": .integer(range.upperBound),
                            ]
                ) { $1 })
        case .flag: ["type": "boolean"]
        case .choice(let words): ["type": "string", "enum": .list(words.map { .text($0) })]
        case .cell(let most):
            [
                "type": ["string", "number", "boolean", "null"],
                "maxLength": .integer(Int64(most)),
            ]
        case .list(let element, let count): Self.list(element.tree(in: language), count)
        case .object(let members): Self.object(members, language)
        case .map(let value):
            ["type": "object", "additionalProperties": value.tree(in: language)]
        case .anything: [:]
        case .nothing: ["type": "null"]
        case .either(let schemas): ["anyOf": .list(schemas.map { $0.tree(in: language) })]
        case .named(let name, _): ["$ref": .text("#/components/schemas/" + name)]
        case .noted(let schema, let note): Self.noted(schema.tree(in: language), note[language])
        }
    }

    private static func text(_ length: ClosedRange<Int>, _ pattern: String?) -> Tree {
        var members: [String: Tree] = ["type": "string"]
        if length.lowerBound > 0 { members["minLength"] = .integer(Int64(length.lowerBound)) }
        if length.upperBound < Int.max { members["maxLength"] = .integer(Int64(length.upperBound)) }
        if let pattern { members["pattern"] = .text(pattern) }
        return .object(members)
    }

    private static func list(_ element: Tree, _ count: ClosedRange<Int>) -> Tree {
        var members: [String: Tree] = ["type": "array", "items": element]
        if count.lowerBound > 0 { members["minItems"] = .integer(Int64(count.lowerBound)) }
        if count.upperBound < Int.max { members["maxItems"] = .integer(Int64(count.upperBound)) }
        return .object(members)
    }

    private static func object(_ members: Members, _ language: Language) -> Tree {
        var tree: [String: Tree] = ["type": "object", "additionalProperties": false]
        tree["properties"] = .object(
            Dictionary(
                uniqueKeysWithValues: members.list.map { ($0.key, $0.schema.tree(in: language)) }))
        let required = members.list.filter(\.isRequired).map(\.key)
        if !required.isEmpty { tree["required"] = .list(required.map { .text($0) }) }
        return .object(tree)
    }

    private static func noted(_ tree: Tree, _ note: String) -> Tree {
        guard case .object(var members) = tree else { return tree }
        members["description"] = .text(note)
        return .object(members)
    }

    /// The named schemas in it, those within them too.
    func names(into known: inout [String: Schema]) {
        switch self {
        case .named(let name, let schema):
            guard known[name] == nil else { return }
            known[name] = schema
            schema.names(into: &known)
        case .list(let inner, _), .map(let inner), .noted(let inner, _): inner.names(into: &known)
        case .object(let members): for member in members.list { member.schema.names(into: &known) }
        case .either(let schemas): for schema in schemas { schema.names(into: &known) }
        case .text, .date, .integer, .flag, .choice, .cell, .anything, .nothing: break
        }
    }
}
