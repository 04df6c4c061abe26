import ArgumentParser
import TradeInCore
import TradeInDesk
import TradeInStore

/// Users and their roles.
struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: say("用户和职责", "Users and their roles"),
        discussion: say(
            """
            账本有了第一个用户（须为管理员）以后，每一步都须由有相应职责的用户办理。职责：
            """ + roleList,
            """
            From its first user on (an administrator), every act on a ledger takes a user with the
            role for it. Roles:
            """ + roleList),
        subcommands: [
            UserAddCommand.self, UserRoleCommand.self, UserDisableCommand.self,
            UserPasswordCommand.self, UserTokenCommand.self, UserListCommand.self,
        ])

    private static var roleList: String {
        "\n"
            + Role.allCases.map { "  \($0.rawValue)  \($0.title[Language.current])" }
            .joined(separator: "\n")
    }
}

/// What adding and changing a user take.
struct UserArguments: ParsableArguments {
    @Argument(help: ArgumentHelp(say("登录名", "The login")))
    var login: String

    @Option(
        name: .customLong("role"), help: ArgumentHelp(say("职责，可多次给出", "A role; may be repeated")))
    var roles: [Role]

    @Option(help: ArgumentHelp(say("经销商代码（经销商人员须填）", "The dealer's code, for its staff")))
    var dealer: String?

    @OptionGroup var options: GlobalOptions

    mutating func validate() throws {
        guard Login.isSound(login) else {
            throw ValidationError(
                say("“\(login)”不是登录名。", "\(login) is no login: letters, digits and . _ - @."))
        }
    }

    /// Keeps the user in a state; tells what came of it.
    func keep(_ state: User.State) throws {
        let user = User(login: login, roles: Set(roles), dealerCode: dealer, state: state)
        try FundAnswer.tell(.keepUser(user), options) { _ in
            let names = Role.allCases.filter(user.roles.contains)
                .map { $0.title[Language.current] }.joined(separator: say("、", ", "))
            return say(
                "用户 \(login)：\(names)，\(state.title.zh)。",
                "User \(login): \(names); \(state.rawValue).")
        }
    }
}

extension Role: ExpressibleByArgument {}

/// Adds a user.
struct UserAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: say("添加用户", "Add a user"),
        discussion: say(
            "示例：tradein user add wang --role reviewer --as admin",
            "Example: tradein user add wang --role reviewer --as admin"))

    @OptionGroup var arguments: UserArguments

    func run() throws { try arguments.keep(.active) }
}

/// Gives a user other roles.
struct UserRoleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role",
        abstract: say("更改用户职责", "Give a user other roles"),
        discussion: say(
            "示例：tradein user role wang --role officer --role reviewer --as admin",
            "Example: tradein user role wang --role officer --role reviewer --as admin"))

    @OptionGroup var arguments: UserArguments

    func run() throws { try arguments.keep(.active) }
}

/// Stops a login.
struct UserDisableCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: say("停用用户", "Stop a login"),
        discussion: say(
            "示例：tradein user disable wang --as admin",
            "Example: tradein user disable wang --as admin"))

    @Argument(help: ArgumentHelp(say("登录名", "The login")))
    var login: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.openForReading()
        let key = TextFolding.key(login)
        let known = try store.users().first { $0.key == key }
        try store.close()
        guard var user = known else {
            throw ValidationError(say("没有用户“\(login)”。", "There is no user \(login)."))
        }
        user.state = .disabled
        try FundAnswer.tell(.keepUser(user), options) { _ in
            say("已停用 \(user.login)。", "\(user.login) is disabled.")
        }
    }
}

/// Lists the users.
struct UserListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: say("列出用户", "List the users"),
        discussion: say("示例：tradein user list", "Example: tradein user list"))

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.openForReading()
        let users = try store.users()
        try store.close()
        if let format = options.format, format != .table {
            var listing = Listing([
                .init("login", "登录名", "login"), .init("state", "状态", "state"),
                .init("roles", "职责", "roles"), .init("dealer", "经销商", "dealer"),
            ])
            listing.rows = users.map {
                [
                    .text($0.login), .text($0.state.rawValue),
                    .text($0.roleWords.joined(separator: " ")), .text($0.dealerCode ?? ""),
                ]
            }
            return try listing.show(as: format)
        }
        for user in users {
            let roles = user.roleWords.joined(separator: " ")
            let dealer = user.dealerCode.map { " \($0)" } ?? ""
            Output.line(
                "\(user.login)  \(user.state.title[Language.current])  \(roles)\(dealer)")
        }
        Output.flush()
    }
}
