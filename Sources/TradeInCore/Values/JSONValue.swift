/// A JSON value as RFC 8259 defines it, read strictly and without loss.
///
/// Numbers keep their own text: `12000.10` stays `12000.10` and never passes
/// through a floating-point number.
public enum JSONValue: Hashable, Sendable {
    /// The literal `null`.
    case null
    /// The literal `true` or `false`.
    case bool(Bool)
    /// A number in the characters it was written with.
    case number(String)
    /// A string with its escapes resolved.
    case string(String)
    /// The elements in order; may be empty.
    case array([JSONValue])
    /// The members; may be empty, no key occurs twice.
    case object(JSONObject)

    /// The text of a string, else nil.
    public var string: String? { if case .string(let text) = self { text } else { nil } }

    /// The value of `true` or `false`, else nil.
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// A number written as digits with an optional minus and within 64 bits, else nil.
    ///
    /// `1.0` and `1e3` are not integers here: nothing is computed from a number's text.
    public var integer: Int64? { if case .number(let text) = self { Int64(text) } else { nil } }

    /// The elements of an array, else nil.
    public var array: [JSONValue]? { if case .array(let values) = self { values } else { nil } }

    /// The members of an object, else nil.
    public var object: JSONObject? { if case .object(let members) = self { members } else { nil } }

    /// The value of an object's member; nil for another kind of value or an absent key.
    public subscript(key: String) -> JSONValue? { object?[key] }
}

/// The members of a JSON object, in the order they were written.
///
/// Two objects are equal when they hold the same members in any order.
public struct JSONObject: Sendable {
    /// One member.
    public typealias Element = (key: String, value: JSONValue)

    private var members: [Element] = []

    /// An object without members.
    public init() {}

    /// The value of `key`; nil when there is no such member.
    ///
    /// Looks through the members in order, which is fastest for the small objects
    /// that files and the log carry.
    public subscript(key: String) -> JSONValue? {
        for member in members where member.key == key { return member.value }
        return nil
    }

    /// The keys in the order they were written.
    public var keys: [String] { members.map(\.key) }

    /// Adds a member that the caller knows to be new.
    mutating func append(_ key: String, _ value: JSONValue) {
        if members.isEmpty { members.reserveCapacity(Self.usualCount) }
        members.append((key, value))
    }

    private static let usualCount = 12
}

extension JSONObject: RandomAccessCollection, Hashable, ExpressibleByDictionaryLiteral {
    /// The position of the first member.
    public var startIndex: Int { 0 }

    /// The position after the last member.
    public var endIndex: Int { members.count }

    /// The member at `position`.
    public subscript(position: Int) -> Element { members[position] }

    /// An object of these members; of two members with one key the first counts.
    ///
    /// - Parameter elements: keys with their values.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        for (key, value) in elements where self[key] == nil { append(key, value) }
    }

    /// Whether both hold the same members, in whatever order.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.count == right.count && left.allSatisfy { right[$0.key] == $0.value }
    }

    /// Feeds the hash with the members, whatever their order.
    ///
    /// - Parameter hasher: the hasher to feed.
    public func hash(into hasher: inout Hasher) {
        var combined = 0
        for member in members {
            var own = Hasher()
            own.combine(member.key)
            own.combine(member.value)
            combined ^= own.finalize()
        }
        hasher.combine(combined)
    }
}

extension JSONValue {
    /// How deep arrays and objects may nest.
    public static let deepest = 64

    /// Reads one JSON document that fills `bytes` but for blanks around it.
    ///
    /// - Parameter bytes: UTF-8 without a byte-order mark.
    /// - Returns: the value.
    /// - Throws: ``JSONFault`` at the first byte that RFC 8259 does not allow, at a key
    ///   that occurs twice in one object, and below ``deepest`` levels.
    public static func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONFault) -> JSONValue {
        var cursor = JSONCursor(bytes)
        return try cursor.document()
    }

    /// Reads one JSON document that fills `bytes` but for blanks around it.
    ///
    /// - Parameter bytes: UTF-8 without a byte-order mark.
    /// - Returns: the value.
    /// - Throws: ``JSONFault``, as the reading of a buffer does.
    public static func parse(_ bytes: [UInt8]) throws(JSONFault) -> JSONValue {
        try bytes.withUnsafeBufferPointer { (buffer) throws(JSONFault) in try parse(buffer) }
    }

    /// Reads one JSON document from text.
    ///
    /// - Parameter text: the document.
    /// - Returns: the value.
    /// - Throws: ``JSONFault``, as the reading of a buffer does.
    public static func parse(_ text: String) throws(JSONFault) -> JSONValue {
        try parse(Array(text.utf8))
    }
}
