import Testing
import TradeInCore

@Suite("A bad cell is a finding with its place and its remedy")
struct ClaimReaderBadTests {
    /// A sound row with one cell changed, and the one finding that follows.
    struct Spoiled: Sendable, CustomTestStringConvertible {
        var programme: Programme
        var field: ClaimField
        var value: String
        var code: String
        var severity = Finding.Severity.error

        init(
            _ programme: Programme, _ field: ClaimField, _ value: String, _ code: String,
            _ severity: Finding.Severity = .error
        ) {
            self.programme = programme
            self.field = field
            self.value = value
            self.code = code
            self.severity = severity
        }

        var testDescription: String { "\(field.key) \(value): \(code)" }
    }

    static let amounts: [Spoiled] = [
        Spoiled(.appliance, .price, "", "price-missing"),
        Spoiled(.appliance, .price, "   ", "price-missing"),
        Spoiled(.appliance, .price, "2999.995", "amount-decimals"),
        Spoiled(.appliance, .price, "-2999", "amount-not-positive"),
        Spoiled(.appliance, .price, "0.00", "amount-not-positive"),
        Spoiled(.appliance, .price, "3 000", "amount-unreadable"),
        Spoiled(.appliance, .price, "三千", "amount-unreadable"),
        Spoiled(.appliance, .price, "3.0E+03", "amount-unreadable"),
        Spoiled(.appliance, .price, "3000,00", "amount-unreadable"),
        Spoiled(.appliance, .price, "100000000.01", "amount-too-large"),
        Spoiled(.appliance, .price, "999999999999999999999", "amount-too-large"),
        Spoiled(.appliance, .priceNet, "-1", "amount-not-positive"),
        Spoiled(.appliance, .quantity, "0", "number-unreadable"),
        Spoiled(.appliance, .quantity, "1.5", "number-unreadable"),
        Spoiled(.appliance, .quantity, "99999999999999999999", "number-unreadable"),
    ]

    static let days: [Spoiled] = [
        Spoiled(.appliance, .soldOn, "", "field-missing"),
        Spoiled(.appliance, .soldOn, "2026-02-30", "day-impossible"),
        Spoiled(.appliance, .soldOn, "2026/13/01", "day-impossible"),
        Spoiled(.appliance, .soldOn, "46082", "day-unreadable"),
        Spoiled(.appliance, .soldOn, "yesterday", "day-unreadable"),
        Spoiled(.appliance, .deliveredOn, "2026-04-31", "day-impossible"),
        Spoiled(.vehicleScrappage, .recycledOn, "2025-02-29", "day-impossible"),
        Spoiled(.vehicleScrappage, .deregisteredOn, "", "field-missing"),
        Spoiled(.vehicleReplacement, .transferredOn, "?", "day-unreadable"),
        Spoiled(.homeGoods, .homeCompletedOn, "2025-11-31", "day-impossible"),
        Spoiled(.eBike, .handedInOn, "", "field-missing"),
    ]

    static let words: [Spoiled] = [
        Spoiled(.appliance, .programme, "", "field-missing"),
        Spoiled(.appliance, .programme, "家电下乡", "programme-unknown"),
        Spoiled(.appliance, .programme, "Appliance", "programme-unknown"),
        Spoiled(.appliance, .claimRef, "", "field-missing"),
        Spoiled(.appliance, .claimRef, String(repeating: "9", count: 65), "claim-ref-too-long"),
        Spoiled(.appliance, .townCode, "火星镇", "town-unknown"),
        Spoiled(.appliance, .townCode, "", "field-missing"),
        Spoiled(.appliance, .itemClass, "冰向", "class-unknown"),
        Spoiled(.appliance, .itemClass, "spaceship", "class-unknown"),
        Spoiled(.appliance, .itemClass, "", "field-missing"),
        Spoiled(.appliance, .efficiencyGrade, "0", "value-unknown"),
        Spoiled(.appliance, .efficiencyGrade, "", "field-missing"),
        Spoiled(.appliance, .brand, "", "field-missing"),
        Spoiled(.digital, .serialNumber, "", "field-missing"),
        Spoiled(.vehicleScrappage, .newEnergy, "steam", "value-unknown"),
        Spoiled(.vehicleScrappage, .newInCatalogue, "perhaps", "value-unknown"),
        Spoiled(.vehicleScrappage, .newInCatalogue, "", "field-missing"),
        Spoiled(.vehicleScrappage, .oldFuel, "煤", "value-unknown"),
        Spoiled(.vehicleScrappage, .payeeAccountClass, "IV", "value-unknown"),
        Spoiled(.vehicleScrappage, .payeeBank, "", "field-missing"),
        Spoiled(.eBike, .oldItemClass, "", "field-missing"),
    ]

