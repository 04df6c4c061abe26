import Testing
import TradeInCore
import TradeInStore

@Suite("Reading the log")
struct LogQueryTests {
    /// Enough funds to fill a tile of 256 entries, in commits of different sizes.
    static func ledger() throws -> TestLedger {
        let ledger = try TestLedger()
        for start in [0, 100, 101, 280] {
            let end = start == 280 ? 300 : [0: 100, 100: 101, 101: 280][start] ?? start
            try ledger.run(
                (start..<end).map {
                    .orderMoney(
                        MoneyOrder(
                            reference: "B-\($0)", kind: .appropriation, fundCode: "F",
                            amount: Money(fen: 100)))
                })
        }
        return ledger
    }

    @Test("every entry is proven under the newest checkpoint")
    func proofs() throws {
        let ledger = try Self.ledger()
        let key = try #require(VerifierKey(text: ledger.store.verifierKey))
        let checked = try ledger.store.readLog { log in
            let entries = try log.entries(from: 0, count: Int(log.size))
            for (index, entry) in entries.enumerated() {
                let proof = try #require(try log.proof(index: UInt64(index)))
                let file = LogProofFile(
                    extra: nil, index: proof.index, hashes: proof.hashes, checkpoint: log.note)
                #expect(file.check(entry: entry, key: key) == .good, "entry \(index)")
            }
            #expect(try log.proof(index: log.size) == nil)
            return entries.count
        }
        #expect(try #require(checked) > 300)
    }

    @Test("a claim's place in the log is found, and no other's")
    func claimPlace() throws {
        let ledger = try TestLedger()
        let outcomes = try ledger.submit(TestLedger.row(1), TestLedger.row(2))
        for outcome in outcomes {
            let receipt = try #require(outcome.receipt)
            let claim = try #require(receipt.claim)
            #expect(try ledger.store.logIndex(of: claim) == UInt64(receipt.logIndex))
        }
        #expect(try ledger.store.logIndex(of: ClaimID(number: 99)) == nil)
    }

    @Test("tiles and entries that are not there are told, not made up")
    func missing() throws {
        let ledger = try Self.ledger()
        _ = try ledger.store.readLog { log in
            #expect(throws: LedgerFailure.self) { try log.tile(level: 5, index: 0) }
            #expect(throws: LedgerFailure.self) { try log.entries(from: log.size, count: 1) }
            let pair = try log.entries(from: 3, count: 2)
            #expect(pair.count == 2)
        }
    }
}
