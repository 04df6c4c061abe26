import Testing
import TradeInCore

@Suite("Registers answer the same record with the same receipt")
struct LedgerRegistersTests {
    @Test("a record again is a replay, and a refusal writes nothing")
    func replays() throws {
        var ledger = try TestLedger()
        let event = try LedgerPrecedenceTests.event("E-1")
        let recycling = try LedgerPrecedenceTests.recycling("R-1", "HS-0001", on: "2026-01-05")
        let commands: [LedgerCommand] = [
            .enrol(TestLedger.dealer(1), sealedAccount: nil), .recordEvent(event),
            .recordRecycling(recycling),
            .createFund(
                code: "A", title: LocalizedText(zh: "甲", en: "A"), year: 2026,
                scope: .category(.appliance)),
            .appropriate(fundCode: "A", amount: Money(fen: 5), reference: "文1"),
        ]
        let receipts = commands.map { ledger.execute($0).receipt }
        #expect(receipts.map { $0?.logIndex } == [0, 1, 2, 3, 4])
        let before = LedgerSnapshot(ledger.state)
        for (command, receipt) in zip(commands, receipts) {
            let again = ledger.execute(command)
            #expect(again.isReplay && again.receipt == receipt)
        }
        var moved = event
        moved.town = "yangshan"
        #expect(ledger.execute(.recordEvent(moved)).refusal?.code == .recordRefReused)
        #expect(LedgerSnapshot(ledger.state) == before && ledger.state.frontier.size == 5)
        #expect(ledger.state.effects.entries.count == 5)
    }

    @Test("a dealer's change is kept and logged, and the same again is a replay")
    func dealerChange() throws {
        var ledger = try TestLedger()
        ledger.enrol(1, [.digital])
        #expect(ledger.enrol(1, [.digital, .appliance]).receipt?.logIndex == 1)
        #expect(ledger.enrol(1, [.appliance, .digital]).isReplay)
        #expect(ledger.enrol(1, [.digital]).receipt?.logIndex == 2)
        #expect(ledger.state.dealers[Sample.creditCode(1)]?.programmes == [.digital])
    }

    @Test("a new settlement account alone is answered as done before, which loses it")
    func settlementAccount() throws {
        // Wrong: the account is personal and so not in the body, and nothing else tells the two
        // commands apart. The expectation turns round when the body commits to the account.
        var ledger = try TestLedger()
        ledger.enrol()
        var moved = TestLedger.dealer(1)
        moved.settlementAccount = Sample.account(2)
        let outcome = ledger.execute(.enrol(moved, sealedAccount: nil))
        #expect(outcome.isReplay && ledger.state.effects.register.count == 1)
    }

    @Test("an event in another town, on another day or of another name is another event")
    func events() throws {
        var ledger = try TestLedger()
        let first = try LedgerPrecedenceTests.event("E-1")
        ledger.execute(.recordEvent(first))
        var others = [first, first, first]
        others[0].town = "yangshan"
        others[1].name = "示例家电节二"
        others[2].startsOn = try day("2026-05-02")
        for (number, event) in others.enumerated() {
            var event = event
            event.eventRef = "E-\(number + 2)"
            #expect(ledger.execute(.recordEvent(event)).refusal == nil)
        }
    }

    @Test("a pack is kept once for its digest")
    func packs() throws {
        var ledger = try TestLedger()
        let pack = KeptPack(
            identifier: "test", version: "1.0.0", sha256: String(repeating: "a", count: 64),
            text: "pack: test", notice: "## 一")
        #expect(ledger.execute(.keepPack(pack)).receipt?.logIndex == 0)
        #expect(ledger.execute(.keepPack(pack)).isReplay)
    }
}
