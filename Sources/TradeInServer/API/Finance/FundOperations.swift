import FileExchange
import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Funds, the money orders that fill them, and what caps them.
enum FundOperations {
    static let all: [Operation] = [
        create, statement, orders, order, release, caps, cap,
    ]

    /// A fund's code.
    ///
    /// Blanks are listed one by one: `\s` holds others in ECMA-262 than in ICU.
    static let code = Schema.form(
        "^[^\\u0000-\\u0020\\u007f-\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f"
            + "\\u3000\\ufeff]+$", 1...64)
    /// An amount that is moved.
    static let amount = Schema.integer(1...Money.largestAppropriation.fen)
    /// A document's number.
    static let reference = Schema.text(upTo: 100)

    private static let scopes =
        Programme.allCases.map(\.rawValue) + Category.allCases.map { "category:" + $0.rawValue }
        + [FundScope.county.key]

    private static let create = Operation(
        id: "createFund", method: .post, path: "/funds", access: .doing(.createFund),
        summary: LocalizedText(zh: "设立资金", en: "Create a fund without money"),
        body: .json(
            .object([
                Schema.must("code", code), Schema.must("year", .integer(2000...2100)),
                Schema.must("scope", .choice(scopes)), Schema.may("zh", .text(upTo: 100)),
                Schema.may("en", .text(upTo: 100)), Schema.may("parent", code),
                Schema.may(
                    "shares",
                    Schema.text(upTo: 100).noted(
                        "资金分担，如 central:85 county:15", "Who bears it, as central:85 county:15")),
            ])),
        replies: .done, isCommand: true
    ) { call in
        guard let scope = FundScope(key: call.field("scope")) else {
            preconditionFailure("the schema lists the scopes")
        }
        let cells = [
            "code": call.field("code"), "year": String(call.body["year"]?.whole ?? 0),
            "scope": call.field("scope"), "zh": call.field("zh"), "en": call.field("en"),
            "shares": call.field("shares"),
        ]
        let (row, findings) = FundRow.read(cells, needsAmount: false)
        guard let row else { throw Problem.recordUnfit(findings) }
        return try await call.perform(
            .createFund(
                Fund(
                    code: row.code, title: row.title, year: row.year, scope: scope,
                    parent: call.body["parent"]?.string, shares: row.shares)))
    }

    private static let statement = Operation(
        id: "getStatement", method: .get, path: "/funds/{fund}/statement", access: .seeing(.funds),
        summary: LocalizedText(zh: "资金对账单，由分录逐日累计", en: "A fund's statement, from its postings"),
        parameters: [
            .path("fund", code),
            .query("asOf", Schema.day.noted("截至日期，含当日", "The last day that counts")),
        ],
        replies: [.json(200, "对账单", "The statement", Shape<FundStatement>.statement.schema)]
    ) { call in
        let asOf = try call.text("asOf").map { try call.typed(Typed.day($0)) }
        let code = call.must("fund")
        let statement = try await call.read { store -> FundStatement? in
            guard try store.funds().contains(where: { $0.code == code }) else { return nil }
            var statement = FundStatement(fundCode: code, asOf: asOf)
            _ = try store.journal { statement.add($0) }
            return statement
        }
        guard let statement else { throw Problem.notFound }
        return call.json(.statement, statement)
    }

    private static let orders = Operation(
        id: "listOrders", method: .get, path: "/orders", access: .seeing(.funds),
        summary: LocalizedText(zh: "列出资金单", en: "List money orders"),
        parameters: [.query("waiting", .flag), .after(reference), .limit],
        replies: [
            .json(200, "资金单，按文号", "Orders by reference", Shape<StandingOrder>.order.page)
        ]
    ) { call in
        let orders = try await call.read { try $0.moneyOrders() }
        let chosen = orders.filter { !call.flag("waiting") || $0.checker == nil }
        return call.page(.order, sorted: chosen) { $0.order.reference }
    }

    private static let order = Operation(
        id: "orderMoney", method: .post, path: "/orders", access: .doing(.orderMoney),
        summary: LocalizedText(
            zh: "资金制单：下达、切块、收回", en: "Order money: appropriate, allocate, recall"),
        body: .json(
            .object([
                Schema.must("reference", reference),
                Schema.must("kind", .choice(MoneyOrder.Kind.self)),
                Schema.must("fund", code), Schema.must("amountFen", amount),
            ])),
        replies: .done, isCommand: true
    ) { call in
        guard let kind = call.word("kind", MoneyOrder.Kind.self) else {
            preconditionFailure("the schema asks for a kind")
        }
        return try await call.perform(
            .orderMoney(
                MoneyOrder(
                    reference: try call.typed(Typed.reference(call.field("reference"))),
                    kind: kind, fundCode: call.field("fund"), amount: call.fen("amountFen"))))
    }

