import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// The funds of all years with what became of their money, money orders, and caps.
enum FundListPage {
    /// The forms of the page as they were sent; one of them, or none.
    struct Sent {
        var create: TypedForm?
        var order: TypedForm?
        var cap: TypedForm?
    }

    /// What the page is made of, read at once.
    struct Known: Sendable {
        var funds: [Fund]
        var orders: [StandingOrder]
        var caps: [CapRow]

        static func read(_ visit: Visit) async throws -> Known {
            try await visit.desk.read { store in
                Known(
                    funds: try store.funds(), orders: try store.moneyOrders(),
                    caps: try store.caps())
            }
        }
    }

    /// How many released orders are shown, the last ones.
    private static let mostReleased = 20

    static func show(
        _ visit: Visit, _ sent: Sent = Sent(), problem: Problem? = nil
    ) async throws -> Response {
        let known = try await Known.read(visit)
        let waiting = known.orders.filter { $0.checker == nil }
        let released = known.orders.filter { $0.checker != nil }.suffix(mostReleased)
        var content: Content = [
            "years": years(known.funds, visit), "hasFunds": !known.funds.isEmpty,
            "waiting": waiting.map { order($0, visit) }, "hasWaiting": !waiting.isEmpty,
            "released": released.reversed().map { order($0, visit) },
            "hasReleased": !released.isEmpty, "releasedCount": released.count,
            "caps": known.caps.map { cap($0, visit) }, "hasCaps": !known.caps.isEmpty,
            "findings": visit.findings(problem),
            "hasFindings": problem?.findings.isEmpty == false,
            "mayCreate": visit.user.mayDo(.createFund),
            "maySeeTotals": visit.user.maySee(.tallies),
            "mayOrder": visit.user.mayDo(.orderMoney) && !known.funds.isEmpty,
            "mayCap": visit.user.mayDo(.setCap) && !known.funds.isEmpty,
        ]
        content["create"] = createForm(sent.create, known.funds, visit)
        content["order"] = orderForm(sent.order, known.funds, visit)
        content["cap"] = capForm(sent.cap, known.funds, visit)
        return visit.page(
            "funds", title: visit.say("资金", "Funds"), content, status: problem?.status ?? 200,
            alert: problem?.detail)
    }

    /// The years, newest first, each with its funds; a fund stands below the one it is a part of.
    private static func years(_ funds: [Fund], _ visit: Visit) -> [Content] {
        Set(funds.map(\.year)).sorted(by: >).map { year in
            let own = funds.filter { $0.year == year }
            let codes = Set(own.map(\.code))
            let roots = own.filter { fund in fund.parent.map { !codes.contains($0) } ?? true }
            return ["year": year, "funds": roots.flatMap { tree($0, own, depth: 0, visit) }]
        }
    }

    private static func tree(
        _ fund: Fund, _ all: [Fund], depth: Int, _ visit: Visit
    ) -> [Content] {
        let parts = all.filter { $0.parent == fund.code }
        return [row(fund, depth: depth, visit)]
            + parts.flatMap { tree($0, all, depth: depth + 1, visit) }
    }

    /// A fund as tables show it.
    static func row(_ fund: Fund, depth: Int = 0, _ visit: Visit) -> Content {
        var row = FundBar.content(fund, visit.language)
        row["code"] = fund.code
        row["title"] = fund.title[visit.language]
        row["address"] = address(fund.code)
        row["scope"] = fund.scope.title[visit.language]
        // A figure space per level keeps the indent where lines break.
        row["indent"] = String(repeating: "\u{2007}\u{2007}", count: depth)
        row["isPart"] = depth > 0
        return row
    }

    /// Where a fund's own page is; a code may hold any character.
    static func address(_ code: String) -> String { "/funds/" + Visit.escaped(code) }

    static func order(_ standing: StandingOrder, _ visit: Visit) -> Content {
        let order = standing.order
        let isOwn = visit.isOwn(standing.maker)
        return [
            "reference": order.reference, "kind": order.kind.title[visit.language],
            "fund": order.fundCode, "fundAddress": address(order.fundCode),
            "amount": order.amount.groupedText, "maker": standing.maker,
            "checker": standing.checker ?? "", "isWaiting": standing.checker == nil,
            "isOwn": isOwn, "mayRelease": visit.user.mayDo(.releaseMoney) && !isOwn,
        ]
    }

    static func cap(_ row: CapRow, _ visit: Visit) -> Content {
        let most = row.cap.amount ?? .zero
        return [
            "fund": row.cap.fundCode, "fundAddress": address(row.cap.fundCode),
            "per": row.cap.dimension.title[visit.language],
            "value": name(row.cap.value, row.cap.dimension, visit),
            "isGeneral": row.cap.value.isEmpty,
            "amount": most.groupedText, "hasUsed": !row.used.isEmpty,
            "used": row.used.map { used in
                [
                    "name": name(used.value, row.cap.dimension, visit),
                    "usedAmount": used.amount.groupedText,
                    "width": FundBar.permille(used.amount, of: most),
                    "isFull": used.amount >= most,
                ] as Content
            },
        ]
    }

    private static func name(
        _ value: String, _ dimension: CapDimension, _ visit: Visit
    ) -> String {
        dimension == .town ? visit.names.town(value) : value
    }
}
