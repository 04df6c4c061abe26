import ArgumentParser
import TradeInStore

/// The evidence log: checkpoint, proofs, export.
struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: say("证据日志：检查点、证明、导出", "The evidence log: checkpoint, proofs, export"),
        discussion: say(
            """
            日志只增不改；检查点、证明和导出均为C2SP公开格式，第三方工具可以核对。
            示例：tradein log prove TC000000018 --out receipt.tlog-proof
            """,
            """
            The log only grows; checkpoint, proofs and export are in C2SP's public forms, which tools
            that are not ours can check. Example: tradein log prove TC000000018 --out receipt.tlog-proof
            """),
        subcommands: [
            LogCheckpointCommand.self, LogProveCommand.self, LogVerifyCommand.self,
            LogExportCommand.self, LogRecountCommand.self,
        ])

    /// Says that there is nothing yet, and ends the command.
    static func refuseEmpty() -> ExitCode {
        Output.complain(
            say("日志还没有记录，因此没有检查点。", "Nothing is in the log yet, so there is no checkpoint."))
        return ExitCode(1)
    }
}

/// Prints the newest checkpoint.
struct LogCheckpointCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: say("输出最新的签名检查点", "Print the newest signed checkpoint"),
        discussion: say(
            "示例：tradein log checkpoint > checkpoint.txt",
            "Example: tradein log checkpoint > checkpoint.txt"))

    @Flag(help: ArgumentHelp(say("另起一行输出核验公钥", "Add the verifier key on a line of its own")))
    var key = false

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.openForReading()
        guard let note = try store.latestCheckpoint() else { throw LogCommand.refuseEmpty() }
        if let format = options.format, format != .table {
            try listing(note, store.verifierKey).print(as: format)
        } else {
            // The note is printed byte for byte; its last byte is the line's end.
            Output.line(String(note.dropLast()))
            if key { Output.line("\n" + store.verifierKey) }
        }
        Output.flush()
    }

    private func listing(_ note: String, _ verifierKey: String) -> Listing {
        let lines = note.split(separator: "\n", omittingEmptySubsequences: false)
        var listing = Listing([
            .init("origin", "日志", "log"), .init("size", "条数", "entries", isNumber: true),
            .init("root", "根", "root"), .init("note", "检查点", "note"), .init("key", "公钥", "key"),
        ])
        guard lines.count > 3 else { return listing }
        listing.rows.append([
            .text(String(lines[0])), .integer(Int64(lines[1]) ?? 0), .text(String(lines[2])),
            .text(note), .text(verifierKey),
        ])
        return listing
    }
}
