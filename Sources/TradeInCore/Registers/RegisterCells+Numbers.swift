extension RegisterCells {
    /// The years that a register day may lie in; outside it a digit was mistyped.
    static let plausibleYears = 2000...2100

    /// A day of the calendar within ``plausibleYears``.
    mutating func day(_ key: String) -> Day? {
        guard !isEmpty(key) else { return nil }
        switch Day.parse(folded(key)) {
        case .success(let day) where Self.plausibleYears.contains(day.year): return day
        case .success:
            add(
                "register-day-implausible", at: key, zh: "年份不在2000至2100之间。请核对年份。",
                en: "its year is not within 2000 to 2100. Check the year.")
        case .failure(.noSuchDay):
            add(
                "register-day-no-such", at: key, zh: "日历上没有这一天。请核对日期。",
                en: "the calendar has no such day. Check the date.")
        case .failure(.notADate):
            add(
                "register-day-unreadable", at: key, zh: "不是日期。请写成2026-03-01的形式。",
                en: "it is not a date. Write it as 2026-03-01.")
        }
        return nil
    }

    /// A whole number that is not negative and at most `limit`.
    mutating func count(_ key: String, limit: Int) -> Int? {
        guard !isEmpty(key) else { return nil }
        guard case .success(let number) = TargetNumber.parse(folded(key)),
            number.thousandths % 1000 == 0
        else {
            add(
                "register-count-unreadable", at: key, zh: "不是整数。请填写不带单位的整数。",
                en: "it is not a whole number. Write digits without a unit.")
            return nil
        }
        return inRange(number, key, limit: TargetNumber(limit)).map { Int($0.thousandths / 1000) }
    }

    /// A mass in kilograms with at most three decimals, as whole grams; positive.
    mutating func grams(_ key: String, limitKg: Int) -> Int64? {
        guard !isEmpty(key) else { return nil }
        guard case .success(let number) = TargetNumber.parse(folded(key)) else {
            add(
                "register-mass-unreadable", at: key, zh: "不是千克数，或小数超过三位。请填写如38.5。",
                en: "it is not a number of kilograms with at most three decimals. Write e.g. 38.5.")
            return nil
        }
        guard number != .zero else {
            add(
                "register-mass-zero", at: key, zh: "质量不能为零；不清楚时请留空。",
                en: "a mass is not zero. Leave the cell empty when it is not known.")
            return nil
        }
        return inRange(number, key, limit: TargetNumber(limitKg))?.thousandths
    }

    private mutating func inRange(
        _ number: TargetNumber, _ key: String, limit: TargetNumber
    ) -> TargetNumber? {
        if number < .zero {
            add(
                "register-count-negative", at: key, zh: "不能为负数。请核对。",
                en: "it cannot be negative. Check it.")
            return nil
        }
        guard number <= limit else {
            add(
                "register-count-too-large", at: key, zh: "超过上限\(limit.groupedText)。请核对单位和位数。",
                en: "it is above the limit of \(limit.groupedText). Check the unit and the digits.")
            return nil
        }
        return number
    }

    /// An amount in yuan that is not negative.
    mutating func amount(_ key: String) -> Money? {
        guard !isEmpty(key) else { return nil }
        switch Money.parse(yuan: folded(key)) {
        case .success(let amount) where amount >= .zero: return amount
        case .success:
            add(
                "register-amount-negative", at: key, zh: "金额不能为负数。请核对。",
                en: "an amount cannot be negative. Check it.")
        case .failure(.tooManyDecimals):
            add(
                "register-amount-decimals", at: key, zh: "金额最多两位小数。请核对。",
                en: "an amount has at most two decimals. Check it.")
        case .failure(.tooLarge):
            let limit = Money.largestStated.groupedText
            add(
                "register-amount-too-large", at: key, zh: "超过上限\(limit)元。请核对单位是否为元。",
                en: "it is above the limit of \(limit) yuan. Check that the unit is yuan.")
        case .failure(.notAnAmount):
            add(
                "register-amount-unreadable", at: key, zh: "不是金额。请以元为单位填写数字，如12000.00。",
                en: "it is not an amount. Write digits in yuan, e.g. 12000.00.")
        }
        return nil
    }
}
