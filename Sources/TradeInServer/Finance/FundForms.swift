import Hummingbird
import TradeInCore
import TradeInDesk

/// What finance's makers and checkers do with funds: create, order and release money, cap.
enum FundForms {
    static var routes: [Route] {
        [
            .get("/funds", .seeing(.funds)) { try await FundListPage.show($0) },
            .post("/funds", .doing(.createFund)) { try await create($0) },
            .post("/money-orders", .doing(.orderMoney)) { try await order($0) },
            .post("/money-orders/release", .doing(.releaseMoney)) { try await release($0) },
            .post("/caps", .doing(.setCap)) { try await setCap($0) },
        ]
    }

    private static func create(_ visit: Visit) async throws -> Response {
        var form = TypedForm(visit.form)
        let names = ["code", "year", "scope", "zh", "en", "shares"]
        let cells = Dictionary(uniqueKeysWithValues: names.map { ($0, form.text($0)) })
        let (row, findings) = FundRow.read(cells, needsAmount: false)
        for finding in findings { form.add(finding.message, to: field(of: finding, cells)) }
        guard form.isSound, let row else {
            return try await FundListPage.show(
                visit, .init(create: form), problem: .mistyped(form.faults.count))
        }
        let fund = Fund(
            code: row.code, title: row.title, year: row.year, scope: row.scope,
            parent: visit.form["parent"], shares: row.shares)
        let sent = form
        return try await visit.settle(
            .createFund(fund), then: FundListPage.address(fund.code),
            telling: visit.say(
                "已建立资金 \(fund.code)，尚未下达。", "Fund \(fund.code) is there, without money."),
            otherwise: { try await FundListPage.show(visit, .init(create: sent), problem: $0) })
    }

    /// The field of the form that a finding about a fund is about.
    private static func field(of finding: Finding, _ cells: [String: String]) -> String {
        switch finding.code {
        case "fund-year-implausible": "year"
        case "fund-scope-unknown": "scope"
        case "fund-shares-unreadable": "shares"
        case "fund-name-too-long": (cells["zh"] ?? "").count > 100 ? "zh" : "en"
        default: "code"
        }
    }

    private static func order(_ visit: Visit) async throws -> Response {
        var form = TypedForm(visit.form)
        let kind = form.choice("kind", of: MoneyOrder.Kind.self)
        let fund = form.needed("fund") { .success($0) }
        let amount = form.needed("amount", Typed.sum)
        let reference = form.needed("reference", Typed.reference)
        let sent = form
        guard let kind, let fund, let amount, let reference else {
            return try await FundListPage.show(
                visit, .init(order: sent), problem: .mistyped(sent.faults.count))
        }
        let order = MoneyOrder(reference: reference, kind: kind, fundCode: fund, amount: amount)
        return try await visit.settle(
            .orderMoney(order), then: "/funds",
            telling: visit.say(
                "\(kind.title.zh)单“\(reference)”已制，请另一人复核后到账。",
                "\(kind.title.en) \(reference) is ordered; the money moves when another person "
                    + "releases it."),
            otherwise: { try await FundListPage.show(visit, .init(order: sent), problem: $0) })
    }

    private static func release(_ visit: Visit) async throws -> Response {
        guard let reference = visit.form["reference"] else { throw Problem.formUnsound }
        return try await visit.settle(
            .releaseMoney(reference: TextFolding.folded(reference)), then: "/funds",
            telling: visit.say("已复核：\(reference)。", "Released: \(reference)."),
            otherwise: { try await FundListPage.show(visit, problem: $0) })
    }

    private static func setCap(_ visit: Visit) async throws -> Response {
        var form = TypedForm(visit.form)
        let fund = form.needed("fund") { .success($0) }
        let dimension = form.choice("per", of: CapDimension.self)
        let value = dimension.flatMap { dimension in
            form.optional("of") { Typed.capValue($0, per: dimension, in: visit.desk.county) }
        }
        let isNone = visit.form["none"] != nil
        let amount = form.optional("amount", Typed.sum)
        if isNone == (visit.form["amount"] != nil) {
            form.add(
                LocalizedText(
                    zh: "请写上限金额，或勾选取消上限，二者取一。", en: "Say an amount or no cap, one of them."),
                to: "amount")
        }
        let sent = form
        guard sent.isSound, let fund, let dimension else {
            return try await FundListPage.show(
                visit, .init(cap: sent), problem: .mistyped(sent.faults.count))
        }
        let cap = Cap(fundCode: fund, dimension: dimension, value: value ?? "", amount: amount)
        return try await visit.settle(
            .setCap(cap), then: "/funds", telling: told(cap)[visit.language],
            otherwise: { try await FundListPage.show(visit, .init(cap: sent), problem: $0) })
    }

    private static func told(_ cap: Cap) -> LocalizedText {
        let (code, per) = (cap.fundCode, cap.dimension.title)
        guard let amount = cap.amount?.groupedText else {
            return LocalizedText(
                zh: "\(code)：已取消\(per.zh)上限。", en: "\(code): no cap per \(per.en).")
        }
        return LocalizedText(
            zh: "\(code)：\(per.zh)上限\(amount)元。",
            en: "\(code): at most \(amount) yuan per \(per.en).")
    }
}
