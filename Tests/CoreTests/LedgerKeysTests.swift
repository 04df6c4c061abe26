import Testing
import TradeInCore

@Suite("One thing earns once, and its look-alike is looked at")
struct LedgerKeysTests {
    /// The refusal of claim 2 when it shares one cell with claim 1.
    private func refusal(
        _ programme: Programme, _ field: ClaimField, _ value: String? = nil
    ) throws -> RefusalCode? {
        var ledger = try TestLedger.ready()
        #expect(try ledger.submit(GoodRow.cells(programme)).receipt != nil)
        var cells = GoodRow.cells(programme, number: 2)
        cells[field] = value ?? GoodRow.cells(programme)[field]
        return try ledger.submit(cells).refusal?.code
    }

    @Test(
        "each thing is locked",
        arguments: [
            (.vehicleScrappage, .invoiceNumber, .invoiceAlreadyClaimed),
            (.vehicleScrappage, .newVin, .newVehicleAlreadyClaimed),
            (.vehicleScrappage, .oldVin, .oldVehicleAlreadyClaimed),
            (.vehicleScrappage, .recyclingCertificate, .certificateAlreadyClaimed),
            (.appliance, .serialNumber, .serialAlreadyClaimed),
            (.digital, .serialNumber, .serialAlreadyClaimed),
            (.digital, .imei, .imeiAlreadyClaimed), (.digital, .imei2, .imeiAlreadyClaimed),
        ] as [(Programme, ClaimField, RefusalCode)])
    func locked(programme: Programme, field: ClaimField, code: RefusalCode) throws {
        #expect(try refusal(programme, field) == code)
    }

    @Test("spellings of one number are one thing")
    func spellings() throws {
        #expect(try refusal(.appliance, .serialNumber, "sn 1") == .serialAlreadyClaimed)
        #expect(try refusal(.appliance, .serialNumber, "ＳＮ-1") == .serialAlreadyClaimed)
        let vin = Sample.vin(1).lowercased()
        #expect(try refusal(.vehicleScrappage, .newVin, vin) == .newVehicleAlreadyClaimed)
    }

    @Test("the second IMEI of one device blocks it as the first of another")
    func crossed() throws {
        #expect(try refusal(.digital, .imei, Sample.imei(3)) == .imeiAlreadyClaimed)
        #expect(try refusal(.digital, .imei2, Sample.imei(2)) == .imeiAlreadyClaimed)
    }

    @Test("scrappage and replacement share the old car, and a new car is new once")
    func programmes() throws {
        var ledger = try TestLedger.ready()
        try ledger.submit(GoodRow.cells(.vehicleScrappage))
        var cells = GoodRow.cells(.vehicleReplacement, number: 2)
        cells[.oldVin] = Sample.vin(500_001)
        #expect(try ledger.submit(cells).refusal?.code == .oldVehicleAlreadyClaimed)
        cells = GoodRow.cells(.vehicleReplacement, number: 2)
        cells[.newVin] = Sample.vin(1)
        #expect(try ledger.submit(cells).refusal?.code == .newVehicleAlreadyClaimed)
        // A car bought with help may be scrapped later: the locks are apart.
        cells = GoodRow.cells(.vehicleScrappage, number: 2)
        cells[.oldVin] = Sample.vin(1)
        #expect(try ledger.submit(cells).receipt?.state == .submitted)
    }

    @Test("serial numbers are each maker's own")
    func brands() throws {
        var ledger = try TestLedger.ready()
        try ledger.submit(GoodRow.cells(.appliance))
        var cells = GoodRow.cells(.appliance, number: 2)
        cells[.serialNumber] = "SN1"
        cells[.brand] = "样例"
        #expect(try ledger.submit(cells).receipt?.state == .submitted)
    }

    @Test("a look-alike is registered for review, not refused")
    func lookAlike() throws {
        var ledger = try TestLedger.ready()
        var cells = GoodRow.cells(.appliance)
        cells[.serialNumber] = "SN0010"
        try ledger.submit(cells)
        cells = GoodRow.cells(.appliance, number: 2)
        cells[.serialNumber] = "SNOO10"
        let outcome = try ledger.submit(cells)
        #expect(outcome.receipt?.state == .submitted)
        #expect(outcome.findings.map(\.code) == ["near-duplicate"])
        #expect(outcome.findings.map(\.severity) == [.warning])
        #expect(outcome.findings.map(\.field) == [.serialNumber])
        #expect(ledger.state.effects.claims.map(\.verdict) == [.eligible, .review])
        // Both are locked now, and a third spelling resembles both.
        for (serial, code) in [
            ("SN0010", RefusalCode.serialAlreadyClaimed), ("SNOO10", .serialAlreadyClaimed),
        ] {
            cells = GoodRow.cells(.appliance, number: 3)
            cells[.serialNumber] = serial
            #expect(try ledger.submit(cells).refusal?.code == code)
        }
        cells = GoodRow.cells(.appliance, number: 4)
        cells[.serialNumber] = "SN0OI0"
        #expect(try ledger.submit(cells).findings.map(\.code) == ["near-duplicate"])
    }

    @Test("a duplicate outweighs a look-alike")
    func duplicateFirst() throws {
        var ledger = try TestLedger.ready()
        var cells = GoodRow.cells(.digital)
        cells[.serialNumber] = "SN0"
        try ledger.submit(cells)
        cells = GoodRow.cells(.digital, number: 2)
        cells[.serialNumber] = "SNO"
        cells[.imei] = Sample.imei(2)
        #expect(try ledger.submit(cells).refusal?.code == .imeiAlreadyClaimed)
    }

    @Test("keys of one text differ by kind, and look-alikes share all but their exact tag")
    func keys() throws {
        var ledger = try TestLedger()
        var cells = GoodRow.cells(.digital)
        cells[.serialNumber] = "SN00"
        let plain = try ledger.prepared(cells).keys
        #expect(plain.map(\.kind) == [.invoice, .serial, .imei, .imei])
        #expect(Set(plain.map(\.folded)).count == 4 && plain.allSatisfy { $0.exact == 0 })
        cells[.serialNumber] = "SN0O"
        let alike = try ledger.prepared(cells).keys
        #expect(alike[1].folded == plain[1].folded && alike[1].exact != 0)
        cells[.serialNumber] = "SNO0"
        let other = try ledger.prepared(cells).keys
        #expect(other[1].folded == alike[1].folded && other[1].exact != alike[1].exact)
        cells[.price] = ""
        #expect(try ledger.prepared(cells).keys.isEmpty)
    }

    @Test("a claim with one IMEI in both columns locks it once")
    func sameIMEI() throws {
        var ledger = try TestLedger.ready()
        var cells = GoodRow.cells(.digital)
        cells[.imei2] = cells[.imei]
        #expect(try ledger.prepared(cells).keys.count == 3)
        #expect(try ledger.submit(cells).receipt != nil)
    }
}
