import Testing
import TradeInCore

/// A day that a test names as text.
func targetDay(_ text: String) throws -> Day { try Day.parse(text).get() }

/// A number that a test names as text.
func targetNumber(_ text: String) throws -> TargetNumber { try TargetNumber.parse(text).get() }

/// The target `T900` of the kind under test, with the smallest of everything else.
func planTarget(
    _ kind: PlanTarget.Kind, base: Int? = nil, _ period: PlanTarget.Period,
    _ value: String, is comparator: PlanTarget.Comparator = .atLeast, unit: TargetUnit = .items,
    measure: PlanTarget.Measure? = nil
) throws -> PlanTarget {
    PlanTarget(
        id: "T900", clause: "15", title: LocalizedText(zh: "目标", en: "Target"), kind: kind,
        baselineYear: base, period: period, comparator: comparator,
        value: try targetNumber(value), unit: unit, source: measure?.source ?? .reported,
        measure: measure)
}

/// Observations of `T900`, as day and value.
func observed(_ values: [(String, String)], base: [Int: String] = [:]) throws -> TargetActuals {
    var actuals = TargetActuals()
    actuals.observations["T900"] = try values.map {
        TargetObservation(day: try targetDay($0.0), value: try targetNumber($0.1))
    }
    for (year, value) in base {
        actuals.bases[TargetActuals.BaseKey("T900", year: year)] = try targetNumber(value)
    }
    return actuals
}

/// Three towns are enough to tell right from wrong names.
let testCounty = County(
    code: "370828", name: LocalizedText(zh: "金乡县", en: "Jinxiang County"),
    towns: [
        Town(
            key: "jinxiang", name: LocalizedText(zh: "金乡街道", en: "Jinxiang Subdistrict"),
            kind: .subdistrict),
        Town(key: "yangshan", name: LocalizedText(zh: "羊山镇", en: "Yangshan Town"), kind: .town),
        Town(key: "huji", name: LocalizedText(zh: "胡集镇", en: "Huji Town"), kind: .town),
    ])
