import ArgumentParser
import FileExchange
import TradeInCore
import TradeInStore

/// Which programs a journal of postings is for.
enum JournalStyle: String, CaseIterable, ExpressibleByArgument {
    /// For `ledger` and `hledger`.
    case plain
    /// For beancount, with assertions of every balance.
    case beancount

    /// Empty, since the name of the value lists them already.
    static let allValueStrings: [String] = []
}

/// Writes the postings as a plain-text journal that `ledger`, `hledger` or beancount read.
struct ExportJournalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal",
        abstract: say(
            "导出分录，供 ledger、hledger、beancount 复算",
            "The postings, for ledger, hledger and beancount"),
        discussion: say(
            """
            每条动过资金的日志为一笔交易，编号为日志序号；借为正，只有“下达”为负。代码中的特殊字符写成 %XX。
            beancount 格式另列开户和每个账户的余额断言（分毫不差），bean-check 通过即证明合计相符。
            示例：tradein export journal --out 分录.journal && ledger -f 分录.journal bal
            示例：tradein export journal --style beancount --out 分录.beancount && bean-check 分录.beancount
            """,
            """
            Each log entry that moved money is a transaction with its place in the log as code. Debits
            are positive, only the appropriation is negative. Special characters of a fund's code are
            written as %XX. For beancount accounts are opened and every balance asserted to the fen, so
            that bean-check proves the sums.
            Example: tradein export journal --out ledger.journal && hledger -f ledger.journal bal
            Example: tradein export journal --style beancount --out l.beancount && bean-check l.beancount
            """))

    @Option(
        help: ArgumentHelp(
            say("给哪种程序", "The programs it is for"),
            valueName: JournalStyle.allCases.map(\.rawValue).joined(separator: "|")))
    var style = JournalStyle.plain

    @Option(
        help: ArgumentHelp(say("写到此文件；不填为标准输出", "The file; standard output without it")))
    var out: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.openForReading()
        try options.mustNotBeDealer(in: store)
        let (count, size) =
            switch style {
            case .plain: try writePlain(store)
            case .beancount: try writeBeancount(store)
            }
        try store.close()
        guard let out else { return }
        Output.line(
            say(
                "已写出 \(out)：\(count)笔交易，日志\(size)条。",
                "Wrote \(out): \(count) transactions, log of \(size) entries."))
        Output.flush()
    }

    private func writePlain(_ store: LedgerStore) throws -> (count: Int, size: Int64) {
        let writer = try JournalWriter(path: out)
        let size = try store.journal { try writer.write($0) }
        try writer.finish(Self.remark(writer.count, size))
        return (writer.count, size)
    }

    private func writeBeancount(_ store: LedgerStore) throws -> (count: Int, size: Int64) {
        let writer = try BeancountWriter(path: out, title: store.origin)
        let size = try store.journal { try writer.write($0) }
        try writer.finish(Self.remark(writer.count, size))
        return (writer.count, size)
    }

    private static func remark(_ count: Int, _ size: Int64) -> String {
        counted(count, "transaction") + " of a log of " + counted(size, "entry", "entries")
    }
}
