import PolicyLibrary
import TradeInCore
import TradeInStore

/// Names of groups in one language, and the order that people expect them in.
public struct TallyNames: Sendable {
    private let names: [String: String]
    private let places: [String: Int]

    /// The names of a grouping's groups; reads no more than they need.
    ///
    /// - Parameters:
    ///   - grouping: the groups.
    ///   - store: the ledger, for its dealers.
    ///   - county: the county, for its towns.
    ///   - language: the language of the names.
    /// - Throws: the store's failures.
    public init(
        _ grouping: TallyGrouping, store: LedgerStore, county: County, in language: Language
    ) throws {
        let known: [(key: String, name: String)] =
            switch grouping {
            case .category: Category.allCases.map { ($0.rawValue, $0.title[language]) }
            case .programme: Programme.allCases.map { ($0.rawValue, $0.title[language]) }
            case .state: ClaimState.allCases.map { ($0.rawValue, $0.title[language]) }
            case .itemClass: try Self.classes(language)
            case .town: county.towns.map { ($0.key, $0.name[language]) }
            case .dealer: try store.dealers().map { ($0.code, $0.name) }
            case .month: []
            }
        names = Dictionary(known.map { ($0.key, $0.name) }) { first, _ in first }
        places = Dictionary(known.enumerated().map { ($1.key, $0) }) { first, _ in first }
    }

    /// The classes of the register, and the energies that stand for them with vehicles.
    private static func classes(_ language: Language) throws -> [(key: String, name: String)] {
        [
            ("nev", LocalizedText(zh: "新能源汽车", en: "New-energy vehicles")[language]),
            ("fuel", LocalizedText(zh: "燃油汽车", en: "Fuel vehicles")[language]),
        ] + (try PolicyLibrary.register().classes.map { ($0.key, $0.title[language]) }) + [
            ("other", LocalizedText(zh: "其他", en: "Other")[language])
        ]
    }

    /// The key of a class that a person has named, by key or in words; nil where there is none.
    public static func classKey(named text: String) throws -> String? {
        try [Language.zh, .en].lazy.compactMap { language in
            try classes(language).first { $0.key == text || $0.name == text }?.key
        }.first
    }

    /// The name of a group; its key where none is known.
    public func name(_ key: String) -> String { names[key] ?? key }

    /// The place of a group among the known; the unknown come last, by key.
    public func place(_ key: String) -> Int { places[key] ?? Int.max }
}
