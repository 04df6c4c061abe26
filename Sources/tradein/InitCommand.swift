import ArgumentParser
import PolicyLibrary
import TradeInCore
import TradeInStore

/// Makes a new ledger and keeps the shipped packs in it.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: say("新建账本", "Make a new ledger"),
        discussion: say(
            "新建账本文件和权限为0600的密钥文件，并存入随附的政策包。\n示例：tradein init --ledger jinxiang.ledger",
            "Makes the ledger's file and its key file of mode 0600, and keeps the shipped packs.\n"
                + "Example: tradein init --ledger jinxiang.ledger"))

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let shelf = try Setting.shelf()
        let store = try LedgerStore.create(
            at: options.ledger, countyCode: try Setting.county().code)
        let kept = try Self.keepPacks(shelf, in: store, options.context())
        Output.line(
            say(
                "已新建账本 \(options.ledger)，存入\(kept)个政策包。",
                "Made \(options.ledger) with \(kept) policy packs."))
        Output.line(
            say(
                "密钥在 \(options.ledger).keys：请另行保管一份，勿与账本放在一起。",
                "Its keys are in \(options.ledger).keys: keep a copy elsewhere, apart from the ledger."
            ))
        Output.line(say("日志公钥：", "Log key: ") + store.verifierKey)
        try store.close()
        Output.flush()
    }

    /// Keeps every pack that the ledger has not yet; says how many.
    static func keepPacks(
        _ shelf: PackShelf, in store: LedgerStore, _ context: CommandContext
    ) throws -> Int {
        let commands = try packsToKeep(shelf, in: store)
        guard !commands.isEmpty else { return 0 }
        return try store.commit(commands, context, register: shelf.register).count
    }

    /// The commands that keep what the ledger has not yet.
    static func packsToKeep(_ shelf: PackShelf, in store: LedgerStore) throws -> [LedgerCommand] {
        let known = Set(try store.keptPacks().map(\.sha256))
        let files = PolicyLibrary.shippedFiles
        let fresh = shelf.packs.filter { !known.contains($0.source.sha256) }
        return fresh.map { pack in
            LedgerCommand.keepPack(
                KeptPack(
                    identifier: pack.identifier, version: pack.source.version,
                    sha256: pack.source.sha256, text: pack.source.text,
                    notice: files.first { $0.yamlName == pack.source.file }
                        .map { String(decoding: $0.notice, as: UTF8.self) } ?? ""))
        }
    }
}
