import Testing
import TradeInCore

@Suite("Plates, invoices, cards and devices are checked")
struct IdentifiersNumberTests {
    @Test(
        "ordinary and new-energy plates of every kind pass",
        arguments: [
            "鲁H12345", "鲁HA1B23", "京A00000", "琼E99999", "鲁HD12345", "鲁HDA1234", "鲁HF01234",
            "鲁H12345D", "鲁H12345K",
        ])
    func goodPlates(plate: String) {
        #expect(Plate.check(plate) == nil)
    }

    @Test("all 31 provinces have plates, and no other character has")
    func provinces() {
        let provinces = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
        #expect(provinces.count == 31)
        for province in provinces { #expect(Plate.check("\(province)A12345") == nil) }
        for other in "港澳台使警挂学H1" { #expect(Plate.check("\(other)A12345") != nil) }
    }

    @Test(
        "a bad plate fails at the character that is wrong",
        arguments: [
            ("", .length(expected: "7/8")), ("鲁", .length(expected: "7/8")),
            ("鲁H1234", .length(expected: "7/8")), ("鲁HD123456", .length(expected: "7/8")),
            ("LH12345", .characters(position: 1)), ("鲁112345", .characters(position: 2)),
            ("鲁I12345", .characters(position: 2)), ("鲁H1O345", .characters(position: 4)),
            ("鲁H1234警", .characters(position: 7)), ("鲁H1234学", .characters(position: 7)),
            ("鲁h12345", .characters(position: 2)), ("鲁H·12345", .characters(position: 3)),
            ("鲁HDA12B4", .characters(position: 7)), ("鲁HL12345", .characters(position: 3)),
            ("鲁H12345L", .characters(position: 8)), ("鲁H123456", .characters(position: 8)),
            ("鲁H1234A5", .characters(position: 7)),
        ] as [(String, IdentifierFault)])
    func badPlates(plate: String, fault: IdentifierFault) {
        #expect(Plate.check(plate) == fault)
    }

    @Test(
        "an invoice is a number of 20 digits alone or of 8 with a code of 10 or 12",
        arguments: [
            ("25372000000012345678", "", nil),
            ("12345678", "037002400111", nil),
            ("00000001", "3700240011", nil),
            ("12345678", "", .missing),
            ("25372000000012345678", "037002400111", .notExpected),
            ("12345678", "0370024001", nil),
            ("12345678", "03700240011", .length(expected: "10/12")),
            ("12345678", "03700240011A", .characters(position: 12)),
            ("12345678", "3.70024E+11", .spreadsheetDamaged(.scientific)),
            ("12345678", "000000000000", .placeholder),
            ("00000000", "037002400111", .placeholder),
            ("00000000000000000000", "", .placeholder),
            ("2537200000001234567", "", .length(expected: "8/20")),
            ("253720000000123456789", "", .length(expected: "8/20")),
            ("2537200000001234567A", "", .characters(position: 20)),
            ("1234567号", "", .characters(position: 8)),
            ("", "", .length(expected: "8/20")),
            ("25372000000012300000", "", .spreadsheetDamaged(.cutTo15Digits)),
            ("2.5372E+19", "", .spreadsheetDamaged(.scientific)),
        ] as [(String, String, IdentifierFault?)])
    func invoices(number: String, code: String, fault: IdentifierFault?) {
        #expect(InvoiceNumber.check(number: number, code: code) == fault)
    }

    @Test("an invoice's fault is told apart by column")
    func invoiceColumns() {
        #expect(InvoiceNumber.checkNumber("12345678") == nil)
        #expect(InvoiceNumber.checkCode("", number: "12345678") == .missing)
        #expect(InvoiceNumber.checkNumber("1234567") == .length(expected: "8/20"))
    }

    @Test(
        "a bar code, an IMEI or a card with a right check digit passes",
        arguments: [
            (GTIN13.check, "6291041500213"), (GTIN13.check, "7622200004607"),
            (GTIN13.check, "6900000000014"), (GTIN13.check, "6979999999999"),
            (IMEI.check, "490154203237518"), (IMEI.check, "860000000000017"),
            (IMEI.check, "350000000000428"), (BankCard.check, "6222000000000000012"),
            (BankCard.check, "6222000000000000020"), (BankCard.check, "622200000000000009"),
            (Mobile.check, "13800138000"), (Mobile.check, "19912345678"),
        ] as [(@Sendable (String) -> IdentifierFault?, String)])
    func goodNumbers(check: @Sendable (String) -> IdentifierFault?, number: String) {
        #expect(check(number) == nil)
    }

    @Test(
        "a bad bar code, IMEI, card or telephone fails with the reason",
        arguments: [
            (GTIN13.check, "6900000000015", .checkCharacter(expected: "4")),
            (GTIN13.check, "690000000001", .length(expected: "13")),
            (GTIN13.check, "69000000000l4", .characters(position: 12)),
            (GTIN13.check, "0000000000000", .placeholder),
            (GTIN13.check, "6.9E+12", .spreadsheetDamaged(.scientific)),
            (GTIN13.check, "6900000000014.0", .spreadsheetDamaged(.decimalTail)),
            (IMEI.check, "490154203237519", .checkCharacter(expected: "8")),
            (IMEI.check, "4901542032375180", .length(expected: "15")),
            (IMEI.check, "000000000000000", .placeholder),
            (IMEI.check, "4.90154E+14", .spreadsheetDamaged(.scientific)),
            (BankCard.check, "622200000000001", .length(expected: "16-19")),
            (BankCard.check, "62220000000000000120", .length(expected: "16-19")),
            (BankCard.check, "6222000000000000013", .checkCharacter(expected: "2")),
            (BankCard.check, "6222000000000010000", .spreadsheetDamaged(.cutTo15Digits)),
            (BankCard.check, "6222-00000000000012", .characters(position: 5)),
            (BankCard.check, "0000000000000000", .placeholder),
            (Mobile.check, "12800138000", .characters(position: 2)),
            (Mobile.check, "23800138000", .characters(position: 1)),
            (Mobile.check, "1380013800", .length(expected: "11")),
            (Mobile.check, "05372345678", .characters(position: 1)),
            (Mobile.check, "1380013800O", .characters(position: 11)),
            (Mobile.check, "13800138000.0", .spreadsheetDamaged(.decimalTail)),
        ] as [(@Sendable (String) -> IdentifierFault?, String, IdentifierFault)])
    func badNumbers(
        check: @Sendable (String) -> IdentifierFault?, number: String, fault: IdentifierFault
    ) {
        #expect(check(number) == fault)
    }

    @Test(
        "a recycling certificate is any text of 6 to 40 characters",
        arguments: [
            ("HS-730000-1323-20150605-8", nil), ("123456", nil), ("鲁回收第001号", nil),
            (String(repeating: "9", count: 40), nil), ("3708282026000000", nil),
            ("12345", .length(expected: "6-40")), ("鲁回收1号", .length(expected: "6-40")),
            (String(repeating: "9", count: 41), .length(expected: "6-40")),
            ("", .length(expected: "6-40")), ("123\u{0}456", .characters(position: 4)),
            ("鲁123 456", .characters(position: 5)), ("000000", .placeholder),
            ("3.70828E+17", .spreadsheetDamaged(.scientific)),
        ] as [(String, IdentifierFault?)])
    func certificates(number: String, fault: IdentifierFault?) {
        #expect(RecyclingCertificate.check(number) == fault)
    }
}
