/// Where a target will stand at the end of its period if things go on as they have.
public struct TargetForecast: Hashable, Sendable {
    /// The value on the last day, in the target's unit, rounded down; for growth in percent.
    public var value: TargetNumber
    /// How it was worked out.
    public var method: Method

    /// How a forecast is worked out; each is a straight line and says so.
    public enum Method: String, Sendable, CaseIterable {
        /// The count so far, over the days that have gone, times the days of the year.
        case rate
        /// The line through the earliest and the latest known value.
        case line

        /// The method in words.
        public var title: LocalizedText {
            switch self {
            case .rate:
                LocalizedText(
                    zh: "按今年以来的日均速度推算到年底", en: "the pace of the year so far, kept to its end")
            case .line:
                LocalizedText(
                    zh: "按最早与最近两个已知值的直线推算到期末",
                    en: "the line through the earliest and the latest known value")
            }
        }
    }
}

extension TargetQuestion {
    /// The forecast; nil when the period is over, has not begun, or has too little to go by.
    func forecast(_ evidence: Evidence, base: TargetNumber?) -> TargetForecast? {
        guard !isOver, asOf >= days.lowerBound || !isCountOfYear else { return nil }
        if isCountOfYear { return rateForecast(evidence, base: base) }
        guard let day = evidence.observedOn, day < days.upperBound else { return nil }
        switch target.kind {
        case .perYearCount: return nil
        case .absolute, .ratio:
            guard hasDeadline, let start = lineStart, start.day < day else { return nil }
            return lineForecast(start, day, evidence.value, base: nil)
        case .growthVsBase, .annualGrowth:
            guard let base, let before = Day.all(ofYear: baseYear), before.upperBound < day else {
                return nil
            }
            return lineForecast(
                TargetObservation(day: before.upperBound, value: base), day, evidence.value,
                base: base)
        }
    }

    private func rateForecast(_ evidence: Evidence, base: TargetNumber?) -> TargetForecast {
        let length = days.upperBound.days(since: days.lowerBound) + 1
        let day = evidence.observedOn ?? asOf
        let elapsed = min(day.days(since: days.lowerBound) + 1, length)
        let whole = ExactNumber(evidence.value).share(length, of: elapsed).roundedDown(
            toThousandths: 1000)
        return TargetForecast(value: grown(whole, base: base), method: .rate)
    }

    private func lineForecast(
        _ start: TargetObservation, _ day: Day, _ value: TargetNumber, base: TargetNumber?
    ) -> TargetForecast {
        let span = Int128(day.days(since: start.day))
        let rise = Int128(value.thousandths) - Int128(start.value.thousandths)
        let climbed = rise * Int128(days.upperBound.days(since: start.day))
        let level = ExactNumber(
            Int128(start.value.thousandths) * span + climbed, over: span
        ).roundedDown()
        return TargetForecast(value: grown(max(level, .zero), base: base), method: .line)
    }

    /// A level as the growth that the target asks for.
    private func grown(_ level: TargetNumber, base: TargetNumber?) -> TargetNumber {
        guard target.growsFromBase, let base, base > .zero else { return level }
        return ExactNumber(growthFrom: base, to: level).roundedDown()
    }
}

/// One month of a target's year: what is due by its end, and what was there.
public struct TargetMonth: Hashable, Sendable {
    /// The month.
    public var month: Month
    /// The count or level due by the month's last day; nil where no pace can be drawn.
    public var due: TargetNumber?
    /// The count from the year's first day, or the month's latest reported level; nil for months
    /// to come, and for levels that nobody reported.
    public var actual: TargetNumber?
}

extension TargetEvaluation {
    /// A target's year month by month.
    ///
    /// - Parameters:
    ///   - target: the target.
    ///   - actuals: what is known.
    ///   - asOf: today.
    ///   - year: the year for yearly and ongoing targets; others have their own.
    /// - Returns: twelve months, or none for a year that does not exist.
    public static func months(
        _ target: PlanTarget, actuals: TargetActuals, asOf: Day, year: Int
    ) -> [TargetMonth] {
        let readYear = if case .year(let due) = target.period { due } else { year }
        guard let days = Day.all(ofYear: readYear) else { return [] }
        let question = TargetQuestion(
            target: target, actuals: actuals, asOf: asOf, year: readYear, days: days)
        var count = 0
        return (1...12).compactMap { number in
            guard let first = Day(year: readYear, month: number, day: 1) else { return nil }
            let month = Month(of: first)
            let next = number == 12 ? nil : Day(year: readYear, month: number + 1, day: 1)
            let last = next?.advanced(byDays: -1) ?? days.upperBound
            if let measure = target.measure { count += actuals.count(measure, in: month) }
            return TargetMonth(
                month: month, due: question.due(by: last),
                actual: question.actual(first, last, count: count))
        }
    }
}

extension TargetQuestion {
    /// What is due by a day of the year, by the same conventions as the reading.
    func due(by day: Day) -> TargetNumber? {
        if isCountOfYear {
            if target.growsFromBase {
                guard let base, base > .zero else { return nil }
                return evenPace(of: ExactNumber(base, grownBy: target.value), by: day).due
            }
            return evenPace(of: ExactNumber(target.value), by: day).due
        }
        let evidence = Evidence(value: .zero, observedOn: day)
        guard target.growsFromBase else { return linePace(evidence)?.due }
        guard let base, base > .zero else { return nil }
        return growthPace(evidence, base: base)?.due
    }

    fileprivate func actual(_ first: Day, _ last: Day, count: Int) -> TargetNumber? {
        guard first <= asOf else { return nil }
        if target.measure != nil { return TargetNumber(count) }
        return actuals.latest(of: target.id, within: first...min(last, asOf))?.value
    }
}
