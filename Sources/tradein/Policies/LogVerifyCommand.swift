import ArgumentParser
import TradeInCore
import TradeInStore

/// Checks a proof file by recomputation.
struct LogVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: say("核对证明文件", "Check a proof file"),
        discussion: say(
            """
            从条目重算到根，并核对检查点的签名。给出 --key 时不需要账本；通过时退出码为0，否则为1。
            示例：tradein log verify receipt.tlog-proof --key "$(cat log.key)"
            """,
            """
            Recomputes the root from the entry and checks the checkpoint's signature. With --key no
            ledger is needed. The exit code is 0 when all agrees, else 1.
            Example: tradein log verify receipt.tlog-proof --key "$(cat log.key)"
            """))

    @Argument(help: ArgumentHelp(say("证明文件", "The proof file")))
    var file: String

    @Option(
        help: ArgumentHelp(
            say("日志条目文件；不写则用证明文件所附的", "The entry; the one in the proof file when left out"),
            valueName: "path"))
    var entry: String?

    @Option(
        help: ArgumentHelp(
            say("日志公钥；不写则用账本的", "The log's key; the ledger's when left out"), valueName: "key"))
    var key: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let text = String(decoding: try PackChoice.read(file), as: UTF8.self)
        guard let proof = LogProofFile(text: text) else {
            throw refusal(
                say(
                    "\(file) 不是C2SP tlog-proof文件，或已损坏。请重新取得证明。",
                    "\(file) is no C2SP tlog-proof file, or is damaged. Get the proof again."))
        }
        let verdict = proof.check(entry: try entry(of: proof), key: try verifierKey())
        switch verdict {
        case .good: tell(proof)
        case .signatureBad:
            throw refusal(
                say(
                    "检查点的签名与日志公钥不符。请核对公钥；公钥无误则证明是伪造的。",
                    "The checkpoint is not signed by this key. Check the key; if it is right, the proof is forged."
                ))
        case .entryDiffers:
            throw refusal(
                say(
                    "条目不能推算到检查点的根：条目或证明被改动过。",
                    "The entry does not lead to the checkpoint's root: entry or proof was changed.")
            )
        }
    }

    /// The entry's bytes; an editor's line end at the end of the file is not part of it.
    private func entry(of proof: LogProofFile) throws -> [UInt8] {
        if let entry {
            let bytes = try PackChoice.read(entry)
            return bytes.last == 10 ? Array(bytes.dropLast()) : bytes
        }
        guard let extra = proof.extra else {
            throw ValidationError(
                say(
                    "证明文件未附条目，请用 --entry 指明。",
                    "The proof file carries no entry; name one with --entry."))
        }
        return extra
    }

    private func verifierKey() throws -> VerifierKey {
        let text = try key ?? options.openForReading().verifierKey
        guard let key = VerifierKey(text: text) else {
            throw ValidationError(
                say(
                    "“\(text)”不是日志公钥，应为“名称+八位十六进制+Base64”。",
                    "\(text) is no log key; it reads name+8 hexadecimal digits+Base64."))
        }
        return key
    }

    private func tell(_ proof: LogProofFile) {
        let lines = proof.checkpoint.split(separator: "\n")
        let (origin, size) = (lines.first ?? "", lines.dropFirst().first ?? "")
        if let format = options.format, format != .table {
            var listing = Listing([
                .init("verdict", "结果", "verdict"), .init("origin", "日志", "log"),
                .init("index", "序号", "index", isNumber: true),
                .init("size", "条数", "entries", isNumber: true),
            ])
            listing.rows.append([
                .text("good"), .text(String(origin)), .integer(Int64(clamping: proof.index)),
                .integer(Int64(size) ?? 0),
            ])
            try? listing.print(as: format)
        } else {
            Output.line(
                say(
                    "核对无误：条目在日志 \(origin) 中的序号为\(proof.index)（从0起），检查点含\(size)条。",
                    "OK: the entry has index \(proof.index) in log \(origin), under a checkpoint of \(size)."
                ))
        }
        Output.flush()
    }

    private func refusal(_ message: String) -> ExitCode {
        Output.complain(message)
        return ExitCode(1)
    }
}
