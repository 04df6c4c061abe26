import Testing
import TradeInCore

/// A ledger with one claim of a day before a rise: 10,000 granted, 20,000 by the later values.
struct SupplementLedger {
    var ledger: TestLedger
    let pack: PolicyPack

    init(
        isKnown: Bool = true, granted: Money = Money(fen: 1_000_000),
        available: Money = Money(fen: 100_000_000)
    ) throws {
        ledger = try TestLedger()
        pack = try Self.risen().pack()
        let kept = KeptPack(pack, notice: "")
        ledger.state.packs[kept.sha256] = PackStanding(
            identifier: kept.identifier, version: kept.version, sha256: kept.sha256,
            scope: kept.scope, author: "author", state: .active, unconfirmed: [])
        ledger.createFund("vehicle", .category(.vehicle), year: 2024)
        if available > .zero { ledger.appropriate("vehicle", fen: available.fen, "文1") }
        guard isKnown else { return }
        ledger.state.standing[7] = StandingClaim(
            number: 7, state: .submitted, granted: granted, supplements: [],
            packIdentifier: pack.identifier, enteredBy: ["clerk"], fundCode: "vehicle",
            place: TallyPlace(
                programme: .vehicleScrappage, soldOn: try day("2024-06-01"), classKey: "nev",
                townKey: "yangshan", dealerCode: Sample.creditCode(1)),
            units: 1, sales: Money(fen: 15_000_000))
    }

    /// Ten thousand from April on, twenty from 15 August on, and the rise reaches back.
    static func risen() throws -> PackSketch {
        var sketch = PackSketch()
        sketch.identifier = "test-risen"
        sketch.programme = .vehicleScrappage
        (sketch.from, sketch.to) = ("2024-04-24", "2024-12-31")
        sketch.parameter(
            "amountNev", ("2024-04-24", ["10000.00 yuan"]), ("2024-08-15", ["20000.00 yuan"]))
        sketch.award("award-nev", amount: "amountNev")
        sketch.supplements = [
            PackSource.Supplement(
                code: PackSketch.placed("rise"),
                lawDays: try day("2024-04-24")...day("2024-08-14"), asOf: try day("2024-08-15"),
                article: PackSketch.placed("二"))
        ]
        return sketch
    }

    func determination(on text: String) throws -> Determination {
        let day = try day(text)
        var facts = FactSet()
        facts[.soldOn] = Int64(day.number)
        facts[.price] = 15_000_000
        return pack.determine(facts, on: day)
    }

    /// The outcome of granting the supplement to claim 7 of such a ledger.
    static func granting(
        isKnown: Bool = true, granted: Money = Money(fen: 1_000_000),
        available: Money = Money(fen: 100_000_000)
    ) throws -> CommandOutcome {
        var test = try SupplementLedger(isKnown: isKnown, granted: granted, available: available)
        return try test.grant()
    }

    mutating func grant(_ number: Int64 = 7) throws -> CommandOutcome {
        let determination = try determination(on: "2024-06-01")
        return ledger.execute(
            .supplement(
                PreparedSupplement(
                    number: number, determination: determination, register: testRegister)))
    }
}

@Suite("A later rise is paid as an award of its own, linked to the claim")
struct LedgerSupplementTests {
    @Test(
        "both sides of the rise, and of the days that it reaches",
        arguments: [
            ("2024-04-24", 2_000_000, 1_000_000), ("2024-08-14", 2_000_000, 1_000_000),
            ("2024-08-15", 2_000_000, 0), ("2024-12-31", 2_000_000, 0),
        ])
    func determined(_ day: String, _ amount: Int64, _ supplement: Int64) throws {
        let determination = try SupplementLedger().determination(on: day)
        #expect(determination.amount.fen == amount)
        #expect(determination.supplementAmount.fen == supplement)
        let lines = determination.lines(in: .en)
        #expect(lines.contains { $0.rule == "rise" } == (supplement > 0))
        #expect(lines.allSatisfy { !$0.article.isEmpty })
    }

    @Test("money, tally and log entry move together, and the first award stands")
    func granted() throws {
        var test = try SupplementLedger()
        let outcome = try test.grant()
        #expect(outcome.receipt?.amount?.fen == 1_000_000)
        #expect(test.ledger.balance("vehicle", .encumbered) == 1_000_000)
        let effects = test.ledger.state.effects
        #expect(effects.supplements.map(\.amount.fen) == [1_000_000])
        #expect(effects.tally.values.allSatisfy { $0.claims == 0 && $0.subsidy.fen == 1_000_000 })
        let entry = try JSONValue.parse(#require(effects.entries.last))
        #expect(entry["kind"]?.string == "claim.supplement")
        #expect(entry["article"]?.string == "二" && entry["before"]?.integer == 1_000_000)
    }

    @Test("it is granted once")
    func once() throws {
        var test = try SupplementLedger()
        _ = try test.grant()
        #expect(try test.grant().refusal?.code == .supplementNotDue)
        #expect(test.ledger.balance("vehicle", .encumbered) == 1_000_000)
    }

    @Test("a claim that waits in line, or has all already, gets nothing")
    func notDue() throws {
        var waiting = try SupplementLedger()
        waiting.ledger.state.standing[7]?.state = .waitlisted
        #expect(try waiting.grant().refusal?.code == .supplementNotDue)
        var whole = try SupplementLedger(granted: Money(fen: 2_000_000))
        #expect(try whole.grant().refusal?.code == .supplementNotDue)
    }

    @Test("a fund that is short by a fen refuses, and nothing has changed")
    func short() throws {
        var test = try SupplementLedger(available: Money(fen: 999_999))
        let before = LedgerSnapshot(test.ledger.state)
        #expect(try test.grant().refusal?.code == .fundShort)
        #expect(LedgerSnapshot(test.ledger.state) == before)
    }

    @Test("a claim that another pack decided is none of its business")
    func foreign() throws {
        var test = try SupplementLedger()
        test.ledger.state.standing[7]?.packIdentifier = "another"
        #expect(try test.grant().refusal?.code == .supplementNotDue)
    }

    @Test("a pack that is not active grants no supplement")
    func inactive() throws {
        var test = try SupplementLedger()
        let digest = test.pack.source.sha256
        test.ledger.state.packs[digest]?.state = .superseded
        #expect(try test.grant().refusal?.code == .packNotActive)
    }
}
