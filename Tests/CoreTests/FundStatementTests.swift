import Testing
import TradeInCore

@Suite("A fund's statement, today and as of a past day")
struct FundStatementTests {
    private func transaction(
        _ index: Int64, _ text: String, _ fund: String, _ fen: Int64
    ) throws -> JournalTransaction {
        JournalTransaction(
            logIndex: index, at: try #require(Moment(text: text)), kind: "money.release",
            claim: nil,
            postings: [
                Posting(fundCode: fund, account: .appropriation, amount: Money(fen: -fen)),
                Posting(fundCode: fund, account: .available, amount: Money(fen: fen)),
            ])
    }

    @Test("a day's end is the county's; other funds and later days do not count")
    func asOf() throws {
        let all = try [
            transaction(0, "2026-03-01T15:59:59Z", "A", 100),
            transaction(1, "2026-03-01T15:59:59Z", "B", 7),
            transaction(2, "2026-03-01T16:00:00Z", "A", 20),
            transaction(3, "2026-03-02T09:00:00Z", "A", 3),
        ]
        func statement(_ asOf: Day?) -> FundStatement {
            var statement = FundStatement(fundCode: "A", asOf: asOf)
            for transaction in all { statement.add(transaction) }
            return statement
        }
        let first = statement(Day(year: 2026, month: 3, day: 1))
        #expect(first.balances == [.appropriation: 100, .available: 100])
        let second = statement(Day(year: 2026, month: 3, day: 2))
        #expect(second.balances == [.appropriation: 123, .available: 123])
        #expect(second.lines.map(\.count) == [1, 2])
        #expect(statement(nil).balances == second.balances)
        #expect(statement(Day(year: 2026, month: 2, day: 28)).balances.isEmpty)
    }
}
