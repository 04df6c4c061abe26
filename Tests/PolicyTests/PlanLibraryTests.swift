import PolicyLibrary
import Testing
import TradeInCore

@Suite struct PlanLibraryTests {
    @Test("targets, clauses and units of the shipped plan agree with each other")
    func agreement() throws {
        let plan = try PlanLibrary.jinxiang2024Files.plan().get()
        #expect(try plan == PlanLibrary.jinxiang2024())
        #expect(plan.clauses.count == 35 && plan.unit(named: "县发展和改革委员会")?.name.zh == "县发展和改革局")
        #expect(plan.targets.allSatisfy { plan.clause($0.clause)?.quotes($0.quote) == true })
    }

    @Test("the county plan of 2024 loads whole, with its 54 targets")
    func planLoads() throws {
        let plan = try PlanLibrary.jinxiang2024()
        #expect(plan.targets.count == 54)
        #expect(Set(plan.targets.map(\.id)).count == 54)
        #expect(plan.targets.count { $0.id.hasPrefix("I") } == 4)
        #expect(plan.number == "金政发〔2024〕4号" && plan.issued.isoText == "2024-05-14")
    }

    @Test(
        "every kind of target is in the plan as often as in the text",
        arguments: [
            (PlanTarget.Kind.perYearCount, 7), (.absolute, 23), (.growthVsBase, 5),
            (.annualGrowth, 2),
            (.ratio, 17),
        ])
    func planKinds(_ kind: PlanTarget.Kind, _ count: Int) throws {
        #expect(try PlanLibrary.jinxiang2024().targets.count { $0.kind == kind } == count)
    }

    @Test(
        "register targets name what they count",
        arguments: [
            ("T042", PlanTarget.Measure.nevFair), ("T043", .nevFairRural), ("T045", .appliance),
            ("T046", .homeGoods), ("T003", .vehiclesRecycled), ("T010", .vehiclesRecycled),
            ("T005", .appliancesRecycled), ("T012", .appliancesRecycled),
        ])
    func planMeasures(_ id: String, _ measure: PlanTarget.Measure) throws {
        let plan = try PlanLibrary.jinxiang2024()
        #expect(plan.target(id: id)?.measure == measure)
        #expect(plan.targets.count { $0.measure != nil } == 8)
    }

    @Test("the rows that contradict each other carry a note in both languages, no others do")
    func planNotes() throws {
        let noted = try PlanLibrary.jinxiang2024().targets.filter { $0.note != nil }
        #expect(
            Set(noted.map(\.id)) == [
                "T002", "T009", "T044", "T039", "T040", "T041", "T003", "T010",
            ])
        let texts = noted.compactMap(\.note)
        #expect(texts.count { $0.zh.contains("22.5%") && $0.en.contains("22.5 %") } == 3)
        #expect(texts.count { $0.zh.contains("29.1%") && $0.en.contains("29.1 %") } == 3)
    }

    @Test("figures, periods, comparators and lead units are read as the plan has them")
    func planRows() throws {
        let plan = try PlanLibrary.jinxiang2024()
        let ratio = try #require(plan.target(id: "T004"))
        #expect(ratio.value == TargetNumber(thousandths: 800) && ratio.unit == .toOne)
        #expect(ratio.requirement == LocalizedText(zh: "不低于0.8:1", en: "at least 0.8:1"))
        let growth = try #require(plan.target(id: "T010"))
        #expect(growth.baselineYear == 2023 && growth.period == .year(2027))
        #expect(growth.comparator == .about && growth.leadUnits.isEmpty)
        let fairs = try #require(plan.target(id: "T042"))
        #expect(fairs.leadUnits == ["县商务局", "县交通运输局"] && fairs.period == .annual)
        #expect(fairs.clauseTitle == LocalizedText(zh: "第15条", en: "Clause 15"))
        #expect(plan.target(id: "T001")?.comparator == .more)
        #expect(plan.target(id: "T006")?.title.en.contains(", growth on 2023") == true)
        #expect(plan.target(id: "T047")?.unit == .hundredMillionYuan)
        #expect(plan.target(id: "T999") == nil)
    }

    @Test("with nothing known every target reads without a guess")
    func planOnEmptyLedger() throws {
        let day = try #require(Day(year: 2026, month: 11, day: 23))
        for target in try PlanLibrary.jinxiang2024().targets {
            let reading = TargetEvaluation.evaluate(
                target, actuals: TargetActuals(), asOf: day, year: 2025)
            switch (target.kind, target.source) {
            case (.growthVsBase, _), (.annualGrowth, _): #expect(reading.state == .baseMissing)
            case (_, .reported): #expect(reading.state == .noData)
            default: #expect(reading.state == .missed)
            }
        }
    }

    @Test("the county has thirteen towns: four subdistricts and nine towns")
    func townsLoad() throws {
        let county = try PlanLibrary.jinxiang()
        #expect(county.code == "370828")
        #expect(county.towns.count == 13)
        #expect(county.towns.count { $0.kind == .subdistrict } == 4)
        for town in county.towns {
            #expect(county.town(named: town.key) == town)
            #expect(county.town(named: town.name.zh) == town)
            #expect(county.town(named: town.shortName) == town)
        }
    }
}
