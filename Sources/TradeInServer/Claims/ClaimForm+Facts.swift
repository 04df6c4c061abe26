import TradeInCore
import TradeInStore

extension ClaimForm {
    /// The columns that are no one's secret, as the log's facts have them, for a form to start from.
    static func values(ofFacts json: JSONValue?, _ row: ClaimRow) -> [ClaimField: String] {
        var values: [ClaimField: String] = [
            .townCode: row.townKey, .soldOn: row.soldOn, .price: row.price.yuanText,
        ]
        guard case .object(let members)? = json else { return values }
        for (name, value) in members {
            guard let fact = Fact(named: name), let field = fact.field, field.key == name else {
                continue
            }
            values[field] = text(value, of: fact.type) ?? values[field]
        }
        return values
    }

    /// A fact as a cell has it; nil for facts that only say that something is there.
    private static func text(_ value: JSONValue, of type: FactType) -> String? {
        switch (type, value) {
        case (.text, _): nil
        case (.money, _): value.integer.map { Money(fen: $0).yuanText }
        case (.bool, .bool(let flag)): flag ? "是" : "否"
        case (.symbol(let domain), _): value.string.map { word($0, domain) }
        case (.day, _): value.string
        default: value.integer.map(String.init)
        }
    }

    /// A word of the log as the form's lists have it.
    private static func word(_ word: String, _ domain: SymbolDomain) -> String {
        switch (domain, word) {
        case (.energy, "nev"), (.fuel, "nev"): "新能源"
        case (.energy, "fuel"): "燃油"
        case (.vehicleClass, "small-passenger"): "小型载客"
        case (.vehicleClass, "micro-passenger"): "微型载客"
        case (.fuel, "petrol"): "汽油"
        case (.fuel, "diesel"): "柴油"
        case (.fuel, "other"): "其他"
        default: word
        }
    }
}
