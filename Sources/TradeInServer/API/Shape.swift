import TradeInCore

/// How a value of the ledger looks as JSON: its members, each with its schema.
///
/// One table gives both the answer and what the document says of it.
struct Shape<Value>: Sendable {
    /// One member.
    struct Member: Sendable {
        let key: String
        let schema: Schema
        let isOptional: Bool
        let tree: @Sendable (Value, Language) -> Tree?
    }

    /// The schema's name in the document.
    let name: String
    let members: [Member]

    init(_ name: String, _ members: [Member]) {
        self.name = name
        self.members = members
    }

    /// The object as the document knows it.
    var schema: Schema {
        .named(
            name,
            .object(
                Schema.Members(
                    members.map {
                        .init(key: $0.key, schema: $0.schema, isRequired: !$0.isOptional)
                    }
                )))
    }

    /// A value as JSON; what is nil is left out.
    func tree(_ value: Value, in language: Language) -> Tree {
        var object: [String: Tree] = [:]
        for member in members {
            guard let tree = member.tree(value, language) else {
                precondition(member.isOptional, "\(name).\(member.key) is always there")
                continue
            }
            object[member.key] = tree
        }
        return .object(object)
    }
}

/// Members by the kind of their value; a value that may be nil makes a member that may be absent.
extension Shape.Member {
    static func any(
        _ key: String, _ schema: Schema, _ tree: @escaping @Sendable (Value, Language) -> Tree
    ) -> Self { Self(key: key, schema: schema, isOptional: false) { tree($0, $1) } }

    static func any(
        _ key: String, _ schema: Schema, maybe tree: @escaping @Sendable (Value, Language) -> Tree?
    ) -> Self { Self(key: key, schema: schema, isOptional: true, tree: tree) }

    static func text(
        _ key: String, _ schema: Schema = .words, _ text: @escaping @Sendable (Value) -> String
    ) -> Self { any(key, schema) { value, _ in .text(text(value)) } }

    static func text(
        _ key: String, _ schema: Schema = .words,
        maybe text: @escaping @Sendable (Value) -> String?
    ) -> Self { any(key, schema, maybe: { value, _ in text(value).map { .text($0) } }) }

    static func number(
        _ key: String, _ schema: Schema = .count, _ number: @escaping @Sendable (Value) -> Int64
    ) -> Self { any(key, schema) { value, _ in .integer(number(value)) } }

    static func number(
        _ key: String, _ schema: Schema = .count,
        maybe number: @escaping @Sendable (Value) -> Int64?
    ) -> Self { any(key, schema, maybe: { value, _ in number(value).map { .integer($0) } }) }

    static func fen(_ key: String, _ amount: @escaping @Sendable (Value) -> Money) -> Self {
        any(key, .fen) { value, _ in .integer(amount(value).fen) }
    }

    static func fen(
        _ key: String, maybe amount: @escaping @Sendable (Value) -> Money?
    ) -> Self { any(key, .fen, maybe: { value, _ in amount(value).map { .integer($0.fen) } }) }

    static func flag(_ key: String, _ flag: @escaping @Sendable (Value) -> Bool) -> Self {
        any(key, .flag) { value, _ in .flag(flag(value)) }
    }

    static func word<Word: RawRepresentable & CaseIterable & Sendable>(
        _ key: String, _ word: @escaping @Sendable (Value) -> Word
    ) -> Self where Word.RawValue == String {
        any(key, .choice(Word.self)) { value, _ in .text(word(value).rawValue) }
    }

    static func word<Word: RawRepresentable & CaseIterable & Sendable>(
        _ key: String, maybe word: @escaping @Sendable (Value) -> Word?
    ) -> Self where Word.RawValue == String {
        any(key, .choice(Word.self), maybe: { value, _ in word(value).map { .text($0.rawValue) } })
    }

    static func day(_ key: String, _ day: @escaping @Sendable (Value) -> Day) -> Self {
        any(key, .day) { value, _ in .text(day(value).isoText) }
    }

    static func day(_ key: String, maybe day: @escaping @Sendable (Value) -> Day?) -> Self {
        any(key, .day, maybe: { value, _ in day(value).map { .text($0.isoText) } })
    }

    /// A text in the language asked for.
    static func said(
        _ key: String, _ text: @escaping @Sendable (Value) -> LocalizedText
    ) -> Self { any(key, .words) { .text(text($0)[$1]) } }

    static func both(
        _ key: String, _ text: @escaping @Sendable (Value) -> LocalizedText
    ) -> Self { any(key, .both) { value, _ in .both(text(value)) } }

    /// A list of values that have a shape of their own.
    static func list<Element>(
        _ key: String, of shape: Shape<Element>,
        _ elements: @escaping @Sendable (Value) -> [Element]
    ) -> Self {
        any(key, .list(shape.schema, 0...Int.max)) { value, language in
            .list(elements(value).map { shape.tree($0, in: language) })
        }
    }

    /// A list of texts.
    static func texts(
        _ key: String, _ schema: Schema = .words, _ texts: @escaping @Sendable (Value) -> [String]
    ) -> Self {
        any(key, .list(schema, 0...Int.max)) { value, _ in .list(texts(value).map { .text($0) }) }
    }

    /// A value that has a shape of its own.
    static func one<Inner>(
        _ key: String, of shape: Shape<Inner>, _ inner: @escaping @Sendable (Value) -> Inner
    ) -> Self {
        any(key, shape.schema) { value, language in shape.tree(inner(value), in: language) }
    }

    static func one<Inner>(
        _ key: String, of shape: Shape<Inner>, maybe inner: @escaping @Sendable (Value) -> Inner?
    ) -> Self {
        any(
            key, shape.schema,
            maybe: { value, language in
                inner(value).map { shape.tree($0, in: language) }
            })
    }
}
