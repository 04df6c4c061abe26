import TradeInCore
import TradeInDesk

/// What a claim's form offers beside what is typed: classes in the notices' words, and brands and
/// models that were claimed before.
struct FormOffers: Sendable {
    /// The most names that a list holds.
    static let most = 40
    /// The columns that offer something.
    static let fields: [ClaimField] = [.itemClass, .oldItemClass, .brand, .model]

    /// The classes that the pack in force names, by key; nil where it names none.
    var classes: [String]?
    /// Names of goods, likeliest first.
    var names: [GoodsName] = []

    /// Reads what a form of a programme offers to whoever fills it in.
    static func read(_ programme: Programme, _ visit: Visit) async throws -> FormOffers {
        let (desk, dealer) = (visit.desk, visit.user.dealerCode)
        guard ClaimField.used(by: programme).contains(where: fields.contains) else {
            return FormOffers()
        }
        let today = visit.now.countyDay
        let pack = try desk.shelf().packs(for: programme).first { $0.isInForce(on: today) }
        let classes = pack.map { $0.itemClasses(on: today) }
        let names = try await desk.read { _ in
            try desk.goodsNames(for: dealer, classKey: nil, most: 5_000)
        }
        return FormOffers(classes: classes?.isEmpty == false ? classes : nil, names: names)
    }

    /// The choices of a column, as a list beside it holds them; nil where it offers none.
    func choices(
        _ field: ClaimField, _ values: [ClaimField: String], _ visit: Visit
    ) -> [Content]? {
        guard Self.fields.contains(field) else { return nil }
        let itemClass = values[.itemClass] ?? ""
        let found = suggestions(field, typed: "", itemClass: itemClass, visit)
        guard !found.isEmpty else { return nil }
        return found.map { ["value": $0.value, "note": $0.note] }
    }

    /// One thing that a column offers.
    struct Suggestion {
        var value: String
        /// What helps to choose: other words for a class, a model's brand.
        var note: String
        /// The brand that goes with a model; empty where none does.
        var brand = ""
    }

    /// What a column offers for what was typed so far, the likeliest first.
    func suggestions(
        _ field: ClaimField, typed: String, itemClass: String, _ visit: Visit
    ) -> [Suggestion] {
        let register = visit.desk.register
        switch field {
        case .itemClass, .oldItemClass:
            let known = field == .itemClass ? classes : nil
            return register.suggestions(for: typed, among: known).map { found in
                let title = found.itemClass.title[visit.language]
                let words = found.itemClass.aliases.filter { $0 != title }
                return Suggestion(
                    value: title,
                    note: found.word ?? words.prefix(4).joined(separator: visit.say("、", ", ")))
            }
        default:
            let key = register.index(ofWord: itemClass).map { register.classes[$0].key }
            return named(field, typed: typed, classKey: key, visit)
        }
    }

    private func named(
        _ field: ClaimField, typed: String, classKey: String?, _ visit: Visit
    ) -> [Suggestion] {
        let target = TextFolding.key(typed)
        var seen: Set<String> = []
        var found: [Suggestion] = []
        for name in names where classKey == nil || name.classKey == classKey {
            let value = field == .brand ? name.brand : name.model
            let isMeant =
                target.isEmpty || TextFolding.key(value).contains(target)
                || (field == .model && TextFolding.key(name.brand).contains(target))
            guard !value.isEmpty, isMeant, seen.insert(TextFolding.key(value)).inserted else {
                continue
            }
            let itemClass = classKey == nil ? visit.names.itemClass(name.classKey) : ""
            let notes = [field == .model ? name.brand : "", itemClass].filter { !$0.isEmpty }
            found.append(
                Suggestion(
                    value: value, note: notes.joined(separator: " · "),
                    brand: field == .model ? name.brand : ""))
            if found.count == Self.most { break }
        }
        return found
    }
}

extension ItemClassRegister {
    /// A class by the name that people know, where the text is its key; any other text as it is.
    func shownName(_ text: String, _ language: Language) -> String {
        index(ofKey: text).map { classes[$0].title[language] } ?? text
    }
}
