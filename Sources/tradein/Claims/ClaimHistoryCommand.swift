import ArgumentParser
import TradeInCore
import TradeInStore

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
        if let detail = try store.claim(id) {
            try options.mustSee(detail.row.dealerCode, in: store)
        }
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
