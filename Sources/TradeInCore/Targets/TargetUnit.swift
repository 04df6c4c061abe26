/// The unit in which the plan states a target; the raw value is the plan's own word.
public enum TargetUnit: String, Sendable, CaseIterable {
    case percent = "%"
    case toOne = ":1"
    case vehicles = "辆"
    case projects = "项"
    case establishments = "家"
    case items = "个"
    case machines = "台"
    case events = "场"
    case hundredMillionYuan = "亿元"
    case tenThousandYuan = "万元"

    /// The unit's name; in English it is used after the number, whatever the number is.
    public var title: LocalizedText {
        let english: String =
            switch self {
            case .percent: "%"
            case .toOne: ":1"
            case .vehicles: "vehicles"
            case .projects: "projects"
            case .establishments: "establishments"
            case .items: "items"
            case .machines: "machines"
            case .events: "events"
            case .hundredMillionYuan: "hundred million yuan"
            case .tenThousandYuan: "ten thousand yuan"
            }
        return LocalizedText(zh: rawValue, en: english)
    }

    /// A number with its unit as people read it: `35%`, `0.8:1`, `5 events`.
    public func text(_ number: TargetNumber) -> LocalizedText {
        let digits = number.groupedText
        let isSuffix = self == .percent || self == .toOne
        return LocalizedText(
            zh: digits + rawValue, en: digits + (isSuffix ? "" : " ") + title.en)
    }
}
