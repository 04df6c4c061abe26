import Testing
import TradeInCore

/// The reader under test.
let testReader = ClaimReader(register: testRegister, county: testCounty)

@Suite("A good row is read without a finding")
struct ClaimReaderGoodTests {
    @Test("the sound row of each programme", arguments: Programme.allCases)
    func good(programme: Programme) throws {
        let reading = testReader.read(row(GoodRow.cells(programme)))
        #expect(reading.findings.map { $0.message.en } == [])
        #expect(reading.claim.programme == programme)
        #expect(reading.claim.dealerCode == Sample.creditCode(1))
        #expect(reading.claim.townKey == "yangshan")
        #expect(try reading.claim.soldOn == day("2026-03-01"))
        #expect(reading.claim.quantity == 1)
        #expect(reading.claim.facts[.buyerIsApplicant] == 1)
        #expect(reading.claim.identifiers.invoice == Sample.invoice(1))
    }

    @Test("Chinese names and full-width forms mean the same as keys")
    func chinese() {
        var cells = GoodRow.cells(.appliance)
        cells[.programme] = "家电以旧换新"
        cells[.townCode] = "羊山"
        cells[.itemClass] = "电冰箱"
        cells[.efficiencyGrade] = "一级"
        cells[.price] = "¥３，０００．００元"
        cells[.soldOn] = "２０２６年３月１日"
        cells[.applicantPhone] = "+86 154-0000-0001"
        let reading = testReader.read(row(cells))
        #expect(reading.findings.map { $0.message.en } == [])
        let plain = testReader.read(row(GoodRow.cells(.appliance))).claim
        #expect(reading.claim.facts == plain.facts)
        #expect(reading.claim.identifiers.applicantPhone == plain.identifiers.applicantPhone)
    }

    @Test("an empty quantity is one, and old paper's code joins its number")
    func defaults() {
        var cells = GoodRow.cells(.appliance)
        cells[.quantity] = nil
        cells[.invoiceNumber] = "12345678"
        cells[.invoiceCode] = "137089900001"
        let reading = testReader.read(row(cells))
        #expect(reading.findings.isEmpty)
        #expect(reading.claim.quantity == 1)
        #expect(reading.claim.identifiers.invoice == "13708990000112345678")
    }

    @Test("days of delivery are counted from the sale")
    func delivery() {
        let claim = testReader.read(row(GoodRow.cells(.appliance))).claim
        #expect(claim.facts[.deliveryDays] == 2)
    }

    @Test("persons that differ are a fact for the rules and no finding")
    func persons() {
        var cells = GoodRow.cells(.vehicleScrappage)
        cells[.invoiceBuyerId] = Sample.residentID(2)
        cells[.oldOwnerId] = Sample.residentID(3)
        let reading = testReader.read(row(cells))
        #expect(reading.findings.isEmpty)
        #expect(reading.claim.facts[.buyerIsApplicant] == 0)
        #expect(reading.claim.facts[.oldOwnerIsApplicant] == 0)
    }

    @Test("a truck is an answer for the rules and no finding")
    func truck() {
        var cells = GoodRow.cells(.vehicleScrappage)
        cells[.oldVehicleClass] = "重型货车"
        let reading = testReader.read(row(cells))
        #expect(reading.findings.isEmpty && reading.claim.facts[.oldVehicleClass] == 2)
    }

    @Test("cells that the programme does not use are not looked at")
    func unused() {
        var cells = GoodRow.cells(.appliance)
        cells[.oldVin] = "nonsense"
        cells[.transferredOn] = "2026-02-30"
        cells[.payeeAccount] = "1"
        #expect(testReader.read(row(cells)).findings.isEmpty)
    }
}
