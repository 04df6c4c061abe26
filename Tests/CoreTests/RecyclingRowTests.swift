import Testing
import TradeInCore

private let today = Day(year: 2025, month: 6, day: 15) ?? Day(number: 0)

private let fridge = [
    "recordRef": "R-2", "kind": "appliance", "itemClass": "refrigerator", "quantity": "1",
    "recyclerCode": "91370899MA0000015Y", "recyclerLicensed": "Y", "handedInOn": "2025-03-01",
    "receivedOn": "2025-03-02", "claimRef": "A-1", "dealerCode": "91370899MA0000023R",
    "serialNumber": "SN 0001", "reverseInvoice": "25372000000012345678",
]

@Suite("Old goods by their numbers")
struct RecyclingRowTests {
    @Test(
        "serial number, certificate, reverse invoice and link",
        arguments: [
            RowCase(name: "sound", changes: [:], codes: []),
            RowCase(
                name: "a placeholder is no serial number", changes: ["serialNumber": " / "],
                codes: ["recycling-serial-malformed"]),
            RowCase(
                name: "one number for two items", changes: ["quantity": "2"],
                codes: ["recycling-serial-quantity"]),
            RowCase(
                name: "a placeholder is no certificate", changes: ["certificate": "------"],
                codes: ["recycling-certificate-malformed"]),
            RowCase(
                name: "half an invoice number", changes: ["reverseInvoice": "2537200"],
                codes: ["recycling-reverse-invoice-malformed"]),
            RowCase(
                name: "an invoice number that a spreadsheet cut",
                changes: ["reverseInvoice": "25372000000012300000"],
                codes: ["recycling-reverse-invoice-malformed"]),
            RowCase(
                name: "a dealer without a claim", changes: ["claimRef": ""],
                codes: ["recycling-dealer-without-claim"], isKept: true),
            RowCase(
                name: "a claim without its dealer", changes: ["dealerCode": ""],
                codes: ["register-field-missing"]),
        ])
    func rows(_ example: RowCase) {
        let (record, findings) = RecyclingRecord.read(
            fridge.merging(example.changes) { $1 }, today: today)
        #expect(findings.map(\.code) == example.codes)
        #expect((record != nil) == (example.isKept || example.codes.isEmpty))
    }

    @Test("a record and an event read back from their own cells are the same")
    func cells() throws {
        let record = try #require(RecyclingRecord.read(fridge, today: today).record)
        #expect(RecyclingRecord.read(record.cells, today: today).record == record)
        let event = CountyEvent(
            eventRef: "E", kind: .nevFair, name: "展", rural: true, startsOn: today, endsOn: today,
            town: "huji", otherTowns: ["yangshan"], ruralBasis: "大集", organiser: "局",
            state: .held, attendance: 3, sales: Money(fen: 150))
        #expect(
            CountyEvent.read(event.cells, county: testCounty, today: today).event == event)
    }
}