    private static let release = Operation(
        id: "releaseMoney", method: .post, path: "/orders/release", access: .doing(.releaseMoney),
        summary: LocalizedText(
            zh: "复核资金单，款项到账；制单人不能复核", en: "Release ordered money; not by who ordered it"),
        body: .json(.object([Schema.must("reference", reference)])),
        replies: .done, isCommand: true
    ) { call in
        let reference = try call.typed(Typed.reference(call.field("reference")))
        return try await call.perform(.releaseMoney(reference: reference))
    }

    private static let caps = Operation(
        id: "listCaps", method: .get, path: "/caps", access: .seeing(.funds),
        summary: LocalizedText(zh: "资金上限和已用额", en: "Caps, and what is used of them"),
        parameters: [.after(.text(upTo: 200)), .limit],
        replies: [.json(200, "上限", "The caps", Shape<CapRow>.cap.page)]
    ) { call in
        let rows = try await call.read { try $0.caps() }
        return call.page(.cap, sorted: rows) {
            [$0.cap.fundCode, $0.cap.dimension.rawValue, $0.cap.value].joined(separator: "/")
        }
    }

    private static let cap = Operation(
        id: "setCap", method: .post, path: "/caps", access: .doing(.setCap),
        summary: LocalizedText(
            zh: "设定资金上限；金额为null时取消", en: "Cap a fund; an amount of null takes the cap away"),
        body: .json(
            .object([
                Schema.must("fund", code), Schema.must("per", .choice(CapDimension.self)),
                Schema.may(
                    "of",
                    Schema.text(upTo: 64).noted(
                        "只对这一经销商、镇街或一期", "For this dealer, town or window alone")),
                Schema.must(
                    "amountFen", .either([.integer(0...Money.largestAppropriation.fen), .nothing])),
            ])),
        replies: .done, isCommand: true
    ) { call in
        guard let per = call.word("per", CapDimension.self) else {
            preconditionFailure("the schema asks for a dimension")
        }
        let value = try call.body["of"]?.string.map {
            try call.typed(Typed.capValue($0, per: per, in: call.desk.county))
        }
        let amount = call.body["amountFen"]?.whole.map(Money.init(fen:))
        return try await call.perform(
            .setCap(
                Cap(
                    fundCode: call.field("fund"), dimension: per, value: value ?? "",
                    amount: amount)))
    }
}

extension Call {
    /// An amount of the body.
    func fen(_ key: String) -> Money { Money(fen: body[key]?.whole ?? 0) }

    /// What was typed, as it is understood.
    ///
    /// - Throws: ``Problem`` with what is wrong.
    func typed<Value>(_ result: Result<Value, TypingFault>) throws(Problem) -> Value {
        switch result {
        case .success(let value): return value
        case .failure(let fault):
            throw .recordUnfit([
                Finding("value-unfit", .error, zh: fault.message.zh, en: fault.message.en)
            ])
        }
    }
}

/// A fund's six accounts in fen.
func accounts(_ fen: (AccountKind) -> Int64) -> Tree {
    .object(
        Dictionary(
            uniqueKeysWithValues: AccountKind.allCases.map { ($0.key + "Fen", .integer(fen($0))) }))
}

/// The accounts as the document knows them.
let accountsSchema = Schema.named(
    "Accounts",
    .object(Schema.Members(AccountKind.allCases.map { Schema.must($0.key + "Fen", .fen) })))

extension Shape where Value == FundStatement.Line {
    static let line = Shape(
        "StatementLine",
        [
            .day("day") { $0.day }, .text("kind") { $0.kind },
            .number("entries") { Int64($0.count) },
            .any("changes", accountsSchema) { line, _ in accounts { line.changes[$0] ?? 0 } },
        ])
}

extension Shape where Value == FundStatement {
    static let statement = Shape(
        "Statement",
        [
            .text("fund") { $0.fundCode }, .day("asOf", maybe: { $0.asOf }),
            .list("lines", of: .line) { $0.lines },
            .any("balances", accountsSchema) { statement, _ in
                accounts { statement.balances[$0] ?? 0 }
            },
        ])
}

extension Shape where Value == StandingOrder {
    static let order = Shape(
        "MoneyOrder",
        [
            .text("reference") { $0.order.reference }, .word("kind") { $0.order.kind },
            .text("fund") { $0.order.fundCode }, .fen("amountFen") { $0.order.amount },
            .text("maker") { $0.maker }, .text("checker", maybe: { $0.checker }),
        ])
}

extension Shape where Value == CapRow {
    static let cap = Shape(
        "Cap",
        [
            .text("fund") { $0.cap.fundCode }, .word("per") { $0.cap.dimension },
            .text("of", maybe: { $0.cap.value.isEmpty ? nil : $0.cap.value }),
            .fen("amountFen", maybe: { $0.cap.amount }),
            .any(
                "used",
                .list(
                    .object([Schema.must("value", .words), Schema.must("amountFen", .fen)]),
                    0...Int.max)
            ) { row, _ in
                .list(
                    row.used.map {
                        ["value": .text($0.value), "amountFen": .integer($0.amount.fen)]
                    })
            },
        ])
}
