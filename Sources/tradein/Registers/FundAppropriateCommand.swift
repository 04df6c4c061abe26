import ArgumentParser
import TradeInCore
import TradeInDesk
import TradeInStore

/// What ordering money takes.
struct MoneyArguments: ParsableArguments {
    @Argument(help: ArgumentHelp(say("资金代码", "The fund's code")))
    var code: String

    @Argument(help: ArgumentHelp(say("金额（元）", "The amount in yuan")))
    var amount: String

    @Option(help: ArgumentHelp(say("文号", "The number of the document")))
    var reference: String

    @OptionGroup var options: GlobalOptions

    mutating func validate() throws {
        _ = try Self.money(amount)
        _ = try Typed.reference(reference).orUsage()
    }

    /// The amount that a person has typed.
    static func money(_ text: String) throws -> Money {
        try Typed.money(text).orUsage()
    }

    /// Orders the money; another person has to release it.
    func order(_ kind: MoneyOrder.Kind) throws {
        let money = try Self.money(amount)
        let reference = TextFolding.folded(reference)
        let order = MoneyOrder(
            reference: reference, kind: kind, fundCode: code, amount: money)
        try FundAnswer.tell(.orderMoney(order), options) { _ in
            say(
                "\(kind.title.zh)单已制：\(code)，\(money.groupedText)元（\(reference)）。"
                    + "请另一人复核：tradein fund release \(reference)",
                "\(kind.title.en) of \(money.groupedText) yuan for \(code) ordered (\(reference)). "
                    + "Another person releases it: tradein fund release \(reference)")
        }
    }
}

/// Orders money into a fund.
struct FundAppropriateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "appropriate",
        abstract: say("向资金下达一笔金额（制单）", "Order money into a fund"),
        discussion: say(
            """
            金额以元为单位；同一文号只计一次。制单后由另一人复核（fund release），款项才到账。
            示例：tradein fund appropriate JX-2026-appliance 830000 --reference 金财建〔2026〕3号
            """,
            """
            In yuan. A document number counts once. The money moves when another person releases
            the order (fund release).
            Example: tradein fund appropriate JX-2026-appliance 830000 --reference 2026-3
            """))

    @OptionGroup var arguments: MoneyArguments

    func run() throws { try arguments.order(.appropriation) }
}

/// Orders money from the fund above into a fund.
struct FundAllocateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "allocate",
        abstract: say("从上级资金切块（制单）", "Order money from the fund above"),
        discussion: say(
            "示例：tradein fund allocate JX-2026-digital 200000 --reference 2026-切-1",
            "Example: tradein fund allocate JX-2026-digital 200000 --reference 2026-A-1"))

    @OptionGroup var arguments: MoneyArguments

    func run() throws { try arguments.order(.allocation) }
}

/// Orders money back: to the fund above, or out of a fund that has none above.
struct FundRecallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recall",
        abstract: say("收回资金（制单）", "Order money back"),
        discussion: say(
            "示例：tradein fund recall JX-2026-digital 50000 --reference 2026-收-1",
            "Example: tradein fund recall JX-2026-digital 50000 --reference 2026-R-1"))

    @OptionGroup var arguments: MoneyArguments

    func run() throws { try arguments.order(.recall) }
}
