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
