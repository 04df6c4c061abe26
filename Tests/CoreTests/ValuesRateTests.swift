import Foundation
import Testing
import TradeInCore

@Suite("Rates are exact and each rounding is one rounding")
struct ValuesRateTests {
    @Test(
        "a percentage is read exactly and shown as it was meant",
        arguments: [
            ("15%", 150_000, "15%"), ("12.5%", 125_000, "12.5%"), ("0%", 0, "0%"),
            ("100%", 1_000_000, "100%"), ("0.0001%", 1, "0.0001%"),
            ("33.3333%", 333_333, "33.3333%"),
            ("15.00%", 150_000, "15%"), ("015%", 150_000, "15%"), ("7.05%", 70_500, "7.05%"),
            ("999999%", 9_999_990_000, "999999%"),
        ] as [(String, Int64, String)])
    func read(text: String, millionths: Int64, shown: String) throws {
        let rate = try #require(Rate(percentText: text))
        #expect(rate.millionths == millionths)
        #expect(rate.percentText == shown)
    }

    @Test(
        "anything else is not a percentage",
        arguments: [
            "", "%", "15", "15 %", " 15%", "15%%", ".5%", "5.%", "1.2.3%", "-5%", "+5%", "1,5%",
            "0.00001%", "1000000%", "15％", "１５%", "1e1%", "abc%", "15%x", "0.15",
        ])
    func refused(text: String) {
        #expect(Rate(percentText: text) == nil, "\(text)")
    }

    @Test(
        "15 % of a price is rounded as the pack says",
        arguments: [
            (.down, .fen, 333_333, 49_999), (.up, .fen, 333_333, 50_000),
            (.halfUp, .fen, 333_333, 50_000), (.down, .fen, 0, 0), (.up, .fen, 0, 0),
            (.down, .fen, 1, 0), (.up, .fen, 1, 1), (.halfUp, .fen, 1, 0), (.halfUp, .fen, 10, 2),
            (.halfUp, .fen, 3, 0), (.halfUp, .fen, 4, 1), (.down, .jiao, 333_333, 49_990),
            (.up, .jiao, 333_333, 50_000), (.halfUp, .jiao, 333_033, 49_950),
            (.halfUp, .jiao, 333_040, 49_960),
            (.down, .yuan, 333_333, 49_900), (.up, .yuan, 333_333, 50_000),
            (.halfUp, .yuan, 333_000, 50_000), (.halfUp, .yuan, 332_999, 49_900),
            (.up, .yuan, 200_000, 30_000), (.down, .yuan, 200_000, 30_000),
        ] as [(Rounding.Mode, Rounding.Unit, Int64, Int64)])
    func rounded(mode: Rounding.Mode, unit: Rounding.Unit, base: Int64, expected: Int64) {
        let rounding = Rounding(mode: mode, unit: unit)
        let amount = rounding.amount(Rate(millionths: 150_000), of: Money(fen: base))
        #expect(amount.fen == expected)
    }

    @Test("rounding is that of wide arithmetic", arguments: [1, 2, 3] as [UInt64])
    func wide(seed: UInt64) {
        print("ValuesRateTests seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for _ in 0..<1_500 {
            let most = Int64(1) << Int64.random(in: 0...45, using: &random)
            let base = Int64.random(in: 0...most, using: &random)
            let rate = Int64.random(in: 0...1_000_000, using: &random)
            for mode in Rounding.Mode.allCases {
                for unit in Rounding.Unit.allCases {
                    let amount = Rounding(mode: mode, unit: unit)
                        .amount(Rate(millionths: rate), of: Money(fen: base))
                    #expect(
                        amount.fen == expected(base, rate, mode, unit.fen),
                        "seed \(seed): \(rate) of \(base), \(mode) to \(unit)")
                }
            }
        }
    }

    /// The same sum in 128 bits, without a word of the code under test.
    private func expected(
        _ base: Int64, _ rate: Int64, _ mode: Rounding.Mode, _ unit: Int64
    ) -> Int64 {
        let exact = Int128(base) * Int128(rate)
        let step = Int128(unit) * 1_000_000
        let below = exact / step
        let rest = exact % step
        switch mode {
        case .down: return Int64(below) * unit
        case .up: return Int64(rest == 0 ? below : below + 1) * unit
        case .halfUp: return Int64(rest * 2 >= step ? below + 1 : below) * unit
        }
    }
}
