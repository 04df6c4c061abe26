import GRDB
import Testing
import TradeInCore

@testable import TradeInStore

@Suite("The claims that wait for one fund's money")
struct FundLineTests {
    /// A fund among many costs a page, however many claims wait for others.
    @Test("they are read in order from the index of the line")
    func plan() throws {
        let ledger = try TestLedger()
        let steps = try ledger.store.pool.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    EXPLAIN QUERY PLAN SELECT \(LedgerStore.columns)
                    WHERE claim.state = 'waitlisted'
                        AND claim.fundId = (SELECT fundId FROM fund WHERE code = 'F')
                        AND claimId > 0 ORDER BY claimId LIMIT 41
                    """
            ).map { $0["detail"] as String }
        }
        #expect(steps.contains { $0.contains("USING INDEX claimInLine") }, "\(steps)")
        #expect(!steps.contains { $0.contains("TEMP B-TREE") || $0.hasPrefix("SCAN") }, "\(steps)")
    }
}
