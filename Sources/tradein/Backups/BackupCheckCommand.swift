import ArgumentParser
import TradeInCore
import TradeInStore

/// Reads a backup whole and says what is not as it must be; needs neither ledger nor keys.
struct BackupCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: say("核验一份备份", "Check a backup"),
        discussion: say(
            """
            重算每个文件的摘要、账本页面、日志的根和签名、各项数目；不需要账本和密钥，不作修改。
            示例：tradein backup check /backup/2026-11-29
            """,
            """
            Works out each file's sum, the ledger's pages, the log's root and its signature and the
            counts. Needs neither the ledger nor its keys, and changes nothing.
            Example: tradein backup check /backup/2026-11-29
            """))

    @Argument(help: ArgumentHelp(say("备份文件夹", "The backup's folder")))
    var folder: String

    @Option(
        help: ArgumentHelp(
            say("账本的核验公钥（另处得到的）", "The log's key, had from elsewhere"), valueName: "key"))
    var key: String?

    @Option(help: ArgumentHelp(say("语言：zh 或 en", "The language: zh or en"), valueName: "zh|en"))
    var lang: Language?

    func run() throws {
        var progress = ProgressBar(say("核验", "check"))
        let report = try BackupReport.of(folder) {
            progress.update(done: $0, total: $1, rows: $0)
        }
        progress.finish()
        for line in report.manifest.lines { Output.line(line) }
        Output.line(
            say(
                "\(report.fileCount)个文件，\(report.byteCount)字节",
                "Files: \(report.fileCount), bytes: \(report.byteCount)"))
        Output.line(say("核验公钥：", "Log key:"))
        Output.line(report.manifest.verifierKey)
        for problem in report.problems.prefix(50) {
            Output.line("✗ \(problem.code)：\(problem.message[Language.current])")
        }
        if report.problems.count > 50 {
            Output.line(
                say(
                    "✗ 另有\(report.problems.count - 50)处", "✗ and \(report.problems.count - 50) more"
                ))
        }
        let isForeign = key.map { $0 != report.manifest.verifierKey } ?? false
        if isForeign {
            Output.line(
                say("✗ 不是由 --key 的账本写出的", "✗ It is not of the ledger whose key --key names"))
        }
        let isGood = report.isClean && !isForeign
        Output.line(
            isGood
                ? say("✓ 备份完好", "✓ The backup is good")
                : say("✗ 备份不完好，请用另一份", "✗ The backup is not good; take another"))
        Output.flush()
        if !isGood { throw ExitCode(1) }
    }
}

/// Lists the backups that the ledger remembers.
struct BackupListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: say("列出做过的备份", "List the backups that were made"),
        discussion: say("示例：tradein backup list", "Example: tradein backup list"))

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.openForReading()
        var listing = Listing([
            .init("madeAt", "时间", "made"), .init("by", "操作人", "by"),
            .init("folder", "文件夹", "folder"), .init("entries", "日志条数", "entries", isNumber: true),
            .init("bytes", "字节", "bytes", isNumber: true), .init("keys", "含密钥", "keys"),
            .init("verified", "已核验", "verified"),
        ])
        listing.rows = try store.backups(limit: 1000).map { row in
            [
                .text(row.madeAt.countyText), .text(row.actor), .text(row.name),
                .integer(row.size), .integer(row.byteCount), .flag(row.hasKeys),
                .flag(row.isVerified),
            ]
        }
        try store.close()
        try listing.print(as: options.format ?? .table)
        Output.flush()
    }
}
