import Testing
import TradeInCore

/// Appliances received in 2025.
private func appliances(_ count: Int, base: String? = nil) throws -> TargetActuals {
    var actuals = try observed([], base: base.map { [2023: $0] } ?? [:])
    actuals.recycling[2025] = .init(appliances: count)
    return actuals
}

private func doubleTarget() throws -> PlanTarget {
    try planTarget(.growthVsBase, base: 2023, .year(2027), "100", is: .about, unit: .percent)
}

@Suite struct TargetsGrowthTests {
    @Test(
        "growth counted by the recycling register needs a recorded base",
        arguments: try {
            let target = try planTarget(
                .growthVsBase, base: 2023, .year(2025), "15", unit: .percent,
                measure: .appliancesRecycled)
            return [
                ReadingCase(
                    name: "no base", target: target, actuals: try appliances(9999),
                    asOf: "2026-01-01",
                    state: .baseMissing),
                ReadingCase(
                    name: "a base of zero", target: target,
                    actuals: try appliances(9999, base: "0"),
                    asOf: "2026-01-01", state: .baseMissing),
                ReadingCase(
                    name: "exactly 15 %", target: target,
                    actuals: try appliances(1150, base: "1000"),
                    asOf: "2026-01-01", state: .met, actual: "15", permille: 1000),
                ReadingCase(
                    name: "one short", target: target, actuals: try appliances(1149, base: "1000"),
                    asOf: "2026-01-01", state: .missed, actual: "14.9", permille: 999),
                ReadingCase(
                    name: "a share of a percent short is not rounded up", target: target,
                    actuals: try appliances(114_999_999, base: "100000000"), asOf: "2026-01-01",
                    state: .missed, actual: "14.999"),
                ReadingCase(
                    name: "half the year, half the volume", target: target,
                    actuals: try appliances(573, base: "1000"), asOf: "2025-07-01", state: .onPace,
                    actual: "-42.7", due: "573"),
                ReadingCase(
                    name: "half the year, one short", target: target,
                    actuals: try appliances(572, base: "1000"), asOf: "2025-07-01", state: .behind),
            ]
        }())
    func registerGrowth(_ example: ReadingCase) throws { try example.check() }

    @Test(
        "reported growth is due in equal steps from the base year",
        arguments: try {
            let target = try planTarget(
                .growthVsBase, base: 2023, .year(2027), "28", unit: .percent)
            let double = try doubleTarget()
            func case_(
                _ name: String, _ values: [(String, String)], base: [Int: String] = [2023: "100"],
                _ asOf: String, _ state: TargetState, due: String? = nil, permille: Int? = nil
            ) throws -> ReadingCase {
                ReadingCase(
                    name: name, target: target, actuals: try observed(values, base: base),
                    asOf: asOf,
                    state: state, due: due, permille: permille)
            }
            return [
                try case_("neither base nor value", [], base: [:], "2025-06-01", .baseMissing),
                try case_(
                    "value, no base", [("2025-12-31", "200")], base: [:], "2026-06-01", .baseMissing
                ),
                try case_(
                    "a base of another year is no base", [("2025-12-31", "200")],
                    base: [2022: "100"],
                    "2026-06-01", .baseMissing),
                try case_(
                    "an observation in the base year is not taken for the base",
                    [("2023-12-31", "100"), ("2025-12-31", "200")], base: [:], "2026-06-01",
                    .baseMissing),
                try case_("base, no value", [], "2026-06-01", .noData),
                try case_(
                    "two of four steps", [("2025-12-31", "114")], "2026-06-01", .onPace, due: "114",
                    permille: 500),
                try case_(
                    "just under two of four steps", [("2025-12-31", "113.999")], "2026-06-01",
                    .behind),
                try case_("shrunk", [("2025-12-31", "90")], "2026-06-01", .behind, permille: 0),
                try case_("at the figure", [("2027-12-31", "128")], "2028-01-01", .met),
                try case_("under the figure", [("2027-12-31", "127.999")], "2028-01-01", .missed),
                try case_(
                    "over without a value of the year", [("2026-12-31", "140")], "2028-01-01",
                    .noData),
                ReadingCase(
                    name: "about double, at 95 % growth", target: double,
                    actuals: try observed([("2027-12-31", "195")], base: [2023: "100"]),
                    asOf: "2028-01-01", state: .met, actual: "95"),
                ReadingCase(
                    name: "about double, under 95 % growth", target: double,
                    actuals: try observed([("2027-12-31", "194.999")], base: [2023: "100"]),
                    asOf: "2028-01-01", state: .missed),
            ]
        }())
    func reportedGrowth(_ example: ReadingCase) throws { try example.check() }

