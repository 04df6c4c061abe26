import ArgumentParser
import FileExchange
import PolicyLibrary
import TradeInCore
import TradeInDesk
import TradeInServer
import TradeInStore

/// The county plan's targets against what the registers hold.
struct TargetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "target",
        abstract: say("对照方案目标", "The plan's targets and how they stand"),
        discussion: say(
            "示例：tradein target board --year 2026", "Example: tradein target board --year 2026"),
        subcommands: [
            TargetBoardCommand.self, TargetShowCommand.self, TargetObserveCommand.self,
            TargetBaseCommand.self, TargetImportCommand.self, TargetFiguresCommand.self,
            TargetEvidenceCommand.self, TargetReportCommand.self, TargetMatrixCommand.self,
            TargetCheckCommand.self,
        ])
}

/// Shows how every target stands.
struct TargetBoardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "board",
        abstract: say("目标看板", "The board of targets"),
        discussion: say(
            """
            默认详列活动和回收登记能够回答的目标，其余按状态计数；--all 列出全部指标。
            缺少基数或数据的照实显示，不作假设；方案自相矛盾处两个数都列出。
            示例：tradein target board --year 2026 --all
            """,
            """
            Shows the targets that the event and recycling registers answer, and counts the rest \
            by state; --all lists every one. What is missing is shown as missing, never assumed; where \
            the plan is at odds with itself both figures stand.
            Example: tradein target board --year 2026 --all
            """))

    @Option(help: ArgumentHelp(say("年度目标按此年读；不填为今年", "The year to read yearly targets for")))
    var year: Int?

    @Flag(help: ArgumentHelp(say("列出全部目标", "List every target")))
    var all = false

    @Option(help: ArgumentHelp(say("写成可打印的网页（含图）", "Write a page with plots that can be printed")))
    var html: String?

    @OptionGroup var choice: PlanChoice

    @OptionGroup var options: GlobalOptions

    func validate() throws { if let year { try TargetYear.check(year) } }

    func run() throws {
        let store = try options.openForReading()
        let now = options.context().now
        if let html {
            let report = try TargetEvidenceBook.report(
                choice.chosen(for: store), store, asOf: now, year: year ?? now.countyDay.year)
            try WholeFile.write(Array(report.html(.board, Language.current).utf8), to: html)
            Output.line(say("已写入\(html)。", "Wrote \(html)."))
            return Output.flush()
        }
        let board = try TargetBoard(
            plan: choice.chosen(for: store), store: store, asOf: now,
            year: year ?? now.countyDay.year)
        let format = options.format ?? .table
        if format == .table {
            TargetBoardTable(board, showsAll: all).print()
        } else {
            try board.listing.print(as: format)
        }
        Output.flush()
    }
}
