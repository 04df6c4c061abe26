/// Writes canonical JSON: keys sorted by their bytes, integers only, no blanks,
/// the shortest escapes, UTF-8 unescaped.
///
/// The caller gives the keys in order; debug builds check it. The same document
/// always has the same bytes, so that anybody can recompute its hash.
public struct CanonicalJSON: Sendable {
    /// The bytes so far.
    public private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// An empty document with room for `capacity` bytes.
    public init(capacity: Int = 256) { bytes.reserveCapacity(capacity) }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    /// Starts a member whose value the next call writes.
    public mutating func key(_ key: String) {
        string(key)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// An object; `members` writes its members in the order of their keys.
    public mutating func object(_ members: (inout CanonicalJSON) -> Void) {
        nested(UInt8(ascii: "{"), UInt8(ascii: "}"), members)
    }

    /// An array; `elements` writes its elements.
    public mutating func array(_ elements: (inout CanonicalJSON) -> Void) {
        nested(UInt8(ascii: "["), UInt8(ascii: "]"), elements)
    }

    private mutating func nested(
        _ open: UInt8, _ close: UInt8, _ body: (inout CanonicalJSON) -> Void
    ) {
        separate()
        bytes.append(open)
        needsComma = false
        body(&self)
        bytes.append(close)
        needsComma = true
    }

    /// A text.
    public mutating func string(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            let isPlain = utf8.allSatisfy { $0 >= 32 && $0 != 34 && $0 != 92 }
            if isPlain {
                bytes.append(contentsOf: utf8)
            } else {
                for byte in utf8 { append(escaped: byte) }
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(escaped byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [92, byte])
        case 0..<32: escape(control: byte)
        default: bytes.append(byte)
        }
    }

    private mutating func escape(control byte: UInt8) {
        let short: [UInt8: Unicode.Scalar] = [8: "b", 9: "t", 10: "n", 12: "f", 13: "r"]
        if let letter = short[byte] {
            bytes.append(contentsOf: [92, UInt8(ascii: letter)])
        } else {
            let digits = Array("0123456789abcdef".utf8)
            bytes.append(
                contentsOf: Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]])
        }
    }

    /// An integer.
    public mutating func integer(_ value: Int64) {
        separate()
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        var magnitude = value.magnitude
        let start = bytes.count
        repeat {
            bytes.append(UInt8(48 + magnitude % 10))
            magnitude /= 10
        } while magnitude > 0
        bytes[start...].reverse()
    }

    /// A truth value.
    public mutating func boolean(_ value: Bool) {
        separate()
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    /// Bytes that are canonical JSON already.
    public mutating func raw(_ json: [UInt8]) {
        separate()
        bytes.append(contentsOf: json)
    }

    /// A member with a text.
    public mutating func field(_ key: String, _ value: String) {
        self.key(key)
        string(value)
    }

    /// A member with an integer.
    public mutating func field(_ key: String, _ value: Int64) {
        self.key(key)
        integer(value)
    }

    /// A member with a truth value.
    public mutating func field(_ key: String, _ value: Bool) {
        self.key(key)
        boolean(value)
    }

    /// A member with canonical JSON.
    public mutating func field(_ key: String, raw value: [UInt8]) {
        self.key(key)
        raw(value)
    }
}

/// One canonical JSON object.
public func canonicalObject(
    capacity: Int = 256, _ members: (inout CanonicalJSON) -> Void
) -> [UInt8] {
    var json = CanonicalJSON(capacity: capacity)
    json.object(members)
    return json.bytes
}
