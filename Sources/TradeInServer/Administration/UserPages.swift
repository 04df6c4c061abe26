import Foundation
import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Adding a user and changing one: roles, state, a first password.
enum UserPages {
    static var routes: [Route] {
        [
            .get("/users/new", .doing(.keepUser)) { try await showNew($0, UserForm()) },
            .post("/users/new", .doing(.keepUser)) { try await add($0) },
            .get("/users/:login", .doing(.keepUser)) { try await open($0) },
            .post("/users/:login", .doing(.keepUser)) { try await change($0) },
            .post("/users/:login/state", .doing(.keepUser)) { try await changeState($0) },
            .post("/users/:login/password", .doing(.keepUser)) { try await givePassword($0) },
        ]
    }

    // MARK: A new user

    private static func showNew(
        _ visit: Visit, _ form: UserForm, problem: Problem? = nil
    ) async throws -> Response {
        let dealers = try await visit.desk.read { try $0.dealers() }
        var content = form.content(dealers, visit)
        content["isNew"] = true
        content["address"] = "/users/new"
        return visit.page(
            "user", title: visit.say("添加用户", "Add a user"), content,
            status: problem?.status ?? (form.faults.isEmpty ? 200 : 422), alert: problem?.detail)
    }

    private static func add(_ visit: Visit) async throws -> Response {
        var form = try UserForm(visit.form, login: visit.form["login"] ?? "")
        let (dealers, taken) = try await visit.desk.read { [login = form.login] store in
            (try store.dealers(), try store.user(login))
        }
        form.checkLogin(taken: taken)
        form.check(dealers, before: nil)
        guard form.faults.isEmpty else { return try await showNew(visit, form) }
        let user = form.user(.active)
        return try await visit.perform(
            .keepUser(user), then: user.address,
            telling: visit.say(
                "已添加“\(user.login)”。请发放初始密码。", "\(user.login) is added. Now give a first password.")
        ) { try await showNew(visit, form, problem: $0) }
    }

    // MARK: A user who is kept

    private static func user(_ visit: Visit) async throws -> User {
        let login = visit.parameters.get("login")?.removingPercentEncoding ?? ""
        guard let user = try await visit.desk.read({ try $0.user(login) }) else {
            throw Problem.notFound
        }
        return user
    }

    private static func open(_ visit: Visit) async throws -> Response {
        let user = try await user(visit)
        return try await show(visit, user, UserForm(user))
    }

    private static func show(
        _ visit: Visit, _ user: User, _ form: UserForm, problem: Problem? = nil
    ) async throws -> Response {
        let known = try await visit.desk.read { store in
            (
                dealers: try store.dealers(), credential: try store.credential(of: user),
                sessions: try store.sessions(of: user).count, tokens: try store.tokens(of: user)
            )
        }
        let today = visit.now.countyDay
        var content = form.content(known.dealers, visit)
        content["isNew"] = false
        content["address"] = user.address
        content["isActive"] = user.state == .active
        content["state"] = user.state.title[visit.language]
        content["stateMark"] = user.state == .active ? "ok" : "bad"
        content["isSelf"] = user.key == visit.user.key
        content["hasPassword"] = known.credential != nil
        content["isInitial"] = known.credential?.isInitial == true
        content["sessions"] = known.sessions
        content["tokens"] = known.tokens.filter { $0.isGood(on: today) }.count
        return visit.page(
            "user", title: visit.say("用户 \(user.login)", "User \(user.login)"), content,
            status: problem?.status ?? (form.faults.isEmpty ? 200 : 422), alert: problem?.detail)
    }

    private static func change(_ visit: Visit) async throws -> Response {
        let before = try await user(visit)
        var form = try UserForm(visit.form, login: before.login)
        form.check(try await visit.desk.read { try $0.dealers() }, before: before)
        guard form.faults.isEmpty else { return try await show(visit, before, form) }
        let after = form.user(before.state)
        guard after != before else {
            return visit.redirect(
                to: before.address, telling: visit.say("没有改动。", "Nothing was changed."))
        }
        return try await visit.perform(
            .keepUser(after), then: after.address,
            telling: visit.say(
                "已保存：\(after.roleTitles(visit))。", "Kept: \(after.roleTitles(visit)).")
        ) { try await show(visit, before, form, problem: $0) }
    }

    private static func changeState(_ visit: Visit) async throws -> Response {
        var user = try await user(visit)
        let before = user
        guard let state = visit.form["state"].flatMap(User.State.init(rawValue:)) else {
            throw Problem.formUnsound
        }
        user.state = state
        do {
            try await visit.execute(.keepUser(user))
        } catch let refused as Refused {
            return try await show(visit, before, UserForm(before), problem: Problem(refused))
        }
        if state == .disabled { try await visit.desk.endSessions(of: user, by: visit.user.login) }
        return visit.redirect(
            to: user.address,
            telling: state == .active
                ? visit.say("已启用“\(user.login)”。", "\(user.login) is enabled.")
                : visit.say(
                    "已停用“\(user.login)”，其登录全部退出，令牌不能再用。",
                    "\(user.login) is disabled; its sessions have ended and its tokens do not work."
                ))
    }

    private static func givePassword(_ visit: Visit) async throws -> Response {
        let user = try await user(visit)
        guard user.key != visit.user.key, user.state == .active else {
            return try await show(
                visit, user, UserForm(user),
                problem: Problem(
                    code: "password-not-given", status: 409,
                    title: LocalizedText(zh: "没有发放", en: "Not given"),
                    detail: user.state == .active
                        ? LocalizedText(
                            zh: "这是您自己的账户。请在“我的账户”更改密码。",
                            en: "This is your own account. Change your password at My account.")
                        : LocalizedText(
                            zh: "“\(user.login)”已停用。请先启用，再发放密码。",
                            en: "\(user.login) is disabled. Enable it first, then give a password.")
                ))
        }
        let password = try await visit.desk.givePassword(to: user, by: visit.user.login)
        return visit.page(
            "secret", title: visit.say("\(user.login) 的初始密码", "First password of \(user.login)"),
            [
                "secret": password, "isPassword": true, "login": user.login, "back": user.address,
                "lastDay": "", "header": "",
            ])
    }
}
