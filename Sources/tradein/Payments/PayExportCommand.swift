import ArgumentParser
import FileExchange
import Foundation
import TradeInCore
import TradeInStore

/// Writes a released batch's payment file (`Docs/reference/payment-file.md`).
struct PayExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: say("导出付款文件", "Write the payment file"),
        discussion: say(
            """
            CSV，带BOM的UTF-8或GB18030；账号按文本写。末行为控制总数。导出会记入日志。--claims 改为导出每笔付款所含的申领。
            文件名以 .xlsx 结尾时写工作簿：付款、申领明细、说明，账号为文本，A4横向，带签字栏。
            示例：tradein pay export PB000000018 --out 付款.xlsx
            """,
            """
            CSV in UTF-8 with a byte-order mark or GB18030; accounts are text. The last line has the
            control totals. That it was given out is logged. --claims writes the claims inside each payment instead.
            A name that ends with .xlsx gives a workbook: payments, the claims inside, and what it rests
            on, with accounts as text, for A4 with lines to sign.
            Example: tradein pay export PB000000018 --out payments.xlsx
            """))

    @Argument(help: ArgumentHelp(say("批次号", "The batch")))
    var batch: String

    @Option(help: ArgumentHelp(say("写到此文件；不填为标准输出", "The file; standard output without it")))
    var out: String?

    @Option(help: ArgumentHelp(say("编码：utf8 或 gb18030", "The encoding: utf8 or gb18030")))
    var encoding = "utf8"

    @Flag(help: ArgumentHelp(say("导出每笔付款所含的申领", "The claims inside each payment")))
    var claims = false

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard ["utf8", "gb18030"].contains(encoding) else {
            throw ValidationError(
                say("--encoding 为 utf8 或 gb18030", "--encoding is utf8 or gb18030"))
        }
    }

    func run() throws {
        let number = try PayCommand.number(batch)
        let store = try options.open()
        // The file has the payees' accounts in clear, so that it was given out is logged first.
        try ViewOptions.log(.payees(batch: number), store, options)
        guard let standing = try store.batch(number) else { throw ExitCode(1) }
        let rows = try store.paymentRows(of: number)
        if let out, out.hasSuffix(".xlsx") {
            try PaymentWorkbook(
                batch: standing, rows: rows, store: store, asOf: options.context().now
            ).write(to: out)
            return try finish(store, rows, standing)
        }
        let coding: TextEncoding = encoding == "utf8" ? .utf8WithMark : .gb18030
        let writer =
            try out.map { try CSVWriter(path: $0, encoding: coding) }
            ?? CSVWriter(.standardOutput, encoding: coding)
        try claims ? writeClaims(rows, store, writer) : writePayments(rows, standing, store, writer)
        try writer.finish()
        try finish(store, rows, standing)
    }

    private func finish(
        _ store: LedgerStore, _ rows: [PaymentRow], _ standing: PayBatch
    ) throws {
        try store.close()
        if let out {
            Output.line(
                say(
                    "已写出 \(out)：\(rows.count)笔，\(standing.total.groupedText)元。",
                    "Wrote \(out): \(rows.count) payments, \(standing.total.groupedText) yuan."))
        }
        Output.flush()
    }

    private func writePayments(
        _ rows: [PaymentRow], _ batch: PayBatch, _ store: LedgerStore, _ writer: CSVWriter
    ) throws {
        try writer.write([
            .text("付款编号"), .text("收款人"), .text("账号"), .text("开户行"), .text("金额"),
            .text("申领笔数"), .text("用途"),
        ])
        for row in rows {
            try writer.write([
                .text(PaymentReference(row.place, origin: store.origin).text),
                .text(row.payeeName), .text(row.account), .text(row.bank),
                .number(row.amount.yuanText), .number(String(row.claims.count)),
                .text(batch.programme.title.zh + "补贴"),
            ])
        }
        precondition(
            rows.reduce(Money.zero) { $0 + $1.amount } == batch.total,
            "a batch's payments add up to it")
        let size = try store.latestStatement()?.size ?? 0
        try writer.write([
            .text("合计"), .text(batch.text), .text("制单 \(batch.maker)"),
            .text("复核 \(batch.checker ?? "")"), .number(batch.total.yuanText),
            .number(String(rows.count)), .text("日志\(size)条"),
        ])
    }

    private func writeClaims(
        _ rows: [PaymentRow], _ store: LedgerStore, _ writer: CSVWriter
    ) throws {
        try writer.write([
            .text("付款编号"), .text("申领号"), .text("申领编号"), .text("金额"),
        ])
        for row in rows {
            let reference = PaymentReference(row.place, origin: store.origin).text
            for item in row.claims {
                try writer.write([
                    .text(reference), .text(item.claim.text), .text(item.ref),
                    .number(item.amount.yuanText),
                ])
            }
        }
    }
}
