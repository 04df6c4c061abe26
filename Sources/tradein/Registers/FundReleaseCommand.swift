import ArgumentParser
import TradeInCore
import TradeInStore

/// Releases ordered money; not by who ordered it.
struct FundReleaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: say("复核资金单，款项到账", "Release ordered money"),
        discussion: say(
            """
            制单人不能复核自己的单。款项到账后，候补的申领按提交先后转正。
            示例：tradein fund release 金财建〔2026〕3号 --as li
                  tradein fund release --all --as li
            """,
            """
            Who ordered money may not release it. Once it is there, claims in line move up.
            Examples: tradein fund release 2026-3 --as li
                      tradein fund release --all --as li
            """))

    @Argument(help: ArgumentHelp(say("文号", "References")))
    var references: [String] = []

    @Flag(help: ArgumentHelp(say("所有待复核的", "All that wait")))
    var all = false

    @OptionGroup var options: GlobalOptions

    mutating func validate() throws {
        guard all == references.isEmpty else {
            throw ValidationError(
                say("请写文号，或用 --all，二者取一。", "Name references, or say --all; not both."))
        }
    }

    func run() throws {
        let store = try options.open()
        let waiting = try store.moneyOrders().filter { $0.checker == nil }.map(\.order.reference)
        let wanted = all ? waiting : references.map(TextFolding.folded)
        let outcomes = try store.commit(
            wanted.map { .releaseMoney(reference: $0) }, options.context(),
            register: ItemClassRegister([]))
        var refused = 0
        for (reference, outcome) in zip(wanted, outcomes) {
            switch outcome {
            case .done: Output.line(say("已复核：\(reference)", "Released: \(reference)"))
            case .replayed:
                Output.line(say("此前已复核：\(reference)", "Released before: \(reference)"))
            case .refused(let refusal):
                refused += 1
                Output.complain(
                    "\(reference) \(refusal.code.rawValue): " + refusal.message[Language.current])
            }
        }
        if wanted.isEmpty { Output.line(say("没有待复核的资金单。", "No order waits.")) }
        try store.close()
        Output.flush()
        if refused > 0 { throw ExitCode(1) }
    }
}

/// Lists money orders.
struct FundOrdersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orders",
        abstract: say("列出资金单", "List money orders"),
        discussion: say("示例：tradein fund orders", "Example: tradein fund orders"))

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.openForReading()
        try options.mustNotBeDealer(in: store)
        let format = options.format ?? .table
        var listing = Listing([
            .init("reference", "文号", "reference"), .init("kind", "事项", "kind"),
            .init("fund", "资金代码", "fund"), .init("amount", "金额", "amount", isNumber: true),
            .init("maker", "制单", "maker"), .init("checker", "复核", "checker"),
        ])
        listing.rows = try store.moneyOrders().map { standing in
            let order = standing.order
            let waits = format == .table ? say("待复核", "waits") : ""
            return [
                .text(order.reference),
                .text(format == .table ? order.kind.title[Language.current] : order.kind.rawValue),
                .text(order.fundCode), .amount(order.amount), .text(standing.maker),
                .text(standing.checker ?? waits),
            ]
        }
        try listing.show(as: format)
        try store.close()
        Output.flush()
    }
}
