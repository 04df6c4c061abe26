import Testing
import TradeInCore

@Suite("What a fund pays is borne exactly, and payments are told apart")
struct FundingSharesTests {
    @Test(
        "an amount is split by largest remainder",
        arguments: [
            ("central:85 county:15", 100, [85, 15]), ("central:85 county:15", 1, [1, 0]),
            ("central:85 county:15", 3, [3, 0]), ("central:85 county:15", 4, [3, 1]),
            ("central:1 province:1 city:1", 100, [34, 33, 33]),
            ("central:1 province:1 city:1", 101, [34, 34, 33]),
            ("central:85 province:5 city:5 county:5", 999_999, [849_999, 50_000, 50_000, 50_000]),
            ("", 7, [7]),
        ])
    func split(_ text: String, _ fen: Int64, _ parts: [Int64]) throws {
        let shares = try #require(FundingShares(text: text))
        #expect(shares.split(Money(fen: fen)).map(\.amount.fen) == parts)
    }

    @Test("parts add up for any amount and weights, and none is a fen off its share")
    func property() throws {
        var random = SeededGenerator(seed: 20_261_127)
        for _ in 0..<2_000 {
            let weights = (0..<4).map { _ in 1 + Int.random(in: 0..<10_000, using: &random) }
            let names = ["central", "province", "city", "county"]
            let text = zip(names, weights).map { "\($0):\($1)" }.joined(separator: " ")
            let shares = try #require(FundingShares(text: text))
            let amount = Money(fen: Int64.random(in: 0..<1_000_000_000_000_000, using: &random))
            let parts = shares.split(amount)
            #expect(parts.reduce(0) { $0 + $1.amount.fen } == amount.fen, "seed 20261127 \(text)")
            let total = Int128(weights.reduce(0, +))
            for (part, weight) in zip(parts, weights) {
                let off = Int128(part.amount.fen) * total - Int128(amount.fen) * Int128(weight)
                #expect(off > -total && off < total, "seed 20261127 \(text) \(amount)")
            }
        }
    }

    @Test(
        "what is no list of shares is refused",
        arguments: [
            "central", "central:", "central:0", "central:-1", "central:10001", "moon:1",
            "central:1 central:1", "central:1:2", "unassigned:1", "central:1.5",
        ])
    func badShares(_ text: String) { #expect(FundingShares(text: text) == nil) }

    private static let origin = "tradein/370828/1a2b3c4d"

    @Test("a payment's reference reads back; a mistyped and a foreign one are told apart")
    func references() throws {
        for line in [1, 9, 10, 42, 50_000] {
            let reference = PaymentReference(
                PaymentPlace(batch: 12, line: line), origin: Self.origin)
            #expect(
                PaymentReference.parse(reference.text, origin: Self.origin) == .success(reference))
            #expect(
                PaymentReference.parse(reference.text, origin: "tradein/370828/99999999")
                    == .failure(.foreign))
            var bytes = Array(reference.text.utf8)
            for place in bytes.indices where (48...57).contains(bytes[place]) {
                let old = bytes[place]
                bytes[place] = old == 57 ? 48 : old + 1
                let read = PaymentReference.parse(
                    String(decoding: bytes, as: UTF8.self), origin: Self.origin)
                #expect(read == .failure(.checkDigits) || read == .failure(.malformed))
                bytes[place] = old
            }
        }
        for text in ["", "PB", "PB-1-2-3", "42", "PB000000018-0-1a2b3c4d-00", "PB1-1-x-1"] {
            guard case .failure = PaymentReference.parse(text, origin: Self.origin) else {
                Issue.record("\(text) is no reference")
                continue
            }
        }
    }
}
