import ArgumentParser
import PolicyLibrary
import TradeInCore
import TradeInDesk
import TradeInStore

/// Grants stored claims what a later rise adds to their awards.
struct ClaimSupplementCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "supplement",
        abstract: say("给以前的申领补足后来提高的标准", "Grant claims what a later rise adds"),
        discussion: say(
            """
            按已启用政策包的补差规则，逐笔重算以前的申领，差额另记一笔，与原申领相连，原补贴不变。
            已复审或已付的申领，差额另给申领号，照常初审、复审、付款。
            每笔只补一次，可以重复运行。资金不足的逐笔列出，不影响其他。
            示例：tradein claim supplement cn-vehicle-scrappage-2024 --dry-run
            """,
            """
            Decides earlier claims again by the supplement rules of an active pack; the difference is
            granted as an award of its own, linked to the claim, and the first award stands. Each is
            granted once, so the command may be run again. For claims that are approved or paid the
            difference gets a number of its own and is reviewed by two and paid like a claim. Claims that the fund is short for are told.
            Example: tradein claim supplement cn-vehicle-scrappage-2024 --dry-run
            """))

    @Argument(help: ArgumentHelp(say("政策包标识", "The pack's identifier")))
    var pack: String

    @Flag(help: ArgumentHelp(say("按真实流程试算后全部撤销", "Do it all for real, then roll it back")))
    var dryRun = false

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.open()
        let shelf = try options.shelf(of: store)
        let chosen = try PackChoice.pack(named: pack, on: shelf)
        let due = try PreparedSupplement.due(under: chosen, in: store)
        let commands = due.map { LedgerCommand.supplement($0) }
        var outcomes: [CommandOutcome] = []
        if dryRun {
            try store.rehearse(options.context(), register: shelf.register) { commit in
                outcomes = try commit(commands)
            }
        } else if !commands.isEmpty {
            outcomes = try store.commit(commands, options.context(), register: shelf.register)
        }
        let isWhole = report(Array(zip(due, outcomes)))
        PolicyBanner(used: [chosen], standings: try store.packStandings()).print(options.format)
        try store.close()
        Output.flush()
        if !isWhole { throw ExitCode(1) }
    }

    /// Prints a line per refusal and a sum; false when something was refused.
    private func report(_ answers: [(PreparedSupplement, CommandOutcome)]) -> Bool {
        var count = 0
        var amount = Money.zero
        for (supplement, outcome) in answers {
            switch outcome {
            case .done(let receipt, _), .replayed(let receipt):
                count += 1
                amount = amount + (receipt.amount ?? .zero)
            case .refused(let refusal):
                Output.complain(
                    "\(ClaimID(number: supplement.number).text) \(refusal.code.rawValue): "
                        + refusal.message[Language.current])
            }
        }
        Output.line(
            say(
                "补差\(count)笔，合计\(amount.groupedText)元；未办\(answers.count - count)笔。",
                "\(count) supplements, \(amount.groupedText) yuan in all; \(answers.count - count) "
                    + "were refused."))
        if dryRun {
            Output.line(say("试算完毕，已全部撤销，账本未变。", "Dry run: all rolled back, nothing changed."))
        }
        return count == answers.count
    }
}
