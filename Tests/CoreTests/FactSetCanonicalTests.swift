import Testing

@testable import TradeInCore

@Suite("Facts read back from the log as they were written")
struct FactSetCanonicalTests {
    @Test("any facts, by both readers", arguments: [UInt64(1), 2, 3])
    func roundTrip(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            var facts = FactSet()
            for fact in Fact.allCases where Bool.random(using: &random) {
                facts[fact] =
                    switch fact.type {
                    case .day: Int64.random(in: 0...30_000, using: &random)
                    case .bool: Int64.random(in: 0...1, using: &random)
                    case .text: 1
                    case .symbol(.itemClass):
                        Int64.random(in: 0..<Int64(testRegister.classes.count), using: &random)
                    case .symbol(let domain):
                        Int64.random(in: 0..<Int64(domain.fixedWords.count), using: &random)
                    default:
                        Bool.random(using: &random)
                            ? .random(in: .min...(.max), using: &random)
                            : .random(in: -5...2_000_000, using: &random)
                    }
            }
            var json = CanonicalJSON(capacity: 256)
            facts.appendJSON(to: &json, register: testRegister)
            let padded = [7, 7] + json.bytes + [7]
            let slice = padded[2..<padded.count - 1]
            #expect(FactSet(canonicalJSON: slice, register: testRegister) == facts)
            let value = try JSONValue.parse(json.bytes)
            #expect(FactSet(json: value, register: testRegister) == facts)
        }
    }

    @Test(
        "what is not canonical is read by the general reader, and what is not facts by none",
        arguments: [
            ("{\"price\": 300000}", true), ("{\"price\":300000,\"brand\":true}", true),
            ("{\"price\":300000.0}", false), ("{\"prise\":300000}", false), ("{", false),
            ("", false),
            ("{\"price\":300000}}", false), ("{\"soldOn\":\"2026-02-30\"}", false),
            ("{\"soldOn\":\"2026/02/03\"}", true), ("{\"price\":3,\"price\":4}", false),
        ])
    func odd(_ text: String, _ isRead: Bool) {
        let facts = FactSet(canonicalJSON: Array(text.utf8)[...], register: testRegister)
        #expect((facts != nil) == isRead)
    }
}