    static let identifiers: [Spoiled] = [
        Spoiled(.appliance, .applicantName, "", "field-missing"),
        Spoiled(.appliance, .applicantPhone, "", "field-missing"),
        Spoiled(.appliance, .applicantPhone, "1540000000", "mobile-shape"),
        Spoiled(.appliance, .applicantPhone, "12400000001", "mobile-shape"),
        Spoiled(.appliance, .dealerCode, "", "field-missing"),
        Spoiled(.appliance, .dealerCode, "91370899MA00000015Y", "credit-code-shape"),
        Spoiled(.appliance, .dealerCode, "91370899MA0000015X", "credit-code-check", .warning),
        Spoiled(.appliance, .invoiceNumber, "", "field-missing"),
        Spoiled(.appliance, .invoiceNumber, "2537", "invoice-number-shape"),
        Spoiled(.appliance, .invoiceNumber, "2.5372E+19", "spreadsheet-damaged"),
        Spoiled(
            .appliance, .invoiceNumber, "25372000000012300000", "spreadsheet-damaged", .warning),
        Spoiled(.appliance, .invoiceCode, "137089900001", "invoice-code-shape"),
        Spoiled(.appliance, .gtin, "6900000000015", "gtin-check"),
        Spoiled(.appliance, .gtin, "690", "gtin-shape"),
        Spoiled(.digital, .imei, "860000000000018", "imei-check"),
        Spoiled(.digital, .imei2, "8.6E+14", "spreadsheet-damaged"),
        Spoiled(.digital, .imei, "000000000000000", "imei-shape"),
        Spoiled(.vehicleScrappage, .payeeAccount, "6222000000000000013", "bank-card-check"),
        Spoiled(.vehicleScrappage, .payeeAccount, "6.222E+18", "spreadsheet-damaged"),
        Spoiled(.vehicleScrappage, .newVin, "LZZTEST17SA000001", "vin-check"),
        Spoiled(.vehicleScrappage, .newVin, "LZZTEST16SA00000O", "vin-shape"),
        Spoiled(.vehicleScrappage, .oldVin, "LZZTEST17SA000001", "vin-check"),
        Spoiled(.vehicleScrappage, .oldPlate, "鲁H1234", "plate-shape"),
        Spoiled(.vehicleScrappage, .oldPlate, "ABCDEFG", "plate-shape"),
        Spoiled(.vehicleScrappage, .recyclingCertificate, "HS", "recycling-certificate-shape"),
        Spoiled(.vehicleScrappage, .recyclingCertificate, "", "field-missing"),
    ]

    @Test(
        "one bad cell is one finding of its code", arguments: amounts + days + words + identifiers)
    func spoiled(case spoiled: Spoiled) throws {
        var cells = GoodRow.cells(spoiled.programme)
        cells[spoiled.field] = spoiled.value
        let findings = testReader.read(row(cells)).findings
        let finding = try #require(findings.first)
        #expect(findings.count == 1, "\(findings.map(\.code))")
        #expect(finding.code == spoiled.code)
        #expect(finding.severity == spoiled.severity)
        #expect(finding.field == spoiled.field)
        for language in Language.allCases {
            #expect(finding.message[language].contains(spoiled.field.title[language]))
        }
    }

    @Test("an applicant's ID with a wrong check or a spreadsheet's damage is told apart")
    func residentID() {
        let cases = [
            ("370899198001010010", "resident-id-check"), ("370899800101001", "resident-id-shape"),
            ("37089919800230001X", "resident-id-shape"), ("3.70899E+17", "spreadsheet-damaged"),
            ("370899198001010000", "spreadsheet-damaged"), ("", "field-missing"),
        ]
        for (value, code) in cases {
            var cells = GoodRow.cells(.appliance)
            cells[.applicantId] = value
            cells[.invoiceBuyerId] = value.isEmpty ? Sample.residentID(1) : value
            let findings = testReader.read(row(cells)).findings
            #expect(findings.map(\.code) == [code], "\(value)")
        }
    }

    @Test("a fuel car needs its displacement, an electric one its place in the catalogue")
    func energy() {
        var cells = GoodRow.cells(.vehicleReplacement)
        cells[.newEnergy] = "燃油"
        cells[.newInCatalogue] = nil
        #expect(testReader.read(row(cells)).findings.map(\.field) == [.newDisplacementMl])
        cells[.newDisplacementMl] = "1598"
        #expect(testReader.read(row(cells)).findings.isEmpty)
        cells[.newDisplacementMl] = "1.6"
        #expect(testReader.read(row(cells)).findings.map(\.code) == ["number-unreadable"])
    }

    @Test("the check of an old VIN warns for a car first registered before 2010")
    func oldVIN() {
        let days: [(String, Finding.Severity)] = [
            ("2009-12-31", .warning), ("2010-01-01", .error), ("1998-04-01", .warning),
        ]
        for (first, severity) in days {
            var cells = GoodRow.cells(.vehicleScrappage)
            cells[.oldFirstRegisteredOn] = first
            cells[.oldVin] = "LZZTEST17SA000001"
            let findings = testReader.read(row(cells)).findings
            #expect(findings.map(\.code) == ["vin-check"])
            #expect(findings.map(\.severity) == [severity], "\(first)")
        }
    }

    @Test("an unknown class suggests the nearest known one, and only a near one")
    func suggestion() throws {
        var cells = GoodRow.cells(.appliance)
        cells[.itemClass] = "冰向"
        let near = try #require(testReader.read(row(cells)).findings.first)
        #expect(near.message.zh.contains("冰箱") && near.message.en.contains("refrigerator"))
        cells[.itemClass] = "refrigeratr"
        let typed = try #require(testReader.read(row(cells)).findings.first)
        #expect(typed.message.en.contains("did you mean refrigerator?"))
        cells[.itemClass] = "汽车轮胎"
        let far = try #require(testReader.read(row(cells)).findings.first)
        #expect(!far.message.en.contains("did you mean"))
    }

    @Test("a message is not flooded by a long cell")
    func long() throws {
        var cells = GoodRow.cells(.appliance)
        cells[.itemClass] = String(repeating: "冰", count: 5_000)
        let finding = try #require(testReader.read(row(cells)).findings.first)
        #expect(finding.message.zh.count < 200 && finding.message.en.count < 200)
    }
}
