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
                Fund(
                    code: "A", title: LocalizedText(zh: "甲", en: "A"), year: 2026,
                    scope: .category(.appliance))),
            .orderMoney(
                MoneyOrder(
                    reference: "文1", kind: .appropriation, fundCode: "A", amount: Money(fen: 5))),
        ]
        let receipts = commands.map { ledger.execute($0).receipt }
        #expect(receipts.map { $0?.logIndex } == [0, 1, 2, 3, 4])
        let before = LedgerSnapshot(ledger.state)
        for (command, receipt) in zip(commands, receipts) {
            let again = ledger.execute(command)
            #expect(again.isReplay && again.receipt == receipt)
        }
        var moved = event
        moved.towns = ["yangshan"]
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

    @Test("a new settlement account alone is a change, the same account again is a replay")
    func settlementAccount() throws {
        var ledger = try TestLedger()
        let keys = try #require(LedgerKeys(secret: (0..<96).map { UInt8($0) }))
        func account(_ number: Int) throws -> SealedAccount {
            var dealer = TestLedger.dealer(1)
            dealer.settlementAccount = Sample.account(number)
            let seed = (0..<56).map { _ in UInt8.random(in: 0...255) }
            return try SealedAccount(of: dealer, keys: keys, seed: seed[...])
        }
        let dealer = TestLedger.dealer(1)
        ledger.execute(.enrol(dealer, sealedAccount: try account(1)))
        #expect(ledger.execute(.enrol(dealer, sealedAccount: try account(1))).isReplay)
        #expect(!ledger.execute(.enrol(dealer, sealedAccount: try account(2))).isReplay)
        #expect(ledger.state.effects.register.count == 2)
    }

    @Test("a planned event may become held, and then counts; a held one is not changed")
    func eventProgress() throws {
        var ledger = try TestLedger()
        var event = try LedgerPrecedenceTests.event("E-1")
        event.state = .planned
        ledger.execute(.recordEvent(event))
        #expect(ledger.state.effects.registerCells.isEmpty)
        event.state = .held
        event.attendance = 40
        #expect(ledger.execute(.recordEvent(event)).refusal == nil)
        #expect(ledger.state.effects.registerCells.values.map(\.total) == [1])
        event.attendance = 50
        #expect(ledger.execute(.recordEvent(event)).refusal?.code == .recordRefReused)
    }

    @Test("a recycling record may gain what was missing, counts once, and never changes its word")
    func recyclingProgress() throws {
        var ledger = try TestLedger()
        var record = try LedgerPrecedenceTests.recycling("R-1", "HS-0001", on: "2026-01-05")
        ledger.execute(.recordRecycling(record))
        #expect(ledger.state.effects.registerCells.isEmpty)
        record.receivedOn = try day("2026-01-06")
        #expect(ledger.execute(.recordRecycling(record)).refusal == nil)
        record.dismantledOn = try day("2026-02-06")
        #expect(ledger.execute(.recordRecycling(record)).refusal == nil)
        #expect(ledger.state.effects.registerCells.values.map(\.total) == [1])
        record.receivedOn = try day("2026-01-07")
        #expect(ledger.execute(.recordRecycling(record)).refusal?.code == .recordRefReused)
    }

    @Test("an event in another town, on another day or of another name is another event")
    func events() throws {
        var ledger = try TestLedger()
        let first = try LedgerPrecedenceTests.event("E-1")
        ledger.execute(.recordEvent(first))
        var others = [first, first, first]
        others[0].towns = ["yangshan"]
        others[1].name = "示例家电节二"
        others[2].startsOn = try day("2026-05-02")
        for (number, event) in others.enumerated() {
            var event = event
            event.eventRef = "E-\(number + 2)"
            #expect(ledger.execute(.recordEvent(event)).refusal == nil)
        }
    }
}
