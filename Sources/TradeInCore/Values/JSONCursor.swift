/// A place in the bytes of a JSON document; reads forward and never back.
struct JSONCursor {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var depth = 0
    private var keys = JSONKeys()

    /// A cursor before the first byte.
    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The one value of the document.
    mutating func document() throws(JSONFault) -> JSONValue {
        let value = try value()
        skipBlanks()
        guard position == bytes.count else { throw fault(.textAfterValue) }
        return value
    }

    private func fault(_ kind: JSONFault.Kind) -> JSONFault {
        JSONFault(kind, at: position, in: bytes)
    }

    /// The fault of meeting a byte that may not stand here, or the end.
    private func misplaced() -> JSONFault { fault(position < bytes.count ? .unexpected : .cutOff) }

    /// The byte at the cursor; 0, which JSON allows nowhere, at the end.
    private var byte: UInt8 { position < bytes.count ? bytes[position] : 0 }

    private mutating func skipBlanks() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    private mutating func value() throws(JSONFault) -> JSONValue {
        skipBlanks()
        switch byte {
        case UInt8(ascii: "\""): return .string(try text())
        case UInt8(ascii: "{"): return .object(try object())
        case UInt8(ascii: "["): return .array(try array())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: throw misplaced()
        }
    }

    private mutating func literal(
        _ word: StaticString, _ value: JSONValue
    ) throws(JSONFault) -> JSONValue {
        for place in 0..<word.utf8CodeUnitCount {
            guard byte == word.utf8Start[place] else { throw misplaced() }
            position += 1
        }
        return value
    }
}

extension JSONCursor {
    private mutating func enter() throws(JSONFault) {
        guard depth < JSONValue.deepest else { throw fault(.tooDeep) }
        depth += 1
        position += 1
        skipBlanks()
    }

    /// Steps over a comma (true) or over `end` (false).
    private mutating func another(before end: UInt8) throws(JSONFault) -> Bool {
        skipBlanks()
        guard byte == UInt8(ascii: ",") || byte == end else { throw misplaced() }
        let more = byte != end
        if !more { depth -= 1 }
        position += 1
        return more
    }

    private mutating func array() throws(JSONFault) -> [JSONValue] {
        try enter()
        var values: [JSONValue] = []
        if byte == UInt8(ascii: "]") {
            _ = try another(before: UInt8(ascii: "]"))
            return values
        }
        repeat { values.append(try value()) } while try another(before: UInt8(ascii: "]"))
        return values
    }

    private mutating func object() throws(JSONFault) -> JSONObject {
        try enter()
        var members = JSONObject()
        let outerKeys = keys.openObject()
        defer { keys.closeObject(returningTo: outerKeys) }
        if byte == UInt8(ascii: "}") {
            _ = try another(before: UInt8(ascii: "}"))
            return members
        }
        repeat {
            skipBlanks()
            guard byte == UInt8(ascii: "\"") else { throw misplaced() }
            let start = position
            let key = try text()
            if !keys.insert(key, notIn: members) {
                throw JSONFault(.duplicateKey(key), at: start, in: bytes)
            }
            skipBlanks()
            guard byte == UInt8(ascii: ":") else { throw misplaced() }
            position += 1
            members.append(key, try value())
        } while try another(before: UInt8(ascii: "}"))
        return members
    }
}

/// The keys that the open objects have used, to refuse a second of the same name.
///
/// While an object is small its keys are told apart by a hash of their bytes, which
/// costs less than comparing strings; a large one gets a set, so that no document makes
/// the search quadratic.
private struct JSONKeys {
    private static let few = 48
    private var hashes: [UInt64] = []
    private var start = 0
    private var large: Set<String> = []

    /// What an enclosing object has noted.
    struct Outer {
        fileprivate var start: Int
        fileprivate var large: Set<String>
    }

    /// Begins an object inside another.
    mutating func openObject() -> Outer {
        let outer = Outer(start: start, large: large)
        start = hashes.count
        large = []
        return outer
    }

    /// Ends the inner object.
    mutating func closeObject(returningTo outer: Outer) {
        hashes.removeSubrange(start...)
        start = outer.start
        large = outer.large
    }

    /// Notes a key; false when `members` hold it already.
    mutating func insert(_ key: String, notIn members: JSONObject) -> Bool {
        guard members.count < Self.few else {
            if large.isEmpty { large = Set(members.keys) }
            return large.insert(key).inserted
        }
        let hash = Self.hash(of: key)
        for place in start..<hashes.count where hashes[place] == hash {
            if members[key] != nil { return false }
        }
        hashes.append(hash)
        return true
    }

    /// FNV-1a over the bytes; one value for all keys beyond ASCII, which strings compare
    /// by meaning and not by bytes.
    private static func hash(of key: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var all: UInt8 = 0
        for byte in key.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
            all |= byte
        }
        return all < 0x80 ? hash : 0
    }
}

