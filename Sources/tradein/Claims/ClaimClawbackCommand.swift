import ArgumentParser
import TradeInCore
import TradeInStore

/// What a step on named claims takes.
struct ClaimStepArguments: ParsableArguments {
    @Argument(help: ArgumentHelp(say("申领号", "Claims")))
    var claims: [String]

    @OptionGroup var why: StepOptions

    @OptionGroup var options: GlobalOptions

    /// Takes the step; leaves with 1 when anything was refused.
    func take(_ step: ClaimStep) throws {
        let store = try options.open()
        let run = try StepRun(store: store, options: options, why: why)
        let isWhole = try run.take(step, claims.map(StepRun.number))
        try store.close()
        Output.flush()
        if !isWhole { throw ExitCode(1) }
    }
}

/// Reports that goods were returned: before payment the claim is withdrawn, after it clawed back.
struct ClaimReportReturnCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report-return",
        abstract: say("报告退货", "Report that goods were returned"),
        discussion: say(
            """
            付款前：申领撤回，资金和查重锁释放。付款后：转为待追回。付款途中请等银行回执。
            示例：tradein claim report-return TC000000018 --reason goods-returned
            """,
            """
            Before payment the claim is withdrawn and frees money and locks; after it, what was
            paid is due back. While it is with the bank, wait for the confirmation.
            Example: tradein claim report-return TC000000018 --reason goods-returned
            """))

    @OptionGroup var arguments: ClaimStepArguments

    func run() throws { try arguments.take(.reportReturn) }
}

/// Assesses that what was paid is to be paid back.
struct ClaimClawbackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clawback",
        abstract: say("核定追回已付补贴", "Assess that a subsidy is to be paid back"),
        discussion: say(
            "示例：tradein claim clawback TC000000018 --reason audit-finding",
            "Example: tradein claim clawback TC000000018 --reason audit-finding"))

    @OptionGroup var arguments: ClaimStepArguments

    func run() throws { try arguments.take(.clawback) }
}

/// Books that it was paid back.
struct ClaimRecoverCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recover",
        abstract: say("登记补贴已追回", "Book that a subsidy was paid back"),
        discussion: say(
            "示例：tradein claim recover TC000000018",
            "Example: tradein claim recover TC000000018"))

    @OptionGroup var arguments: ClaimStepArguments

    func run() throws { try arguments.take(.recover) }
}
