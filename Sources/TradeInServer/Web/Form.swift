import Foundation
import Hummingbird

/// What a form sent: its fields, and its files.
struct Form: Sendable {
    /// A file of a form.
    struct File: Sendable {
        var field: String
        var name: String
        var bytes: [UInt8]
    }

    /// The fields in the order in which they came; a name may come more than once.
    var fields: [(name: String, value: String)] = []
    var files: [File] = []

    /// The first value of a name, without blanks at its ends; nil where it is absent or empty.
    subscript(name: String) -> String? {
        let value = fields.first { $0.name == name }?.value
            .trimmingCharacters(in: .whitespacesAndNewlines)
        return value?.isEmpty == false ? value : nil
    }

    /// A value as it was sent, blanks included: passwords.
    func exact(_ name: String) -> String { fields.first { $0.name == name }?.value ?? "" }

    /// All values of a name.
    func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    init() {}

    /// Reads the body of a request by its content type.
    ///
    /// - Throws: ``Problem`` when the type is none of a form's, or the body is not in its form.
    init(_ body: ByteBuffer, type: String?) throws(Problem) {
        let bytes = Array(body.readableBytesView)
        let type = type ?? ""
        if type.lowercased().hasPrefix("application/x-www-form-urlencoded") {
            fields = try Self.decoded(bytes)
        } else if type.lowercased().hasPrefix("multipart/form-data") {
            guard let parts = MultipartBody.parts(of: bytes, type: type) else { throw .formUnsound }
            for part in parts {
                if let file = part.fileName {
                    files.append(File(field: part.name, name: file, bytes: Array(part.content)))
                } else if let value = Self.text(part.content) {
                    fields.append((part.name, value))
                } else {
                    throw .formUnsound
                }
            }
        } else if !bytes.isEmpty {
            throw .mediaTypeUnknown
        }
    }

    /// The fields of a query or of `application/x-www-form-urlencoded` (WHATWG URL, section 5).
    static func decoded(
        _ bytes: some Collection<UInt8>
    ) throws(Problem) -> [(name: String, value: String)] {
        var fields: [(name: String, value: String)] = []
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = text(unescaped(parts[0])),
                let value = text(parts.count > 1 ? unescaped(parts[1]) : [])
            else { throw .formUnsound }
            fields.append((name, value))
        }
        return fields
    }

    private static func unescaped(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var rest = Array(bytes)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "+") {
                result.append(UInt8(ascii: " "))
            } else if byte == UInt8(ascii: "%"), rest.count >= 2,
                let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                result.append(code)
                rest = rest.dropFirst(2)
            } else {
                result.append(byte)
            }
        }
        return result
    }

    /// Text in UTF-8 without the characters that no form of a person's holds.
    private static func text(_ bytes: some Collection<UInt8>) -> String? {
        guard let text = String(validating: bytes, as: UTF8.self),
            !text.unicodeScalars.contains(where: { $0.value == 0 })
        else { return nil }
        return text
    }
}

/// `multipart/form-data` (RFC 7578), whole in memory.
enum MultipartBody {
    /// A part: the field's name, a file's name where it is one, and what it holds.
    struct Part {
        var name: String
        var fileName: String?
        var content: ArraySlice<UInt8>
    }

    private static let mostParts = 200

    /// The parts; nil when the body is not in its form.
    static func parts(of body: [UInt8], type: String) -> [Part]? {
        guard let boundary = parameter("boundary", of: type), (1...70).contains(boundary.utf8.count)
        else { return nil }
        let mark = Array("--\(boundary)".utf8)
        guard body.starts(with: mark) else { return nil }
        let separator = Array("\r\n".utf8) + mark
        var parts: [Part] = []
        var place = mark.count
        while true {
            let rest = body[place...]
            if rest.starts(with: Array("--".utf8)) { return parts }
            guard rest.starts(with: Array("\r\n".utf8)), parts.count < mostParts,
                let end = find(separator, in: body, from: place),
                let part = part(body[(place + 2)..<max(place + 2, end)])
            else { return nil }
            parts.append(part)
            place = end + separator.count
        }
    }

    private static func part(_ bytes: ArraySlice<UInt8>) -> Part? {
        let gap = Array("\r\n\r\n".utf8)
        let whole = Array(bytes)
        guard let end = find(gap, in: whole, from: 0), end < 4_096 else { return nil }
        let lines = String(decoding: whole[..<end], as: UTF8.self).components(separatedBy: "\r\n")
        guard
            let disposition = lines.first(where: {
                $0.lowercased().hasPrefix("content-disposition:")
            }), let name = parameter("name", of: disposition)
        else { return nil }
        return Part(
            name: name, fileName: parameter("filename", of: disposition),
            content: whole[(end + gap.count)...])
    }

    /// A parameter of a header field, quoted or not; `%22` and its like stand for themselves.
    static func parameter(_ name: String, of header: String) -> String? {
        for piece in header.split(separator: ";").dropFirst() {
            let pair = piece.split(separator: "=", maxSplits: 1)
            guard pair.count == 2,
                pair[0].trimmingCharacters(in: .whitespaces).lowercased() == name
            else { continue }
            let value = pair[1].trimmingCharacters(in: .whitespaces)
            let isQuoted = value.count >= 2 && value.hasPrefix("\"") && value.hasSuffix("\"")
            return isQuoted ? String(value.dropFirst().dropLast()) : value
        }
        return nil
    }

    /// Where a run of bytes begins next.
    static func find(_ needle: [UInt8], in body: [UInt8], from start: Int) -> Int? {
        guard let first = needle.first, body.count >= needle.count else { return nil }
        var place = start
        let last = body.count - needle.count
        while place <= last {
            if body[place] == first, body[place..<place + needle.count].elementsEqual(needle) {
                return place
            }
            place += 1
        }
        return nil
    }
}
