/// How a target stands.
public enum TargetState: String, Sendable, CaseIterable {
    /// The figure is reached.
    case met
    /// Not reached yet, the period still runs, and what is due by now is there.
    case onPace = "on-pace"
    /// Not reached yet, the period still runs, and less than what is due is there.
    case behind
    /// The period is over and the figure was not reached.
    case missed
    /// Nobody has reported a value that decides it.
    case noData = "no-data"
    /// Growth cannot be computed because the base was never recorded.
    case baseMissing = "base-missing"

    /// The state's name.
    public var title: LocalizedText {
        switch self {
        case .met: LocalizedText(zh: "已达到", en: "Met")
        case .onPace: LocalizedText(zh: "进度正常", en: "On pace")
        case .behind: LocalizedText(zh: "进度滞后", en: "Behind")
        case .missed: LocalizedText(zh: "未达到", en: "Missed")
        case .noData: LocalizedText(zh: "缺少数据", en: "No data")
        case .baseMissing: LocalizedText(zh: "缺少基数", en: "Base missing")
        }
    }
}

/// What a board shows of one target on one day.
public struct TargetReading: Hashable, Sendable {
    /// The target's id.
    public var targetID: String
    /// The calendar year read: the target's own, or the one asked for.
    public var year: Int
    /// How it stands.
    public var state: TargetState
    /// The actual value in the target's unit, for growth in percent; nil without data.
    ///
    /// Rounded down to the thousandth for show only; the state is decided exactly.
    public var actual: TargetNumber?
    /// The plan's figure, in the target's unit.
    public var required: TargetNumber
    /// The count or level behind `actual`; differs from it only for growth.
    public var measured: TargetNumber?
    /// The base that growth is measured from.
    public var base: TargetNumber?
    /// What `measured` had to be by `dueOn` for the state `onPace`; nil where no pace
    /// can be drawn: ongoing targets, and a level with a single observation.
    public var due: TargetNumber?
    /// The day `due` is computed for: today, or the day of the observation.
    public var dueOn: Day?
    /// The day of the observation used; nil for registers.
    public var observedOn: Day?
    /// The share reached, 0 to 1000, rounded down, for a bar; nil without data.
    ///
    /// For growth counted by a register it is the count's share of the count that
    /// the growth asks for; for reported growth the share of the growth itself.
    public var reachedPermille: Int?
    /// Where it will stand at the end of its period as things go on; nil where nothing tells.
    public var forecast: TargetForecast?
    /// The reading in words: values, figure, method, result, what to do next.
    public var explanation: LocalizedText
}
