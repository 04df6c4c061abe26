import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Rights that are drawn before the sale.
enum RightOperations {
    static let all: [Operation] = [list, draw, cancel]

    private static let list = Operation(
        id: "listRights", method: .get, path: "/rights", access: .seeing(.claims),
        summary: LocalizedText(zh: "列出资格", en: "List rights"),
        parameters: [
            .query("state", .choice(RightState.self)), .query("dealer", .dealer), .after(.right),
            .limit,
        ],
        replies: [
            .json(200, "资格，按编号", "Rights by number", Shape<RightRow>.right.page), .noAfter,
        ]
    ) { call in
        let state = call.text("state").flatMap(RightState.init(rawValue:))
        let dealer = try call.ownDealer(asking: call.text("dealer"))
        let after = try call.text("after").map(number) ?? 0
        let limit = call.limit
        let rows = try await call.read {
            try $0.rights(state, dealerCode: dealer, after: after, limit: limit + 1)
        }
        return call.page(.right, rows) { $0.id.text }
    }

    private static let draw = Operation(
        id: "drawRight", method: .post, path: "/rights", access: .doing(.reserve),
        summary: LocalizedText(zh: "购买前领取资格", en: "Draw a right before the sale"),
        body: .json(ClaimSchema.beforeSale), replies: .done, isCommand: true
    ) { call in
        let seed = try RandomBytes.take(ClaimPreparer.seedCount)
        let prepared = try call.desk.preparer().prepareRight(
            ClaimSchema.row(call.body), today: call.visit.now.countyDay, seed: seed[...])
        do {
            return try await call.perform(.reserve(prepared))
        } catch let refused as Refused {
            var problem = Problem(refused)
            if refused.refusal.code == .ineligible, problem.findings.isEmpty {
                problem.findings = prepared.determination.findings
            }
            throw problem
        }
    }

    private static let cancel = Operation(
        id: "cancelRight", method: .post, path: "/rights/{right}/cancel",
        access: .doing(.cancelRight),
        summary: LocalizedText(
            zh: "取消资格；资金退回，领取次数不退", en: "Give a right back; its money returns, the draw does not"),
        parameters: [
            .path("right", .right),
            .query(
                "reason", .choice(RightCancelReason.self).noted("原因，记入日志", "Why; kept in the log")),
        ], replies: .done, isCommand: true
    ) { call in
        let reason = call.text("reason").flatMap(RightCancelReason.init(rawValue:))
        do {
            return try await call.perform(.cancelRight(number(call.must("right")), reason))
        } catch let refused as Refused where refused.refusal.code == .otherDealer {
            // Another dealer's is not there.
            throw Problem.notFound
        }
    }

    private static func number(_ text: String) throws(Problem) -> Int64 {
        guard let id = RightID(text: text) else { throw .notFound }
        return id.number
    }
}

extension Shape where Value == RightRow {
    static let right = Shape(
        "Right",
        [
            .text("right", .right) { $0.id.text }, .word("programme") { $0.programme },
            .text("class") { $0.classKey }, .text("dealerCode") { $0.dealerCode },
            .text("fund") { $0.fundCode }, .fen("amountFen") { $0.amount },
            .text("lastDay", .day) { $0.lastDay }, .word("state") { $0.state },
            .text("claimId", .claim, maybe: { $0.claim?.text }),
        ])
}
