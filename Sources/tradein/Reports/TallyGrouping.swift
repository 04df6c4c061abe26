import ArgumentParser
import TradeInCore
import TradeInDesk
import TradeInStore

extension TallyGrouping: ExpressibleByArgument {
    /// Empty, since the name of the value lists them already.
    public static var allValueStrings: [String] { [] }
}

extension TallyNames {
    /// The names in the language of the command.
    init(_ grouping: TallyGrouping, store: LedgerStore) throws {
        try self.init(grouping, store: store, county: Setting.county(), in: .current)
    }

    /// The key of a class that a person has named.
    ///
    /// - Throws: `ValidationError` where there is none.
    static func typedClassKey(_ text: String) throws -> String {
        if let key = try classKey(named: text) { return key }
        throw ValidationError(say("没有品类“\(text)”。", "There is no class \(text)."))
    }
}
