import TradeInCore

/// What totals are grouped by; category, programme and state are sums over classes.
public enum TallyGrouping: String, CaseIterable, Sendable {
    case category
    case itemClass = "class"
    case programme, town, dealer, month, state

    /// The cells that the groups are summed from.
    public var dimension: TallyDimension {
        switch self {
        case .category, .programme, .state, .itemClass: .itemClass
        case .town: .town
        case .dealer: .dealer
        case .month: .month
        }
    }

    /// The heading of the groups.
    public var title: LocalizedText {
        switch self {
        case .category: LocalizedText(zh: "类别", en: "category")
        case .itemClass: LocalizedText(zh: "品类", en: "class")
        case .programme: LocalizedText(zh: "项目", en: "programme")
        case .town: LocalizedText(zh: "镇街", en: "town")
        case .dealer: LocalizedText(zh: "经销商", en: "dealer")
        case .month: LocalizedText(zh: "月份", en: "month")
        case .state: LocalizedText(zh: "状态", en: "state")
        }
    }

    /// The group of a cell.
    public func key(of cell: TallyKey) -> String {
        switch self {
        case .category: cell.programme.category.rawValue
        case .programme: cell.programme.rawValue
        case .state: cell.state.rawValue
        case .itemClass, .town, .dealer, .month: cell.value
        }
    }
}
