import Testing
import TradeInCore

@Suite("Limits are counted and money is never over-committed")
struct LedgerFundsTests {
    @Test("a person reaches the limit, by ID or by phone")
    func limits() throws {
        var ledger = try TestLedger.ready()
        // Two devices each: person 1 buys both, on two phones.
        for number in [1, 2] {
            var cells = GoodRow.cells(.digital, number: number)
            cells[.applicantId] = Sample.residentID(1)
            cells[.invoiceBuyerId] = Sample.residentID(1)
            #expect(try ledger.submit(cells).receipt?.state == .submitted)
        }
        var third = GoodRow.cells(.digital, number: 3)
        third[.applicantId] = Sample.residentID(1)
        third[.invoiceBuyerId] = Sample.residentID(1)
        let refusal = try #require(try ledger.submit(third).refusal)
        #expect(refusal.code == .limitReached && refusal.article == "二")
        #expect(
            refusal.message.en.contains("At most 2 each.")
                && refusal.message.en.contains("2 so far"))
        // The phone of person 1 was used once; a relative may use it once more, not twice.
        for (number, isAllowed) in [(4, true), (5, false)] {
            var cells = GoodRow.cells(.digital, number: number)
            cells[.applicantPhone] = Sample.phone(1)
            #expect((try ledger.submit(cells).refusal == nil) == isAllowed)
        }
    }

    @Test("a limit per class leaves the other classes free")
    func perClass() throws {
        var ledger = try TestLedger.ready()
        for (number, itemClass, isAllowed) in [(1, "冰箱", true), (2, "电视", true), (3, "冷柜", false)] {
            var cells = GoodRow.cells(.appliance, number: number)
            cells[.applicantId] = Sample.residentID(1)
            cells[.invoiceBuyerId] = Sample.residentID(1)
            cells[.itemClass] = itemClass
            #expect((try ledger.submit(cells).refusal == nil) == isAllowed, "\(itemClass)")
        }
    }

    @Test("programmes that share a counter share the count")
    func sharedCounter() throws {
        var ledger = try TestLedger.ready()
        try ledger.submit(GoodRow.cells(.vehicleScrappage))
        var cells = GoodRow.cells(.vehicleReplacement, number: 2)
        cells[.applicantId] = Sample.residentID(1)
        cells[.invoiceBuyerId] = Sample.residentID(1)
        cells[.oldOwnerId] = Sample.residentID(1)
        #expect(try ledger.submit(cells).refusal?.code == .limitReached)
    }

    @Test("a claim beyond the fund waits in line, counted and locked, without money")
    func waitlist() throws {
        var ledger = try TestLedger()
        ledger.enrol()
        ledger.createFund("A", .category(.appliance))
        ledger.appropriate("A", fen: 89_999, "文1")
        #expect(try ledger.submit(GoodRow.cells(.appliance)).receipt?.state == .submitted)
        let outcome = try ledger.submit(GoodRow.cells(.appliance, number: 2))
        let receipt = try #require(outcome.receipt)
        #expect(receipt.state == .waitlisted && receipt.amount == Money(fen: 45_000))
        #expect(outcome.findings.map(\.code) == ["fund-exhausted"])
        #expect(outcome.findings.map(\.severity) == [.notice])
        #expect(outcome.findings.first?.message.en.contains("449.99") == true)
        #expect(ledger.balance("A", .available) == 44_999)
        #expect(ledger.balance("A", .encumbered) == 45_000)
        #expect(ledger.state.effects.postings.count == 4)
        #expect(ledger.state.effects.claims.map(\.verdict) == [.eligible, .eligible])
        let waiting = ledger.state.effects.tally.filter { $0.key.state == .waitlisted }
        #expect(
            waiting.count == 4 && waiting.values.allSatisfy { $0.subsidy == Money(fen: 45_000) })
        #expect(try ledger.submit(GoodRow.cells(.appliance, number: 2)).receipt == receipt)
        var cells = GoodRow.cells(.appliance, number: 3)
        cells[.serialNumber] = "SN2"
        #expect(try ledger.submit(cells).refusal?.code == .serialAlreadyClaimed)
    }

    @Test("the last fen of a fund is spent, and not one more")
    func exact() throws {
        var ledger = try TestLedger()
        ledger.enrol()
        ledger.createFund("A", .category(.appliance))
        ledger.appropriate("A", fen: 45_000, "文1")
        #expect(try ledger.submit(GoodRow.cells(.appliance)).receipt?.state == .submitted)
        #expect(ledger.balance("A", .available) == 0)
        var cents = GoodRow.cells(.appliance, number: 2)
        cents[.price] = "0.07"
        #expect(try ledger.submit(cents).receipt?.state == .waitlisted)
    }

    @Test("a claim that earns nothing after rounding needs a fund but no money")
    func nothing() throws {
        var ledger = try TestLedger()
        ledger.enrol()
        ledger.createFund("A", .category(.appliance))
        var cells = GoodRow.cells(.appliance)
        cells[.price] = "0.06"
        let receipt = try #require(try ledger.submit(cells).receipt)
        #expect(receipt.state == .submitted && receipt.amount == .zero)
        #expect(ledger.state.effects.postings.isEmpty)
    }

    @Test("the narrowest fund of the year of the sale pays")
    func narrowest() throws {
        var ledger = try TestLedger.ready()
        ledger.createFund("D", .programme(.digital))
        ledger.createFund("D-2025", .programme(.digital), year: 2025)
        ledger.appropriate("D", fen: 45_000, "文2")
        #expect(try ledger.submit(GoodRow.cells(.digital)).receipt?.state == .submitted)
        #expect(ledger.balance("D", .encumbered) == 45_000)
        #expect(ledger.balance("appliance", .encumbered) == 0)
        // The wide fund does not stand in for the narrow one.
        #expect(try ledger.submit(GoodRow.cells(.digital, number: 2)).receipt?.state == .waitlisted)
        #expect(
            try ledger.submit(GoodRow.cells(.appliance, number: 3)).receipt?.state == .submitted)
        #expect(ledger.balance("appliance", .encumbered) == 45_000)
    }

    @Test("an appropriation counts once")
    func appropriation() throws {
        var ledger = try TestLedger()
        ledger.createFund("A", .category(.appliance))
        let first = ledger.appropriate("A", fen: 100, "文1")
        let again = ledger.appropriate("A", fen: 100, "文1")
        #expect(again.isReplay && again.receipt == first.receipt)
        #expect(ledger.balance("A", .available) == 100)
        #expect(ledger.appropriate("A", fen: 101, "文1").refusal?.code == .appropriationRefReused)
        #expect(ledger.appropriate("A", fen: 0, "文2").refusal?.code == .amountNotPositive)
        #expect(ledger.appropriate("B", fen: 1, "文2").refusal?.code == .fundUnknown)
        #expect(
            ledger.balance("A", .available) == 100 && ledger.balance("A", .appropriation) == 100)
        #expect(ledger.state.frontier.size == 3)
    }

    @Test("a fund's key and the words for it are read")
    func scopes() {
        for category in [Category.vehicle, .appliance, .homeGoods] {
            let scope = FundScope.category(category)
            #expect(
                FundScope(key: scope.key) == scope && FundScope(named: category.rawValue) == scope)
        }
        for programme in Programme.allCases {
            let scope = FundScope.programme(programme)
            #expect(FundScope(key: scope.key) == scope && scope.covers(programme))
            #expect(FundScope.category(programme.category).covers(programme))
        }
        #expect(FundScope(named: "数码和智能产品购新") == .programme(.digital))
        #expect(FundScope(key: "category:boats") == nil && FundScope(named: "") == nil)
    }
}
