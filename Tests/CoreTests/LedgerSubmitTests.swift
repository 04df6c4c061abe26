import Foundation
import Testing
import TradeInCore

@Suite("A claim is registered whole or not at all")
struct LedgerSubmitTests {
    @Test("an accepted claim takes money, keys, usage, tally and one log entry")
    func accepted() throws {
        var ledger = try TestLedger.ready()
        let size = ledger.state.frontier.size
        let outcome = try ledger.submit(GoodRow.cells(.appliance))
        let receipt = try #require(outcome.receipt)
        #expect(outcome.findings.isEmpty)
        #expect(
            receipt
                == Receipt(
                    claim: ClaimID(number: 1), state: .submitted, amount: Money(fen: 45_000),
                    logIndex: Int64(size)))
        #expect(ledger.balance("appliance", .available) == 99_955_000)
        #expect(ledger.balance("appliance", .encumbered) == 45_000)
        #expect(ledger.balance("appliance", .appropriation) == 100_000_000)
        #expect(ledger.state.frontier.size == size + 1)
        #expect(ledger.state.keys.count == 2 && ledger.state.usage.values.sorted() == [1])
        #expect(ledger.state.effects.tally.count == 4)
        let sums = TallySums(
            claims: 1, units: 1, sales: Money(fen: 300_000), subsidy: Money(fen: 45_000))
        #expect(ledger.state.effects.tally.values.allSatisfy { $0 == sums })
    }

    @Test("the log holds no personal value and no identifier", arguments: Programme.allCases)
    func log(programme: Programme) throws {
        var ledger = try TestLedger.ready()
        let cells = GoodRow.cells(programme)
        try ledger.submit(cells)
        var spoiled = cells
        spoiled[.price] = ""
        spoiled[.claimRef] = "B-1"
        try ledger.submit(spoiled)
        let fields: [ClaimField] = [
            .applicantName, .applicantId, .applicantPhone, .payeeAccount, .newVin, .oldVin,
            .oldPlate, .invoiceNumber, .serialNumber, .imei, .imei2, .recyclingCertificate,
        ]
        let secrets = fields.compactMap { cells[$0] }
        for entry in ledger.state.effects.entries {
            let text = String(decoding: entry, as: UTF8.self)
            for secret in secrets { #expect(!text.contains(secret), "\(text)") }
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(entry)) }
        }
    }

    @Test("the same row again gives the first receipt and changes nothing")
    func replay() throws {
        var ledger = try TestLedger.ready()
        let first = try #require(try ledger.submit(GoodRow.cells(.digital)).receipt)
        let before = LedgerSnapshot(ledger.state)
        let size = ledger.state.frontier.size
        for _ in 0..<3 {
            let again = try ledger.submit(GoodRow.cells(.digital))
            #expect(again.isReplay && again.receipt == first)
        }
        var wide = GoodRow.cells(.digital)
        wide[.applicantName] = "　张例一 "
        #expect(try ledger.submit(wide).isReplay)
        #expect(LedgerSnapshot(ledger.state) == before && ledger.state.frontier.size == size)
        #expect(ledger.state.attempts.isEmpty)
    }

    @Test("a replay is answered even when the dealer has since been suspended")
    func replayAfterSuspension() throws {
        var ledger = try TestLedger.ready()
        try ledger.submit(GoodRow.cells(.digital))
        ledger.enrol(1, [.digital], .suspended)
        #expect(try ledger.submit(GoodRow.cells(.digital)).isReplay)
    }

    @Test("another body under the reference is refused, also when only a space of a name differs")
    func reused() throws {
        var ledger = try TestLedger.ready()
        try ledger.submit(GoodRow.cells(.digital))
        for (field, value) in [(ClaimField.price, "3000.01"), (.applicantName, "张 例一")] {
            var cells = GoodRow.cells(.digital)
            cells[field] = value
            #expect(try ledger.submit(cells).refusal?.code == .claimRefReused)
        }
        // Another dealer has references of its own.
        ledger.enrol(2)
        var other = GoodRow.cells(.digital, number: 2)
        other[.claimRef] = "A-1"
        other[.dealerCode] = Sample.creditCode(2)
        #expect(try ledger.submit(other).receipt?.claim == ClaimID(number: 2))
    }

    @Test("a refused attempt is logged once, and again for another reason")
    func attempts() throws {
        var ledger = try TestLedger.ready()
        ledger.enrol(1, [.appliance])
        let size = ledger.state.frontier.size
        let before = LedgerSnapshot(ledger.state)
        for _ in 0..<3 {
            #expect(try ledger.submit(GoodRow.cells(.digital)).refusal?.code == .dealerNotEnrolled)
        }
        #expect(ledger.state.frontier.size == size + 1 && ledger.state.attempts.count == 1)
        #expect(LedgerSnapshot(ledger.state) == before)
        ledger.enrol(1, [.digital], .suspended)
        #expect(try ledger.submit(GoodRow.cells(.digital)).refusal?.code == .dealerNotActive)
        #expect(ledger.state.frontier.size == size + 3 && ledger.state.attempts.count == 2)
        let entry = try #require(ledger.state.effects.entries.last)
        #expect(String(decoding: entry, as: UTF8.self).contains("\"dealer-not-active\""))
        ledger.enrol(1, [.digital])
        #expect(try ledger.submit(GoodRow.cells(.digital)).receipt?.claim == ClaimID(number: 1))
    }

    @Test("what was typed into the column of an unknown dealer is not logged")
    func unknownDealer() throws {
        var ledger = try TestLedger.ready()
        var cells = GoodRow.cells(.digital)
        cells[.dealerCode] = Sample.creditCode(77)
        #expect(try ledger.submit(cells).refusal?.code == .dealerUnknown)
        let entry = String(decoding: try #require(ledger.state.effects.entries.last), as: UTF8.self)
        #expect(!entry.contains(Sample.creditCode(77)) && !entry.contains("\"dealer\":"))
    }

    @Test("after every refusal nothing has changed but one log entry", arguments: 0..<7)
    func unchanged(scenario: Int) throws {
        var ledger = try TestLedger.ready()
        try ledger.submit(GoodRow.cells(.digital))
        var cells = GoodRow.cells(.digital, number: 2)
        switch scenario {
        case 0: cells[.dealerCode] = Sample.creditCode(5)
        case 1: cells[.price] = "6000.01"
        case 2: cells[.invoiceNumber] = Sample.invoice(1)
        case 3: cells[.serialNumber] = "sn-1"
        case 4: cells[.imei] = Sample.imei(3)
        case 5: cells[.soldOn] = "2025-12-31"
        default: cells[.claimRef] = "A-1"
        }
        let before = LedgerSnapshot(ledger.state)
        let size = ledger.state.frontier.size
        #expect(try ledger.submit(cells).refusal != nil)
        #expect(LedgerSnapshot(ledger.state) == before)
        #expect(ledger.state.frontier.size == size + 1)
        #expect(ledger.state.effects.attempts.count == 1)
    }
}
