import Testing
import TradeInCore

@Suite("A determination follows its pack")
struct DeterminationTests {
    /// Facts of a good appliance claim at a price in fen.
    private func facts(price: Int64? = 300_000, on text: String = "2026-03-01") throws -> FactSet {
        var facts = FactSet()
        facts[.soldOn] = Int64(try day(text).number)
        facts[.price] = price
        facts[.efficiencyGrade] = 1
        facts[.itemClass] = 0
        return facts
    }

    private func decided(
        _ sketch: PackSketch, _ facts: FactSet, on text: String = "2026-03-01",
        found: [Finding] = []
    ) throws -> Determination {
        try sketch.pack().determine(facts, on: day(text), found: found)
    }

    @Test(
        "a share is rounded down and capped",
        arguments: [
            (300_000, 45_000), (1_000_000, 150_000), (1_000_001, 150_000), (10_000_000, 150_000),
            (333_333, 49_999), (999_999, 149_999), (1, 0), (7, 1), (0, 0),
        ] as [(Int64, Int64)])
    func share(price: Int64, fen: Int64) throws {
        let determination = try decided(.appliance, facts(price: price))
        #expect(determination.verdict == .eligible && determination.findings.isEmpty)
        #expect(determination.amount == Money(fen: fen))
    }

    @Test(
        "the pack names the rounding",
        arguments: [
            (.down, .fen, 49_999), (.up, .fen, 50_000), (.down, .yuan, 49_900),
            (.up, .yuan, 50_000),
            (.halfUp, .jiao, 50_000), (.down, .jiao, 49_990),
        ] as [(Rounding.Mode, Rounding.Unit, Int64)])
    func rounding(mode: Rounding.Mode, unit: Rounding.Unit, fen: Int64) throws {
        var sketch = PackSketch.appliance
        sketch.rounding = Rounding(mode: mode, unit: unit)
        #expect(try decided(sketch, facts(price: 333_333)).amount == Money(fen: fen))
    }

    @Test("rounding up does not lift an award above its cap")
    func cappedAfterRounding() throws {
        var sketch = PackSketch.appliance
        sketch.rounding = Rounding(mode: .up, unit: .yuan)
        sketch.parameters[1].values = [(from: "2026-01-01", value: ["499.99 yuan"])]
        #expect(try decided(sketch, facts(price: 333_333)).amount == Money(fen: 49_999))
    }

    @Test("a fixed award is the parameter of the branch that applies")
    func fixed() throws {
        for (energy, fen) in [(Int64(0), Int64(2_000_000)), (1, 1_500_000)] {
            var facts = try facts()
            facts[.newEnergy] = energy
            facts[.buyerIsApplicant] = 1
            let determination = try decided(.vehicle(.vehicleScrappage), facts)
            #expect(determination.verdict == .eligible)
            #expect(determination.amount == Money(fen: fen))
        }
    }

