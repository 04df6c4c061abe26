extension TargetFigure {
    /// The columns of a file of figures, in template order.
    public static let columns: [RegisterColumn] = [
        RegisterColumn("target", "指标编号", required: true),
        RegisterColumn("day", "观测日期", required: false),
        RegisterColumn("baseYear", "基年", required: false),
        RegisterColumn("value", "数值", required: true),
        RegisterColumn("document", "来源文件", required: true),
        RegisterColumn("reporter", "上报单位", required: true),
        RegisterColumn("corrects", "是否更正", required: false),
    ]

    /// Reads one row of text cells: an observation where it has a day, a base where it has a year.
    ///
    /// A value may be written as a quotient, `4200/5000`, for ratios; it is taken to the
    /// thousandth below, in percent where the target is in percent.
    ///
    /// - Parameters:
    ///   - cells: text by column key; absent keys are empty.
    ///   - plan: the plan that has the target.
    ///   - today: the county's calendar date; no value holds for a later day.
    /// - Returns: the figure, or nil when a finding is an error; and all findings.
    public static func read(
        _ cells: [String: String], plan: CountyPlan, today: Day
    ) -> (figure: TargetFigure?, findings: [Finding]) {
        var row = RegisterCells(cells, columns: columns)
        let target = target(in: &row, plan)
        let point = point(in: &row, target, today)
        let value = value(in: &row, target)
        let document = row.text("document", limit: 200)
        let reporter = reporter(in: &row, plan)
        let isCorrection = row.boolean("corrects") ?? false
        guard !row.hasErrors, let target, let point, let value, let document, let reporter else {
            return (nil, row.findings)
        }
        let figure = TargetFigure(
            plan: plan.code, targetID: target.id, point: point, value: value, document: document,
            reporter: reporter, isCorrection: isCorrection)
        return (figure, row.findings)
    }

    private static func target(in row: inout RegisterCells, _ plan: CountyPlan) -> PlanTarget? {
        guard !row.isEmpty("target") else { return nil }
        if let target = plan.target(id: row.folded("target").uppercased()) { return target }
        row.add(
            "figure-target-unknown", at: "target",
            zh: "方案“\(plan.code)”没有这一指标。请从方案目标清单查编号。",
            en: "plan \(plan.code) has no such target. The list of targets has their numbers.")
        return nil
    }

    private static func point(
        in row: inout RegisterCells, _ target: PlanTarget?, _ today: Day
    ) -> Point? {
        let (hasDay, hasYear) = (!row.folded("day").isEmpty, !row.folded("baseYear").isEmpty)
        guard hasDay != hasYear else {
            row.add(
                "figure-day-or-year", zh: "请填写观测日期或基年，二者取一。",
                en: "Fill in day for an observation or baseYear for a base, one of the two.")
            return nil
        }
        return hasDay ? observed(in: &row, target, today) : base(in: &row, target, today)
    }

    private static func observed(
        in row: inout RegisterCells, _ target: PlanTarget?, _ today: Day
    ) -> Point? {
        guard let day = row.day("day") else { return nil }
        if let target, let measure = target.measure {
            row.add(
                "figure-target-counted", at: "target",
                zh: "由登记簿计数（\(measure.rawValue)），不收观测值。请在活动或回收登记中登记。",
                en: "it is counted by a register (\(measure.rawValue)) and takes no observations. "
                    + "Record the events or the old goods.")
            return nil
        }
        guard day <= today else {
            row.add(
                "figure-day-in-future", at: "day",
                zh: "晚于今天（\(today.isoText)）。请核对日期；预测不是观测值。",
                en: "it is after today (\(today.isoText)). Check it: a forecast is no observation.")
            return nil
        }
        return .observed(day)
    }

    private static func base(
        in row: inout RegisterCells, _ target: PlanTarget?, _ today: Day
    ) -> Point? {
        guard let number = row.count("baseYear", limit: 9999) else { return nil }
        guard RegisterCells.plausibleYears.contains(number), number < today.year else {
            row.add(
                "figure-base-year", at: "baseYear",
                zh: "不是2000年以来已结束的年份。请核对。",
                en: "it is not a year from 2000 on that has ended. Check it.")
            return nil
        }
        guard let target else { return nil }
        if let wanted = target.baselineYear, wanted != number {
            row.add(
                "figure-base-other-year", at: "baseYear",
                zh: "\(target.clauseTitle.zh)以\(wanted)年为基年。请填写\(wanted)年的数值。",
                en: "\(target.clauseTitle.en) measures from \(wanted). Give the value of \(wanted)."
            )
            return nil
        }
        guard target.usesBase else {
            row.add(
                "figure-base-unused", at: "target", zh: "该指标不用基数。请删去本行。",
                en: "nothing of it is read from a base. Remove the row.")
            return nil
        }
        return .base(number)
    }

    private static func reporter(in row: inout RegisterCells, _ plan: CountyPlan) -> String? {
        guard let name = row.text("reporter", limit: 60) else { return nil }
        if let unit = plan.unit(named: name) { return unit.name.zh }
        row.add(
            "figure-reporter-unknown", .warning, at: "reporter",
            zh: "不在方案的单位名单中，已照录。请核对名称。",
            en: "it is none of the plan's units and is kept as written. Check the name.")
        return name
    }

    // MARK: Values

    private static func value(in row: inout RegisterCells, _ target: PlanTarget?) -> TargetNumber? {
        guard !row.isEmpty("value") else { return nil }
        let isPercent = target?.unit == .percent && target?.kind == .ratio
        let isRatio = target?.kind == .ratio
        guard let value = number(in: &row, isRatio: isRatio, isPercent: isPercent) else {
            return nil
        }
        if value < .zero {
            row.add(
                "register-count-negative", at: "value", zh: "不能为负数。请核对。",
                en: "it cannot be negative. Check it.")
            return nil
        }
        if isPercent, value > TargetNumber(100) {
            row.add(
                "figure-share-above-100", at: "value", zh: "占比不能超过100%。请核对分子和分母。",
                en: "a share is at most 100 %. Check what is divided by what.")
            return nil
        }
        if value == .zero, isBase(row), let target, target.growsFromBase {
            row.add(
                "figure-base-zero", at: "value",
                zh: "增长率不能以零为基数。请核对；确为零时该指标无法计算，请与统计部门商定口径。",
                en:
                    "growth has no base of zero. Check it; if it is zero indeed the target cannot be "
                    + "computed and takes a ruling of the statistics office.")
            return nil
        }
        return value
    }

    private static func isBase(_ row: RegisterCells) -> Bool { !row.folded("baseYear").isEmpty }

    /// A number, or a quotient of two.
    private static func number(
        in row: inout RegisterCells, isRatio: Bool, isPercent: Bool
    ) -> TargetNumber? {
        let parts = row.folded("value").split(separator: "/", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in
            try? TargetNumber.parse(part.trimmedOfBlanks).get()
        }
        guard numbers.count == parts.count, (1...2).contains(numbers.count) else {
            row.add(
                "figure-value-unreadable", at: "value",
                zh: "不是数字，或小数超过三位。请填写如20000、0.82或4200/5000，不带单位。",
                en: "it is not a number with at most three decimals. Write e.g. 20000, 0.82 or "
                    + "4200/5000, without a unit.")
            return nil
        }
        guard numbers.count == 2 else { return numbers[0] }
        guard isRatio else {
            row.add(
                "figure-quotient", at: "value", zh: "只有比值类指标可写成商。请填写数量本身。",
                en: "only a ratio is written as a quotient. Write the number itself.")
            return nil
        }
        guard numbers[1] > .zero else {
            row.add(
                "figure-ratio-zero-base", at: "value", zh: "分母为零或负数，比值无意义。请核对分母。",
                en: "it divides by nothing, which is no ratio. Check the second number.")
            return nil
        }
        let share = ExactNumber(
            Int128(numbers[0].thousandths) * (isPercent ? 100_000 : 1000),
            over: Int128(numbers[1].thousandths))
        return share.roundedDown()
    }
}

extension PlanTarget {
    /// Whether it is growth on a recorded base.
    public var growsFromBase: Bool { kind == .growthVsBase || kind == .annualGrowth }

    /// Whether a base says anything about it: growth grows from one, a level's line begins at one.
    public var usesBase: Bool {
        switch kind {
        case .growthVsBase, .annualGrowth: true
        case .perYearCount: false
        case .absolute, .ratio: measure == nil && period != .annual && period != .ongoing
        }
    }
}
