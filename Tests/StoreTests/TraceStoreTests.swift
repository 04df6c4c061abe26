import Foundation
import GRDB
import Testing
import TradeInCore

@testable import TradeInStore

@Suite("Claims that share something are found through keyed indexes")
struct TraceStoreTests {
    private func others(
        of number: Int64, in ledger: TestLedger, most: Int = 9
    ) throws -> [[String]] {
        let detail = try #require(try ledger.store.claim(ClaimID(number: number)))
        let traces = ClaimTrace.all(of: detail.personal ?? [:], keys: ledger.store.keys)
        return try ledger.store.claims(with: traces, except: detail.row.id, most: most).map {
            [$0.trace.kind.rawValue, String($0.claim.number)]
        }
    }

    @Test("by applicant, phone and a serial number under another brand; in any spelling")
    func shared() throws {
        let ledger = try TestLedger()
        let person = TestLedger.residentID(1)
        let words = try ledger.submit(
            TestLedger.row(1),
            TestLedger.row(2, [.applicantId: person, .invoiceBuyerId: person, .itemClass: "电视"]),
            TestLedger.row(3, [.applicantPhone: "+86 154 0000 0001"]),
            TestLedger.row(4, [.serialNumber: "sn-0000OOO1", .brand: "另一牌"])
        ).map(\.word)
        #expect(words == ["submitted", "submitted", "submitted", "submitted"])
        #expect(
            try others(of: 1, in: ledger) == [
                ["applicant", "2"], ["phone", "3"], ["serial", "4"],
            ])
        #expect(try others(of: 4, in: ledger) == [["serial", "1"]])
        #expect(try ledger.verify().isClean)
    }

    @Test("what tells nothing apart leaves no trace", arguments: ["/", "无", "00000000", "12345"])
    func placeholders(text: String) {
        #expect(ClaimTraceKind.allCases.allSatisfy { $0.compared(text) == nil })
    }

    @Test("the newest come first, and no more than asked for")
    func newestFirst() throws {
        let ledger = try TestLedger()
        _ = try ledger.submit(
            (1...5).map { TestLedger.row($0, [.applicantPhone: "15400000009"]) })
        #expect(try others(of: 1, in: ledger, most: 2) == [["phone", "5"], ["phone", "4"]])
    }

    @Test("the index holds numbers only, nothing of a person")
    func blind() throws {
        let ledger = try TestLedger()
        _ = try ledger.submit(TestLedger.row(1))
        let types = try ledger.store.pool.read {
            try String.fetchAll($0, sql: "SELECT typeof(trace) FROM claimTrace")
        }
        #expect(types == ["integer", "integer", "integer"])
    }

    @Test("a ledger of before is filled in when it is opened")
    func olderLedger() throws {
        let ledger = try TestLedger()
        _ = try ledger.submit((1...3).map { TestLedger.row($0, [.applicantPhone: "15400000009"]) })
        let sql = "SELECT trace || ' ' || claimId FROM claimTrace ORDER BY 1"
        let before = try ledger.store.pool.read { try String.fetchAll($0, sql: sql) }
        try ledger.store.pool.writeWithoutTransaction { database in
            try database.execute(sql: "DELETE FROM claimTrace")
            try database.execute(
                sql: "PRAGMA user_version = \(LedgerStore.tracesVersion - 1)")
        }
        let again = try LedgerStore.open(at: ledger.store.path)
        let after = try again.pool.read { try String.fetchAll($0, sql: sql) }
        #expect(before == after && !before.isEmpty)
        #expect(try again.pool.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 } > 11)
        try again.close()
    }

    @Test("holders of a lock are told from look-alikes, the claim itself is left out")
    func holders() throws {
        let ledger = try TestLedger()
        _ = try ledger.submit(
            TestLedger.row(1), TestLedger.row(2, [.serialNumber: "SNO0000001"]))
        let prepared = try ledger.prepare(TestLedger.row(3, [.serialNumber: "SN00000001"]))
        let found = try ledger.store.holders(of: prepared.keys, except: ClaimID(number: 9))
        #expect(found.map(\.claim.number) == [1, 2] && found.map(\.isSame) == [true, false])
        let rest = try ledger.store.holders(of: prepared.keys, except: ClaimID(number: 1))
        #expect(rest.map(\.claim.number) == [2])
    }

    @Test("a dealer's history counts its states, its returns and its doubts")
    func dealerHistory() throws {
        let ledger = try TestLedger()
        _ = try ledger.submit(
            TestLedger.row(1), TestLedger.row(2), TestLedger.row(3, [.serialNumber: "SNO0000001"]))
        try ledger.run(
            [
                .step(PreparedStep(number: 1, step: .sendBack, reason: .paperMissing)),
                .step(PreparedStep(number: 2, step: .reject, reason: .notEligible)),
            ], by: "li")
        let history = try #require(
            try ledger.store.dealerHistory(
                TestLedger.dealerCode, comparing: .appliance))
        #expect(history.states.mapValues(\.claims) == [.returned: 1, .rejected: 1, .submitted: 1])
        #expect(history.compared.county.mapValues(\.claims) == history.states.mapValues(\.claims))
        var recent = RecentClaims()
        (recent.claims, recent.doubtful, recent.returned, recent.rejected) = (3, 1, 1, 1)
        #expect(history.recent == recent)
        #expect(history.first?.claim == ClaimID(number: 1))
        #expect(history.first?.at == ledger.context.now && history.recordedAt == ledger.context.now)
        #expect(try ledger.store.dealerHistory("91370899MA0000023F", comparing: .appliance) == nil)
    }

    /// What may be walked through whole: rows made by the statement itself, and the handful of
    /// programmes.
    private static let walked = ["years", "programmes", "recent", "CONSTANT ROW", "(subquery"]

    @Test(
        "no query of a context walks through claims",
        arguments: [
            ContextSQL.holders, ContextSQL.traced, ContextSQL.ofReference, ContextSQL.usage,
            ContextSQL.rises, ContextSQL.firstClaim, ContextSQL.recentClaims,
            ContextSQL.dealerStates,
            ContextSQL.countyStates, ContextSQL.newestOfDealer, ContextSQL.newest,
        ])
    func plans(sql: String) throws {
        let ledger = try TestLedger()
        _ = try ledger.submit((1...20).map { TestLedger.row($0) })
        let plan = try ledger.store.pool.read { database in
            let statement = try database.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
            let nothing = [(any DatabaseValueConvertible)?](
                repeating: nil, count: statement.columnCount == 0 ? 0 : parameters(in: sql))
            return try Row.fetchAll(statement, arguments: StatementArguments(nothing))
                .map { $0["detail"] as String }
        }
        #expect(!plan.isEmpty)
        for line in plan where line.hasPrefix("SCAN") {
            #expect(Self.walked.contains { line.contains($0) }, "\(line)\n\(sql)")
        }
        for line in plan where line.contains("TEMP B-TREE") {
            #expect(line.contains("GROUP BY"), "\(line)\n\(sql)")
        }
    }

    private func parameters(in sql: String) -> Int {
        let numbered = sql.matches(of: /\?([0-9])/).compactMap { Int($0.output.1) }.max()
        return numbered ?? sql.count { $0 == "?" }
    }
}
