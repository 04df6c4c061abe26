import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// What waits for whoever is signed in.
enum HomePage {
    static var routes: [Route] {
        [
            .get("/home", .signedIn) { try await show($0) },
            .post("/announcements", .doing(.enrolDealer)) { try await announce($0) },
        ]
    }

    private static func show(
        _ visit: Visit, problem: Problem? = nil
    ) async throws -> Response {
        let (user, today) = (visit.user, visit.now.countyDay)
        let known = try await visit.desk.read { store in
            (
                drafts: try store.drafts(of: user),
                counts: user.maySee(.claims) ? try store.claimCounts(dealer: user.dealerCode) : [:],
                announcements: try store.announcements(on: today),
                funds: try store.funds().filter { $0.year == today.year },
                dealer: try user.dealerCode.flatMap { try store.dealer(code: $0) },
                orders: user.maySee(.funds)
                    ? try store.moneyOrders().filter { $0.checker == nil }.count : 0,
                batches: user.maySee(.payments)
                    ? try store.batches().filter { $0.state == .built }.count : 0
            )
        }
        var content: Content = [
            "announcements": known.announcements.map {
                ["text": $0.text[visit.language], "at": $0.madeAt.countyDay.isoText] as Content
            },
            "mayAnnounce": user.mayDo(.enrolDealer), "defaultLastDay": today.isoText,
            "drafts": known.drafts.map { draft in
                [
                    "number": draft.number, "programme": draft.programme.title[visit.language],
                    "title": draft.title, "at": draft.savedAt.countyText,
                ] as Content
            },
            "hasDrafts": !known.drafts.isEmpty, "maySubmit": user.mayDo(.submit),
            "tiles": tiles(known.counts, visit, orders: known.orders, batches: known.batches),
            "dealerName": known.dealer?.name ?? "",
        ]
        if let dealer = known.dealer {
            content["funds"] = funds(known.funds, dealer, visit)
        }
        let title = known.dealer?.name ?? visit.say("工作台", "What waits")
        return visit.page(
            "home", title: title, content, status: problem?.status ?? 200, alert: problem?.detail)
    }

    /// What the user's roles have to do with, each number with a link to what it counts.
    private static func tiles(
        _ counts: [ClaimState: Int64], _ visit: Visit, orders: Int, batches: Int
    ) -> [Content] {
        let user = visit.user
        var tiles: [Content] = []
        func add(_ count: Int64, _ zh: String, _ en: String, _ address: String) {
            tiles.append(["count": count, "title": visit.say(zh, en), "address": address])
        }
        func add(_ state: ClaimState, _ zh: String, _ en: String) {
            add(counts[state] ?? 0, zh, en, "/claims?state=\(state.rawValue)")
        }
        if user.dealerCode != nil {
            add(.returned, "退回补正，等您修改", "returned to you")
            add(.submitted, "等待审核", "wait for a review")
            add(.waitlisted, "候补", "in line for money")
            add(.paid, "已付款", "paid")
        }
        if user.mayDo(.approve) {
            add(counts[.submitted] ?? 0, "待初审", "for a first review", "/queue?stage=first")
            add(counts[.firstApproved] ?? 0, "待复审", "for a second review", "/queue?stage=second")
            add(.held, "暂缓", "held")
        }
        if user.mayDo(.buildBatch) {
            add(counts[.approved] ?? 0, "可付款", "payable", "/batches")
            add(.clawbackDue, "待追回", "to be paid back")
        }
        if user.mayDo(.releaseMoney) {
            add(Int64(orders), "资金单待复核", "money orders to check", "/funds")
            add(Int64(batches), "付款批次待复核", "pay batches to check", "/batches")
        }
        return tiles
    }

    /// What is left for each programme that the dealer is enrolled in.
    private static func funds(_ funds: [Fund], _ dealer: Dealer, _ visit: Visit) -> [Content] {
        let programmes = Programme.allCases.filter(dealer.programmes.contains)
        return programmes.compactMap { programme in
            let narrowest = funds.filter { $0.scope.covers(programme) }
                .max { $0.scope.width > $1.scope.width }
            guard let fund = narrowest else { return nil }
            let left = fund.balance(.available)
            return [
                "programme": programme.title[visit.language], "left": left.groupedText,
                "isOut": left <= .zero,
            ]
        }
    }

    private static func announce(_ visit: Visit) async throws -> Response {
        let (zh, en) = (visit.form["zh"] ?? "", visit.form["en"] ?? "")
        guard (1...400).contains(zh.count), (1...800).contains(en.count),
            let lastDay = visit.form["lastDay"].flatMap({ try? Day.parse($0).get() })
        else { return try await show(visit, problem: .announcementUnsound) }
        try await visit.desk.read { [login = visit.user.login, now = visit.now] store in
            try store.announce(
                LocalizedText(zh: zh, en: en), until: lastDay, by: login, now: now)
        }
        return visit.redirect(to: "/home", telling: visit.say("公告已发布。", "It is announced."))
    }
}

extension Problem {
    static let announcementUnsound = Problem(
        code: "announcement-unsound", status: 422,
        title: LocalizedText(zh: "公告没有发布", en: "Not announced"),
        detail: LocalizedText(
            zh: "公告须有中文（400字以内）、英文（800字符以内）和截止日期。请补齐。",
            en: "An announcement takes Chinese (400 characters), English (800) and a last day."))
}
