extension TargetQuestion {
    /// The year whose value growth is measured from.
    var baseYear: Int { target.baselineYear ?? year - 1 }

    /// The recorded base; for annual growth also the latest value of the year before.
    var base: TargetNumber? {
        if let recorded = actuals.bases[TargetActuals.BaseKey(target.id, year: baseYear)] {
            return recorded
        }
        guard target.kind == .annualGrowth, let before = Day.all(ofYear: baseYear) else {
            return nil
        }
        return actuals.latest(of: target.id, within: before)?.value
    }

    func growthReading() -> TargetReading {
        let evidence = evidence()
        guard let base, base > .zero else { return baseMissingReading(base, evidence) }
        guard let evidence else { return noDataReading(base: base) }
        // A year's growth says nothing before the year has begun.
        if isCountOfYear, asOf < days.lowerBound { return notBegunReading(base: base) }
        let growth = ExactNumber(growthFrom: base, to: evidence.value)
        let wanted = ExactNumber(base, grownBy: target.value)
        let permille =
            isCountOfYear
            ? ExactNumber(evidence.value).permille(of: wanted)
            : growth.permille(of: ExactNumber(target.value))
        return reading(
            evidence, isMet: growth.meets(target.comparator, target.value),
            pace: isCountOfYear ? evenPace(of: wanted) : growthPace(evidence, base: base),
            actual: growth.roundedDown(), base: base, permille: permille)
    }

    /// Equal steps a year from the base year, or equal steps a day within the year.
    func growthPace(_ evidence: Evidence, base: TargetNumber) -> Pace? {
        guard let day = evidence.observedOn else { return nil }
        let part: Int
        let whole: Int
        if target.kind == .growthVsBase {
            part = day.year - baseYear
            whole = max(year - baseYear, 1)
        } else {
            part = day.days(since: days.lowerBound) + 1
            whole = days.upperBound.days(since: days.lowerBound) + 1
        }
        let due = ExactNumber(base, grownBy: target.value, part: part, of: whole)
        return Pace(
            due: due.roundedDown(), on: day,
            method: target.kind == .growthVsBase ? .evenYears : .evenGrowth)
    }
}
