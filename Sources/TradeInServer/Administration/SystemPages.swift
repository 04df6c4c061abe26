import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Who is in, which programs may come in, what happened at the door, and how the files lie.
enum SystemPages {
    static var routes: [Route] {
        [
            .get("/access", .seeing(.access)) { try await show($0, TokenForm()) },
            .post("/access/tokens", .doing(.keepUser)) { try await makeToken($0) },
            .post("/access/tokens/:token/end", .doing(.keepUser)) { try await endToken($0) },
            .post("/access/sessions/:session/end", .doing(.keepUser)) { try await endSession($0) },
        ]
    }

    private static let mostEvents = 100
    /// Tokens that no longer work are history; the newest of them are enough.
    private static let mostEnded = 50

    private static func show(_ visit: Visit, _ form: TokenForm) async throws -> Response {
        let known = try await visit.desk.read { store in
            (
                sessions: try store.sessions(), tokens: try store.tokens(),
                events: try store.accessEvents(limit: mostEvents), users: try store.users(),
                system: try SystemState(store)
            )
        }
        let today = visit.now.countyDay
        let open = known.sessions.filter { FrontDoor.isOpen($0, now: visit.now) }
        let (good, ended) = (
            known.tokens.filter { $0.isGood(on: today) },
            known.tokens.filter { !$0.isGood(on: today) }
        )
        var content = form.content(known.users, visit)
        content["sessions"] = open.map { session($0, visit) }
        content["hasSessions"] = !open.isEmpty
        content["tokens"] = good.map { token($0, visit) }
        content["hasTokens"] = !good.isEmpty
        content["ended"] = ended.prefix(mostEnded).map { token($0, visit) }
        content["hasEnded"] = !ended.isEmpty
        content["endedCount"] = ended.count
        content["events"] = known.events.map { event($0, visit) }
        content["system"] = known.system.content(visit)
        return visit.page(
            "access", title: visit.say("登录、令牌和系统状态", "Sessions, tokens and the system"), content,
            status: form.faults.isEmpty ? 200 : 422)
    }

    // MARK: Rows

    private static func session(_ session: SessionRow, _ visit: Visit) -> Content {
        [
            "number": session.number, "login": session.user.login,
            "roles": session.user.roleTitles(visit), "device": session.device,
            "started": session.startedAt.countyText, "seen": session.seenAt.countyText,
            "isThis": session.number == visit.session?.number,
        ]
    }

    private static func token(_ token: TokenRow, _ visit: Visit) -> Content {
        let scopes = TokenScope.allCases.filter(token.scopes.contains)
        return [
            "number": token.number, "login": token.user.login, "title": token.title,
            "scopes": scopes.map { $0.title[visit.language] }.joined(
                separator: visit.say("、", ", ")),
            "maker": token.maker, "made": token.madeAt.countyText, "lastDay": token.lastDay.isoText,
            "ended": token.endedAt?.countyText ?? "", "isEnded": token.endedAt != nil,
            "isUserDisabled": token.user.state != .active,
        ]
    }

    private static func event(_ event: AccessEvent, _ visit: Visit) -> Content {
        [
            "at": event.at.countyText, "kind": event.kind.title[visit.language],
            "login": event.login, "about": event.about, "isBad": event.kind == .failed,
        ]
    }

    // MARK: Acts

    private static func makeToken(_ visit: Visit) async throws -> Response {
        var form = try TokenForm(visit.form)
        let user = try await visit.desk.read { [login = form.login] in try $0.user(login) }
        guard let wish = form.wish(user) else { return try await show(visit, form) }
        let made = try await visit.desk.read {
            [door = visit.desk.door, login = visit.user.login, now = visit.now] _ in
            try wish.make(door, by: login, now: now)
        }
        return visit.page(
            "secret", title: visit.say("令牌：\(wish.title)", "Token: \(wish.title)"),
            [
                "secret": made.token, "isPassword": false, "login": wish.user.login,
                "back": "/access", "lastDay": made.lastDay.isoText,
                "header": "Authorization: Bearer …",
            ])
    }

    private static func endToken(_ visit: Visit) async throws -> Response {
        let number = visit.parameters.get("token").flatMap { Int64($0) }
        let token = try await visit.desk.read { try $0.tokens().first { $0.number == number } }
        guard let token else { throw Problem.notFound }
        if token.endedAt == nil {
            try await visit.desk.read { [login = visit.user.login, now = visit.now] store in
                try store.endToken(token, by: login, now: now)
            }
        }
        return visit.redirect(
            to: "/access",
            telling: visit.say("令牌“\(token.title)”已撤销。", "Token \(token.title) no longer works."))
    }

    private static func endSession(_ visit: Visit) async throws -> Response {
        let number = visit.parameters.get("session").flatMap { Int64($0) }
        let session = try await visit.desk.read { try $0.sessions().first { $0.number == number } }
        guard let session else { throw Problem.notFound }
        try await visit.desk.read { [login = visit.user.login, now = visit.now] store in
            try store.endSession(session, by: login, now: now)
        }
        return visit.redirect(
            to: "/access",
            telling: visit.say(
                "“\(session.user.login)”的这次登录已退出。",
                "That session of \(session.user.login) has ended."))
    }
}
