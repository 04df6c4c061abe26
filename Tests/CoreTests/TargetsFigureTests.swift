import Testing

@testable import TradeInCore

private let today = Day(year: 2026, month: 11, day: 29) ?? Day(number: 0)

/// A plan with one target of each kind.
private func plan() throws -> CountyPlan {
    func target(
        _ id: String, _ kind: PlanTarget.Kind, base: Int? = nil, _ period: PlanTarget.Period,
        unit: TargetUnit, measure: PlanTarget.Measure? = nil
    ) throws -> PlanTarget {
        var target = try planTarget(kind, base: base, period, "15", unit: unit, measure: measure)
        target.id = id
        return target
    }
    return CountyPlan(
        code: "p", title: LocalizedText(zh: "方案", en: "Plan"), number: "1", issued: today,
        units: [
            PlanUnit(
                name: LocalizedText(zh: "县发展和改革局", en: "Reform Bureau"),
                aliases: ["县发展和改革委员会"])
        ],
        targets: [
            try target("T001", .absolute, .year(2027), unit: .vehicles),
            try target("T002", .ratio, .year(2027), unit: .percent),
            try target("T003", .ratio, .year(2025), unit: .toOne),
            try target("T004", .growthVsBase, base: 2023, .year(2027), unit: .percent),
            try target("T005", .annualGrowth, .annual, unit: .percent),
            try target("T006", .perYearCount, .annual, unit: .projects),
            try target("T007", .perYearCount, .annual, unit: .events, measure: .nevFair),
        ])
}

private let sound = [
    "target": "T001", "day": "2026-06-30", "value": "17,100", "document": "统计报表",
    "reporter": "县发展和改革委员会",
]

@Suite("Figures that units report for targets")
struct TargetsFigureTests {
    @Test("a sound row is read, the reporter by its own name")
    func soundRow() throws {
        let (figure, findings) = TargetFigure.read(sound, plan: try plan(), today: today)
        #expect(findings.isEmpty)
        #expect(figure?.value == TargetNumber(17_100) && figure?.reporter == "县发展和改革局")
        #expect(figure?.point == .observed(try targetDay("2026-06-30")))
        #expect(figure?.isCorrection == false)
    }

    @Test(
        "what is typed as a number or a quotient",
        arguments: [
            ("T002", "4200/5000", "84"), ("T003", "4180/5020", "0.832"), ("T002", "2/3", "66.666"),
            ("T003", "0/5", "0"), ("T001", "0", "0"), ("T002", "100", "100"),
        ])
    func values(_ target: String, _ typed: String, _ value: String) throws {
        let cells = sound.merging(["target": target, "value": typed]) { $1 }
        let (figure, _) = TargetFigure.read(cells, plan: try plan(), today: today)
        #expect(figure?.value == (try targetNumber(value)))
    }

    @Test(
        "a row at fault says what is wrong with it",
        arguments: [
            RowCase(name: "target", changes: ["target": "T099"], codes: ["figure-target-unknown"]),
            RowCase(
                name: "day and year", changes: ["baseYear": "2023"],
                codes: ["figure-day-or-year"]),
            RowCase(name: "neither", changes: ["day": ""], codes: ["figure-day-or-year"]),
            RowCase(
                name: "tomorrow", changes: ["day": "2026-11-30"],
                codes: ["figure-day-in-future"]),
            RowCase(name: "today", changes: ["day": "2026-11-29"], codes: []),
            RowCase(
                name: "counted by a register", changes: ["target": "T007"],
                codes: ["figure-target-counted"]),
            RowCase(
                name: "negative", changes: ["value": "-1"], codes: ["register-count-negative"]),
            RowCase(name: "words", changes: ["value": "约两万"], codes: ["figure-value-unreadable"]),
            RowCase(
                name: "exponent", changes: ["value": "1.2E+4"],
                codes: ["figure-value-unreadable"]),
            RowCase(
                name: "four decimals", changes: ["value": "1.2345"],
                codes: ["figure-value-unreadable"]),
            RowCase(
                name: "a ratio with a zero base", changes: ["target": "T003", "value": "5/0"],
                codes: ["figure-ratio-zero-base"]),
            RowCase(
                name: "three numbers", changes: ["target": "T003", "value": "1/2/3"],
                codes: ["figure-value-unreadable"]),
            RowCase(
                name: "more than all", changes: ["target": "T002", "value": "100.001"],
                codes: ["figure-share-above-100"]),
            RowCase(
                name: "growth may be above 100", changes: ["target": "T004", "value": "31000"],
                codes: []),
            RowCase(
                name: "no document", changes: ["document": ""], codes: ["register-field-missing"]),
            RowCase(
                name: "unknown unit", changes: ["reporter": "某局"],
                codes: ["figure-reporter-unknown"], isKept: true),
            RowCase(
                name: "the wrong base year",
                changes: ["target": "T004", "day": "", "baseYear": "2024"],
                codes: ["figure-base-other-year"]),
            RowCase(
                name: "a base of a year that runs",
                changes: ["target": "T005", "day": "", "baseYear": "2026"],
                codes: ["figure-base-year"]),
            RowCase(
                name: "growth on nothing",
                changes: ["target": "T004", "day": "", "baseYear": "2023", "value": "0"],
                codes: ["figure-base-zero"]),
            RowCase(
                name: "a count has no base",
                changes: ["target": "T006", "day": "", "baseYear": "2023"],
                codes: ["figure-base-unused"]),
        ])
    func faults(_ example: RowCase) throws {
        let (figure, findings) = TargetFigure.read(
            sound.merging(example.changes) { $1 }, plan: try plan(), today: today)
        #expect(findings.map(\.code) == example.codes)
        #expect((figure != nil) == (example.isKept || example.codes.isEmpty))
        for language in Language.allCases {
            #expect(findings.allSatisfy { !$0.message[language].isEmpty })
        }
    }

