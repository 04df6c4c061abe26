import TradeInCore

/// A row of a register file with what came of it.
public struct RegisterOutcome: Sendable {
    /// What came of a row, in one word.
    public enum Word: String, Sendable, CaseIterable {
        case registered, replayed, refused, invalid

        /// The word for people.
        public var title: LocalizedText {
            switch self {
            case .registered: LocalizedText(zh: "已登记", en: "registered")
            case .replayed: LocalizedText(zh: "此前已登记", en: "already there")
            case .refused: LocalizedText(zh: "未受理", en: "refused")
            case .invalid: LocalizedText(zh: "内容有误", en: "with errors")
            }
        }
    }

    /// The data row, from 1.
    public var row: Int
    /// The row as commands.
    public var entry: RegisterEntry
    /// The ledger's answers, one per step that was asked for.
    public var outcomes: [CommandOutcome] = []

    /// The refusal that ended the row.
    public var refusal: Refusal? {
        if case .refused(let refusal)? = outcomes.last { refusal } else { nil }
    }

    /// What came of it.
    public var word: Word {
        if entry.steps.isEmpty { return .invalid }
        if refusal != nil { return .refused }
        let isNew = outcomes.contains { if case .done = $0 { true } else { false } }
        return isNew ? .registered : .replayed
    }

    /// All findings: of the row, and of the ledger.
    public var findings: [Finding] {
        outcomes.reduce(into: entry.findings) { found, outcome in
            if case .done(_, let own) = outcome { found += own }
        }
    }
}
