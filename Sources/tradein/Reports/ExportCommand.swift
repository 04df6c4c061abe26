import ArgumentParser
import FileExchange
import Foundation
import TradeInCore
import TradeInDesk
import TradeInStore

/// Files for other offices.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: say("导出给财政等部门的文件", "Files for finance and other offices"),
        discussion: say(
            "示例：tradein export totals --year 2026 --out 汇总.csv",
            "Example: tradein export totals --year 2026 --out totals.csv"),
        subcommands: [
            ExportTotalsCommand.self, ExportBooksCommand.self, ExportClaimsCommand.self,
            ExportJournalCommand.self, ExportPackageCommand.self, ExportDHIS2Command.self,
        ])

    /// Gives nothing out when anything does not agree.
    static func refuse(_ complaints: [LocalizedText]) throws {
        guard !complaints.isEmpty else { return }
        for complaint in complaints { Output.complain(complaint[Language.current]) }
        Output.complain(
            say(
                "账不相符，没有导出。请运行 tradein verify 查明原因。",
                "The books do not agree; nothing was given out. Run tradein verify."))
        throw ExitCode(1)
    }
}

/// Gives out finance's totals, once they agree with the funds.
struct ExportTotalsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "totals",
        abstract: say("导出财政汇总表", "Give out finance's totals"),
        discussion: say(
            """
            含截至时间、行数、控制总数、日志条数和根，以及资金核对：每项资金的预占、应付、已付、应收之和
            必须等于其申领（不含候补）的补贴额；不相等时不导出，并说明相差多少。
            CSV为带BOM的UTF-8，可直接用电子表格打开；文件以 .xlsx 结尾时写成工作簿。
            示例：tradein export totals --by town --year 2026 --out 汇总.csv
            """,
            """
            With the time, row count, control totals, the log's size and root, and the funds: what \
            each fund has encumbered, payable, paid and receivable must equal the awards of its claims that are \
            not in line; otherwise nothing is given out and the difference is told. \
            CSV is UTF-8 with a byte-order mark, for spreadsheets; a file that ends in .xlsx is a workbook.
            Example: tradein export totals --by town --year 2026 --out totals.csv
            """))

    @Option(
        help: ArgumentHelp(
            say("分组", "The groups"),
            valueName: TallyGrouping.allCases.map(\.rawValue).joined(separator: "|")))
    var by = TallyGrouping.itemClass

    @Option(help: ArgumentHelp(say("销售年度；不填为全部", "The year of the sales; all without it")))
    var year: Int?

    @Option(
        help: ArgumentHelp(say("写到此文件；不填为标准输出", "The file; standard output without it")))
    var out: String?

    @Option(help: ArgumentHelp(say("CSV的编码", "The encoding of CSV"), valueName: "utf8|gb18030"))
    var encoding = FileEncoding.utf8

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard options.format == nil || options.format == .csv || options.format == .json else {
            throw ValidationError(
                say("export 的 --format 为 csv 或 json", "--format of export is csv or json"))
        }
    }

    func run() throws {
        let store = try options.openForReading()
        try options.mustNotBeDealer(in: store)
        let statement = try TotalsStatement(
            by, year: year, store: store, asOf: options.context().now)
        try ExportCommand.refuse(statement.complaints)
        let isJSON = options.format.map { $0 == .json } ?? out?.hasSuffix(".json") ?? false
        if isJSON {
            try writeJSON(statement)
        } else {
            let sink = try RecordFile.open(
                out, sheet: say("汇总", "Totals"), encoding: encoding.textEncoding,
                in: Language.current)
            try statement.write(to: sink)
            try sink.finish(about: statement.about)
        }
        Output.flush()
        if let out { tell(statement, out) }
        if let line = statement.banner.line { Output.complain(line) }
    }

    private func writeJSON(_ statement: TotalsStatement) throws {
        guard let out else { return Output.line(statement.json) }
        try WholeFile.write(statement.json + [0x0A], to: out)
    }

    private func tell(_ statement: TotalsStatement, _ path: String) {
        let total = statement.table.total.all
        let size = statement.checkpoint?.size ?? 0
        Terminal.paragraph(
            say(
                "已写出 \(path)：\(statement.table.lines.count)行，\(total.claims)笔，"
                    + "补贴\(total.subsidy.groupedText)元；资金核对相符；截至"
                    + "\(statement.asOf.countyText)，日志\(size)条。",
                "Wrote \(path): \(statement.table.lines.count) rows, \(total.claims) claims, "
                    + "\(total.subsidy.groupedText) yuan of subsidy; the funds agree; as of "
                    + "\(statement.asOf.countyText), log of \(size) entries."))
        Output.flush()
    }
}
