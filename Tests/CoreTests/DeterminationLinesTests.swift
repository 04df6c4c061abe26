import Testing
import TradeInCore

@Suite("The lines of a determination show its arithmetic")
struct DeterminationLinesTests {
    private func lines(
        _ sketch: PackSketch, price: Int64, grade: Int64 = 1, _ language: Language = .en
    ) throws -> [DeterminationLine] {
        var facts = FactSet()
        facts[.price] = price
        facts[.efficiencyGrade] = grade
        return try sketch.pack().determine(facts, on: day("2026-03-01")).lines(in: language)
    }

    @Test("each requirement has a line with its article, its values and how it went")
    func requirement() throws {
        let met = try lines(.appliance, price: 1_200_000)
        #expect(met.map(\.rule) == ["grade-not-covered", "award-rate"])
        #expect(met.map(\.article) == ["一", "二"])
        #expect(met[0].text == "efficiencyGrade == 1: efficiencyGrade = 1; met")
        let zh = try lines(.appliance, price: 1_200_000, .zh)
        #expect(zh[0].text == "efficiencyGrade == 1：efficiencyGrade = 1；符合")
        let failed = try lines(.appliance, price: 1_200_000, grade: 9)
        #expect(failed.map(\.text) == ["efficiencyGrade == 1: efficiencyGrade = no grade; not met"])
    }

    @Test("an exact share shows product and cap")
    func exact() throws {
        #expect(
            try lines(.appliance, price: 1_200_000)[1].text
                == "12,000.00 × 15% = 1,800.00; cap 1,500.00")
        #expect(
            try lines(.appliance, price: 1_200_000, .zh)[1].text
                == "12,000.00 × 15% = 1,800.00；封顶 1,500.00")
    }

    @Test(
        "a rounded share shows what rounding took",
        arguments: [
            (.down, .fen, "3,333.33 × 15% = 499.99 (499.9995, rounded down to the fen)"),
            (.up, .fen, "3,333.33 × 15% = 500.00 (499.9995, rounded up to the fen)"),
            (.halfUp, .yuan, "3,333.33 × 15% = 500.00 (499.9995, rounded half-up to the yuan)"),
            (.down, .yuan, "3,333.33 × 15% = 499.00 (499.9995, rounded down to the yuan)"),
        ] as [(Rounding.Mode, Rounding.Unit, String)])
    func rounded(mode: Rounding.Mode, unit: Rounding.Unit, text: String) throws {
        var sketch = PackSketch.appliance
        sketch.rounding = Rounding(mode: mode, unit: unit)
        let line = try lines(sketch, price: 333_333)[1]
        #expect(line.text == text + "; cap 1,500.00")
        let zh = try lines(sketch, price: 333_333, .zh)[1]
        #expect(zh.text.contains("（499.9995，") && zh.text.hasSuffix("；封顶 1,500.00"))
    }

    @Test("a whole share rounded to yuan shows a decimal point only with decimals behind it")
    func wholeProduct() throws {
        var sketch = PackSketch.appliance
        sketch.rounding = Rounding(mode: .down, unit: .yuan)
        #expect(
            try lines(sketch, price: 300_200)[1].text
                == "3,002.00 × 15% = 450.00 (450.3, rounded down to the yuan); cap 1,500.00")
        #expect(
            try lines(sketch, price: 300_000)[1].text == "3,000.00 × 15% = 450.00; cap 1,500.00")
    }

    @Test("a fixed sum is shown as one")
    func fixed() throws {
        var facts = FactSet()
        facts[.newEnergy] = 1
        facts[.buyerIsApplicant] = 1
        let pack = try PackSketch.vehicle(.vehicleScrappage).pack()
        let determination = try pack.determine(facts, on: day("2026-03-01"))
        #expect(determination.lines(in: .en).last?.text == "fixed 15,000.00")
        #expect(determination.lines(in: .zh).last?.text == "定额 15,000.00")
        #expect(
            determination.lines(in: .zh).first?.text == "buyerIsApplicant：buyerIsApplicant = 是；符合")
    }

    @Test("a claim that no pack decides has no lines")
    func noPack() throws {
        let decider = ClaimDecider(shelf: try PackSketch.shelf(), county: testCounty)
        var cells = GoodRow.cells(.appliance)
        cells[.soldOn] = "2025-12-31"
        let (_, determination) = decider.decide(row(cells))
        #expect(determination.verdict == .ineligible && determination.amount == .zero)
        #expect(determination.findings.map(\.code) == ["no-pack-in-force"])
        #expect(determination.lines(in: .zh).isEmpty && determination.pack == nil)
    }
}
