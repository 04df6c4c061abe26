import TradeInCore
import TradeInDesk
import TradeInStore

/// The forms of the page of funds, as they stand at first and as they were sent.
extension FundListPage {
    static func createForm(_ sent: TypedForm?, _ funds: [Fund], _ visit: Visit) -> Content {
        let form =
            sent ?? TypedForm(defaults: ["year": String(visit.now.countyDay.year)])
        var content = form.content(
            ["code", "year", "scope", "parent", "zh", "en", "shares"], in: visit.language)
        content["isOpen"] = sent != nil
        // By their Chinese names, since a programme and a category may share a key.
        let scopes: [FundScope] =
            Programme.allCases.map { .programme($0) } + Category.allCases.map { .category($0) }
            + [.county]
        content["scopes"] = scopes.map { scope in
            Visit.option(typed(scope), scopeText(scope, visit), chosen: form.text("scope"))
        }
        content["parents"] = fundOptions(
            funds.filter { $0.scope.width > 0 }, form.text("parent"), visit)
        return content
    }

    /// What reads back as the scope alone.
    private static func typed(_ scope: FundScope) -> String {
        if case .programme(let programme) = scope { return programme.title.zh }
        return scope.key
    }

    private static func scopeText(_ scope: FundScope, _ visit: Visit) -> String {
        let title = scope.title[visit.language]
        return switch scope {
        case .programme: title
        case .category: visit.say("类别：\(title)", "Category: \(title)")
        case .county: title
        }
    }

    static func orderForm(_ sent: TypedForm?, _ funds: [Fund], _ visit: Visit) -> Content {
        let form = sent ?? TypedForm(defaults: ["kind": MoneyOrder.Kind.appropriation.rawValue])
        var content = form.content(["kind", "fund", "amount", "reference"], in: visit.language)
        content["isOpen"] = sent != nil
        content["kinds"] = MoneyOrder.Kind.allCases.map {
            Visit.option($0.rawValue, $0.title[visit.language], chosen: form.text("kind"))
        }
        content["funds"] = fundOptions(funds, form.text("fund"), visit)
        return content
    }

    static func capForm(_ sent: TypedForm?, _ funds: [Fund], _ visit: Visit) -> Content {
        let form = sent ?? TypedForm()
        var content = form.content(["fund", "per", "of", "amount", "none"], in: visit.language)
        content["isOpen"] = sent != nil
        content["isNone"] = !form.text("none").isEmpty
        content["dimensions"] = CapDimension.allCases.map {
            Visit.option($0.rawValue, $0.title[visit.language], chosen: form.text("per"))
        }
        content["funds"] = fundOptions(funds, form.text("fund"), visit)
        return content
    }

    /// Funds to choose from, newest year first.
    private static func fundOptions(
        _ funds: [Fund], _ chosen: String, _ visit: Visit
    ) -> [Content] {
        funds.sorted { ($1.year, $0.code) < ($0.year, $1.code) }.map { fund in
            Visit.option(
                fund.code, "\(fund.code) · \(fund.title[visit.language])", chosen: chosen)
        }
    }
}
