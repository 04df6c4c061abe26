import Foundation
import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// The users with their roles, as the administrator keeps them and the auditor sees them.
enum UsersPage {
    static var routes: [Route] {
        [.get("/users", .seeing(.users)) { try await list($0) }]
    }

    private static let pageSize = 50

    private static func list(_ visit: Visit) async throws -> Response {
        let asked = try visit.asked()
        let role = try visit.known("role", Role.allCases)
        let state = try visit.known("state", User.State.allCases)
        let known = try await visit.desk.read { store in
            (users: try store.users(), dealers: try store.dealers())
        }
        let dealers = Dictionary(
            known.dealers.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
        let found = known.users.filter { user in
            (role.map(user.roles.contains) ?? true) && (state.map { $0 == user.state } ?? true)
                && matches(asked["words"], user, dealers)
        }
        let after = asked["after"].map(TextFolding.key) ?? ""
        let rest = found.filter { $0.key > after }
        let shown = Array(rest.prefix(pageSize))
        let credentials = try await visit.desk.read { store in
            try shown.map { try store.credential(of: $0) }
        }
        var content: Content = [
            "mayKeep": visit.user.mayDo(.keepUser), "count": found.count,
            "hasRows": !shown.isEmpty, "words": asked["words"] ?? "",
            "roles": Role.allCases.map {
                Visit.option($0.rawValue, $0.title[visit.language], chosen: role?.rawValue)
            },
            "states": User.State.allCases.map {
                Visit.option($0.rawValue, $0.title[visit.language], chosen: state?.rawValue)
            },
            "rows": zip(shown, credentials).map { row($0, $1, dealers, visit) },
        ]
        if rest.count > shown.count, let last = shown.last {
            content["more"] = visit.here("/users", replacing: "after", by: last.key)
        }
        if !after.isEmpty { content["start"] = visit.here("/users", replacing: "after", by: nil) }
        return visit.page("users", title: visit.say("用户", "Users"), content)
    }

    private static func matches(
        _ words: String?, _ user: User, _ dealers: [String: String]
    ) -> Bool {
        guard let words, !TextFolding.key(words).isEmpty else { return true }
        let texts = [user.login, user.dealerCode, user.dealerCode.flatMap { dealers[$0] }]
        return texts.contains {
            $0.map { TextFolding.key($0).contains(TextFolding.key(words)) } ?? false
        }
    }

    private static func row(
        _ user: User, _ credential: Credential?, _ dealers: [String: String], _ visit: Visit
    ) -> Content {
        let password: (text: String, mark: String) =
            switch credential?.isInitial {
            case nil: (visit.say("未发放", "none yet"), "wait")
            case true?: (visit.say("初始密码", "first password"), "warn")
            case false?: (visit.say("本人密码", "own password"), "ok")
            }
        return [
            "login": user.login, "address": user.address, "roles": user.roleTitles(visit),
            "dealer": user.dealerCode ?? "",
            "dealerName": user.dealerCode.flatMap { dealers[$0] } ?? "",
            "hasDealer": user.dealerCode != nil, "state": user.state.title[visit.language],
            "stateMark": user.state == .active ? "ok" : "bad",
            "password": password.text, "passwordMark": password.mark,
        ]
    }
}

extension User {
    /// The user's page.
    var address: String {
        // The page for a new user has the place of one who is called so.
        "/users/" + Visit.escaped(login == "new" ? key : login)
    }

    /// The roles as people read them.
    func roleTitles(_ visit: Visit) -> String {
        Role.allCases.filter(roles.contains).map { $0.title[visit.language] }
            .joined(separator: visit.say("、", ", "))
    }
}

extension Visit {
    /// What the address asks for, read as a form is: a plus sign stands for a blank.
    func asked() throws(Problem) -> Form {
        var form = Form()
        form.fields = try Form.decoded(Array((request.uri.query ?? "").utf8))
        return form
    }

    /// An address with the parameters of this one, one of them changed or left out.
    func here(_ path: String, replacing name: String, by value: String?) -> String {
        let kept = (request.uri.query ?? "").split(separator: "&").map(String.init).filter {
            !$0.hasPrefix(name + "=") && !$0.hasPrefix("lang=")
        }
        let more = value.map { [name + "=" + Self.escaped($0)] } ?? []
        let all = kept + more
        return all.isEmpty ? path : path + "?" + all.joined(separator: "&")
    }
}
