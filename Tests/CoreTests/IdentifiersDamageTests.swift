import Testing
import TradeInCore

@Suite("Damage done by spreadsheets is seen and not repaired")
struct IdentifiersDamageTests {
    @Test(
        "scientific notation, a cut number and a decimal tail are told apart",
        arguments: [
            ("1.23E+17", .scientific), ("1E+17", .scientific), ("3.70899e+17", .scientific),
            ("3.70899E+017", .scientific), ("3.70899E17", .scientific), ("1.5E-05", .scientific),
            ("370899199506013000", .cutTo15Digits), ("6222000000000010", .cutTo15Digits),
            ("25372000000012300000", .cutTo15Digits), ("13800138000.0", .decimalTail),
            ("370899199506013000.00", .decimalTail),
        ] as [(String, SpreadsheetDamage)])
    func damaged(text: String, damage: SpreadsheetDamage) {
        #expect(SpreadsheetDamage.detect(text) == damage)
    }

    @Test(
        "an undamaged text is left alone",
        arguments: [
            "", "E", "E+17", ".E+17", "1.E+17", "1.23E+", "1.23E", "1.23E+1700", "1.23E+17X", "+",
            "12E17", "5E10", "1.23", "12000.00", "1234567890.5", "3.", "13800138000.",
            "370899199506013336", "37089919950601300X", "370899199506013", "622200000000000",
            "370899199506013001", "000000000000000000", "037089919950601300000",
            "253720000000123000000", "LZZTEST16SA000000", "鲁H12345",
        ])
    func undamaged(text: String) {
        #expect(SpreadsheetDamage.detect(text) == nil)
    }

    @Test("a cut is not looked for where 15 digits are enough")
    func shortIdentifiers() {
        #expect(SpreadsheetDamage.detect("6222000000000010", longest: 15) == nil)
        #expect(SpreadsheetDamage.detect("1.23E+14", longest: 15) == .scientific)
    }

    @Test("a sound number that happens to end in zeros passes, since its check does")
    func soundZeros() {
        let ids = (60...69).flatMap { year in
            (1...9).map { serial in "37089919\(year)0101\(serial)000" }
        }
        let sound = ids.filter { ResidentID.check($0) == nil }
        #expect(!sound.isEmpty && sound.count < ids.count)
        for id in ids {
            #expect(SpreadsheetDamage.detect(id) == .cutTo15Digits)
            let fault = ResidentID.check(id)
            #expect(fault == nil || fault == .spreadsheetDamaged(.cutTo15Digits))
        }
    }

    @Test("every fault explains itself in both languages")
    func explanations() {
        let faults: [IdentifierFault] = [
            .length(expected: "18"), .characters(position: 3), .checkCharacter(expected: "X"),
            .impossibleDate, .oldNumber, .placeholder, .missing, .notExpected,
            .spreadsheetDamaged(.scientific), .spreadsheetDamaged(.cutTo15Digits),
            .spreadsheetDamaged(.decimalTail),
        ]
        #expect(Set(faults.map(\.explanation)).count == faults.count)
        #expect(faults[0].explanation.zh.contains("18"))
        #expect(faults[1].explanation.en.contains("3"))
        #expect(faults[2].explanation.en.contains("X"))
        for fault in faults {
            #expect(fault.explanation.zh.unicodeScalars.contains { $0.value >= 0x4E00 })
            #expect(fault.explanation.en.unicodeScalars.allSatisfy { $0.isASCII })
        }
    }
}