extension JSONCursor {
    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

    private mutating func digits() throws(JSONFault) {
        guard Self.isDigit(byte) else { throw fault(position < bytes.count ? .badNumber : .cutOff) }
        while Self.isDigit(byte) { position += 1 }
    }

    private mutating func number() throws(JSONFault) -> String {
        let start = position
        if byte == UInt8(ascii: "-") { position += 1 }
        if byte == UInt8(ascii: "0") {
            position += 1
            if Self.isDigit(byte) { throw fault(.badNumber) }
        } else {
            try digits()
        }
        if byte == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if byte | 0x20 == UInt8(ascii: "e") {
            position += 1
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        let part = UnsafeBufferPointer(rebasing: bytes[start..<position])
        return String(decoding: part, as: UTF8.self)
    }

    /// A string, its opening quote at the cursor.
    private mutating func text() throws(JSONFault) -> String {
        position += 1
        let start = position
        skipPlain()
        guard byte == UInt8(ascii: "\"") else { return try escapedText(from: start) }
        let text = try decoded(UnsafeBufferPointer(rebasing: bytes[start..<position]))
        position += 1
        return text
    }

    /// Moves to the next quote, backslash, control character or the end.
    private mutating func skipPlain() {
        var place = position
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
            place += 1
        }
        position = place
    }

    /// The text of UTF-8 bytes.
    ///
    /// Decoding replaces what is not UTF-8, so the text then differs from the bytes. The
    /// library's own validating initialiser is generic and costs three times as much.
    private func decoded(_ part: UnsafeBufferPointer<UInt8>) throws(JSONFault) -> String {
        let text = String(decoding: part, as: UTF8.self)
        let isSame =
            text.utf8.withContiguousStorageIfAvailable { Self.areEqual($0, part) }
            ?? text.utf8.elementsEqual(part)
        guard isSame else { throw fault(.notUTF8) }
        return text
    }

    /// Whether two buffers hold the same bytes; eight at a time.
    private static func areEqual(
        _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard left.count == right.count else { return false }
        let leftRaw = UnsafeRawBufferPointer(left)
        let rightRaw = UnsafeRawBufferPointer(right)
        var place = 0
        while place + 8 <= left.count {
            let leftWord = leftRaw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            let rightWord = rightRaw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            if leftWord != rightWord { return false }
            place += 8
        }
        while place < left.count, left[place] == right[place] { place += 1 }
        return place == left.count
    }

    /// The rest of a string that holds an escape, or the fault that ended it.
    private mutating func escapedText(from start: Int) throws(JSONFault) -> String {
        var scratch = [UInt8](bytes[start..<position])
        while byte != UInt8(ascii: "\"") {
            guard position < bytes.count else { throw fault(.cutOff) }
            guard byte == UInt8(ascii: "\\") else { throw fault(.controlCharacter) }
            position += 1
            try escape(into: &scratch)
            let plain = position
            skipPlain()
            scratch.append(contentsOf: bytes[plain..<position])
        }
        let text = try scratch.withUnsafeBufferPointer { (part) throws(JSONFault) in
            try decoded(part)
        }
        position += 1
        return text
    }

    /// What follows a backslash.
    private mutating func escape(into scratch: inout [UInt8]) throws(JSONFault) {
        let plain: UInt8
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): plain = byte
        case UInt8(ascii: "b"): plain = 0x08
        case UInt8(ascii: "f"): plain = 0x0C
        case UInt8(ascii: "n"): plain = 0x0A
        case UInt8(ascii: "r"): plain = 0x0D
        case UInt8(ascii: "t"): plain = 0x09
        case UInt8(ascii: "u"):
            position += 1
            scratch.append(contentsOf: Array(String(try escapedScalar()).utf8))
            return
        default: throw fault(position < bytes.count ? .badEscape : .cutOff)
        }
        position += 1
        scratch.append(plain)
    }

    /// The scalar of `XXXX`, or of `XXXX\uXXXX` where the first is a high surrogate.
    private mutating func escapedScalar() throws(JSONFault) -> Unicode.Scalar {
        let first = try fourHex()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, byte == UInt8(ascii: "\\") else { throw fault(.badEscape) }
        position += 1
        guard byte == UInt8(ascii: "u") else { throw fault(.badEscape) }
        position += 1
        let second = try fourHex()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        else { throw fault(.badEscape) }
        return scalar
    }

    private mutating func fourHex() throws(JSONFault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Self.hexValue(byte) else {
                throw fault(position < bytes.count ? .badEscape : .cutOff)
            }
            value = value << 4 | digit
            position += 1
        }
        return value
    }

    private static func hexValue(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 48...57: UInt32(byte) - 48
        case 65...70: UInt32(byte) - 55
        case 97...102: UInt32(byte) - 87
        default: nil
        }
    }
}
