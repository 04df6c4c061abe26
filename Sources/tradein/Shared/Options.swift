import ArgumentParser
import Foundation
import PolicyLibrary
import TradeInCore
import TradeInStore

/// Options that every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(help: ArgumentHelp(say("账本文件", "The ledger's file"), valueName: "path"))
    var ledger = "./tradein.ledger"

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(say("操作人登录名", "The login that acts"), valueName: "login"))
    var actor = ProcessInfo.processInfo.environment["USER"] ?? "operator"

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

    mutating func validate() throws {
        guard (1...64).contains(actor.utf8.count) else {
            throw ValidationError(
                say("--as 应为1到64字节的登录名", "--as takes a login of 1 to 64 bytes"))
        }
    }

    func open() throws -> LedgerStore { try LedgerStore.open(at: ledger) }

    func openForReading() throws -> LedgerStore { try LedgerStore.openForReading(at: ledger) }

    /// Who asks, and now: the one place that reads the clock.
    func context() -> CommandContext {
        CommandContext(actor: actor, now: Moment(seconds: Int64(Date().timeIntervalSince1970)))
    }
}

extension Language: ExpressibleByArgument {}
extension OutputFormat: ExpressibleByArgument {}
