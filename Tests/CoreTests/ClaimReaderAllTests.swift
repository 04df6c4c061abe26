import Testing
import TradeInCore

@Suite("A row full of errors gives all of them, and no person's data")
struct ClaimReaderAllTests {
    @Test("all bad cells are found at once, each with its column")
    func all() {
        var cells = GoodRow.cells(.appliance)
        let spoiled: [ClaimField: String] = [
            .claimRef: "", .dealerCode: "X", .applicantName: "", .applicantId: "1",
            .applicantPhone: "2", .townCode: "?", .soldOn: "?", .invoiceNumber: "3", .price: "?",
            .priceNet: "?", .itemClass: "?", .brand: "", .model: "", .gtin: "4", .serialNumber: "",
            .efficiencyGrade: "?", .deliveredOn: "?", .quantity: "?", .imei: "5", .imei2: "6",
            .oldItemClass: "?", .handedInOn: "?",
        ]
        cells.merge(spoiled) { _, new in new }
        let findings = testReader.read(row(cells)).findings
        let fields = Set(findings.compactMap(\.field))
        #expect(fields.isSuperset(of: spoiled.keys))
        #expect(findings.allSatisfy { $0.severity == .error })
    }

    @Test("an empty row lacks what every row needs, though its programme is unknown")
    func empty() {
        let findings = testReader.read(row([:])).findings
        #expect(findings.allSatisfy { ["field-missing", "price-missing"].contains($0.code) })
        #expect(
            findings.map(\.field) == [
                .claimRef, .programme, .dealerCode, .applicantName, .applicantId, .applicantPhone,
                .townCode, .soldOn, .invoiceNumber, .invoiceBuyerId, .price,
            ])
    }

    @Test("an otherwise empty row lists each required column once", arguments: Programme.allCases)
    func required(programme: Programme) {
        let findings = testReader.read(row([.programme: programme.rawValue])).findings
        let fields = findings.compactMap(\.field)
        #expect(fields.count == Set(fields).count && fields.count == findings.count)
        #expect(findings.allSatisfy { $0.code == "field-missing" || $0.code == "price-missing" })
        let optional: Set<ClaimField> = [
            .invoiceCode, .priceNet, .gtin, .imei, .imei2, .deliveredOn, .quantity,
            .newDisplacementMl, .newInCatalogue, .homeCompletedOn, .homeOwnerId,
        ]
        #expect(optional.isDisjoint(with: fields))
        // The file is not read for what the file did, so its findings come first.
        var damaged = row([.programme: programme.rawValue])
        damaged.findings = [Finding("row-short", .error, zh: "行不完整", en: "The row is short")]
        #expect(testReader.read(damaged).findings.first?.code == "row-short")
        #expect(testReader.read(damaged).findings.count == findings.count + 1)
    }

    private static let hostile: [String] = [
        "", "?", "\u{0}", "\u{1B}[31m", "=1+1", "9", "1.23E+17", "370899198001010000", "\u{202E}",
        "{price}", "\"", "\\", "😀", "－", "NaN", "2026-02-30", "-1", "𠮷", "a\u{301}", ",",
    ]

    /// A cell as people and programs spoil it.
    private func spoiled(_ text: String, _ random: inout SeededGenerator) -> String {
        var characters = Array(text)
        guard !characters.isEmpty else { return Self.hostile.randomElement(using: &random) ?? "" }
        let place = Int.random(in: 0..<characters.count, using: &random)
        switch Int.random(in: 0..<7, using: &random) {
        case 0: characters.remove(at: place)
        case 1: characters.insert("7", at: place)
        case 2: characters[place] = "O"
        case 3: characters.append("0")
        case 4: characters.swapAt(place, characters.count - 1)
        case 5: characters.insert(" ", at: place)
        default: return Self.hostile.randomElement(using: &random) ?? ""
        }
        return String(characters)
    }

    private static let persons: [ClaimField] = [
        .applicantId, .applicantPhone, .payeeAccount, .invoiceBuyerId, .newVin, .oldVin,
        .oldPlate, .oldOwnerId, .homeOwnerId, .applicantName,
    ]

    @Test(
        "no message holds a whole personal value, and none is empty",
        arguments: [1, 2, 370_899] as [UInt64])
    func masked(seed: UInt64) {
        print("ClaimReaderAllTests seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for _ in 0..<400 {
            let programme = Programme.allCases.randomElement(using: &random) ?? .appliance
            var cells = GoodRow.cells(programme, number: Int.random(in: 1...99, using: &random))
            for field in ClaimField.allCases where field != .programme {
                guard Int.random(in: 0..<3, using: &random) == 0 else { continue }
                cells[field] = spoiled(cells[field] ?? "", &random)
            }
            let reading = testReader.read(row(cells))
            let values = Self.persons.flatMap { field in
                [cells[field] ?? "", reading.claim.raw[field]]
            }.filter { $0.unicodeScalars.count > 2 && !Self.hostile.contains($0) }
            for finding in reading.findings {
                for language in Language.allCases {
                    let message = finding.message[language]
                    #expect(!message.isEmpty, "seed \(seed)")
                    let controls = message.unicodeScalars.filter { $0.value < 32 }
                    #expect(controls.isEmpty, "seed \(seed), \(finding.code)")
                    for value in values {
                        #expect(!message.contains(value), "seed \(seed), \(finding.code)")
                    }
                }
            }
        }
    }

    @Test("whatever the cells hold, reading ends and says so", arguments: [4, 5] as [UInt64])
    func total(seed: UInt64) {
        print("ClaimReaderAllTests seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for _ in 0..<400 {
            let programme = Programme.allCases.randomElement(using: &random) ?? .appliance
            var cells: [ClaimField: String] = [.programme: programme.rawValue]
            for field in ClaimField.allCases where field != .programme {
                cells[field] = Self.hostile.randomElement(using: &random) ?? ""
            }
            let reading = testReader.read(row(cells))
            #expect(reading.findings.contains { $0.severity == .error }, "seed \(seed)")
            #expect(reading.claim.programme == programme)
        }
    }
}
