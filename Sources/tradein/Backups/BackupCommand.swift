import ArgumentParser
import Foundation
import TradeInCore
import TradeInStore

/// Backups: making one, checking one, and those that were made.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: say("备份账本", "Back the ledger up"),
        discussion: say(
            """
            不写子命令即为备份。账本在使用中也可备份。
            示例：tradein backup --out /backup/2026-11-29 --as admin
            恢复见 Docs/guides/backup.zh.md。
            """,
            """
            Without a subcommand it makes one, also while the ledger is served.
            Example: tradein backup --out /backup/2026-11-29 --as admin
            How to restore: Docs/guides/backup.md.
            """),
        subcommands: [
            BackupMakeCommand.self, BackupCheckCommand.self, BackupListCommand.self,
        ],
        defaultSubcommand: BackupMakeCommand.self)
}

/// Copies a ledger that may be in use into a new folder, and opens the copy again.
struct BackupMakeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: say("备份到新文件夹", "Make a backup in a new folder"),
        discussion: say(
            """
            复制某一时刻的账本和材料，写盘、重新打开核验之后才出现在所写名称下；失败则什么也不留。
            密钥能打开一切，默认不复制；加 --with-keys 才复制，请另处保管。
            示例：tradein backup --out /backup/2026-11-29 --as admin
            """,
            """
            Copies the ledger and its papers as of one moment. The folder gets its name once all is
            on disk and was opened again; when that fails nothing remains. The keys open everything
            and stay behind unless --with-keys is given; keep them elsewhere.
            Example: tradein backup --out /backup/2026-11-29 --as admin
            """))

    @Option(help: ArgumentHelp(say("新文件夹", "The new folder"), valueName: "folder"))
    var out: String

    @Flag(help: ArgumentHelp(say("连同密钥复制", "Copy the keys too")))
    var withKeys = false

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.open()
        // Also after a refusal: what SQLite keeps beside the file is folded in.
        defer { try? store.close() }
        try mustLookAfter(store)
        Interrupt.listen()
        var progress = ProgressBar(say("备份", "backup"))
        let context = options.context()
        let made = try store.backUp(
            to: out, withKeys: withKeys, context, isStopped: { Interrupt.isAsked },
            progress: { progress.update(done: $0, total: $1, rows: $0) })
        progress.finish()
        let name = URL(fileURLWithPath: out).lastPathComponent
        let isKept = try keep(made, named: name, context, store)
        show(made)
        Output.flush()
        guard isKept else { throw ExitCode(70) }
        if !made.manifest.faultyPapers.isEmpty { throw ExitCode(1) }
    }

    /// The administrator's act, once the ledger has users.
    private func mustLookAfter(_ store: LedgerStore) throws {
        let acting = try store.user(options.actor)
        let isSetUp = try !store.users().isEmpty
        guard isSetUp, acting?.mayDo(.keepUser) != true || acting?.state != .active else { return }
        Output.complain(
            say(
                "role-missing：备份由管理员办理（--as 管理员登录名）。",
                "role-missing: the administrator makes backups (--as the administrator's login)."))
        throw ExitCode(1)
    }

    /// Has the ledger remember it; the backup is good whether or not that can be written.
    private func keep(
        _ made: BackupMade, named name: String, _ context: CommandContext, _ store: LedgerStore
    ) throws -> Bool {
        do {
            try store.keepBackup(made, named: name, context)
            return true
        } catch let failure as LedgerFailure {
            Output.complain(
                say(
                    "备份已完成，但账本没有记下这次备份：",
                    "The backup is made, but the ledger does not remember it: ")
                    + failure.message[Language.current])
            return false
        }
    }

    private func show(_ made: BackupMade) {
        if options.format == .json || options.format == .jsonl {
            return Output.line(made.json(in: out))
        }
        Output.line(say("已备份到 \(out)", "Backed up to \(out)"))
        for line in made.manifest.lines { Output.line(line) }
        Output.line(
            say(
                "\(made.fileCount)个文件，\(made.byteCount)字节",
                "Files: \(made.fileCount), bytes: \(made.byteCount)"))
        for paper in made.manifest.faultyPapers.prefix(20) {
            Output.line(
                say(
                    "✗ 材料 \(paper.prefix(12))… 在账本中丢失或损坏，未备份",
                    "✗ paper \(paper.prefix(12))… is lost or damaged in the ledger"))
        }
        let faulty = made.manifest.faultyPapers.count
        if faulty > 20 { Output.line(say("✗ 另有\(faulty - 20)份", "✗ and \(faulty - 20) more")) }
        if faulty == 0 {
            Output.line(say("✓ 已重新打开核验，全部相符", "✓ Opened again; all agrees"))
        }
        Output.line(
            withKeys
                ? say("⚠ 密钥在内：拿到此文件夹即可打开一切", "⚠ The keys are in it: whoever has it opens all")
                : say("密钥不在内，请另处保管一份", "The keys are not in it; keep a copy elsewhere"))
    }
}

extension BackupManifest {
    /// What it holds, a line each, for a narrow terminal.
    var lines: [String] {
        var lines = [
            say("时间：\(madeAt.countyText)", "Made: \(madeAt.countyText)"),
            say(
                "日志\(counts.entries)条，申领\(counts.claims)笔，材料\(counts.papers)份",
                "Log entries: \(counts.entries), claims: \(counts.claims), papers: \(counts.papers)"
            ),
        ]
        let note = (checkpoint ?? "").split(separator: "\n")
        if note.count > 2 { lines.append(say("根：\(note[2])", "Root: \(note[2])")) }
        return lines
    }
}

extension BackupMade {
    fileprivate func json(in folder: String) -> [UInt8] {
        canonicalObject { json in
            json.field("bytes", byteCount)
            json.field("claims", manifest.counts.claims)
            json.field("entries", manifest.counts.entries)
            json.key("faultyPapers")
            json.array { json in manifest.faultyPapers.forEach { json.string($0) } }
            json.field("files", Int64(fileCount))
            json.field("folder", folder)
            json.field("hasKeys", manifest.hasKeys)
            json.field("papers", manifest.counts.papers)
        }
    }
}
