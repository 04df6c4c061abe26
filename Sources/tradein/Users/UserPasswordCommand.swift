import ArgumentParser
import FileExchange
import Foundation
import TradeInCore
import TradeInDesk
import TradeInStore

/// Gives a user a first password for the pages.
struct UserPasswordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "password",
        abstract: say("发放初始密码", "Give a user a first password"),
        discussion: say(
            """
            自动生成并显示一次，或用 --from 从文件读取。用户首次登录须更改。
            原有登录全部退出。能读写账本文件的人都能运行本命令。
            示例：tradein user password wang --as admin
            """,
            """
            Makes one and shows it once, or reads it from a file by --from. The user changes it at the
            first log-in. All sessions of the user end. Whoever can write the ledger's file can run this.
            Example: tradein user password wang --as admin
            """))

    @Argument(help: ArgumentHelp(say("登录名", "The login")))
    var login: String

    @Option(
        help: ArgumentHelp(
            say("密码在此文件第一行；- 为标准输入", "The password is this file's first line; - is standard input"),
            valueName: "file"))
    var from: String?

    @Flag(
        help: ArgumentHelp(
            say("用户不必更改（演示和自动化用）", "The user need not change it: demos and machines")))
    var lasting = false

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.open()
        guard let user = try store.user(login) else {
            throw ValidationError(say("没有用户“\(login)”。", "There is no user \(login)."))
        }
        try mustKeepUsers(store)
        let password = try from.map(typed) ?? Passwords.made()
        if let fault = Passwords.fault(password, login: user.login) {
            Output.complain(fault[Language.current])
            throw ExitCode(1)
        }
        let credential = try Passwords.credential(password, isInitial: !lasting)
        try store.keep(credential, of: user, by: options.actor, now: options.context().now)
        try store.close()
        Output.line(
            from != nil
                ? say("已为 \(user.login) 设定密码。", "\(user.login) has a password.")
                : say(
                    "\(user.login) 的初始密码：\(password)（只显示这一次）",
                    "The first password of \(user.login): \(password) (shown this once)"))
        Output.flush()
    }

    /// The administrator's act, or a user's own.
    private func mustKeepUsers(_ store: LedgerStore) throws {
        let acting = try store.user(options.actor)
        let isOwn = TextFolding.key(options.actor) == TextFolding.key(login)
        guard !isOwn, acting?.mayDo(.keepUser) != true || acting?.state != .active else { return }
        Output.complain(
            say(
                "role-missing：密码由管理员发放（--as 管理员登录名）。",
                "role-missing: the administrator gives passwords (--as the administrator's login).")
        )
        throw ExitCode(1)
    }

    private func typed(in file: String) throws -> String {
        let line =
            file == "-"
            ? readLine(strippingNewline: true)
            : String(decoding: try WholeFile.bytes(at: file), as: UTF8.self)
                .split(whereSeparator: \.isNewline).first.map(String.init)
        guard let line, !line.isEmpty else {
            throw ValidationError(say("没有读到密码。", "There is no password in it."))
        }
        return line
    }
}
