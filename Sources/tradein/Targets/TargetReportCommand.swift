import ArgumentParser
import FileExchange
import TradeInCore
import TradeInServer
import TradeInStore

/// Writes the annual report.
struct TargetReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: say("出具年度目标报告", "Write the annual report on the targets"),
        discussion: say(
            """
            一个自足的HTML文件，浏览器里打印即为A4 PDF。每个数字都带条款、基数、来源、佐证、截至时间和日志检查点。
            示例：tradein target report --year 2025 --out 目标报告2025.html
            """,
            """
            One HTML file that needs nothing else; print it from a browser for a PDF on A4. Every figure
            stands with its clause, base, source, evidence, as-of time and log checkpoint.
            Example: tradein target report --year 2025 --out report-2025.html
            """))

    @Option(help: ArgumentHelp(say("年度", "The year")))
    var year: Int

    @Option(help: ArgumentHelp(say("写到此文件", "The file")))
    var out: String

    @OptionGroup var choice: PlanChoice

    @OptionGroup var options: GlobalOptions

    func validate() throws { try TargetYear.check(year) }

    func run() throws {
        let store = try options.openForReading()
        let report = try TargetEvidenceBook.report(
            try choice.chosen(for: store), store, asOf: options.context().now, year: year)
        let html = try report.html(.annual, Language.current)
        try WholeFile.write(Array(html.utf8), to: out)
        Output.line(say("已写入\(out)。", "Wrote \(out)."))
        Output.flush()
    }
}

/// Lists which clause asks for which target, and what shows it.
struct TargetMatrixCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "matrix",
        abstract: say("条款、指标、佐证对照", "Clauses, targets and their evidence"),
        discussion: say(
            "每项佐证一行，没有佐证的指标也列出。示例：tradein target matrix --year 2025 --format csv",
            "A line for each piece of evidence, and one for a target without any. "
                + "Example: tradein target matrix --year 2025 --format csv"))

    @Option(help: ArgumentHelp(say("年度；不填为今年", "The year; this year without it")))
    var year: Int?

    @OptionGroup var choice: PlanChoice

    @OptionGroup var options: GlobalOptions

    func validate() throws { if let year { try TargetYear.check(year) } }

    func run() throws {
        let store = try options.openForReading()
        let now = options.context().now
        let report = try TargetEvidenceBook.report(
            try choice.chosen(for: store), store, asOf: now, year: year ?? now.countyDay.year)
        let shown = Dictionary(grouping: report.evidence, by: \.targetID)
        let language = Language.current
        var listing = Listing([
            .init("clause", "条款", "clause"), .init("target", "指标", "target"),
            .init("title", "名称", "title"), .init("evidence", "佐证", "evidence"),
            .init("log", "日志", "log", isNumber: true),
            .init("files", "附件", "files", isNumber: true),
        ])
        for target in report.plan.targets {
            let head: [Listing.Cell] = [
                .text(target.clauseTitle[language]), .text(target.id),
                .text(target.title[language]),
            ]
            let pieces = shown[target.id] ?? []
            if pieces.isEmpty {
                listing.rows.append(head + [.text(say("无", "none")), .none, .integer(0)])
            }
            for piece in pieces {
                listing.rows.append(
                    head + [
                        .text(piece.text[language]),
                        piece.logIndex.map { .integer($0) } ?? .none,
                        .integer(Int64(piece.files)),
                    ])
            }
        }
        try listing.show(
            as: options.format ?? .table, shrinking: ["title", "evidence"],
            dropping: ["log", "title"])
        Output.flush()
    }
}

/// The years that targets are read for.
enum TargetYear {
    static func check(_ year: Int) throws {
        guard !(2000...2100).contains(year) else { return }
        throw ValidationError(
            say("--year 应为2000到2100之间的年份", "--year takes a year from 2000 to 2100"))
    }
}
