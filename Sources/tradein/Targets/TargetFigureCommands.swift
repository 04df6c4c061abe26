import ArgumentParser
import TradeInCore
import TradeInDesk
import TradeInStore

/// What every figure of a target comes with.
struct FigureArguments: ParsableArguments {
    @Argument(help: ArgumentHelp(say("指标编号，如T002", "The target, as T002")))
    var target: String

    @Argument(
        help: ArgumentHelp(
            say("数值，不带单位；比值可写成4200/5000", "The value without a unit; a ratio as 4200/5000")))
    var value: String

    @Option(help: ArgumentHelp(say("来源文件（文号或名称）", "The document that states it")))
    var document: String

    @Option(help: ArgumentHelp(say("上报单位", "The unit that reported it")))
    var reporter: String

    @Flag(help: ArgumentHelp(say("更正此前的数值", "It corrects an earlier figure")))
    var correct = false

    @Flag(help: ArgumentHelp(say("按真实流程试算后撤销", "Do it for real, then roll it back")))
    var dryRun = false

    @OptionGroup var choice: PlanChoice

    @OptionGroup var options: GlobalOptions

    private func ledgersPlan() throws -> CountyPlan {
        let store = try options.openForReading()
        defer { try? store.close() }
        return try choice.chosen(for: store)
    }

    /// Reads the figure, commits it and tells what came of it.
    func record(_ point: [String: String]) throws {
        let plan = try ledgersPlan()
        let cells = [
            "target": target, "value": value, "document": document, "reporter": reporter,
            "corrects": correct ? "Y" : "N",
        ].merging(point) { first, _ in first }
        let (figure, findings) = TargetFigure.read(
            cells, plan: plan, today: options.context().now.countyDay)
        try RecordAnswer.tell(
            (figure.map { .recordFigure($0) }, findings), options, dryRun: dryRun
        ) { receipt in
            guard let figure, let target = plan.target(id: figure.targetID) else { return "" }
            let name = "\(target.id) \(target.title[Language.current])"
            return say(
                "已登记：\(name)，\(figure.point.title.zh)\(figure.value.groupedText)"
                    + "（日志第\(receipt.logIndex)条）。",
                "Recorded: \(name), \(figure.point.title.en) \(figure.value.groupedText) "
                    + "(log entry \(receipt.logIndex)).")
        }
    }
}

/// Records an observation.
struct TargetObserveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "observe",
        abstract: say("登记观测值", "Record an observation of a target"),
        discussion: say(
            """
            增长类指标填数量本身，不填百分比。登记后不能覆盖；更正用 --correct，前后两条都留在日志里。
            示例：tradein target observe T002 15200 --on 2025-06-30 \\
                    --document 县商务局统计报表2025-06 --reporter 县商务局
            """,
            """
            For growth give the level itself, never the percentage. Nothing is overwritten: --correct puts
            a figure right, and both stay in the log.
            Example: tradein target observe T002 15200 --on 2025-06-30 \\
                       --document "monthly statistics 2025-06" --reporter 县商务局
            """))

    @Option(help: ArgumentHelp(say("数值所属日期", "The day that the value holds for")))
    var on: String

    @OptionGroup var figure: FigureArguments

    func run() throws { try figure.record(["day": on]) }
}

/// Records the base of a year.
struct TargetBaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "base",
        abstract: say("登记基数", "Record the base of a year"),
        discussion: say(
            """
            增长类指标以基年全年数值为基数；一年一个基数，更正用 --correct。
            示例：tradein target base T005 12800 --year 2023 \\
                    --document 县统计年鉴2023 --reporter 县商务局
            """,
            """
            Growth is measured from the value of the base year; a year has one base, and --correct puts it
            right.
            Example: tradein target base T005 12800 --year 2023 \\
                       --document "county yearbook 2023" --reporter 县商务局
            """))

    @Option(help: ArgumentHelp(say("基年", "The base year")))
    var year: String

    @OptionGroup var figure: FigureArguments

    func run() throws { try figure.record(["baseYear": year]) }
}

/// Records the figures of a file.
struct TargetImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: say("登记文件中的观测值和基数", "Record the observations and bases of a file"),
        discussion: say(
            """
            列：指标编号、观测日期、基年、数值、来源文件、上报单位、是否更正。观测日期和基年二者取一。
            示例：tradein target import 指标上报.csv --dry-run
            """,
            """
            Columns: target, day, baseYear, value, document, reporter, corrects; a row has a day or a base
            year.
            Example: tradein target import figures.csv --dry-run
            """))

    @OptionGroup var choice: PlanChoice

    @OptionGroup var arguments: RegisterArguments

    func run() throws {
        let store = try arguments.options.open()
        let plan = try choice.chosen(for: store)
        let today = arguments.options.context().now.countyDay
        try RegisterImport.figures(plan, today: today).run(arguments, in: store)
    }
}

/// Lists the figures of a plan.
struct TargetFiguresCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "figures",
        abstract: say("列出观测值和基数", "List observations and bases"),
        discussion: say(
            "按登记先后，更正前后的都列出。示例：tradein target figures T002",
            "In order of entry, with those that were corrected. Example: tradein target figures T002"
        ))

    @Argument(help: ArgumentHelp(say("只列这一指标", "Of this target only")))
    var target: String?

    @OptionGroup var choice: PlanChoice

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.openForReading()
        let wanted = target?.uppercased()
        let all = try store.figures(plan: try choice.chosen(for: store).code)
        var last: [String: Int64] = [:]
        for standing in all { last[standing.figure.key] = standing.logIndex }
        let files = try store.evidenceCounts("figure:")
        var listing = Listing([
            .init("target", "指标", "target"), .init("kind", "类别", "kind"),
            .init("period", "日期或年份", "day or year"),
            .init("value", "数值", "value", isNumber: true), .init("holds", "有效", "holds"),
            .init("document", "来源文件", "document"), .init("reporter", "上报单位", "reporter"),
            .init("actor", "登记人", "by"), .init("evidence", "佐证", "files", isNumber: true),
            .init("log", "日志", "log", isNumber: true),
        ])
        for standing in all where wanted == nil || standing.figure.targetID == wanted {
            let figure = standing.figure
            let kind = figure.point.kind == "base" ? say("基数", "base") : say("观测值", "observation")
            let isData = options.format.map { $0 != .table } ?? false
            listing.rows.append([
                .text(figure.targetID), .text(isData ? figure.point.kind : kind),
                .text(figure.point.period),
                .text(isData ? figure.value.text : figure.value.groupedText),
                .flag(last[figure.key] == standing.logIndex), .text(figure.document),
                .text(figure.reporter), .text(standing.actor),
                .integer(Int64(files[figure.key] ?? 0)), .integer(standing.logIndex),
            ])
        }
        try listing.show(
            as: options.format ?? .table, shrinking: ["document", "reporter"],
            dropping: ["log", "evidence", "actor", "reporter", "document"])
        Output.flush()
    }
}
