import ArgumentParser
import TradeInCore
import TradeInDesk
import TradeInStore

/// Pay batches: build, check, export, confirm.
struct PayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pay",
        abstract: say("付款批次：编制、复核、导出、登记回执", "Pay batches: build, release, export, confirm"),
        discussion: say(
            """
            示例：tradein pay batch appliance --reference 2026-08-1 --as zhao
                  tradein pay release PB000000018 --as qian
                  tradein pay export PB000000018 --out 付款.csv
                  tradein pay confirm 回执.csv --as zhao
            """,
            """
            Examples: tradein pay batch appliance --reference 2026-08-1 --as zhao
                      tradein pay release PB000000018 --as qian
                      tradein pay export PB000000018 --out payments.csv
                      tradein pay confirm confirmation.csv --as zhao
            """),
        subcommands: [
            PayBatchCommand.self, PayReleaseCommand.self, PayCancelCommand.self,
            PayListCommand.self, PayExportCommand.self, PayConfirmCommand.self,
        ])

    /// The number that a person has typed.
    static func number(_ text: String) throws -> Int64 {
        guard let number = PayBatch.number(text: text) else {
            throw ValidationError(
                say(
                    "“\(text)”不是批次号（如 PB000000018）。", "\(text) is no batch number like PB000000018."
                ))
        }
        return number
    }
}

/// Builds a batch of all that can be paid.
struct PayBatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: say("编制付款批次", "Build a pay batch"),
        discussion: say(
            """
            按复审通过的先后，列入该项目全部可付的申领；--up-to 限总额，--approved-by 限复审日期（含当日）。经销商垫付的项目每个经销商一笔，
            其余项目每个收款人一笔。通过后变更过账户的不列入，逐笔列出。同一 --reference 只编一次。
            示例：tradein pay batch appliance --up-to 500000 --reference 2026-08-1
            """,
            """
            Takes all that can be paid of a programme, in order of approval, up to --up-to, and
            approved on the day --approved-by at the latest. One payment per dealer where dealers
            advance the subsidy, else one per payee. A payee whose account changed after the
            approval is left out and listed. A --reference counts once.
            Example: tradein pay batch appliance --up-to 500000 --reference 2026-08-1
            """))

    @Argument(help: ArgumentHelp(say("补贴项目", "The programme")))
    var programme: String

    @Option(help: ArgumentHelp(say("总额上限（元）", "The most it may come to, in yuan")))
    var upTo: String?

    @Option(
        help: ArgumentHelp(
            say("最晚的复审日期", "The last day of approval that counts"), valueName: "day"))
    var approvedBy: String?

    @Option(help: ArgumentHelp(say("批次文号", "The batch's reference")))
    var reference: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let known = try Typed.programme(programme).orUsage()
        let reference = try Typed.reference(reference).orUsage()
        let store = try options.open()
        let prepared = try store.payable(
            known, upTo: try upTo.map(MoneyArguments.money),
            approvedBy: try approvedBy.map(Day.typed),
            reference: reference)
        let outcomes = try store.commit(
            [.buildBatch(prepared)], options.context(), register: ItemClassRegister([]))
        try tell(outcomes, store)
        try store.close()
        Output.flush()
        if case .refused? = outcomes.first { throw ExitCode(1) }
    }

    private func tell(_ outcomes: [CommandOutcome], _ store: LedgerStore) throws {
        switch outcomes.first {
        case .done(let receipt, let findings)?:
            for finding in findings { Output.complain(finding.message[Language.current]) }
            guard let number = receipt.batch, let batch = try store.batch(number) else { return }
            Output.line(
                say(
                    "已编制 \(batch.text)：\(batch.count)笔，\(batch.total.groupedText)元，"
                        + "未列入\(findings.count)笔申领。请另一人复核：tradein pay release \(batch.text)",
                    "Built \(batch.text): \(batch.count) payments, \(batch.total.groupedText) yuan; "
                        + "\(findings.count) claims left out. Another person releases it: "
                        + "tradein pay release \(batch.text)"))
        case .replayed(let receipt)?:
            let name = receipt.batch.map(PayBatch.text) ?? ""
            Output.line(
                say(
                    "此文号已编制过批次 \(name)，未作改动。",
                    "Batch \(name) has this reference; nothing was changed."))
        case .refused(let refusal)?:
            Output.complain(refusal.line)
            for finding in refusal.findings { Output.complain(finding.message[Language.current]) }
        case nil: break
        }
    }
}

/// Lets a batch go to the bank.
struct PayReleaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: say("复核付款批次", "Release a pay batch"),
        discussion: say(
            "编制人不能复核自己的批次。\n示例：tradein pay release PB000000018 --as qian",
            "Who built a batch may not release it.\n"
                + "Example: tradein pay release PB000000018 --as qian"))

    @Argument(help: ArgumentHelp(say("批次号", "The batch")))
    var batch: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let number = try PayCommand.number(batch)
        try FundAnswer.tell(.releaseBatch(number), options) { _ in
            say(
                "\(PayBatch.text(number)) 已复核，可以导出送银行。",
                "\(PayBatch.text(number)) is released; export it for the bank.")
        }
    }
}

/// Gives up a batch that has not been released.
struct PayCancelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: say("撤销未复核的付款批次", "Give up a batch that is not released"),
        discussion: say(
            "其中的申领恢复为可付。\n示例：tradein pay cancel PB000000018",
            "Its claims can be paid again.\nExample: tradein pay cancel PB000000018"))

    @Argument(help: ArgumentHelp(say("批次号", "The batch")))
    var batch: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let number = try PayCommand.number(batch)
        try FundAnswer.tell(.cancelBatch(number), options) { _ in
            say("\(PayBatch.text(number)) 已撤销。", "\(PayBatch.text(number)) is cancelled.")
        }
    }
}

/// Lists the batches.
struct PayListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: say("列出付款批次", "List pay batches"),
        discussion: say("示例：tradein pay list", "Example: tradein pay list"))

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.openForReading()
        try options.mustNotBeDealer(in: store)
        var listing = Listing([
            .init("batch", "批次", "batch"), .init("programme", "补贴项目", "programme"),
            .init("state", "状态", "state"), .init("payments", "笔数", "payments", isNumber: true),
            .init("total", "金额", "total", isNumber: true),
            .init("paid", "已付", "paid", isNumber: true), .init("shares", "资金分担", "shares"),
            .init("maker", "制单", "maker"), .init("checker", "复核", "checker"),
        ])
        let format = options.format ?? .table
        listing.rows = try store.batches().map { try row($0, store, isData: format != .table) }
        try listing.show(as: format)
        try store.close()
        Output.flush()
    }

    private func row(
        _ batch: PayBatch, _ store: LedgerStore, isData: Bool
    ) throws -> [Listing.Cell] {
        let shares = try store.shares(of: batch.number).map { share in
            isData
                ? "\(share.source.rawValue):\(share.amount.yuanText)"
                : "\(share.source.title[Language.current]) \(share.amount.groupedText)"
        }
        return [
            .text(batch.text),
            .text(isData ? batch.programme.rawValue : batch.programme.title[Language.current]),
            .text(isData ? batch.state.rawValue : batch.state.title[Language.current]),
            .integer(Int64(batch.count)), .amount(batch.total),
            .amount(batch.paid.values.reduce(Money.zero, +)),
            .text(shares.joined(separator: isData ? " " : say("，", ", "))), .text(batch.maker),
            .text(batch.checker ?? ""),
        ]
    }
}
