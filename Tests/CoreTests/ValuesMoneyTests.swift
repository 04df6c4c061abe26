import Testing
import TradeInCore

@Suite("Money is read and shown exactly")
struct ValuesMoneyTests {
    @Test(
        "yuan as people type them are read to the fen",
        arguments: [
            ("0", 0), ("0.00", 0), ("-0", 0), ("1", 100), ("0.1", 10), ("0.01", 1),
            ("12000", 1_200_000),
            ("12000.1", 1_200_010), ("12000.10", 1_200_010), ("12,000.10", 1_200_010),
            ("1,234,567.89", 123_456_789), ("¥99.9", 9_990), ("￥99.9", 9_990), ("99.9元", 9_990),
            ("¥1,000元", 100_000), ("-5", -500), ("+5", 500), ("¥-5.5", -550), ("007", 700),
            ("100000000.00", 10_000_000_000), ("-100000000", -10_000_000_000),
            ("0.29", 29), ("1.005", nil), ("1.100", nil), ("12000.000", nil),
        ] as [(String, Int64?)])
    func read(text: String, fen: Int64?) {
        #expect((try? Money.parse(yuan: text).get().fen) == fen)
    }

    @Test(
        "what is not an amount says why",
        arguments: [
            ("", .notAnAmount), (".", .notAnAmount), (".5", .notAnAmount), ("5.", .notAnAmount),
            ("-", .notAnAmount), ("--5", .notAnAmount), ("-¥5", .notAnAmount), ("¥", .notAnAmount),
            ("元", .notAnAmount), ("5 0", .notAnAmount), ("1,23", .notAnAmount),
            ("1,2345", .notAnAmount), (",123", .notAnAmount), ("1234,567", .notAnAmount),
            ("1,,234", .notAnAmount), ("1.2.3", .notAnAmount), ("1e3", .notAnAmount),
            ("1.2E+05", .notAnAmount), ("NaN", .notAnAmount), ("0x10", .notAnAmount),
            ("一千", .notAnAmount), ("１２", .notAnAmount), ("1.2,3", .notAnAmount),
            ("5元元", .notAnAmount), ("¥¥5", .notAnAmount), ("5%", .notAnAmount),
            ("0.001", .tooManyDecimals), ("-0.001", .tooManyDecimals), ("9.999", .tooManyDecimals),
            ("100000000.001", .tooManyDecimals), ("100000000.01", .tooLarge),
            ("-100000000.01", .tooLarge), ("9999999999999999999999", .tooLarge),
            ("999999999999999", .tooLarge), ("92233720368547758.08", .tooLarge),
        ] as [(String, Money.TextFault)])
    func refused(text: String, fault: Money.TextFault) {
        #expect(Money.parse(yuan: text) == .failure(fault))
    }

    @Test(
        "an amount is shown with two decimals, and with separators for people",
        arguments: [
            (0, "0.00", "0.00"), (1, "0.01", "0.01"), (-1, "-0.01", "-0.01"), (99, "0.99", "0.99"),
            (100, "1.00", "1.00"), (99_999, "999.99", "999.99"), (100_000, "1000.00", "1,000.00"),
            (-100_000_000, "-1000000.00", "-1,000,000.00"),
            (Int64.max, "92233720368547758.07", "92,233,720,368,547,758.07"),
            (Int64.min, "-92233720368547758.08", "-92,233,720,368,547,758.08"),
        ] as [(Int64, String, String)])
    func shown(fen: Int64, plain: String, grouped: String) {
        #expect(Money(fen: fen).yuanText == plain)
        #expect(Money(fen: fen).groupedText == grouped)
    }

    @Test("what is shown is read back as the same amount", arguments: [1, 2, 3] as [UInt64])
    func roundTrip(seed: UInt64) {
        print("ValuesMoneyTests seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let most = Int64(1) << Int64.random(in: 1...33, using: &random)
            let fen = min(Int64.random(in: -most...most, using: &random), Money.largestStated.fen)
            let amount = Money(fen: fen)
            #expect(Money.parse(yuan: amount.yuanText) == .success(amount), "seed \(seed)")
            #expect(Money.parse(yuan: amount.groupedText) == .success(amount), "seed \(seed)")
        }
    }

    @Test("amounts add, subtract and compare as their fen")
    func arithmetic() {
        var sum = Money(fen: 250)
        sum += Money(fen: -50)
        #expect(sum == Money(fen: 200))
        #expect(sum - Money(fen: 300) == -Money(fen: 100))
        #expect(sum + .zero == sum && Money(fen: -1) < .zero && !(sum < sum))
    }
}
