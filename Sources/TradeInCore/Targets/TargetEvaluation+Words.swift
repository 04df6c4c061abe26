extension TargetQuestion {
    /// What is due by a day, and by which convention.
    struct Pace {
        enum Method { case evenDays, line, evenYears, evenGrowth }
        var due: TargetNumber
        var on: Day
        var method: Method
    }

    /// The reading of a value that decides; the explanation says all that was used.
    func reading(
        _ evidence: Evidence, isMet: Bool, pace: Pace?, actual: TargetNumber,
        base: TargetNumber? = nil, permille: Int
    ) -> TargetReading {
        let state: TargetState =
            if isMet { .met } else if isOver {
                .missed
            } else if let pace, evidence.value >= pace.due {
                .onPace
            } else { .behind }
        var words = [facts(evidence, actual: actual, base: base), figureWords]
        if state == .onPace || state == .behind { words.append(paceWords(pace)) }
        words.append(resultWords(state))
        var reading = TargetReading(
            targetID: target.id, year: year, state: state, actual: actual, required: target.value,
            measured: evidence.value, base: base, due: pace?.due, dueOn: pace?.on,
            observedOn: evidence.observedOn, reachedPermille: permille,
            explanation: LocalizedText(
                zh: words.map(\.zh).joined(), en: words.map(\.en).joined(separator: " ")))
        reading.forecast = forecast(evidence, base: base)
        return reading
    }

    func noDataReading(base: TargetNumber? = nil) -> TargetReading {
        let when = isOver || !hasDeadline ? "\(year)年" : "\(year)年底前"
        let whenEnglish = isOver || !hasDeadline ? "in \(year)" : "up to the end of \(year)"
        return TargetReading(
            targetID: target.id, year: year, state: .noData, required: target.value, base: base,
            explanation: LocalizedText(
                zh: "\(when)没有可用的上报值，目标为\(target.requirement.zh)。请录入带日期和来源的观测值。",
                en: "No reported value \(whenEnglish); the target is \(target.requirement.en). "
                    + "Record an observation with its day and source."))
    }

    func notBegunReading(base: TargetNumber) -> TargetReading {
        TargetReading(
            targetID: target.id, year: year, state: .noData, required: target.value, base: base,
            explanation: LocalizedText(
                zh: "\(baseYear)年基数\(base.groupedText)，目标为\(target.requirement.zh)；"
                    + "\(year)年尚未开始，届时按登记簿计数。",
                en: "Base of \(baseYear): \(base.groupedText); the target is "
                    + "\(target.requirement.en). \(year) has not begun; the register counts it then."
            ))
    }

    /// Without a positive base growth is not computed; what was counted is still shown.
    func baseMissingReading(_ base: TargetNumber?, _ evidence: Evidence?) -> TargetReading {
        let fault =
            base.map {
                LocalizedText(
                    zh: "\(baseYear)年基数为\($0.groupedText)，不能据此计算增长率。请核对基数及来源。",
                    en: "The base of \(baseYear) is \($0.groupedText); growth cannot be computed "
                        + "from it. Check the base and its source.")
            }
            ?? LocalizedText(
                zh: "缺少\(baseYear)年基数，不作假设，不计算增长率。请录入\(baseYear)年数值及来源。",
                en: "The base of \(baseYear) is missing; it is not assumed and no growth is "
                    + "computed. Record the value of \(baseYear) with its source.")
        let known = evidence.map { valueWords($0, text: plain($0.value)) }
        return TargetReading(
            targetID: target.id, year: year, state: .baseMissing, required: target.value,
            measured: evidence?.value, base: base, observedOn: evidence?.observedOn,
            explanation: LocalizedText(
                zh: (known.map { $0.zh + "。" } ?? "") + fault.zh,
                en: (known.map { $0.en + ". " } ?? "") + fault.en))
    }

    private func plain(_ number: TargetNumber) -> LocalizedText {
        LocalizedText(zh: number.groupedText, en: number.groupedText)
    }

    /// A growth target's level has a unit that the plan does not name.
    private func levelText(_ number: TargetNumber, base: TargetNumber?) -> LocalizedText {
        base == nil ? target.unit.text(number) : plain(number)
    }

    private func valueWords(_ evidence: Evidence, text: LocalizedText) -> LocalizedText {
        guard let day = evidence.observedOn else {
            return LocalizedText(
                zh: "\(year)年登记\(text.zh)", en: "Registered in \(year): \(text.en)")
        }
        return LocalizedText(
            zh: "\(day.isoText)上报值\(text.zh)", en: "Reported for \(day.isoText): \(text.en)")
    }

    private func facts(
        _ evidence: Evidence, actual: TargetNumber, base: TargetNumber?
    ) -> LocalizedText {
        let value = valueWords(evidence, text: levelText(evidence.value, base: base))
        guard let base else { return LocalizedText(zh: value.zh + "。", en: value.en + ".") }
        let growth = target.unit.text(actual)
        return LocalizedText(
            zh: "\(baseYear)年基数\(base.groupedText)，\(value.zh)，增长\(growth.zh)。",
            en: "Base of \(baseYear): \(base.groupedText). \(value.en). Growth: \(growth.en).")
    }

    private var figureWords: LocalizedText {
        let wanted = target.requirement
        guard target.comparator == .about else {
            return LocalizedText(zh: "目标为\(wanted.zh)。", en: "The target is \(wanted.en).")
        }
        return LocalizedText(
            zh: "目标为\(wanted.zh)，达到该数的95%即视为达到（本系统约定）。",
            en: "The target is \(wanted.en); 95 % of it counts as reached (our own convention).")
    }

    private func paceWords(_ pace: Pace?) -> LocalizedText {
        guard let pace else { return paceMissingWords }
        let due = levelText(pace.due, base: isGrowth ? pace.due : nil)
        let method = methodWords(pace.method)
        return LocalizedText(
            zh: "截至\(pace.on.isoText)应达\(due.zh)（\(method.zh)，向下取整）。",
            en: "Due by \(pace.on.isoText): \(due.en) (\(method.en), rounded down).")
    }

    private var isGrowth: Bool { target.kind == .growthVsBase || target.kind == .annualGrowth }

    private var paceMissingWords: LocalizedText {
        guard hasDeadline else {
            return LocalizedText(zh: "该目标须随时达到。", en: "The figure holds at any time.")
        }
        return LocalizedText(
            zh: "只有一个观测值，无法判断进度，按滞后显示。请录入基数或更早的观测值。",
            en: "A single observation shows no pace, so it reads as behind. "
                + "Record a base or an earlier observation.")
    }

    private func methodWords(_ method: Pace.Method) -> LocalizedText {
        switch method {
        case .evenDays: LocalizedText(zh: "按全年天数均摊", en: "spread evenly over the days of the year")
        case .line:
            LocalizedText(
                zh: "按最早已知值到期末的直线", en: "on a straight line from the earliest known value")
        case .evenYears: LocalizedText(zh: "自基年起逐年均摊", en: "in equal steps a year from the base")
        case .evenGrowth:
            LocalizedText(zh: "增长按全年天数均摊", en: "growth spread evenly over the year")
        }
    }

    private func resultWords(_ state: TargetState) -> LocalizedText {
        LocalizedText(zh: state.title.zh + "。", en: state.title.en + ".")
    }
}
