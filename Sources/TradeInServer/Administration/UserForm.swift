import TradeInCore
import TradeInDesk
import TradeInStore

/// A user as the administrator's form has it.
struct UserForm: Sendable {
    var login: String
    var roles: Set<Role>
    var dealerCode: String?
    /// What is wrong, by field.
    var faults: [String: LocalizedText] = [:]

    /// The form of a user who is kept already, or of one to be.
    init(_ user: User? = nil) {
        login = user?.login ?? ""
        roles = user?.roles ?? []
        dealerCode = user?.dealerCode
    }

    /// What was sent.
    ///
    /// - Throws: ``Problem`` when it names a role that there is not, which no page of ours does.
    init(_ form: Form, login: String) throws(Problem) {
        self.login = login
        var roles: Set<Role> = []
        for word in form.all("role") {
            guard let role = Role(rawValue: word) else { throw .formUnsound }
            roles.insert(role)
        }
        self.roles = roles
        dealerCode = form["dealer"]
    }

    /// The user that the form makes.
    func user(_ state: User.State) -> User {
        User(login: login, roles: roles, dealerCode: dealerCode, state: state)
    }

    /// Looks at what the ledger does not: whether all is there, and is what it names.
    ///
    /// - Parameters:
    ///   - dealers: the dealers of the register.
    ///   - before: the user as kept so far.
    mutating func check(_ dealers: [Dealer], before: User?) {
        if roles.isEmpty {
            faults["roles"] = LocalizedText(
                zh: "还没有选职责。请至少选一项。", en: "No role is chosen. Choose at least one.")
        }
        let isKnown = dealers.contains { $0.code == dealerCode } || dealerCode == before?.dealerCode
        if let dealerCode, !isKnown {
            faults["dealer"] = LocalizedText(
                zh: "没有代码为“\(dealerCode.prefix(40))”的经销商。请从列表中选择。",
                en: "There is no dealer \(dealerCode.prefix(40)). Choose one of the list.")
        }
    }

    /// Looks at the login of a user who is to be added.
    ///
    /// - Parameter taken: the user whose login it is, or cannot be told from it.
    mutating func checkLogin(taken: User?) {
        if !Login.isSound(login) {
            faults["login"] = LocalizedText(
                zh: "登录名应为1到64字节，由文字、数字和 . _ - @ 组成，至少有一个文字或数字，不含空格。例如 wang.li。",
                en:
                    "A login has 1 to 64 bytes of letters, digits and . _ - @, one letter or digit at "
                    + "least, without blanks; such as wang.li.")
        } else if let taken {
            faults["login"] = LocalizedText(
                zh: "已有用户“\(taken.login)”，只有大小写或标点不同的算同一登录名。请换一个。",
                en: "There is a user \(taken.login) already; logins that differ by case or marks "
                    + "only are one. Choose another.")
        }
    }

    /// What the template shows.
    func content(_ dealers: [Dealer], _ visit: Visit) -> Content {
        var options = dealers.map { dealer in
            Visit.option(
                dealer.code,
                dealer.name + " " + dealer.code
                    + (dealer.state == .enrolled ? "" : " · \(dealer.state.title[visit.language])"),
                chosen: dealerCode)
        }
        if let dealerCode, !dealers.contains(where: { $0.code == dealerCode }) {
            options.append(Visit.option(dealerCode, dealerCode, chosen: dealerCode))
        }
        func fault(_ field: String) -> [Content] {
            faults[field].map { [["text": $0[visit.language]]] } ?? []
        }
        return [
            "login": login, "dealers": options,
            "roles": Role.allCases.map { role in
                [
                    "value": role.rawValue, "text": role.title[visit.language],
                    "isChosen": roles.contains(role), "standsAlone": role.standsAlone,
                ] as Content
            },
            "loginFaults": fault("login"), "roleFaults": fault("roles"),
            "dealerFaults": fault("dealer"),
        ]
    }
}
