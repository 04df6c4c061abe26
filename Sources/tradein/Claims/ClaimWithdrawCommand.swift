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

    @OptionGroup var arguments: ClaimStepArguments

    func run() throws { try arguments.take(.withdraw) }
}
