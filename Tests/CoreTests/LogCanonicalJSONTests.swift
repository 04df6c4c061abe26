import Foundation
import Testing
import TradeInCore

@Suite("Canonical JSON has one form, which others read")
struct LogCanonicalJSONTests {
    /// The text of an object that holds one string.
    private func written(_ text: String) -> String {
        String(decoding: canonicalObject { $0.field("k", text) }, as: UTF8.self)
    }

    @Test(
        "only quotes, backslashes and control characters are escaped, in the shortest way",
        arguments: [
            ("", ""), ("abc", "abc"), ("\"", "\\\""), ("\\", "\\\\"), ("/", "/"), ("\n", "\\n"),
            ("\r", "\\r"), ("\t", "\\t"), ("\u{8}", "\\b"), ("\u{C}", "\\f"), ("\u{0}", "\\u0000"),
            ("\u{B}", "\\u000b"), ("\u{1F}", "\\u001f"), ("\u{7F}", "\u{7F}"), ("金乡", "金乡"),
            ("𠮷😀", "𠮷😀"), ("\u{2028}", "\u{2028}"), ("a\u{301}", "a\u{301}"), ("<>&'", "<>&'"),
        ])
    func escapes(text: String, inside: String) {
        #expect(written(text) == "{\"k\":\"\(inside)\"}")
    }

    @Test("values nest with commas in place and nothing between")
    func nesting() {
        let bytes = canonicalObject { json in
            json.key("a")
            json.array { json in
                json.integer(1)
                json.array { _ in }
                json.object { _ in }
                json.string("x")
                json.boolean(true)
            }
            json.field("b", false)
            json.field("c", raw: Array("{\"d\":0}".utf8))
            json.key("e")
            json.object { $0.field("f", Int64(-1)) }
            json.field("g", Int64.min)
            json.field("h", Int64.max)
        }
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "{\"a\":[1,[],{},\"x\",true],\"b\":false,\"c\":{\"d\":0},\"e\":{\"f\":-1},"
                + "\"g\":-9223372036854775808,\"h\":9223372036854775807}")
        #expect(canonicalObject { _ in } == Array("{}".utf8))
    }

    private static let scalars = Array(
        "\"\\/\u{0}\u{1}\u{8}\u{C}\n\r\t\u{1F}\u{7F}aZ9 金𠮷é😀{}[],:".unicodeScalars)

    private func text(_ random: inout SeededGenerator) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            text.unicodeScalars.append(Self.scalars.randomElement(using: &random) ?? "a")
        }
        return text
    }

    @Test("what is written, Foundation reads back", arguments: [1, 2] as [UInt64])
    func foundationReads(seed: UInt64) throws {
        print("LogCanonicalJSONTests seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let texts = (0..<4).map { _ in text(&random) }
            let number = Int64.random(in: .min ... .max, using: &random)
            let bytes = canonicalObject { json in
                json.key("array")
                json.array { json in texts.forEach { json.string($0) } }
                json.field("number", number)
            }
            let read = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
            #expect(read?["array"] as? [String] == texts, "seed \(seed)")
            #expect((read?["number"] as? NSNumber)?.int64Value == number, "seed \(seed)")
            #expect(try JSONValue.parse(bytes)["array"]?.array == texts.map { .string($0) })
        }
    }

    @Test("the bytes are those of Foundation's sorted form", arguments: [3, 4] as [UInt64])
    func sameBytes(seed: UInt64) throws {
        print("LogCanonicalJSONTests seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            // Foundation escapes rare control characters in a form of its own: left to the table.
            let plain = text(&random).unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }
            var value = ""
            value.unicodeScalars.append(contentsOf: plain)
            let number = Int64.random(in: -1_000_000...1_000_000, using: &random)
            let ours = canonicalObject { json in
                json.field("a", value)
                json.field("b", number)
                json.field("c", true)
            }
            let object: [String: Any] = ["c": true, "b": NSNumber(value: number), "a": value]
            let theirs = try JSONSerialization.data(
                withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
            #expect(ours == Array(theirs), "seed \(seed), \(value.debugDescription)")
        }
    }
}
