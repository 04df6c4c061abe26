import TradeInCore

extension PreparedConfirmation {
    /// How many payments came to which end, once the file is taken.
    public var summary: LocalizedText {
        let counts = Outcome.allCases.map { outcome in
            (outcome.title, lines.count { $0.outcome == outcome })
        }
        return LocalizedText(
            zh: "已登记回执：" + counts.map { "\($0.zh) \($1)" }.joined(separator: "，") + "。",
            en: "Taken: " + counts.map { "\($0.en) \($1)" }.joined(separator: ", ") + ".")
    }
}
