import ArgumentParser
import Foundation
import TradeInCore

/// Runs the main job on a synthetic county, with the commands that a user would type.
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: say("用虚构县的数据走完全流程", "Run the main job on a synthetic county"),
        discussion: say(
            """
            依次运行用户会输入的命令：登记经销商、资金、活动、回收和申领，汇总、看板、核验、导出。再运行一次不会改变任何内容。
            示例：tradein demo --fixtures Fixtures/county --ledger .demo/jinxiang.ledger
            """,
            """
            Runs the commands that a user would type: dealers, funds, events, recycling, claims, then
            tallies, target board, verification, export. Running it again changes nothing.
            Example: tradein demo --fixtures Fixtures/county --ledger .demo/jinxiang.ledger
            """))

    @Option(help: ArgumentHelp(say("虚构县的文件夹", "The synthetic county's folder")))
    var fixtures = "Fixtures/county"

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let started = Date()
        let slash = options.ledger.lastIndex(of: "/")
        let folder = slash.map { String(options.ledger[..<$0]) } ?? "."
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for step in try steps(folder) {
            Output.line()
            Output.line("━━ " + step.title)
            Output.line("$ tradein " + step.words.map(quoted).joined(separator: " "))
            try run(step.words)
        }
        Output.line()
        let seconds = Int(Date().timeIntervalSince(started).rounded())
        Output.line(
            say(
                "演示完成，用时\(seconds)秒。账本在 \(options.ledger)，导出在 \(folder)。",
                "Done in \(seconds) s. The ledger is \(options.ledger); exports are in \(folder)."
            ))
        Output.flush()
    }

    private struct Step {
        var title: String
        var words: [String]
    }

    private func steps(_ folder: String) throws -> [Step] {
        let files = try FileManager.default.contentsOfDirectory(atPath: fixtures)
            .filter { $0.hasPrefix("claims_") }.sorted().map { fixtures + "/" + $0 }
        var steps: [Step] = []
        if !FileManager.default.fileExists(atPath: options.ledger) {
            steps.append(Step(title: say("新建账本", "A new ledger"), words: ["init"]))
            steps.append(
                Step(
                    title: say("批准启用政策包（由另一人）", "Packs activated, by another person"),
                    words: ["policy", "activate", "--all", "--as", "approver"]))
        }
        steps += [
            Step(
                title: say("经销商", "Dealers"),
                words: ["dealer", "import", fixtures + "/dealers.csv"]),
            Step(title: say("资金制单", "Funds"), words: ["fund", "import", fixtures + "/funds.csv"]),
            Step(
                title: say("资金复核（由另一人）", "Money released, by another person"),
                words: ["fund", "release", "--all", "--as", "checker"]),
            Step(
                title: say("促消费活动", "Events"), words: ["event", "import", fixtures + "/events.csv"]),
            Step(
                title: say("回收拆解", "Recycling"),
                words: ["recycle", "import", fixtures + "/recycling.csv"]),
            Step(
                title: say("申领：查重、判定、占用资金、记日志", "Claims: lock, decide, encumber, log"),
                words: ["claim", "import"] + files),
            Step(title: say("按类别汇总", "Tally by category"), words: ["tally", "--by", "category"]),
            Step(title: say("按品类汇总", "Tally by class"), words: ["tally", "--by", "class"]),
            Step(title: say("资金余额", "Fund balances"), words: ["fund", "balance"]),
            Step(
                title: say("方案目标：2025年", "Plan targets: 2025"),
                words: ["target", "board", "--year", "2025"]),
            Step(
                title: say("方案目标：2026年", "Plan targets: 2026"),
                words: ["target", "board", "--year", "2026"]),
            Step(title: say("核验账本", "Verify"), words: ["verify"]),
            Step(
                title: say("导出财政汇总", "Export totals"),
                words: ["export", "totals", "--out", folder + "/totals.csv"]),
            Step(
                title: say("导出财政汇总（JSON）", "Export totals (JSON)"),
                words: ["export", "totals", "--out", folder + "/totals.json", "--format", "json"]),
        ]
        return steps
    }

    /// Runs a command of our own; findings and refusals are part of the show, faults are not.
    private func run(_ words: [String]) throws {
        var common = ["--ledger", options.ledger]
        if !words.contains("--as") { common += ["--as", options.actor] }
        var command = try TradeIn.parseAsRoot(words + common)
        do {
            try command.run()
        } catch let code as ExitCode where code.rawValue == 1 {
            Output.flush()
        }
    }

    private func quoted(_ word: String) -> String {
        word.contains(" ") ? "'\(word)'" : word
    }
}
