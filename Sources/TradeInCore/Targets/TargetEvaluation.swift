/// The reading of plan targets: a pure function of what is known and of the day.
///
/// The plan states figures and no method; the conventions below are our own and
/// every reading says in words which it used.
///
/// - **Counts of a year** (per-year counts, and the volumes of the recycling
///   register) are due evenly over the days of the year, today included, rounded
///   down to whole units, a reported count too: what nobody has reported is not there.
///   A year that has not begun has nothing due.
/// - **Levels due by a year** are due on a straight line to the year's last day,
///   from the earliest recorded base (its year's last day) or else the earliest
///   observation, judged on the day of the latest observation. A single
///   observation draws no line: not reached reads `behind`.
/// - **Reported growth on a base** is due in equal steps a year from the base year;
///   a value stands for the calendar year of its day.
/// - **Annual growth** compares the year's latest value with the base of the year
///   before, or else that year's latest observation, and is due evenly over the year.
/// - **Ongoing** figures hold at any time: below them reads `behind`.
/// - **About** (左右, 约) is met from 5 % below the figure.
/// - A period is over on the day after its last. Then only a value inside the year
///   decides, except a stock that had reached its figure before.
/// - A target with a year of its own reads the same on the board of any year.
public enum TargetEvaluation {
    /// How one target stands on a day.
    ///
    /// - Parameters:
    ///   - target: the target.
    ///   - actuals: what is known; observations dated after `asOf` are left out.
    ///   - asOf: today; registers are taken to hold nothing later.
    ///   - year: the calendar year that annual and ongoing targets are read for.
    /// - Returns: the reading; growth without a base is `baseMissing`, whatever else
    ///   is missing, and a reported figure without a value that decides is `noData`.
    public static func evaluate(
        _ target: PlanTarget, actuals: TargetActuals, asOf: Day, year: Int
    ) -> TargetReading {
        let readYear = if case .year(let due) = target.period { due } else { year }
        guard let days = Day.all(ofYear: readYear) else {
            return TargetReading(
                targetID: target.id, year: readYear, state: .noData, required: target.value,
                explanation: LocalizedText(
                    zh: "没有\(readYear)年。请选择1至9999之间的年份。",
                    en: "There is no year \(readYear). Choose a year from 1 to 9999."))
        }
        let question = TargetQuestion(
            target: target, actuals: actuals, asOf: asOf, year: readYear, days: days)
        switch target.kind {
        case .perYearCount, .absolute, .ratio: return question.plainReading()
        case .growthVsBase, .annualGrowth: return question.growthReading()
        }
    }
}

/// One target, what is known of it, and the day and year it is read for.
struct TargetQuestion {
    let target: PlanTarget
    let actuals: TargetActuals
    let asOf: Day
    let year: Int
    /// The days of `year`.
    let days: ClosedRange<Day>

    /// A value and, for an observation, its day.
    struct Evidence {
        var value: TargetNumber
        var observedOn: Day?
    }

    var isOver: Bool { asOf > days.upperBound }

    /// Whether the value grows from zero within the year.
    var isCountOfYear: Bool { target.measure != nil || target.kind == .perYearCount }

    var hasDeadline: Bool {
        if case .year = target.period { true } else { false }
    }

    // MARK: Evidence

    /// The value that the state is read from, or nil when nothing decides.
    func evidence() -> Evidence? {
        if let measure = target.measure {
            return Evidence(value: TargetNumber(actuals.count(measure, year: year)))
        }
        let last = min(asOf, days.upperBound)
        let first = firstUsefulDay
        guard first <= last, let found = actuals.latest(of: target.id, within: first...last) else {
            return nil
        }
        if isOver, found.day < days.lowerBound, !stillDecides(found) { return nil }
        return Evidence(value: found.value, observedOn: found.day)
    }

    /// Values before this day say nothing about the target.
    private var firstUsefulDay: Day {
        guard hasDeadline, target.kind != .perYearCount else { return days.lowerBound }
        guard let baselineYear = target.baselineYear, let base = Day.all(ofYear: baselineYear)
        else {
            return min(days.lowerBound, Day(number: 0))
        }
        return min(days.lowerBound, base.upperBound.advanced(byDays: 1))
    }

    /// A stock that had reached its figure stays read as reached; shares may fall again.
    private func stillDecides(_ found: TargetObservation) -> Bool {
        target.kind == .absolute
            && ExactNumber(found.value).meets(target.comparator, target.value)
    }

    // MARK: Counts, levels, ratios

    func plainReading() -> TargetReading {
        guard let evidence = evidence() else { return noDataReading() }
        let exact = ExactNumber(evidence.value)
        let pace = isCountOfYear ? evenPace(of: ExactNumber(target.value)) : linePace(evidence)
        return reading(
            evidence, isMet: exact.meets(target.comparator, target.value), pace: pace,
            actual: evidence.value, permille: exact.permille(of: ExactNumber(target.value)))
    }

    /// A share of a whole year's count, by days, in whole units.
    func evenPace(of whole: ExactNumber, by day: Day? = nil) -> Pace {
        let day = day ?? asOf
        let length = days.upperBound.days(since: days.lowerBound) + 1
        let elapsed = min(max(day.days(since: days.lowerBound) + 1, 0), length)
        let due = whole.share(elapsed, of: length).roundedDown(toThousandths: 1000)
        return Pace(due: due, on: min(day, days.upperBound), method: .evenDays)
    }

    /// A straight line from the earliest known level to the figure on the last day.
    func linePace(_ evidence: Evidence) -> Pace? {
        guard hasDeadline, let day = evidence.observedOn, let start = lineStart, start.day < day
        else { return nil }
        let span = days.upperBound.days(since: start.day)
        let rise = Int128(target.value.thousandths) - Int128(start.value.thousandths)
        guard span > 0, rise > 0 else { return Pace(due: target.value, on: day, method: .line) }
        let climbed = rise * Int128(day.days(since: start.day))
        let level = ExactNumber(
            Int128(start.value.thousandths) * Int128(span) + climbed, over: Int128(span))
        return Pace(due: level.roundedDown(), on: day, method: .line)
    }

    var lineStart: TargetObservation? {
        let base = actuals.bases.filter { $0.key.targetID == target.id && $0.key.year < year }
            .min { $0.key.year < $1.key.year }
        if let base, let days = Day.all(ofYear: base.key.year) {
            return TargetObservation(day: days.upperBound, value: base.value)
        }
        return actuals.observations[target.id]?.min { $0.day < $1.day }
    }
}
