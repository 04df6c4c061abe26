/// The members of a JSON object as places in its bytes, without building anything.
///
/// For reading a few members of many entries of our own log, which is canonical JSON; whoever
/// does not trust the bytes reads them with `JSONValue`.
public struct JSONMembers {
    private let bytes: UnsafeBufferPointer<UInt8>

    /// The object that `bytes` is.
    public init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// Calls `body` with each member's key and value, quotes and brackets included.
    ///
    /// - Returns: whether the bytes are an object to their end.
    public func forEach(
        _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Void
    ) -> Bool {
        guard bytes.first == UInt8(ascii: "{"), bytes.last == UInt8(ascii: "}") else {
            return false
        }
        var place = 1
        if place == bytes.count - 1 { return true }
        while place < bytes.count - 1 {
            guard bytes[place] == UInt8(ascii: "\""), let keyEnd = stringEnd(place),
                keyEnd < bytes.count - 1, bytes[keyEnd] == UInt8(ascii: ":")
            else { return false }
            let start = keyEnd + 1
            guard let end = valueEnd(start) else { return false }
            body(slice(place + 1, keyEnd - 1), slice(start, end))
            place = end + 1
            guard end < bytes.count,
                bytes[end] == UInt8(ascii: ",") || end == bytes.count - 1
            else { return false }
        }
        return true
    }

    private func slice(_ start: Int, _ end: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[start..<end])
    }

    /// The place after a string's closing quote.
    private func stringEnd(_ start: Int) -> Int? {
        var place = start + 1
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\""): return place + 1
            case UInt8(ascii: "\\"): place += 2
            default: place += 1
            }
        }
        return nil
    }

    /// The place after a value: a string, a number or a word, or an object or array with all in it.
    private func valueEnd(_ start: Int) -> Int? {
        guard start < bytes.count else { return nil }
        if bytes[start] == UInt8(ascii: "\"") { return stringEnd(start) }
        var depth = 0
        var place = start
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\""):
                guard let end = stringEnd(place) else { return nil }
                place = end
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return place }
                depth -= 1
                if depth == 0 { return place + 1 }
            case UInt8(ascii: ","): if depth == 0 { return place }
            default: break
            }
            place += 1
        }
        return nil
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether the bytes are those of a text.
    public func isText(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        for place in 0..<count where self[place] != text.utf8Start[place] { return false }
        return true
    }

    /// A JSON string as text; nil for anything else.
    public var plainText: String? {
        guard count >= 2, first == UInt8(ascii: "\""), last == UInt8(ascii: "\"") else {
            return nil
        }
        guard !self[1..<(count - 1)].contains(UInt8(ascii: "\\")) else {
            return (try? JSONValue.parse(Array(self)))?.string
        }
        return String(decoding: self[1..<(count - 1)], as: UTF8.self)
    }

    /// A JSON integer; nil for anything else.
    public var wholeNumber: Int64? {
        var value: Int64 = 0
        let isNegative = first == UInt8(ascii: "-")
        let digits = isNegative ? self[1...] : self[...]
        guard !digits.isEmpty, digits.count <= 18 else { return nil }
        for byte in digits {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int64(byte - 48)
        }
        return isNegative ? -value : value
    }
}