    @Test("nothing is overwritten: a correction says so, and both stay in the log")
    func corrections() throws {
        var ledger = try TestLedger()
        func figure(_ value: Int, corrects: Bool = false) -> TargetFigure {
            TargetFigure(
                plan: "p", targetID: "T001", point: .base(2023), value: TargetNumber(value),
                document: "文\(value)", reporter: "局", isCorrection: corrects)
        }
        #expect(ledger.execute(.recordFigure(figure(100))).receipt != nil)
        #expect(ledger.execute(.recordFigure(figure(120))).refusal?.code == .figureRecorded)
        #expect(
            ledger.execute(.recordFigure(figure(120, corrects: true))).receipt?.logIndex == 1)
        // What was said before is known again, wherever it stands in the chain.
        guard case .replayed(let first) = ledger.execute(.recordFigure(figure(100))),
            case .replayed(let second) = ledger.execute(.recordFigure(figure(120, corrects: true)))
        else {
            Issue.record("the same figures again are replayed")
            return
        }
        #expect(first.logIndex == 0 && second.logIndex == 1)
        #expect(ledger.state.effects.entries.count == 2)
    }
}

@Suite("Forecasts, and a year month by month")
struct TargetsForecastTests {
    @Test("a count of a year goes on at its pace, and is nothing before or after the year")
    func rate() throws {
        let target = try planTarget(
            .perYearCount, .annual, "5", unit: .events, measure: .nevFair)
        var actuals = TargetActuals()
        let month = try #require(Month(text: "2026-02"))
        actuals.add(.nevFair, .init(total: 2, rural: 1), in: month, of: 2026)
        func forecast(_ day: String) throws -> TargetForecast? {
            TargetEvaluation.evaluate(
                target, actuals: actuals, asOf: try targetDay(day), year: 2026
            ).forecast
        }
        // Two in 181 of 365 days are 4.03 in the year, rounded down.
        #expect(try forecast("2026-06-30") == TargetForecast(value: TargetNumber(4), method: .rate))
        #expect(try forecast("2025-12-31") == nil)
        #expect(try forecast("2027-01-01") == nil)
    }

    @Test("a level goes on along its line, growth as growth")
    func line() throws {
        let stock = try planTarget(.absolute, .year(2026), "2000", unit: .machines)
        // 100 days apart, 100 more; 184 days are left.
        let seen = try observed([("2026-03-22", "1000"), ("2026-06-30", "1100")])
        let reading = TargetEvaluation.evaluate(
            stock, actuals: seen, asOf: try targetDay("2026-07-15"), year: 2026)
        #expect(reading.forecast == TargetForecast(value: TargetNumber(1284), method: .line))
        let growth = try planTarget(
            .growthVsBase, base: 2023, .year(2025), "20", unit: .percent)
        let grown = TargetEvaluation.evaluate(
            growth, actuals: try observed([("2024-12-31", "110")], base: [2023: "100"]),
            asOf: try targetDay("2025-01-10"), year: 2025)
        // 10 more in the 366 days of 2024 are 9.97 in 2025.
        #expect(grown.forecast?.value == (try targetNumber("19.972")))
        let single = TargetEvaluation.evaluate(
            stock, actuals: try observed([("2026-06-30", "1100")]),
            asOf: try targetDay("2026-07-15"), year: 2026)
        #expect(single.forecast == nil)
    }

    @Test("twelve months: what is due by their ends, what was there, nothing of months to come")
    func months() throws {
        let target = try planTarget(
            .perYearCount, .annual, "12", unit: .events, measure: .appliance)
        var actuals = TargetActuals()
        for text in ["2026-01", "2026-03"] {
            let month = try #require(Month(text: text))
            actuals.add(.appliance, .init(total: 2), in: month, of: 2026)
        }
        let months = TargetEvaluation.months(
            target, actuals: actuals, asOf: try targetDay("2026-04-15"), year: 2026)
        #expect(months.count == 12)
        #expect(months.prefix(5).map(\.actual) == [2, 2, 4, 4].map { TargetNumber($0) } + [nil])
        #expect(months.last?.due == TargetNumber(12) && months.first?.due == TargetNumber(1))
    }
}
