import Foundation
import Testing
import TradeInCore

@Suite("JSON")
struct JSONValueTests {
    @Test("documents are read without loss")
    func valid() throws {
        let cases: [(String, JSONValue)] = [
            ("null", .null), (" true ", .bool(true)), ("\t\r\nfalse\n", .bool(false)),
            ("0", .number("0")),
            ("-0.10", .number("-0.10")), ("1E+400", .number("1E+400")),
            ("12.50e-3", .number("12.50e-3")),
            ("123456789012345678901234567890", .number("123456789012345678901234567890")),
            ("\"\"", .string("")), ("\"海尔\"", .string("海尔")),
            (#""\"\\\/\b\f\n\r\t""#, .string("\"\\/\u{8}\u{C}\n\r\t")),
            (#""\u0041\u6d77\uD83D\ude00x""#, .string("A海😀x")), (#""\u0000""#, .string("\0")),
            ("[]", .array([])),
            ("[1,[2],{}]", .array([.number("1"), .array([.number("2")]), .object([:])])),
            (#"{ "a" : 1 , "b" : [ null ] }"#, .object(["a": .number("1"), "b": .array([.null])])),
        ]
        for (text, value) in cases { #expect(try JSONValue.parse(text) == value, "\(text)") }
    }

    @Test(
        "what RFC 8259 does not allow is refused where it stands",
        arguments: [
            ("", 0), ("  ", 2), ("nul", 3), ("nulL", 3), ("True", 0), ("01", 1), ("-", 1),
            ("+1", 0),
            ("1.", 2), (".5", 0), ("1e", 2), ("1e+", 3), ("-a", 1), ("0x1", 1), ("NaN", 0),
            ("1 2", 2),
            ("[", 1), ("[1", 2), ("[1,", 3), ("[1,]", 3), ("[,1]", 1), ("[1 2]", 3), ("]", 0),
            ("[1}", 2),
            ("{", 1), ("{a:1}", 1), ("{\"a\"}", 4), ("{\"a\":}", 5), ("{\"a\":1,}", 7),
            ("{\"a\":1", 6),
            ("{\"a\" 1}", 5), ("{1:1}", 1), ("{'a':1}", 1), ("\"a", 2), ("\"\\", 2), ("\"\\x\"", 2),
            ("\"\\u12\"", 5), ("\"\\uD800\"", 7), ("\"\\uDC00\"", 7), ("\"\\uD800\\u0041\"", 13),
            ("\"a\tb\"", 2), ("\"a\nb\"", 2), ("\"\0\"", 1), ("\u{FEFF}1", 0), ("1//x", 1),
            ("\u{A0}1", 0),
            ("{\"a\":1,\"a\":2}", 7), ("{\"a\":1,\"\\u0061\":2}", 7), ("\0", 0), ("[1]\0", 3),
        ])
    func invalid(text: String, offset: Int) {
        let fault = #expect(throws: JSONFault.self) { try JSONValue.parse(text) }
        #expect(fault?.offset == offset, "\(text.debugDescription) \(String(describing: fault))")
        #expect(fault?.what.zh.isEmpty == false)
    }

    @Test("strings that are not UTF-8 are refused")
    func notUTF8() {
        for bytes in [
            [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE4, 0xB8], [0xF0, 0x9F, 0x98],
        ] as [[UInt8]] {
            for tail in [[], Array("\\n".utf8)] as [[UInt8]] {
                let fault = #expect(throws: JSONFault.self) {
                    try JSONValue.parse([0x22] + tail + bytes + [0x22])
                }
                #expect(fault?.kind == .notUTF8)
            }
        }
        #expect(throws: Never.self) { try JSONValue.parse("\"\u{FFFD}海\u{FFFD}\"") }
    }

    @Test("nesting is allowed to 64 levels")
    func depth() throws {
        func nested(_ levels: Int) -> String {
            String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
        }
        #expect(throws: Never.self) { try JSONValue.parse(nested(64)) }
        let wide = "[" + [String](repeating: "{\"a\":{}}", count: 200).joined(separator: ",") + "]"
        #expect(try JSONValue.parse(wide).array?.count == 200)
        let fault = #expect(throws: JSONFault.self) { try JSONValue.parse(nested(65)) }
        #expect(fault?.kind == .tooDeep)
        #expect(throws: JSONFault.self) {
            try JSONValue.parse(String(repeating: "[", count: 1_000_000))
        }
    }

    @Test("a key that occurs twice is refused in small and in large objects")
    func duplicates() throws {
        for count in [1, 2, 47, 48, 49, 200] {
            let members = (0..<count).map { "\"k\($0)\":{\"k0\":\($0)}" }
            let object = try JSONValue.parse("{" + members.joined(separator: ",") + "}").object
            #expect(object?.keys == (0..<count).map { "k\($0)" })
            for again in [0, count / 2, count - 1] {
                let text = "{" + (members + ["\"k\(again)\":1"]).joined(separator: ",") + "}"
                let fault = #expect(throws: JSONFault.self) { try JSONValue.parse(text) }
                #expect(fault?.kind == .duplicateKey("k\(again)"))
            }
        }
    }

    @Test("a fault names line and character")
    func place() {
        let fault = #expect(throws: JSONFault.self) { try JSONValue.parse("{\n \"品牌\": x}") }
        #expect(fault?.line == 2)
        #expect(fault?.column == 8)
    }

    @Test("values are reached by key and kind")
    func access() throws {
        let value = try JSONValue.parse(#"{"a":"x","b":12,"c":true,"d":[1],"e":1.0}"#)
        #expect(value["a"]?.string == "x")
        #expect(value["b"]?.integer == 12)
        #expect(value["c"]?.bool == true)
        #expect(value["d"]?.array == [.number("1")])
        #expect(value["e"]?.integer == nil)
        #expect(value["z"] == nil)
        #expect(try JSONValue.parse(#"{"e":1,"f":2}"#) == JSONValue.parse(#"{"f":2,"e":1}"#))
        #expect(try JSONValue.parse(#"{"e":1}"#) != JSONValue.parse(#"{"e":1.0}"#))
        let hashes = try [#"{"e":1,"f":2}"#, #"{"f":2,"e":1}"#].map {
            try JSONValue.parse($0).hashValue
        }
        #expect(hashes[0] == hashes[1])
    }

    @Test("generated documents agree with JSONSerialization, whole and damaged")
    func agrees() throws {
        let seed = printedSeed("JSON")
        var generator = SeededGenerator(seed: seed)
        for step in 0..<400 {
            let document = Self.document(&generator, depth: 0)
            let bytes = try JSONSerialization.data(
                withJSONObject: [document], options: [.fragmentsAllowed])
            let read = try JSONValue.parse([UInt8](bytes))
            #expect(Self.matches(read, [document]), "seed \(seed), step \(step)")
            guard bytes.count > 3 else { continue }
            let cut = [UInt8](bytes.prefix(Int.random(in: 0..<bytes.count - 1, using: &generator)))
            #expect(throws: JSONFault.self, "seed \(seed), step \(step)") {
                try JSONValue.parse(cut)
            }
        }
    }

    private static func document(_ generator: inout SeededGenerator, depth: Int) -> Any {
        switch Int.random(in: 0...(depth > 4 ? 3 : 5), using: &generator) {
        case 0: return NSNull()
        case 1: return Bool.random(using: &generator)
        case 2: return Int.random(in: Int.min...Int.max, using: &generator)
        case 3:
            let scraps = [
                "a", "\"", "\\", "/", "\n", "\u{1}", "海", "😀", "é", " ", "\u{2028}", "\u{7F}",
            ]
            return (0..<Int.random(in: 0...8, using: &generator))
                .map { _ in scraps[Int.random(in: 0..<scraps.count, using: &generator)] }.joined()
        case 4:
            return (0..<Int.random(in: 0...4, using: &generator))
                .map { _ in document(&generator, depth: depth + 1) }
        default:
            var members: [String: Any] = [:]
            for index in 0..<Int.random(in: 0...5, using: &generator) {
                members["键\(index)\"\n"] = document(&generator, depth: depth + 1)
            }
            return members
        }
    }

    private static func matches(_ value: JSONValue, _ other: Any) -> Bool {
        switch value {
        case .null: return other is NSNull
        case .bool(let bool): return other as? Bool == bool
        case .number(let text): return (other as? Int).map { String($0) } == text
        case .string(let text): return other as? String == text
        case .array(let values):
            guard let others = other as? [Any], others.count == values.count else { return false }
            return zip(values, others).allSatisfy { matches($0, $1) }
        case .object(let members):
            guard let others = other as? [String: Any], others.count == members.count else {
                return false
            }
            return members.allSatisfy { member in
                others[member.key].map { matches(member.value, $0) } ?? false
            }
        }
    }
}
