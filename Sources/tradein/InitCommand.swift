import ArgumentParser
import PolicyLibrary
import TradeInCore
import TradeInDesk
import TradeInStore

/// Makes a new ledger and keeps the shipped packs in it.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: say("新建账本", "Make a new ledger"),
        discussion: say(
            "新建账本文件和权限为0600的密钥文件，并提交随附的政策包，待另一人批准启用。\n示例：tradein init --ledger jinxiang.ledger",
            "Makes the ledger's file and its key file of mode 0600, and proposes the shipped packs, for\n"
                + "another person to activate.\n"
                + "Example: tradein init --ledger jinxiang.ledger"))

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let files = try options.packFiles()
        let shelf = try options.shelf()
        let store = try LedgerStore.create(
            at: options.ledger, countyCode: try Setting.county().code)
        let commands = PackProposal.commands(shelf.packs, files)
        _ = try store.commit(commands, options.context(), register: shelf.register)
        Output.line(
            say(
                "已新建账本 \(options.ledger)，存入\(commands.count)个政策包，均待批准。",
                "Made \(options.ledger) with \(commands.count) policy packs, all proposed."))
        Output.line(
            say(
                "密钥在 \(options.ledger).keys：请另行保管一份，勿与账本放在一起。",
                "Its keys are in \(options.ledger).keys: keep a copy elsewhere, apart from the ledger."
            ))
        Output.line(say("日志公钥：", "Log key: ") + store.verifierKey)
        Output.line(
            say(
                "下一步：由另一人（不是 \(options.actor)）批准启用：tradein policy activate --all --as 登录名",
                "Next: somebody other than \(options.actor) activates the packs: "
                    + "tradein policy activate --all --as LOGIN"))
        Output.line(
            say(
                "账本还没有用户，职责只按登录名区分。设职责请先添加管理员：tradein user add 登录名 --role administrator",
                "The ledger has no users yet; persons are told apart by login. To hold them to "
                    + "duties add an administrator: tradein user add LOGIN --role administrator"))
        try store.close()
        Output.flush()
    }
}
