import GRDB
import Testing

@testable import TradeInCore
@testable import TradeInStore

@Suite("All tally cells made anew from the log alone")
struct RecountTests {
    @Test("claims that wait, are reviewed, rejected and withdrawn come to the cells that are kept")
    func agreement() throws {
        let ledger = try TestLedger(available: Money(fen: 450_000))
        _ = try ledger.submit((1...14).map { TestLedger.row($0) })
        let steps: [(Int64, ClaimStep)] = [(1, .approve), (2, .reject), (3, .withdraw), (4, .hold)]
        let reviewer = CommandContext(actor: "reviewer", now: ledger.context.now)
        let outcomes = try ledger.store.commit(
            steps.map { number, step in
                .step(PreparedStep(number: number, step: step, reason: step.reasons.first))
            }, reviewer, register: ledger.register)
        #expect(outcomes.allSatisfy { $0.receipt != nil })
        let recount = try ledger.store.recount()
        #expect(recount.unreadable.isEmpty && recount.claims == 14)
        #expect(recount.cells.filter { $0.value != TallySums() } == (try ledger.store.tallyCells()))
    }

    @Test("an entry that is gone or cannot be read is told")
    func damage() throws {
        let ledger = try TestLedger()
        _ = try ledger.submit((1...3).map { TestLedger.row($0) })
        try ledger.store.pool.writeWithoutTransaction { database in
            for trigger in ["logEntryIsNeverChanged", "logEntryIsNeverRemoved"] {
                try database.execute(sql: "DROP TRIGGER \(trigger)")
            }
            try database.execute(
                sql: """
                    UPDATE logEntry SET body = substr(body, 1, 40)
                    WHERE seq = (SELECT max(seq) FROM logEntry);
                    DELETE FROM logEntry WHERE seq = 2
                    """)
        }
        let last = try #require(try ledger.store.latestStatement()).size - 1
        #expect(try ledger.store.recount().unreadable == [2, Int64(last)])
    }
}

@Suite("The subsidy by source of money")
struct BorneSharesTests {
    @Test("every grouping has the same sums by source, and they come to the subsidy")
    func groupings() throws {
        let ledger = try TestLedger(shares: "central:85 province:6 city:4 county:5")
        _ = try ledger.submit(
            (1...40).map { TestLedger.row($0, [.price: "\(1000 + $0 * 37).\(10 + $0)"]) })
        let sums = try TallyDimension.allCases.map { dimension in
            try ledger.store.tally(dimension).reduce(into: TallySums()) { $0 += $1.sums }
        }
        #expect(Set(sums).count == 1)
        let all = try #require(sums.first)
        #expect(all.subsidy(from: .unassigned) == .zero && all.borne.all == all.subsidy)
        #expect(all.claims == 40 && all.subsidy > .zero)
        #expect(try ledger.verify().problems.map(\.code) == [])
    }

    @Test(
        "of any claims in any states, every dimension has the same sums, state by state",
        arguments: [UInt64(7), 21, .random(in: 1...1_000_000)])
    func anyClaims(seed: UInt64) throws {
        var state = seed
        func pick(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        let ledger = try TestLedger(
            available: Money(fen: Int64(1_000_000 + pick(2_000_000))),
            shares: "central:\(1 + pick(90)) province:\(1 + pick(9)) county:\(1 + pick(9))")
        let towns = ["yangshan", "huji", "jinxiang", "simazhen"].prefix(1 + pick(3))
        _ = try ledger.submit(
            (1...60).map { number in
                TestLedger.row(
                    number,
                    [
                        .price: "\(100 + pick(12_000)).\(10 + pick(90))",
                        .townCode: towns[pick(towns.count)],
                    ])
            })
        let steps: [ClaimStep] = [.approve, .reject, .withdraw, .hold, .sendBack]
        let reviewer = CommandContext(actor: "reviewer", now: ledger.context.now)
        _ = try ledger.store.commit(
            (0..<40).map { _ in
                let step = steps[pick(steps.count)]
                return .step(
                    PreparedStep(
                        number: Int64(1 + pick(60)), step: step, reason: step.reasons.first))
            }, reviewer, register: ledger.register)
        let sums = try TallyDimension.allCases.map { dimension in
            try ledger.store.tally(dimension).reduce(into: [ClaimState: TallySums]()) {
                $0[$1.key.state, default: TallySums()] += $1.sums
            }.filter { $0.value != TallySums() }
        }
        #expect(Set(sums).count == 1, "seed \(seed)")
        for one in try #require(sums.first).values {
            #expect(one.borne.all == one.subsidy, "seed \(seed)")
        }
        let recount = try ledger.store.recount().cells.filter { $0.value != TallySums() }
        #expect(recount == (try ledger.store.tallyCells()), "seed \(seed)")
        #expect(try ledger.verify().problems.map(\.code) == [], "seed \(seed)")
    }
}
