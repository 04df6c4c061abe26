import ArgumentParser
import FileExchange
import TradeInCore
import TradeInStore

/// Writes the postings as a plain-text journal that `ledger` and `hledger` read.
struct ExportJournalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal",
        abstract: say("导出分录，供 ledger、hledger 复算", "The postings, for ledger and hledger"),
        discussion: say(
            """
            每条动过资金的日志为一笔交易，编号为日志序号；借为正，只有“下达”为负。代码中的特殊字符写成 %XX。
            示例：tradein export journal --out 分录.journal && ledger -f 分录.journal bal
            """,
            """
            Each log entry that moved money is a transaction with its place in the log as code. Debits
            are positive, only the appropriation is negative. Special characters of a fund's code are
            written as %XX.
            Example: tradein export journal --out ledger.journal && hledger -f ledger.journal bal
            """))

    @Option(
        help: ArgumentHelp(say("写到此文件；不填为标准输出", "The file; standard output without it")))
    var out: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.openForReading()
        try options.mustNotBeDealer(in: store)
        let writer = try JournalWriter(path: out)
        let size = try store.journal { try writer.write($0) }
        try writer.finish("\(writer.count) transactions of a log of \(size) entries")
        try store.close()
        guard let out else { return }
        Output.line(
            say(
                "已写出 \(out)：\(writer.count)笔交易，日志\(size)条。",
                "Wrote \(out): \(writer.count) transactions, log of \(size) entries."))
        Output.flush()
    }
}
