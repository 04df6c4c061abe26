import TradeInCore

/// Words for parts of a pack.
public enum PackText {
    /// Whether officers have confirmed every value of the pack in the ledger.
    ///
    /// A file cannot vouch for itself: without a ledger nothing is confirmed.
    public static func status(isTemplate: Bool, _ standing: PackStanding?) -> LocalizedText {
        if isTemplate { return LocalizedText(zh: "模板", en: "template") }
        let isConfirmed = standing?.unconfirmed.isEmpty ?? false
        return isConfirmed
            ? LocalizedText(zh: "已核实", en: "verified")
            : LocalizedText(zh: "未核实", en: "unverified")
    }

    /// The words of a dated value; item classes by their names.
    public static func value(
        _ entry: PackSource.DatedValue, _ register: ItemClassRegister, in language: Language
    ) -> String {
        entry.value.map { word in
            guard entry.isList, let index = register.index(ofKey: word.text) else {
                return word.text
            }
            return register.classes[index].title[language]
        }.joined(separator: LocalizedText(zh: "、", en: ", ")[language])
    }

    /// What an award pays: an amount, or `rate × base; cap`.
    ///
    /// Expressions that only name a parameter are shown as its value, where `values` has it.
    public static func sum(
        _ award: PackSource.Award, values: [String: ParameterValue] = [:], in language: Language
    ) -> String {
        func shown(_ expression: PlacedText) -> String {
            values[expression.text]?.text ?? expression.text
        }
        if let amount = award.amount { return shown(amount) }
        let share = [award.rate, award.base].compactMap { $0.map(shown) }.joined(separator: " × ")
        let cap = LocalizedText(zh: "，封顶 ", en: "; cap ")[language]
        return share + (award.cap.map { cap + shown($0) } ?? "")
    }

    /// How an amount is rounded.
    public static func rounding(_ rounding: Rounding) -> LocalizedText {
        let mode =
            switch rounding.mode {
            case .down: LocalizedText(zh: "舍去", en: "down")
            case .up: LocalizedText(zh: "进位", en: "up")
            case .halfUp: LocalizedText(zh: "四舍五入", en: "half up")
            }
        let unit =
            switch rounding.unit {
            case .fen: LocalizedText(zh: "分", en: "fen")
            case .jiao: LocalizedText(zh: "角", en: "jiao")
            case .yuan: LocalizedText(zh: "元", en: "yuan")
            }
        return LocalizedText(zh: "\(mode.zh)到\(unit.zh)", en: "\(mode.en) to the \(unit.en)")
    }

    /// The first day of the value of a parameter that applies on a day.
    public static func current(_ parameter: PackSource.Parameter, on day: Day) -> Day? {
        (parameter.values.last { $0.from <= day } ?? parameter.values.first)?.from
    }

    /// The day to show a pack's values for: today, moved into the days in force.
    public static func day(of pack: PolicyPack, today: Day) -> Day {
        min(max(today, pack.source.from), pack.source.to)
    }
}
