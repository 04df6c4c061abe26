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
    private static let pageSize = 50

    /// What the address asks for: whose, and where each list begins.
    private struct Asked: Sendable {
        let login: String?
        let sessions: Int64?
        let tokens: Int64?
        let ended: Int64?

        init(_ visit: Visit) throws(Problem) {
            login = visit.query("user")
            sessions = try Self.number("sessions", visit)
            tokens = try Self.number("tokens", visit)
            ended = try Self.number("ended", visit)
        }

        private static func number(_ name: String, _ visit: Visit) throws(Problem) -> Int64? {
            guard let text = visit.query(name) else { return nil }
            guard let number = Int64(text), number > 0, String(number) == text else {
                throw .badParameter(
                    name, text, wanted: LocalizedText(zh: "正整数", en: "a positive whole number"))
            }
            return number
        }

        /// The address with one list beginning elsewhere; the others stay where they are.
        func address(_ list: String, before number: Int64?) -> String {
            let places = [("sessions", sessions), ("tokens", tokens), ("ended", ended)].map {
                ($0.0, ($0.0 == list ? number : $0.1).map(String.init))
            }
            return Visit.address("/access", [("user", login)] + places) + "#" + list
        }
    }

    private static func show(_ visit: Visit, _ form: TokenForm) async throws -> Response {
        let asked = try Asked(visit)
        let (today, now) = (visit.now.countyDay, visit.now)
        let (limit, most) = (pageSize + 1, mostEvents)
        let known = try await visit.desk.read { store in
            let user = try asked.login.flatMap { try store.user($0) }
            // Whose login nobody has has nothing.
            let isNobody = asked.login != nil && user == nil
            return (
                isNobody: isNobody,
                sessions: isNobody
                    ? []
                    : try FrontDoor.openSessions(
                        in: store, of: user, before: asked.sessions, limit: limit, now: now),
                tokens: isNobody
                    ? []
                    : try store.tokens(
                        of: user, isGood: true, on: today, before: asked.tokens, limit: limit),
                ended: isNobody
                    ? []
                    : try store.tokens(
                        of: user, isGood: false, on: today, before: asked.ended, limit: limit),
                events: try store.accessEvents(limit: most), users: try store.users(),
                system: try SystemState(store)
            )
        }
        var content = form.content(known.users, visit)
        func list<Row>(
            _ name: String, _ rows: [Row], from start: Int64?, number: (Row) -> Int64,
            _ row: (Row) -> Content
        ) {
            let shown = rows.prefix(pageSize)
            content[name] = shown.map(row)
            content["has" + name.prefix(1).uppercased() + name.dropFirst()] = !shown.isEmpty
            if start != nil { content[name + "Newest"] = asked.address(name, before: nil) }
            if rows.count > pageSize, let last = shown.last {
                content[name + "Older"] = asked.address(name, before: number(last))
            }
        }
        list("sessions", known.sessions, from: asked.sessions, number: \.number) {
            session($0, visit)
        }
        list("tokens", known.tokens, from: asked.tokens, number: \.number) { token($0, visit) }
        list("ended", known.ended, from: asked.ended, number: \.number) { token($0, visit) }
        content["isEndedOpen"] = asked.ended != nil
        content["asked"] = asked.login ?? ""
        content["isNobody"] = known.isNobody
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
        let token = try await visit.desk.read { store in
            try number.flatMap { try store.token($0) }
        }
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
        let session = try await visit.desk.read { store in
            try number.flatMap { try store.session($0) }
        }
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
