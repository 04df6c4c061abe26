import ArgumentParser
import PolicyLibrary
import TradeInCore
import TradeInStore

/// What totals are grouped by; category, programme and state are sums over classes.
enum TallyGrouping: String, CaseIterable, ExpressibleByArgument {
    case category
    case itemClass = "class"
    case programme, town, dealer, month, state

    /// Empty, since the name of the value lists them already.
    static let allValueStrings: [String] = []

    /// The cells that the groups are summed from.
    var dimension: TallyDimension {
        switch self {
        case .category, .programme, .state, .itemClass: .itemClass
        case .town: .town
        case .dealer: .dealer
        case .month: .month
        }
    }

    /// The heading of the groups.
    var title: LocalizedText {
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
    func key(of cell: TallyKey) -> String {
        switch self {
        case .category: cell.programme.category.rawValue
        case .programme: cell.programme.rawValue
        case .state: cell.state.rawValue
        case .itemClass, .town, .dealer, .month: cell.value
        }
    }
}

/// Names of groups in the current language, and the order that people expect them in.
struct TallyNames {
    private let names: [String: String]
    private let places: [String: Int]

    /// The names of a grouping's groups; reads no more than they need.
    init(_ grouping: TallyGrouping, store: LedgerStore) throws {
        let language = Language.current
        let known: [(key: String, name: String)] =
            switch grouping {
            case .category: Category.allCases.map { ($0.rawValue, $0.title[language]) }
            case .programme: Programme.allCases.map { ($0.rawValue, $0.title[language]) }
            case .state: ClaimState.allCases.map { ($0.rawValue, $0.title[language]) }
            case .itemClass: try Self.classes(language)
            case .town: try Setting.county().towns.map { ($0.key, $0.name[language]) }
            case .dealer: try store.dealers().map { ($0.code, $0.name) }
            case .month: []
            }
        names = Dictionary(known.map { ($0.key, $0.name) }) { first, _ in first }
        places = Dictionary(known.enumerated().map { ($1.key, $0) }) { first, _ in first }
    }

    /// The classes of the register, and the energies that stand for them with vehicles.
    private static func classes(_ language: Language) throws -> [(key: String, name: String)] {
        [
            ("nev", say("新能源汽车", "New-energy vehicles")), ("fuel", say("燃油汽车", "Fuel vehicles")),
        ] + (try PolicyLibrary.register().classes.map { ($0.key, $0.title[language]) }) + [
            ("other", say("其他", "Other"))
        ]
    }

    /// The key of a class that a person has named, by key or in words.
    ///
    /// - Throws: `ValidationError` where there is none.
    static func classKey(named text: String) throws -> String {
        let found = try [Language.zh, .en].lazy.compactMap { language in
            try classes(language).first { $0.key == text || $0.name == text }?.key
        }.first
        guard let found else {
            throw ValidationError(say("没有品类“\(text)”。", "There is no class \(text)."))
        }
        return found
    }

    /// The name of a group; its key where none is known.
    func name(_ key: String) -> String { names[key] ?? key }

    /// The place of a group among the known; the unknown come last, by key.
    func place(_ key: String) -> Int { places[key] ?? Int.max }
}
