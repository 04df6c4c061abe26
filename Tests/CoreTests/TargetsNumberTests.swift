import Testing
import TradeInCore

@Suite struct TargetsNumberTests {
    @Test(
        "a target number reads what people type, to the thousandth",
        arguments: [
            ("0", 0), ("5", 5000), ("0.8", 800), ("20,000", 20_000_000), ("-1.5", -1500),
            ("+3", 3000),
            ("35.0000", 35_000), ("007", 7000), ("1000000000000", 1_000_000_000_000_000),
        ])
    func numberReads(_ text: String, _ thousandths: Int) throws {
        #expect(try TargetNumber.parse(text).get().thousandths == Int64(thousandths))
    }

    @Test(
        "a text that is not exactly a number is refused with its reason",
        arguments: [
            ("", TargetNumber.TextFault.notANumber), ("-", .notANumber), (".5", .notANumber),
            ("5.", .notANumber), ("1.2.3", .notANumber), ("2,00", .notANumber),
            (",200", .notANumber),
            ("1.23E+17", .notANumber), ("5场", .notANumber), ("--5", .notANumber),
            ("0x10", .notANumber),
            ("1.0001", .tooManyDecimals), ("1000000000000.001", .tooLarge),
            ("99999999999999999999999", .tooLarge),
        ])
    func numberRefuses(_ text: String, _ fault: TargetNumber.TextFault) {
        #expect(TargetNumber.parse(text) == .failure(fault))
    }

    @Test(
        "a target number prints without idle zeros, and with separators for people",
        arguments: [
            (0, "0", "0"), (800, "0.8", "0.8"), (35_000, "35", "35"), (5, "0.005", "0.005"),
            (20_000_000, "20000", "20,000"), (-1_234_567_050, "-1234567.05", "-1,234,567.05"),
            (999_999, "999.999", "999.999"), (100_000, "100", "100"),
        ])
    func numberPrints(_ thousandths: Int, _ plain: String, _ grouped: String) {
        let number = TargetNumber(thousandths: Int64(thousandths))
        #expect(number.text == plain)
        #expect(number.groupedText == grouped)
    }

    @Test("every unit has a name in both languages, and a suffix unit takes no blank")
    func units() throws {
        let ratio = TargetUnit.toOne.text(try targetNumber("0.8"))
        #expect(ratio == LocalizedText(zh: "0.8:1", en: "0.8:1"))
        #expect(TargetUnit.events.text(TargetNumber(5)) == LocalizedText(zh: "5场", en: "5 events"))
        for unit in TargetUnit.allCases {
            #expect(!unit.title.zh.isEmpty && unit.title.en.utf8.allSatisfy { $0 < 128 })
        }
    }

    @Test(
        "a town is known by key, full name and name without its suffix",
        arguments: [
            ("yangshan", "yangshan"), ("YangShan", "yangshan"), ("羊山镇", "yangshan"),
            ("羊山", "yangshan"), ("金乡街道", "jinxiang"), ("金乡", "jinxiang"), ("金乡县", nil),
            ("羊山街道", nil), ("", nil), ("镇", nil), ("羊", nil),
        ])
    func townNames(_ text: String, _ key: String?) {
        #expect(testCounty.town(named: text)?.key == key)
    }
}
