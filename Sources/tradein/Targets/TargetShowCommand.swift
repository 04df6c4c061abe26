import ArgumentParser
import PolicyLibrary
import TradeInCore
import TradeInDesk
import TradeInStore

/// Shows one target with the clause that asks for it, month by month.
struct TargetShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: say("查看一项目标及条款原文", "Show a target beside the text of its clause"),
        discussion: say(
            "示例：tradein target show T042 --year 2026",
            "Example: tradein target show T042 --year 2026"))

    @Argument(help: ArgumentHelp(say("指标编号", "The target")))
    var target: String

    @Option(help: ArgumentHelp(say("年度目标按此年读；不填为今年", "The year to read yearly targets for")))
    var year: Int?

    @OptionGroup var choice: PlanChoice

    @OptionGroup var options: GlobalOptions

    func validate() throws { if let year { try TargetYear.check(year) } }

    func run() throws {
        let store = try options.openForReading()
        let plan = try choice.chosen(for: store)
        guard let found = plan.target(id: target.uppercased()) else {
            throw ValidationError(
                say("方案没有指标“\(target)”。", "The plan has no target \(target)."))
        }
        let now = options.context().now
        let board = try TargetBoard(
            plan: plan, store: store, asOf: now, year: year ?? now.countyDay.year)
        guard let row = board.rows.first(where: { $0.target.id == found.id }) else {
            preconditionFailure("the board has every target of the plan")
        }
        let months = TargetEvaluation.months(
            found, actuals: board.actuals, asOf: now.countyDay, year: board.year)
        if let format = options.format, format != .table {
            try Self.listing(months).print(as: format)
        } else {
            tell(row, plan, months)
        }
        Output.flush()
    }

    private func tell(_ row: TargetBoard.Row, _ plan: CountyPlan, _ months: [TargetMonth]) {
        let (target, language) = (row.target, Language.current)
        Output.line("\(target.id)  \(target.title[language])")
        Terminal.paragraph(say("要求：", "Asked: ") + target.requirement[language])
        Terminal.paragraph(row.reading.explanation[language])
        if let forecast = row.reading.forecast {
            let value = target.unit.text(forecast.value)[language]
            Terminal.paragraph(
                say(
                    "预计期末\(value)（\(forecast.method.title.zh)）。",
                    "Forecast for the end: \(value) (\(forecast.method.title.en))."))
        }
        if let note = target.note { Terminal.paragraph(note[language]) }
        units(say("牵头单位", "Lead units"), plan.leads(of: target), plan)
        units(say("责任单位", "Responsible units"), plan.responsible(for: target), plan)
        Output.line()
        if let clause = plan.clause(target.clause) {
            Terminal.paragraph("\(target.clauseTitle[language])  \(clause.title[language])")
            Terminal.paragraph(clause.text, indent: 2)
            Terminal.paragraph(say("引文：", "Quoted: ") + target.quote, indent: 2)
            Output.line()
        }
        if let listing = try? Self.listing(months) { try? listing.print(as: .table) }
    }

    private func units(_ title: String, _ names: [String], _ plan: CountyPlan) {
        guard !names.isEmpty else { return }
        let shown = names.map { plan.unit(named: $0)?.name[Language.current] ?? $0 }
        Terminal.paragraph(title + say("：", ": ") + shown.joined(separator: say("、", ", ")))
    }

    private static func listing(_ months: [TargetMonth]) throws -> Listing {
        var listing = Listing([
            .init("month", "月份", "month"), .init("due", "应达", "due", isNumber: true),
            .init("actual", "实际", "actual", isNumber: true),
        ])
        listing.rows = months.map { month in
            [
                .text(month.month.text), month.due.map { .text($0.text) } ?? .none,
                month.actual.map { .text($0.text) } ?? .none,
            ]
        }
        return listing
    }
}

/// Checks plans as they are loaded.
struct TargetCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: say("检查方案文件", "Check plan files"),
        discussion: say(
            """
            检查随附的方案，或磁盘上的草稿（base.yaml、base.csv）：引文在条款原文中、牵头单位一致、单位有名。
            示例：tradein target check drafts/jinxiang_2028.yaml
            """,
            """
            Checks the shipped plan, or drafts on disk (base.yaml, base.csv): quotations stand in their
            clauses, lead units agree, units are known.
            Example: tradein target check drafts/jinxiang_2028.yaml
            """))

    @Argument(help: ArgumentHelp(say("草稿文件", "Drafts; the shipped plan when left out")))
    var files: [String] = []

    @OptionGroup var options: GlobalOptions

    func run() throws {
        var isSound = true
        let plans =
            try files.isEmpty
            ? [PlanLibrary.jinxiang2024Files] : files.map(PlanChoice.files)
        for files in plans {
            switch files.plan() {
            case .success(let plan):
                Output.line(
                    say(
                        "\(plan.code) \(plan.version)：\(plan.targets.count)项指标，"
                            + "\(plan.clauses.count)条，\(plan.units.count)个单位，无误。",
                        "\(plan.code) \(plan.version): \(plan.targets.count) targets, "
                            + "\(plan.clauses.count) clauses, \(plan.units.count) units, sound."))
            case .failure(let faults):
                isSound = false
                for fault in faults.faults { Output.line(fault.text(in: Language.current)) }
            }
        }
        Output.flush()
        if !isSound { throw ExitCode(1) }
    }
}
