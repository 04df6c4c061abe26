import ArgumentParser
import TradeInCore
import TradeInDesk
import TradeInStore

/// Makes a token by which another program acts as a user.
struct UserTokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: say("签发接口令牌", "Make a token for the API"),
        discussion: say(
            """
            令牌只显示一次；账本只存其摘要。示例：
            tradein user token shop1 --title 收银系统 --scope claims --scope read --as admin
            """,
            """
            Shown once; the ledger keeps its digest only. Example:
            tradein user token shop1 --title till --scope claims --scope read --as admin
            """))

    @Argument(help: ArgumentHelp(say("以哪个用户的身份", "As whom it acts")))
    var login: String

    @Option(help: ArgumentHelp(say("用途", "What it is for")))
    var title: String

    @Option(
        name: .customLong("scope"),
        help: ArgumentHelp(
            say("范围，可多次给出", "A scope; may be repeated"),
            valueName: TokenScope.allCases.map(\.rawValue).joined(separator: "|")))
    var scopes: [TokenScope]

    @Option(help: ArgumentHelp(say("有效天数", "Days for which it works")))
    var days = 365

    @OptionGroup var options: GlobalOptions

    mutating func validate() throws {
        guard TokenWish.isTitle(title), TokenWish.days.contains(days) else {
            throw ValidationError(
                say(
                    "--title 应为1到60字，--days 应为1到3650。",
                    "--title has 1 to 60 characters, --days 1 to 3650.")
            )
        }
    }

    func run() throws {
        let store = try options.open()
        guard let user = try store.user(login) else {
            throw ValidationError(say("没有用户“\(login)”。", "There is no user \(login)."))
        }
        let acting = try store.user(options.actor)
        guard acting?.mayDo(.keepUser) == true, acting?.state == .active else {
            Output.complain(
                say(
                    "role-missing：令牌由管理员签发（--as 管理员登录名）。",
                    "role-missing: the administrator makes tokens (--as the administrator's login)."
                ))
            throw ExitCode(1)
        }
        let now = options.context().now
        let wish = TokenWish(user: user, title: title, scopes: Set(scopes), days: days)
        let (token, lastDay) = try wish.make(FrontDoor(store), by: options.actor, now: now)
        try store.close()
        if options.format == .json || options.format == .jsonl {
            Output.line(
                canonicalObject { json in
                    json.field("lastDay", lastDay.isoText)
                    json.field("login", user.login)
                    json.field("token", token)
                })
        } else {
            Output.line(token)
            Output.complain(
                say(
                    "只显示这一次；有效至\(lastDay.isoText)。",
                    "Shown this once; works until \(lastDay.isoText)."))
        }
        Output.flush()
    }
}

extension TokenScope: ExpressibleByArgument {}