    @Test("all requirements run, and a denial pays nothing and lists every reason")
    func denial() throws {
        var sketch = PackSketch.appliance
        sketch.parameter("most", ("2026-01-01", ["2000.00 yuan"]))
        sketch.parameter("classes", ("2026-01-01", ["television", "phone"]))
        sketch.require(
            "price-too-high", "price <= most", zh: "{price}超过{most}。", en: "{price} above {most}.")
        sketch.require(
            "class-not-covered", "itemClass in classes", en: "{itemClass} not in {classes}.")
        var facts = try facts()
        facts[.efficiencyGrade] = 2
        let determination = try decided(sketch, facts)
        #expect(determination.verdict == .ineligible && determination.amount == .zero)
        #expect(
            determination.findings.map(\.code)
                == ["grade-not-covered", "price-too-high", "class-not-covered"])
        #expect(determination.findings.map(\.article) == ["一", "一", "一"])
        #expect(determination.findings.map(\.field) == [.efficiencyGrade, .price, .itemClass])
        #expect(determination.findings[1].message.en == "3,000.00 above 2,000.00.")
        #expect(determination.findings[1].message.zh == "3,000.00超过2,000.00。")
        #expect(determination.findings[2].message.en == "Refrigerator not in Television, Phone.")
    }

    @Test("a warning asks for a person, and an error outweighs it")
    func severities() throws {
        var sketch = PackSketch.appliance
        sketch.require("price-high", "price <= cap", .warning)
        let review = try decided(sketch, facts())
        #expect(review.verdict == .review && review.amount == Money(fen: 45_000))
        let warning = Finding("credit-code-check", .warning, zh: "核对", en: "check")
        #expect(try decided(.appliance, facts(), found: [warning]).verdict == .review)
        let error = Finding("x", .error, zh: "错", en: "wrong")
        let denied = try decided(sketch, facts(), found: [warning, error])
        #expect(denied.verdict == .ineligible && denied.amount == .zero)
        #expect(denied.findings.map(\.code) == ["credit-code-check", "x", "price-high"])
        let notice = Finding("n", .notice, zh: "注意", en: "note")
        #expect(try decided(.appliance, facts(), found: [notice]).verdict == .eligible)
    }

    @Test("a fact that is missing leaves a rule undecided and denies")
    func undecided() throws {
        var facts = try facts()
        facts[.efficiencyGrade] = nil
        let determination = try decided(.appliance, facts)
        #expect(determination.verdict == .ineligible && determination.amount == .zero)
        #expect(determination.findings.map(\.code) == ["field-missing"])
        #expect(determination.findings.map(\.field) == [.efficiencyGrade])
        let line = try #require(determination.lines(in: .en).first)
        #expect(line.text.contains("not decided"))
    }

    @Test("a fact whose column is wrong is not reported again")
    func explained() throws {
        var facts = try facts()
        facts[.efficiencyGrade] = nil
        let found = Finding("value-unknown", .error, field: .efficiencyGrade, zh: "错", en: "wrong")
        let determination = try decided(.appliance, facts, found: [found])
        #expect(determination.findings.map(\.code) == ["value-unknown"])
    }

    @Test("two awards that match are refused, as is none, and an award without its base")
    func awards() throws {
        var sketch = PackSketch.appliance
        sketch.award("second", when: "price > cap", amount: "cap")
        #expect(try decided(sketch, facts()).findings.map(\.code) == ["awards-overlap"])
        #expect(try decided(sketch, facts()).amount == .zero)
        #expect(try decided(sketch, facts(price: 100_000)).verdict == .eligible)
        var none = PackSketch.vehicle(.vehicleScrappage)
        none.awards.removeLast()
        var fuel = try facts()
        fuel[.newEnergy] = 1
        fuel[.buyerIsApplicant] = 1
        #expect(try decided(none, fuel).findings.map(\.code) == ["no-award"])
        #expect(try decided(.appliance, facts(price: nil)).findings.map(\.code) == ["no-award"])
    }

    @Test("a guarded fact may be missing")
    func guarded() throws {
        var sketch = PackSketch.appliance
        sketch.parameter("days", ("2026-01-01", ["15"]))
        sketch.require("late", "!has(deliveredOn) || deliveryDays <= days")
        var facts = try facts()
        #expect(try decided(sketch, facts).verdict == .eligible)
        facts[.deliveredOn] = Int64(try day("2026-03-17").number)
        facts[.deliveryDays] = 16
        #expect(try decided(sketch, facts).findings.map(\.code) == ["late"])
        facts[.deliveryDays] = 15
        #expect(try decided(sketch, facts).verdict == .eligible)
    }

    @Test(
        "a value that changes within the year holds from its first day",
        arguments: [
            ("2026-01-01", 30_000), ("2026-06-29", 30_000), ("2026-06-30", 30_000),
            ("2026-07-01", 60_000), ("2026-07-02", 60_000), ("2026-09-30", 60_000),
            ("2026-10-01", 50_000), ("2026-12-31", 50_000),
        ] as [(String, Int64)])
    func epochs(text: String, fen: Int64) throws {
        var sketch = PackSketch()
        // The first value is older than the pack, and the cap changes on another day.
        sketch.parameter("rate", ("2024-04-01", ["10%"]), ("2026-07-01", ["20%"]))
        sketch.parameter("cap", ("2025-01-01", ["9999.00 yuan"]), ("2026-10-01", ["500.00 yuan"]))
        sketch.award("share", rate: "rate", of: "price", cap: "cap")
        let determination = try decided(sketch, facts(on: text), on: text)
        #expect(determination.amount == Money(fen: fen))
    }

    @Test("of two older values the later one holds when the pack begins")
    func retroDated() throws {
        var sketch = PackSketch()
        sketch.parameter(
            "sum", ("2024-04-01", ["7000.00 yuan"]), ("2024-08-16", ["15000.00 yuan"]),
            ("2027-01-01", ["1.00 yuan"]))
        sketch.award("fixed", amount: "sum")
        #expect(try decided(sketch, facts(), on: "2026-01-01").amount == Money(fen: 1_500_000))
        #expect(try decided(sketch, facts(), on: "2026-12-31").amount == Money(fen: 1_500_000))
        sketch.from = "2024-01-01"
        #expect(throws: PackFaults.self) { try sketch.pack() }
        sketch.from = "2024-04-01"
        #expect(try decided(sketch, facts(), on: "2024-08-15").amount == Money(fen: 700_000))
        #expect(try decided(sketch, facts(), on: "2024-08-16").amount == Money(fen: 1_500_000))
    }

    @Test("the same facts and pack give the same determination and lines")
    func repeatable() throws {
        let pack = try PackSketch.appliance.pack()
        let facts = try facts(price: 333_333)
        let one = try pack.determine(facts, on: day("2026-03-01"))
        let other = try pack.determine(facts, on: day("2026-03-01"))
        #expect(one.amount == other.amount && one.findings == other.findings)
        for language in Language.allCases {
            #expect(one.lines(in: language) == other.lines(in: language))
        }
    }
}
