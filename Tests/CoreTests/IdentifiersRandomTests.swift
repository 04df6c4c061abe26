import Testing
import TradeInCore

/// A small generator, so that a failing run can be repeated from its seed.
private struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite("Random texts crash nothing and keep the promises")
struct IdentifiersRandomTests {
    private static let seeds: [UInt64] = [1, 370_899, .random(in: .min ... .max)]
    private static let pool = Array(
        "00112345678901234567899ABCDEFGHJKLMNPQRSTUVWXYZabcxIOQ .-+_/Ee·鲁京张三０９Ａｘ　\u{A0}\u{200B}\u{0}é😀"
            .unicodeScalars)

    private static let checks: [@Sendable (String) -> IdentifierFault?] = [
        ResidentID.check, CreditCode.check, VIN.check, Plate.check, GTIN13.check, IMEI.check,
        BankCard.check, Mobile.check, RecyclingCertificate.check,
        { InvoiceNumber.check(number: $0, code: "") },
        { InvoiceNumber.check(number: "12345678", code: $0) },
    ]
    private static let normalisations: [@Sendable (String) -> String] = [
        ResidentID.normalise, Plate.normalise, RecyclingCertificate.normalise,
        TextFolding.folded, TextFolding.key, TextFolding.lookAlike,
    ]

    private func text(_ random: inout SplitMix64) -> String {
        var text = ""
        let digitsOnly = Bool.random(using: &random)
        let pool = digitsOnly ? Self.pool.prefix(23) : Self.pool[...]
        for _ in 0..<Int.random(in: 0...24, using: &random) {
            text.unicodeScalars.append(pool.randomElement(using: &random) ?? "0")
        }
        return text
    }

    @Test("no check crashes, and folding twice is folding once", arguments: seeds)
    func total(seed: UInt64) {
        print("IdentifiersRandomTests seed \(seed)")
        var random = SplitMix64(state: seed)
        for _ in 0..<3_000 {
            let value = text(&random)
            for check in Self.checks {
                if let fault = check(value) { #expect(!fault.explanation.en.isEmpty) }
            }
            for normalise in Self.normalisations {
                let once = normalise(value)
                #expect(normalise(once) == once, "seed \(seed), \(value.debugDescription)")
            }
            _ = Mobile.normalise(value)
            _ = SpreadsheetDamage.detect(value)
        }
    }

    @Test("a mask shows at most the ends and never the whole", arguments: seeds)
    func masks(seed: UInt64) {
        print("IdentifiersRandomTests seed \(seed)")
        var random = SplitMix64(state: seed)
        let masks = [
            Masking.residentID, Masking.phone, Masking.account, Masking.name, Masking.vin,
            Masking.plate, Masking.other,
        ]
        for _ in 0..<1_000 {
            let value = text(&random)
            for mask in masks where !value.isEmpty {
                let shown = mask(value).unicodeScalars.filter { $0 != "*" && $0 != " " }
                #expect(
                    shown.count <= max(1, value.unicodeScalars.count * 2 / 3),
                    "seed \(seed), \(value.debugDescription)")
            }
        }
    }
}