    @Test(
        "annual growth compares the year's value with the year before",
        arguments: try {
            let target = try planTarget(.annualGrowth, .annual, "30", unit: .percent)
            func case_(
                _ name: String, _ values: [(String, String)], base: [Int: String] = [:],
                _ asOf: String,
                _ state: TargetState, actual: String? = nil, due: String? = nil
            ) throws -> ReadingCase {
                ReadingCase(
                    name: name, target: target, actuals: try observed(values, base: base),
                    asOf: asOf,
                    state: state, actual: actual, due: due)
            }
            return [
                try case_(
                    "two values, met", [("2024-12-31", "1000"), ("2025-12-31", "1300")],
                    "2026-01-01",
                    .met, actual: "30"),
                try case_(
                    "two values, one short", [("2024-12-31", "1000"), ("2025-12-31", "1299")],
                    "2026-01-01", .missed, actual: "29.9"),
                try case_(
                    "half a year, half the growth",
                    [("2024-12-31", "1000"), ("2025-07-01", "1150")],
                    "2025-07-02", .onPace, actual: "15", due: "1149.589"),
                try case_(
                    "half a year, less", [("2024-12-31", "1000"), ("2025-07-01", "1149")],
                    "2025-07-02",
                    .behind),
                try case_("no year before", [("2025-12-31", "1300")], "2026-01-01", .baseMissing),
                try case_(
                    "the year before the year before is no base",
                    [("2023-12-31", "1000"), ("2025-12-31", "1300")], "2026-01-01", .baseMissing),
                try case_("no value of the year", [("2024-12-31", "1000")], "2025-06-01", .noData),
                try case_(
                    "a recorded base goes before an observation",
                    [("2024-12-31", "1000"), ("2025-12-31", "1300")], base: [2024: "1100"],
                    "2026-01-01", .missed, actual: "18.181"),
            ]
        }())
    func annualGrowth(_ example: ReadingCase) throws { try example.check() }

    @Test("the recycling register's volume of the target's year meets an absolute figure")
    func recycledVehicles() throws {
        let vehicles = try planTarget(
            .absolute, .year(2025), "5000", unit: .vehicles, measure: .vehiclesRecycled)
        let after = try targetDay("2026-03-01")
        for (count, state) in [(4999, TargetState.missed), (5000, .met)] {
            let actuals = TargetActuals(recycling: [
                2024: .init(vehicles: 9000), 2025: .init(vehicles: count),
            ])
            let reading = TargetEvaluation.evaluate(
                vehicles, actuals: actuals, asOf: after, year: 2026)
            #expect(reading.state == state)
        }
    }

    @Test(
        "growth is shown rounded down, below zero too, and extremes do not overflow",
        arguments: [
            ("3", "2", "-33.334", 0), ("3", "4", "33.333", 1000), ("0.001", "0.001", "0", 0),
            ("0.001", "1000000000000", "9223372036854775.807", 1000),
            ("1000000000000", "-1000000000000", "-200", 0),
        ])
    func extremes(_ base: String, _ value: String, _ shown: String, _ permille: Int) throws {
        let target = try planTarget(.growthVsBase, base: 2023, .year(2025), "15", unit: .percent)
        let reading = TargetEvaluation.evaluate(
            target, actuals: try observed([("2025-12-31", value)], base: [2023: base]),
            asOf: try targetDay("2026-01-01"), year: 2025)
        #expect(reading.actual?.text == shown)
        #expect(reading.reachedPermille == permille)
    }

    @Test("a reading says base, value, figure, pace and state in both languages")
    func explanation() throws {
        let target = try planTarget(.annualGrowth, .annual, "30", unit: .percent)
        let actuals = try observed([("2024-12-31", "1000"), ("2025-07-01", "1149")])
        let words = TargetEvaluation.evaluate(
            target, actuals: actuals, asOf: try targetDay("2025-07-02"), year: 2025
        ).explanation
        #expect(
            words.zh == "2024年基数1,000，2025-07-01上报值1,149，增长14.9%。目标为不低于30%。"
                + "截至2025-07-01应达1,149.589（增长按全年天数均摊，向下取整）。进度滞后。")
        #expect(
            words.en == "Base of 2024: 1,000. Reported for 2025-07-01: 1,149. Growth: 14.9%. "
                + "The target is at least 30%. Due by 2025-07-01: 1,149.589 "
                + "(growth spread evenly over the year, rounded down). Behind.")
    }
}
