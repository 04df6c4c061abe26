import ArgumentParser
import FileExchange
import TradeInCore
import TradeInDesk

/// Decides a file's claims and stores nothing.
struct ClaimDetermineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "determine",
        abstract: say("判定一个文件中的申领，不保存", "Decide a file's claims, store nothing"),
        discussion: say(
            """
            逐行判定是否符合、补贴多少、依据哪一条；不查重、不占资金。
            示例：tradein claim determine 申领.csv --format jsonl
            """,
            """
            Says for each row whether it is eligible, how much it earns and by which article.
            Duplicates, limits and money are not looked at.
            Example: tradein claim determine claims.csv --format jsonl
            """))

    @Argument(help: ArgumentHelp(say("xlsx、CSV或JSON Lines文件", "An xlsx, CSV or JSON Lines file")))
    var file: String

    @Option(help: ArgumentHelp(say("只读此工作表", "Read this sheet only"), valueName: "name"))
    var sheet: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let decider = ClaimDecider(shelf: try options.shelf(), county: try Setting.county())
        var reader = try ClaimFileReader(path: file, .init(sheet: sheet))
        var report = ClaimReport(
            format: options.format ?? .table, isStored: false, fileFindings: reader.fileFindings)
        report.tables = reader.tables
        while let rows = try reader.nextBatch(max: 4096) {
            for row in rows {
                let (claim, determination) = decider.decide(row)
                report.add(
                    RowAnswer(
                        row: row, claim: claim, determination: determination, outcome: nil))
            }
        }
        report.addFileFindings(reader.fileFindings)
        try report.finish()
        PolicyBanner(used: report.packs).print(options.format)
        Output.flush()
        if report.hasProblems { throw ExitCode(1) }
    }
}
