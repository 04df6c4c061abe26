import Foundation
import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Coming in, going out, and what a user keeps of its own: password and open sessions.
enum AccessPages {
    static var routes: [Route] {
        [
            .get("/login", .everyone) { form($0) },
            .post("/login", .everyone) { try await signIn($0) },
            .post("/logout", .signedIn) { try await signOut($0) },
            .get("/account", .signedIn) { try await account($0) },
            .post("/account/password", .signedIn) { try await changePassword($0) },
            .post("/account/sessions/:session/end", .signedIn) { try await endSession($0) },
        ]
    }

    /// Whether a route is open to a user who has not changed a password that somebody else gave.
    static func isForNewcomers(_ route: Route) -> Bool {
        route.access == .everyone
            || ["/logout", "/account", "/account/password"].contains(route.path)
    }

    private static func form(
        _ visit: Visit, alert: LocalizedText? = nil, status: Int = 200
    ) -> Response {
        visit.page(
            "login", title: visit.say("登录", "Sign in"),
            ["next": next(visit), "login": visit.form["login"] ?? ""], status: status,
            alert: alert)
    }

    /// Where to go on to: a page of ours, whatever the address says.
    private static func next(_ visit: Visit) -> String {
        let asked = visit.form["next"] ?? visit.query("next") ?? ""
        let isOurs = asked.hasPrefix("/") && !asked.hasPrefix("//") && !asked.contains("\\")
        return isOurs && asked.unicodeScalars.allSatisfy { (33..<127).contains($0.value) }
            ? asked : "/home"
    }

    private static func signIn(_ visit: Visit) async throws -> Response {
        let (login, password) = (visit.form["login"] ?? "", visit.form.exact("password"))
        let device = visit.request.headers[.userAgent] ?? ""
        let outcome = try await visit.desk.atTheDoor {
            [door = visit.desk.door, now = visit.now] _ in
            try door.signIn(login, password: password, device: device, now: now)
        }
        switch outcome {
        case .done(let secret, let isInitial):
            var response = visit.redirect(to: isInitial ? "/account" : next(visit))
            response.setCookie(cookie(secret, visit))
            return response
        case .refused:
            return form(
                visit,
                alert: LocalizedText(
                    zh: "登录名或密码不对。请核对后再试；忘记密码请找管理员。",
                    en: "Login or password is wrong. Check both; who forgot the password asks the "
                        + "administrator."), status: 401)
        case .closed(let until):
            return form(
                visit,
                alert: LocalizedText(
                    zh: "密码错误次数过多，\(until.countyText)之后才能再试。",
                    en: "Too many wrong passwords; try again after \(until.countyText)."),
                status: 429)
        }
    }

    private static func cookie(_ secret: String, _ visit: Visit, maxAge: Int? = nil) -> Cookie {
        let configuration = visit.web.configuration
        return Cookie(
            name: configuration.cookieName, value: secret, maxAge: maxAge, path: "/",
            secure: configuration.isSecure, httpOnly: true, sameSite: .lax)
    }

    private static func signOut(_ visit: Visit) async throws -> Response {
        if let session = visit.session { try await end(session, visit) }
        var response = visit.redirect(to: "/login")
        response.setCookie(cookie("", visit, maxAge: 0))
        return response
    }

    private static func end(_ session: SessionRow, _ visit: Visit) async throws {
        try await visit.desk.read { [login = visit.user.login, now = visit.now] store in
            try store.endSession(session, by: login, now: now)
        }
    }

    private static func account(
        _ visit: Visit, alert: LocalizedText? = nil, status: Int = 200
    ) async throws -> Response {
        let user = visit.user
        let (sessions, isInitial) = try await visit.desk.read { store in
            (try store.sessions(of: user), try store.credential(of: user)?.isInitial == true)
        }
        return visit.page(
            "account", title: visit.say("我的账户", "My account"),
            [
                "isInitial": isInitial, "fewest": Passwords.fewestCharacters,
                "sessions": sessions.map { session in
                    [
                        "number": session.number, "device": session.device,
                        "started": session.startedAt.countyText, "seen": session.seenAt.countyText,
                        "isThis": session.number == visit.session?.number,
                    ] as Content
                },
            ], status: status, alert: alert)
    }

    private static func changePassword(_ visit: Visit) async throws -> Response {
        let user = visit.user
        let (old, new) = (visit.form.exact("old"), visit.form.exact("new"))
        let isRight = try await visit.desk.atTheDoor { [door = visit.desk.door] _ in
            try door.isPassword(old, of: user)
        }
        guard isRight else {
            return try await account(
                visit,
                alert: LocalizedText(
                    zh: "当前密码不对，没有更改。", en: "The present password is wrong; nothing was changed."),
                status: 403)
        }
        if let fault = Passwords.fault(new, login: user.login) {
            return try await account(visit, alert: fault, status: 422)
        }
        guard new == visit.form.exact("again"), new != old else {
            return try await account(
                visit,
                alert: LocalizedText(
                    zh: "两次输入的新密码不同，或与当前密码相同，没有更改。",
                    en:
                        "The new password was typed in two ways, or is the present one; nothing was "
                        + "changed."), status: 422)
        }
        let session = visit.session?.number
        try await visit.desk.atTheDoor { [now = visit.now] store in
            let credential = try Passwords.credential(new, isInitial: false)
            try store.keep(
                credential, of: user, by: user.login, sparing: session, now: now)
        }
        return visit.redirect(
            to: "/home",
            telling: visit.say(
                "密码已更改，其他登录已全部退出。", "The password is changed; all other sessions have ended."))
    }

    private static func endSession(_ visit: Visit) async throws -> Response {
        let number = visit.parameters.get("session").flatMap { Int64($0) }
        let user = visit.user
        let session = try await visit.desk.read { store in
            try store.sessions(of: user).first { $0.number == number }
        }
        guard let session else { throw Problem.notFound }
        try await end(session, visit)
        return visit.redirect(
            to: "/account", telling: visit.say("已退出该登录。", "The session has ended."))
    }
}
