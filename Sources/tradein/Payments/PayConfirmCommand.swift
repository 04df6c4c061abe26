import ArgumentParser
import FileExchange
import Foundation
import TradeInCore
import TradeInDesk
import TradeInStore

/// Takes the bank's confirmation, whole or not at all.
struct PayConfirmCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm",
        abstract: say("登记银行回执", "Take the bank's confirmation"),
        discussion: say(
            """
            列：付款编号、金额、状态（成功、失败、退票）、原因、银行流水号、日期。任何一行有误，整份不登记，逐行说明。
            失败和退票的申领恢复为可付。同一份回执只登记一次。
            示例：tradein pay confirm 回执.csv --as zhao
            """,
            """
            Columns: paymentRef, amount, status (paid, failed, returned), reason, bankRef, settledOn.
            If any line is faulty nothing is taken, and each is told. Failed and returned claims can
            be paid again. A file counts once.
            Example: tradein pay confirm confirmation.csv --as zhao
            """))

    @Argument(help: ArgumentHelp(say("CSV文件", "A CSV file")))
    var file: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.open()
        let file = try ConfirmationFile(
            .path(file), store: store, today: options.context().now.countyDay)
        guard file.findings.isEmpty else {
            for finding in file.findings { Output.complain(finding.message[Language.current]) }
            Output.complain(
                say(
                    "回执有\(file.findings.count)处问题，整份未登记。",
                    "\(file.findings.count) faults in the confirmation; nothing was taken."))
            throw ExitCode(1)
        }
        let outcomes = try store.commit(
            [.confirmPayments(file.prepared)], options.context(), register: ItemClassRegister([]))
        try store.close()
        guard case .refused(let refusal)? = outcomes.first else {
            Output.line(file.prepared.summary[Language.current])
            Output.flush()
            return
        }
        for finding in refusal.findings { Output.complain(finding.message[Language.current]) }
        Output.complain(refusal.line)
        Output.flush()
        throw ExitCode(1)
    }
}
