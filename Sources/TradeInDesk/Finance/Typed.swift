import TradeInCore

/// What people type about money, read the same way on the command line and on pages.
public enum Typed {
    /// An amount in yuan, as one order of money may have it.
    public static func money(_ text: String) -> Result<Money, TypingFault> {
        Money.parse(yuan: TextFolding.folded(text), limit: .largestAppropriation)
            .mapError { .money($0, text) }
    }

    /// The same, above zero.
    public static func sum(_ text: String) -> Result<Money, TypingFault> {
        money(text).flatMap { amount in
            guard amount <= .zero else { return .success(amount) }
            let seen = TypingFault.shown(text)
            return .failure(
                TypingFault(
                    zh: "金额“\(seen)”应大于0。请改正。",
                    en: "Amount “\(seen)” must be above zero. Correct it."))
        }
    }

    /// The number of a document.
    public static func reference(_ text: String) -> Result<String, TypingFault> {
        let reference = TextFolding.folded(text)
        if (1...100).contains(reference.count) { return .success(reference) }
        return .failure(
            TypingFault(
                zh: "文号应为1到100字，现为\(reference.count)字。请改正。",
                en: "A reference takes 1 to 100 characters, not \(reference.count). Correct it."))
    }

    /// A day.
    public static func day(_ text: String) -> Result<Day, TypingFault> {
        Day.parse(text).mapError { _ in
            let seen = TypingFault.shown(text)
            return TypingFault(
                zh: "“\(seen)”不是日期，请写成 2026-06-30。", en: "\(seen) is no day; write 2026-06-30.")
        }
    }

    /// A month.
    public static func month(_ text: String) -> Result<Month, TypingFault> {
        if let month = Month(text: text) { return .success(month) }
        let seen = TypingFault.shown(text)
        return .failure(
            TypingFault(
                zh: "“\(seen)”不是月份，请写成 2026-10。", en: "\(seen) is no month; write 2026-10."))
    }

    /// A programme, by key or by its Chinese name.
    public static func programme(_ text: String) -> Result<Programme, TypingFault> {
        if let programme = Programme(named: text) { return .success(programme) }
        let seen = TypingFault.shown(text)
        return .failure(
            TypingFault(zh: "没有补贴项目“\(seen)”。", en: "\(seen) is no known programme."))
    }

    /// Who bears what a fund pays.
    public static func shares(_ text: String) -> Result<FundingShares, TypingFault> {
        if let shares = FundingShares(text: text) { return .success(shares) }
        return .failure(
            TypingFault(
                zh: "资金分担写成“来源:份额”，来源为 central province city county，份额为1到10000。",
                en: "Shares read source:weight, with central, province, city or county, and "
                    + "weights from 1 to 10000."))
    }

    /// The one dealer, town, month, week or day that a cap is for.
    ///
    /// - Parameters:
    ///   - text: a credit code; a town by key or name; `2026-11`; a day.
    ///   - dimension: what the cap counts by.
    ///   - county: knows the towns.
    /// - Returns: the value as caps keep it, or what was wrong.
    public static func capValue(
        _ text: String, per dimension: CapDimension, in county: County
    ) -> Result<String, TypingFault> {
        let text = TextFolding.folded(text)
        if let value = value(text, dimension, county) { return .success(value) }
        return .failure(capFault(text, dimension))
    }

    private static func capFault(_ text: String, _ dimension: CapDimension) -> TypingFault {
        let seen = TypingFault.shown(text)
        return switch dimension {
        case .dealer:
            TypingFault(
                zh: "“\(seen)”不是统一社会信用代码。请核对经销商代码。",
                en: "\(seen) is no credit code. Check the dealer's.")
        case .town:
            TypingFault(zh: "没有镇街“\(seen)”。请核对。", en: "There is no town \(seen). Check it.")
        case .month:
            TypingFault(
                zh: "“\(seen)”不是月份，请写成 2026-11。", en: "\(seen) is no month; write 2026-11.")
        case .week, .day:
            TypingFault(
                zh: "“\(seen)”不是日期，请写成 2026-11-30。", en: "\(seen) is no day; write 2026-11-30.")
        }
    }

    private static func value(
        _ text: String, _ dimension: CapDimension, _ county: County
    ) -> String? {
        switch dimension {
        case .dealer: return CreditCode.check(text) == nil ? text : nil
        case .town: return county.town(named: text)?.key
        case .month: return Month(text: text)?.text
        case .week, .day:
            guard case .success(let day) = Day.parse(text) else { return nil }
            return CapDimension.windows(day).first { $0.dimension == dimension }?.value
        }
    }
}
