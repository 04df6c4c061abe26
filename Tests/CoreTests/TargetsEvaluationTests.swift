import Testing
import TradeInCore

/// One reading asked for, and the state and figures it must show.
struct ReadingCase: Sendable, CustomTestStringConvertible {
    var name: String
    var target: PlanTarget
    var actuals: TargetActuals
    var asOf: String
    var year = 2025
    var state: TargetState
    var actual: String?
    var due: String?
    var permille: Int?

    var testDescription: String { name }

    func check() throws {
        let reading = TargetEvaluation.evaluate(
            target, actuals: actuals, asOf: try targetDay(asOf), year: year)
        #expect(reading.state == state)
        if let actual { #expect(reading.actual?.text == actual) }
        if let due { #expect(reading.due?.text == due) }
        if let permille { #expect(reading.reachedPermille == permille) }
        #expect(!reading.explanation.zh.isEmpty && !reading.explanation.en.isEmpty)
        #expect(reading.explanation.zh.contains("。") && !reading.explanation.en.contains("。"))
    }
}

/// Fairs held in 2025: `total`, of them `rural`.
private func fairs(_ total: Int, rural: Int = 0) -> TargetActuals {
    TargetActuals(events: [2025: [.nevFair: .init(total: total, rural: rural)]])
}

@Suite struct TargetsEvaluationTests {
    @Test(
        "a yearly count is due evenly over the days, rounded down",
        arguments: try {
            let five = try planTarget(.perYearCount, .annual, "5", unit: .events, measure: .nevFair)
            return [
                ReadingCase(
                    name: "day 72 asks for nothing yet", target: five, actuals: fairs(0),
                    asOf: "2025-03-13", state: .onPace, due: "0", permille: 0),
                ReadingCase(
                    name: "day 73 asks for the first", target: five, actuals: fairs(0),
                    asOf: "2025-03-14", state: .behind, due: "1"),
                ReadingCase(
                    name: "day 73 with the first", target: five, actuals: fairs(1),
                    asOf: "2025-03-14",
                    state: .onPace, actual: "1", due: "1", permille: 200),
                ReadingCase(
                    name: "the last day is not over", target: five, actuals: fairs(4),
                    asOf: "2025-12-31", state: .behind, due: "5", permille: 800),
                ReadingCase(
                    name: "the day after is over", target: five, actuals: fairs(4),
                    asOf: "2026-01-01",
                    state: .missed, actual: "4"),
                ReadingCase(
                    name: "five are enough", target: five, actuals: fairs(5), asOf: "2026-01-01",
                    state: .met, permille: 1000),
                ReadingCase(
                    name: "more than asked fills the bar once", target: five, actuals: fairs(9),
                    asOf: "2025-02-01", state: .met, actual: "9", permille: 1000),
                ReadingCase(
                    name: "a year to come asks for nothing", target: five, actuals: fairs(5),
                    asOf: "2025-06-01", year: 2026, state: .onPace, actual: "0", due: "0"),
                ReadingCase(
                    name: "a year gone by without any", target: five, actuals: fairs(5),
                    asOf: "2025-06-01", year: 2024, state: .missed, actual: "0"),
                ReadingCase(
                    name: "a leap year has 366 days", target: five, actuals: TargetActuals(),
                    asOf: "2024-03-14", year: 2024, state: .behind, due: "1"),
                ReadingCase(
                    name: "and its day 73 asks for nothing", target: five, actuals: TargetActuals(),
                    asOf: "2024-03-13", year: 2024, state: .onPace, due: "0"),
            ]
        }())
    func yearlyCount(_ example: ReadingCase) throws { try example.check() }

    @Test("rural fairs are a count within the fairs, with a figure of their own")
    func subCount() throws {
        let all = try planTarget(.perYearCount, .annual, "5", measure: .nevFair)
        let rural = try planTarget(.perYearCount, .annual, "3", measure: .nevFairRural)
        let after = try targetDay("2026-02-01")
        let actuals = fairs(6, rural: 2)
        func state(_ target: PlanTarget) -> TargetState {
            TargetEvaluation.evaluate(target, actuals: actuals, asOf: after, year: 2025).state
        }
        #expect(state(all) == .met)
        #expect(state(rural) == .missed)
    }

    @Test(
        "a reported yearly count uses the latest value of the year",
        arguments: try {
            let hundred = try planTarget(.perYearCount, .annual, "100", unit: .projects)
            let two = try observed([("2025-09-30", "80"), ("2025-03-31", "20")])
            return [
                ReadingCase(
                    name: "first quarter", target: hundred, actuals: two, asOf: "2025-04-01",
                    state: .behind, actual: "20", due: "24"),
                ReadingCase(
                    name: "a later value is not known yet", target: hundred, actuals: two,
                    asOf: "2025-09-29", state: .behind, actual: "20"),
                ReadingCase(
                    name: "third quarter", target: hundred, actuals: two, asOf: "2025-09-30",
                    state: .onPace, actual: "80", due: "74", permille: 800),
                ReadingCase(
                    name: "due by today, not by the day of the value", target: hundred,
                    actuals: two,
                    asOf: "2025-12-30", state: .behind, due: "99"),
                ReadingCase(
                    name: "another year's value does not count", target: hundred, actuals: two,
                    asOf: "2026-06-01", year: 2026, state: .noData),
            ]
        }())
    func reportedCount(_ example: ReadingCase) throws { try example.check() }

    @Test(
        "a stock is met at its figure and paced on a line from the first value",
        arguments: try {
            let exact = try planTarget(.absolute, .year(2025), "1500", unit: .machines)
            let more = try planTarget(
                .absolute, .year(2025), "300", is: .more, unit: .tenThousandYuan)
            let about = try planTarget(.absolute, .year(2025), "20000", is: .about, unit: .vehicles)
            func case_(
                _ name: String, _ target: PlanTarget, _ values: [(String, String)],
                base: [Int: String] = [:], _ asOf: String, _ state: TargetState, due: String? = nil,
                permille: Int? = nil
            ) throws -> ReadingCase {
                ReadingCase(
                    name: name, target: target, actuals: try observed(values, base: base),
                    asOf: asOf,
                    year: 2024, state: state, due: due, permille: permille)
            }
            return [
                try case_("nothing reported", exact, [], "2025-06-01", .noData),
                try case_(
                    "one value shows no pace", exact, [("2025-06-01", "1499")], "2025-06-01",
                    .behind,
                    permille: 999),
                try case_("at the figure", exact, [("2025-06-01", "1500")], "2025-06-01", .met),
                try case_(
                    "on the line from a base", exact, [("2024-12-31", "1000")], base: [2023: "498"],
                    "2025-01-10", .onPace, due: "999.685"),
                try case_(
                    "just below the line", exact, [("2024-12-31", "999")], base: [2023: "498"],
                    "2025-01-10", .behind, due: "999.685"),
                try case_(
                    "on the line from the first value", exact,
                    [("2025-01-01", "1136"), ("2025-07-02", "1318")], "2025-08-01", .onPace,
                    due: "1318"),
                try case_(
                    "one below the line from the first value", exact,
                    [("2025-01-01", "1136"), ("2025-07-02", "1317")], "2025-08-01", .behind),
                try case_(
                    "a start above the figure is no excuse", exact,
                    [("2025-01-01", "1600"), ("2025-07-02", "1400")], "2025-08-01", .behind,
                    due: "1500"),
                try case_(
                    "over and below", exact, [("2025-12-31", "1499.999")], "2026-01-01", .missed),
                try case_(
                    "over, last value of an earlier year", exact, [("2024-12-31", "1499")],
                    "2026-01-01", .noData),
                try case_(
                    "a stock met early stays met", exact, [("2024-12-31", "1500")], "2026-01-01",
                    .met),
                try case_(
                    "reached after the period", exact,
                    [("2025-11-30", "1400"), ("2026-01-01", "1500")],
                    "2026-02-01", .missed),
                try case_(
                    "more than means more", more, [("2025-12-31", "300")], "2026-02-01", .missed),
                try case_(
                    "a thousandth more is more", more, [("2025-12-31", "300.001")], "2026-02-01",
                    .met),
                try case_(
                    "about, 95 %", about, [("2025-12-31", "19000")], "2026-02-01", .met,
                    permille: 950),
                try case_(
                    "about, just under 95 %", about, [("2025-12-31", "18999.999")], "2026-02-01",
                    .missed),
            ]
        }())
    func stock(_ example: ReadingCase) throws { try example.check() }

    @Test(
        "a share that holds at any time has no pace",
        arguments: try {
            let ongoing = try planTarget(.ratio, .ongoing, "50", unit: .percent)
            let byYear = try planTarget(.ratio, .year(2025), "0.8", unit: .toOne)
            return [
                ReadingCase(
                    name: "below", target: ongoing,
                    actuals: try observed([("2025-05-01", "49.999")]),
                    asOf: "2025-06-01", state: .behind, permille: 999),
                ReadingCase(
                    name: "at it", target: ongoing, actuals: try observed([("2025-05-01", "50")]),
                    asOf: "2025-06-01", state: .met),
                ReadingCase(
                    name: "below when the year is over", target: ongoing,
                    actuals: try observed([("2025-05-01", "49")]), asOf: "2026-06-01",
                    state: .missed),
                ReadingCase(
                    name: "each year needs a value of its own", target: ongoing,
                    actuals: try observed([("2024-05-01", "60")]), asOf: "2025-06-01",
                    state: .noData),
                ReadingCase(
                    name: "a quotient at its figure", target: byYear,
                    actuals: try observed([("2025-12-31", "0.8")]), asOf: "2026-06-01", state: .met,
                    actual: "0.8"),
                ReadingCase(
                    name: "a quotient below", target: byYear,
                    actuals: try observed([("2025-12-31", "0.799")]), asOf: "2026-06-01",
                    state: .missed),
                ReadingCase(
                    name: "a share met early may fall again, so it decides nothing", target: byYear,
                    actuals: try observed([("2024-12-31", "0.9")]), asOf: "2026-06-01",
                    state: .noData),
                ReadingCase(
                    name: "on the line", target: byYear,
                    actuals: try observed([("2024-12-31", "0.4"), ("2025-07-01", "0.6")]),
                    asOf: "2025-08-01", state: .onPace, due: "0.599"),
            ]
        }())
    func share(_ example: ReadingCase) throws { try example.check() }

    @Test("a board of any year shows a target with a year of its own the same")
    func boardYearDoesNotMatter() throws {
        let target = try planTarget(.absolute, .year(2027), "100")
        let actuals = try observed([("2025-01-01", "10"), ("2025-12-31", "50")])
        let day = try targetDay("2026-02-01")
        let readings = [2024, 2025, 2027, 2030].map {
            TargetEvaluation.evaluate(target, actuals: actuals, asOf: day, year: $0)
        }
        #expect(Set(readings).count == 1)
        #expect(readings.first?.year == 2027)
    }

    @Test(
        "a year outside the calendar is no data and no crash", arguments: [0, -1, 10_000, Int.max])
    func absurdYear(_ year: Int) throws {
        let annual = try planTarget(.perYearCount, .annual, "5", measure: .nevFair)
        let reading = TargetEvaluation.evaluate(
            annual, actuals: fairs(5), asOf: try targetDay("2025-06-01"), year: year)
        #expect(reading.state == .noData)
    }
}
