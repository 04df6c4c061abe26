import TradeInCore
import TradeInDesk
import TradeInStore

/// A token as the administrator's form asks for it.
struct TokenForm: Sendable {
    var login = ""
    var title = ""
    var scopes: Set<TokenScope> = [.read]
    var days = "365"
    /// What is wrong, by field.
    var faults: [String: LocalizedText] = [:]

    /// The form before it is filled in.
    init() {}

    /// What was sent.
    ///
    /// - Throws: ``Problem`` when it names a scope that there is not, which no page of ours does.
    init(_ form: Form) throws(Problem) {
        login = form["login"] ?? ""
        title = form["title"] ?? ""
        days = form["days"] ?? ""
        scopes = []
        for word in form.all("scope") {
            guard let scope = TokenScope(rawValue: word) else { throw .formUnsound }
            scopes.insert(scope)
        }
    }

    /// The wish that it makes; nil when something is wrong with it, which the faults then tell.
    ///
    /// - Parameter user: the user of the login, where there is one.
    /// - Returns: the wish, or nil.
    mutating func wish(_ user: User?) -> TokenWish? {
        let isNumber = days.utf8.count < 6 && days.utf8.allSatisfy { (48...57).contains($0) }
        let count = isNumber ? Int(days) : nil
        if user?.state != .active {
            faults["login"] = LocalizedText(
                zh: "请选择一名可用的用户；令牌以其身份和职责办理。",
                en: "Choose an active user; the token acts as that user, within its roles.")
        }
        if !TokenWish.isTitle(title) {
            faults["title"] = LocalizedText(
                zh: "用途应为1到60字，得到\(title.count)字，且不含看不见的字符。例如：收银系统。",
                en: "What it is for takes 1 to 60 characters that can be seen, not \(title.count); "
                    + "for example: till.")
        }
        if scopes.isEmpty {
            faults["scopes"] = LocalizedText(
                zh: "还没有选范围。请至少选一项。", en: "No scope is chosen. Choose at least one.")
        }
        if count.map(TokenWish.days.contains) != true {
            faults["days"] = LocalizedText(
                zh: "有效天数应为1到3650的整数，得到“\(days.prefix(20))”。",
                en: "Days are a whole number from 1 to 3650, not \"\(days.prefix(20))\".")
        }
        guard faults.isEmpty, let user, let count else { return nil }
        return TokenWish(user: user, title: title, scopes: scopes, days: count)
    }

    /// What the template shows.
    func content(_ users: [User], _ visit: Visit) -> Content {
        func fault(_ field: String) -> [Content] {
            faults[field].map { [["text": $0[visit.language]]] } ?? []
        }
        let chosen = TextFolding.key(login)
        return [
            "users": users.filter { $0.state == .active }.map { user in
                Visit.option(
                    user.login, "\(user.login) · \(user.roleTitles(visit))",
                    chosen: user.key == chosen ? user.login : nil)
            },
            "tokenTitle": title, "days": days,
            "scopes": TokenScope.allCases.map { scope in
                [
                    "value": scope.rawValue, "text": scope.title[visit.language],
                    "isChosen": scopes.contains(scope),
                ] as Content
            },
            "loginFaults": fault("login"), "titleFaults": fault("title"),
            "scopeFaults": fault("scopes"), "dayFaults": fault("days"),
        ]
    }
}
