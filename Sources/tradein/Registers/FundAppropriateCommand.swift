import ArgumentParser
import TradeInCore
import TradeInStore

/// Brings money into a fund.
struct FundAppropriateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "appropriate",
        abstract: say("向资金下达一笔金额", "Bring money into a fund"),
        discussion: say(
            """
            金额以元为单位；同一文号只计一次，重复运行不会重复下达。
            示例：tradein fund appropriate JX-2026-appliance 830000 --reference 金财建〔2026〕3号
            """,
            """
            In yuan. A document number counts once, so running this again changes nothing.
            Example: tradein fund appropriate JX-2026-appliance 830000 --reference 2026-3
            """))

    @Argument(help: ArgumentHelp(say("资金代码", "The fund's code")))
    var code: String

    @Argument(help: ArgumentHelp(say("金额（元）", "The amount in yuan")))
    var amount: String

    @Option(help: ArgumentHelp(say("下达文号", "The number of the document")))
    var reference: String

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        _ = try money()
        guard (1...100).contains(TextFolding.folded(reference).count) else {
            throw ValidationError(
                say("--reference 应为1到100字的文号", "--reference takes 1 to 100 characters"))
        }
    }

    private func money() throws -> Money {
        switch Money.parse(yuan: TextFolding.folded(amount), limit: .largestAppropriation) {
        case .success(let money): return money
        case .failure(let fault):
            throw ValidationError(FundRow.message(fault, amount)[Language.current])
        }
    }

    func run() throws {
        let money = try money()
        let reference = TextFolding.folded(reference)
        let command = LedgerCommand.appropriate(
            fundCode: code, amount: money, reference: reference)
        try FundAnswer.tell(command, options) { store in
            let fund = try store.funds().first { $0.code == code }
            let left = fund?.balance(.available).groupedText ?? ""
            return say(
                "已向 \(code) 下达\(money.groupedText)元（\(reference)），现可用\(left)元。",
                "\(money.groupedText) yuan brought into \(code) (\(reference)); \(left) available now."
            )
        }
    }
}
