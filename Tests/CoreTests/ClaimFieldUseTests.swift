import Testing
import TradeInCore

@Suite("Which columns a programme uses")
struct ClaimFieldUseTests {
    @Test("a bad cell matters in the columns used, and in no other", arguments: Programme.allCases)
    func used(programme: Programme) {
        let used = Set(ClaimField.used(by: programme))
        let good = testReader.read(row(GoodRow.cells(programme)))
        #expect(good.findings.isEmpty)
        for field in ClaimField.allCases where field != .programme {
            var cells = GoodRow.cells(programme)
            cells[field] = "?"
            let spoiled = testReader.read(row(cells))
            let changes =
                spoiled.findings != good.findings || spoiled.claim.facts != good.claim.facts
                || spoiled.claim.ref != good.claim.ref
                || spoiled.claim.identifiers.brand != good.claim.identifiers.brand
                || spoiled.claim.identifiers.serialNumber != good.claim.identifiers.serialNumber
            // Names, models and banks are kept as they are, whatever they say.
            let isFree = [
                .applicantName, .payeeBank, .model, .recyclerCode, .oldItemSerial, .brand,
            ]
            .contains(field)
            #expect(used.contains(field) || !changes, "\(field.key)")
            #expect(!used.contains(field) || changes || isFree, "\(field.key)")
        }
    }

    @Test("required columns are among those used", arguments: Programme.allCases)
    func required(programme: Programme) {
        let required = testReader.required(by: programme)
        #expect(required.isSuperset(of: [.claimRef, .programme, .price, .invoiceNumber]))
        #expect(required.isSubset(of: ClaimField.used(by: programme)))
        #expect(required.contains(.newVin) == programme.isVehicle)
    }

    @Test("every word of a closed list is taken", arguments: Programme.allCases)
    func words(programme: Programme) {
        for field in ClaimField.used(by: programme) {
            guard case .choice(let words) = field.kind else { continue }
            for word in words {
                var cells = GoodRow.cells(programme)
                cells[field] = word
                let codes = testReader.read(row(cells)).findings.filter { $0.field == field }
                #expect(codes.isEmpty, "\(field.key) \(word)")
            }
        }
    }
}
