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
            try step.prepare()
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
        /// Makes files that the words name.
        var prepare: () throws -> Void = {}
    }

    private func steps(_ folder: String) throws -> [Step] {
        let files = try FileManager.default.contentsOfDirectory(atPath: fixtures)
            .filter { $0.hasPrefix("claims_") }.sorted().map { fixtures + "/" + $0 }
        // Reviews and payments go on from where they stand, so they are shown once.
        let isNew = !FileManager.default.fileExists(atPath: options.ledger)
        var steps = isNew ? Self.opening : []
        steps += [
            Step(
                title: say("经销商", "Dealers"),
                words: ["dealer", "import", fixtures + "/dealers.csv", "--as", "bo"]),
            Step(
                title: say("资金制单", "Funds"),
                words: ["fund", "import", fixtures + "/funds.csv", "--as", "zhao"]),
            Step(
                title: say("资金复核（由另一人）", "Money released, by another person"),
                words: ["fund", "release", "--all", "--as", "qian"]),
            Step(
                title: say("促消费活动", "Events"),
                words: ["event", "import", fixtures + "/events.csv", "--as", "bo"]),
            Step(
                title: say("回收拆解", "Recycling"),
                words: ["recycle", "import", fixtures + "/recycling.csv", "--as", "bo"]),
            Step(
                title: say("方案指标：基数和观测值", "Plan targets: bases and observations"),
                words: ["target", "import", fixtures + "/figures.csv", "--as", "bo"]),
            Step(
                title: say("申领：查重、判定、占用资金、记日志", "Claims: lock, decide, encumber, log"),
                words: ["claim", "import"] + files + ["--as", "bo"]),
        ]
        steps += isNew ? [papers(folder)] + Self.payRun(folder) + logins(folder) : []
        steps += [
            Step(title: say("付款批次", "Pay batches"), words: ["pay", "list"]),
            Step(title: say("按类别汇总", "Tally by category"), words: ["tally", "--by", "category"]),
            Step(title: say("按品类汇总", "Tally by class"), words: ["tally", "--by", "class"]),
            Step(title: say("资金余额", "Fund balances"), words: ["fund", "balance"]),
            Step(
                title: say("方案目标：2025年", "Plan targets: 2025"),
                words: ["target", "board", "--year", "2025"]),
            Step(
                title: say("方案目标：2026年", "Plan targets: 2026"),
                words: ["target", "board", "--year", "2026"]),
            Step(
                title: say("旧货流转断点", "Old goods that are stuck"),
                words: ["recycle", "gaps", "--days", "30", "--limit", "5"]),
            Step(
                title: say("年度目标报告（可打印）", "The annual report on the targets, to be printed"),
                words: [
                    "target", "report", "--year", "2025", "--out", folder + "/targets-2025.html",
                ]),
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

    /// A user for each duty.
    private static let users: [(login: String, role: Role)] = [
        ("guan", .administrator), ("bo", .officer), ("shen", .reviewer), ("fu", .reviewer),
        ("zhao", .financeOfficer), ("qian", .financeChecker), ("pei", .policyApprover),
        ("ji", .auditor),
    ]

    /// A ledger with a user for each duty, and its packs activated.
    private static var opening: [Step] {
        return [Step(title: say("新建账本", "A new ledger"), words: ["init", "--as", "guan"])]
            + users.map { user in
                Step(
                    title: say("用户：\(user.role.title.zh)", "User: \(user.role.title.en)"),
                    words: [
                        "user", "add", user.login, "--role", user.role.rawValue, "--as", "guan",
                    ])
            } + [
                Step(
                    title: say("批准启用政策包（由另一人）", "Packs activated, by another person"),
                    words: ["policy", "activate", "--all", "--as", "pei"])
            ]
    }

    /// The one dealer whose staff has a log-in.
    private static let dealer = "91370899MA00059169"
    /// The password of every demo user: the county is synthetic, and the password is printed.
    private static let password = "trade-in-demo"

    /// A log-in to the pages for each role.
    private func logins(_ folder: String) -> [Step] {
        let file = folder + "/password.txt"
        let dealer = Step(
            title: say("用户：经销商人员", "User: dealer staff"),
            words: [
                "user", "add", "dian", "--role", Role.dealerStaff.rawValue, "--dealer", Self.dealer,
                "--as", "guan",
            ])
        return [dealer]
            + (Self.users.map(\.login) + ["dian"]).map { login in
                Step(
                    title: say("网页登录：\(login)", "A log-in to the pages: \(login)"),
                    words: [
                        "user", "password", login, "--from", file, "--lasting", "--as", "guan",
                    ],
                    prepare: {
                        try Data((Self.password + "\n").utf8).write(to: URL(fileURLWithPath: file))
                    })
            }
    }

    /// Papers for the claims that are reviewed.
    private func papers(_ folder: String) -> Step {
        let place = folder + "/papers"
        return Step(
            title: say("申领材料：识别、加密存放", "Papers: recognised, kept sealed"),
            words: ["claim", "attach", "--list", place + "/papers.csv", "--as", "bo"],
            prepare: { _ = try DemoPapers.write(to: place, options, limit: 300) })
    }

    /// Appliance claims from the first review to the payment file.
    private static func payRun(_ folder: String) -> [Step] {
        func review(_ queue: String, _ reviewer: String, _ title: String) -> Step {
            Step(
                title: title,
                words: [
                    "review", "approve", "--queue", queue, "--programme", "appliance", "--limit",
                    "300", "--as", reviewer,
                ])
        }
        return [
            review("submitted", "shen", say("家电申领初审", "First review of appliance claims")),
            review("firstApproved", "fu", say("复审（由另一人）", "Second review, by another person")),
            Step(
                title: say("编制付款批次", "A pay batch"),
                words: ["pay", "batch", "appliance", "--reference", "2026-1", "--as", "zhao"]),
            Step(
                title: say("复核付款批次（由另一人）", "Released, by another person"),
                words: ["pay", "release", "PB000000018", "--as", "qian"]),
            Step(
                title: say("导出付款文件", "The payment file"),
                words: [
                    "pay", "export", "PB000000018", "--out", folder + "/payments.csv", "--as",
                    "zhao",
                ]),
        ]
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
