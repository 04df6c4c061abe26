import ArgumentParser
import TradeInCore
import TradeInStore

/// Takes claims back, before they are scheduled for payment.
struct ClaimWithdrawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: say("撤回申领", "Take claims back"),
        discussion: say(
            """
            撤回须写原因。资金、查重锁和件数立即释放；同一申领编号不能再用于内容不同的申领。
            示例：tradein claim withdraw TC000000018 --reason goods-returned
            """,
            """
            A withdrawal takes a reason. Money, locks and counts are free at once; the dealer's
            reference cannot be used for another claim.
            Example: tradein claim withdraw TC000000018 --reason goods-returned
            """))

    @Argument(help: ArgumentHelp(say("申领号", "Claims")))
    var claims: [String]

    @OptionGroup var why: StepOptions

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.open()
        let run = try StepRun(store: store, options: options, why: why)
        let isWhole = try run.take(.withdraw, claims.map(StepRun.number))
        try store.close()
        Output.flush()
        if !isWhole { throw ExitCode(1) }
    }
}

/// Shows the steps that a claim has taken.
struct ClaimHistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: say("查看申领经过", "Show the steps of a claim"),
        discussion: say(
            "示例：tradein claim history TC000000018", "Example: tradein claim history TC000000018"))

    @Argument(help: ArgumentHelp(say("申领号", "The claim's number")))
    var claim: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.openForReading()
        let id = try StepRun.number(claim)
        var listing = Listing([
            .init("step", "步骤", "step"), .init("from", "原状态", "from"), .init("to", "新状态", "to"),
            .init("actor", "办理人", "by"), .init("reason", "原因", "reason"),
            .init("note", "备注", "note"), .init("log", "日志", "log", isNumber: true),
        ])
        let language = Language.current
        for step in try store.steps(of: id) {
            listing.rows.append([
                .text(step.step.title[language]), .text(step.from.title[language]),
                .text(step.to.title[language]), .text(step.actor),
                .text(step.reason?.title[language] ?? ""), .text(step.note ?? ""),
                .integer(step.logIndex),
            ])
        }
        try listing.print(as: options.format ?? .table)
        Output.flush()
    }
}
