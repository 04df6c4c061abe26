import ArgumentParser
import Foundation
import PolicyLibrary
import TradeInCore
import TradeInDesk
import TradeInStore

/// Options that every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(help: ArgumentHelp(say("账本文件", "The ledger's file"), valueName: "path"))
    var ledger = "./tradein.ledger"

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(say("操作人登录名", "The login that acts"), valueName: "login"))
    var actor = Login.ofSystem

    @Option(help: ArgumentHelp(say("语言：zh 或 en", "The language: zh or en"), valueName: "zh|en"))
    var lang: Language?

    @Option(
        help: ArgumentHelp(
            say("输出格式", "The form of the answer"), valueName: "table|json|jsonl|csv"))
    var format: OutputFormat?

    @Option(
        help: ArgumentHelp(
            say("另有政策包的文件夹", "A folder with packs beside the shipped ones"), valueName: "folder"))
    var packs: String?

    @Option(
        help: ArgumentHelp(
            say("把表格存为文件而不显示", "Save tables in a file instead of showing them"),
            valueName: "file.xlsx|csv|jsonl"))
    var save: String?

    @Option(
        name: .customLong("save-encoding"),
        help: ArgumentHelp(say("--save 的CSV编码", "The encoding of --save's CSV")))
    var saveEncoding = FileEncoding.utf8

    mutating func validate() throws {
        if let save {
            try SavedTables.ask(path: save, encoding: saveEncoding, ledger: ledger)
            // The form for programs: plain numbers, no bars, nothing left out.
            format = format ?? .csv
        }
        guard !Login.isSound(actor) else { return }
        throw ValidationError(
            say(
                "--as 应为登录名：1到64字节，只含文字、数字和 . _ - @，不含空格。",
                "--as takes a login: 1 to 64 bytes of letters, digits and . _ - @, without blanks.")
        )
    }

    func openForReading() throws -> LedgerStore { try LedgerStore.openForReading(at: ledger) }

    /// Who asks, and now: the one place that reads the clock.
    func context() -> CommandContext {
        CommandContext(actor: actor, now: Moment(seconds: Int64(Date().timeIntervalSince1970)))
    }
}

extension Login {
    /// Who is logged in here; `operator` where the system says nothing that could be a login.
    static var ofSystem: String {
        let user = ProcessInfo.processInfo.environment["USER"] ?? ""
        return isSound(user) ? user : "operator"
    }
}

extension Language: ExpressibleByArgument {}
extension OutputFormat: ExpressibleByArgument {}
