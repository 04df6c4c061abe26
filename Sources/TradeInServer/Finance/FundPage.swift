import Foundation
import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// One fund: its accounts, who bears what it pays, and its statement month by month.
enum FundPage {
    static var routes: [Route] {
        [.get("/funds/:fund", .seeing(.funds)) { try await show($0) }]
    }

    /// What the page is made of.
    private struct Known: Sendable {
        var fund: Fund
        var funds: [Fund]
        var shares: [ShareRow]
        var caps: [CapRow]
        var orders: [StandingOrder]
        var statement: FundStatement
    }

    private static func show(_ visit: Visit) async throws -> Response {
        let code = visit.parameters.get("fund")?.removingPercentEncoding ?? ""
        let asOf = try visit.dayQuery("asOf")
        guard let known = try await read(code, visit) else { throw Problem.notFound }
        var content = FundListPage.row(known.fund, visit)
        content["year"] = known.fund.year
        content["period"] = String(known.fund.year)
        content["parts"] = FundBar.content(known.fund, visit.language)["parts"]
        content["above"] = known.funds.filter { $0.code == known.fund.parent }.map {
            FundListPage.row($0, visit)
        }
        let below = known.funds.filter { $0.parent == code }
        content["below"] = below.map { FundListPage.row($0, visit) }
        content["hasBelow"] = !below.isEmpty
        content.merge(bearers(known, visit)) { $1 }
        content["claims"] = visit.user.maySee(.claims) ? claims(known.fund, visit) : []
        content["caps"] = known.caps.map { FundListPage.cap($0, visit) }
        content["hasCaps"] = !known.caps.isEmpty
        content["orders"] = known.orders.map { FundListPage.order($0, visit) }
        content["hasOrders"] = !known.orders.isEmpty
        content["statement"] = FundMovements(known.statement, asOf: asOf, visit).content
        return visit.page("fund", title: known.fund.title[visit.language], content)
    }

    private static func read(_ code: String, _ visit: Visit) async throws -> Known? {
        try await visit.desk.read { store in
            let funds = try store.funds()
            guard let fund = funds.first(where: { $0.code == code }) else { return nil }
            var statement = FundStatement(fundCode: code)
            _ = try store.journal(of: code) { statement.add($0) }
            return Known(
                fund: fund, funds: funds,
                shares: try store.books().shares.filter { $0.fundCode == code },
                caps: try store.caps().filter { $0.cap.fundCode == code },
                orders: try store.moneyOrders().filter { $0.order.fundCode == code },
                statement: statement)
        }
    }

    /// Who bears it by the fund's shares, and who has borne what of what was paid.
    private static func bearers(_ known: Known, _ visit: Visit) -> Content {
        let weights = known.fund.shares.weights
        return [
            "weights": weights.map { weight in
                ["source": weight.source.title[visit.language], "weight": weight.weight] as Content
            },
            "hasWeights": !weights.isEmpty,
            "borne": inOrder(known.shares).map { share in
                [
                    "programme": share.programme.title[visit.language],
                    "source": share.source.title[visit.language],
                    "amount": share.amount.groupedText,
                ] as Content
            },
            "hasBorne": !known.shares.isEmpty,
        ]
    }

    /// By programme, the sources in the order in which they stand everywhere.
    private static func inOrder(_ shares: [ShareRow]) -> [ShareRow] {
        Programme.allCases.flatMap { programme in
            FundingSource.allCases.flatMap { source in
                shares.filter { $0.programme == programme && $0.source == source }
            }
        }
    }

    /// Lists of the claims that the fund pays for: by programme and year of sale.
    ///
    /// A narrower fund of the year takes its programme out of a wider one's list.
    private static func claims(_ fund: Fund, _ visit: Visit) -> [Content] {
        Programme.allCases.filter(fund.scope.covers).map { programme in
            [
                "title": programme.title[visit.language],
                "address": "/claims?programme=\(programme.rawValue)&period=\(fund.year)",
            ]
        }
    }
}

extension Visit {
    /// A day of the query.
    func dayQuery(_ name: String) throws(Problem) -> Day? {
        guard let text = query(name) else { return nil }
        guard case .success(let day) = Day.parse(text) else {
            throw .badParameter(
                name, text, wanted: LocalizedText(zh: "日期，如2026-06-30", en: "a day, as 2026-06-30"))
        }
        return day
    }
}
