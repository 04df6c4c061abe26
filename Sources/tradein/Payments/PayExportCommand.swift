import ArgumentParser
import FileExchange
import Foundation
import TradeInCore
import TradeInDesk
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
        guard
            let file = try PaymentFile(
                number, store: store, asOf: options.context().now, in: Language.current)
        else { throw ExitCode(1) }
        if let out, out.hasSuffix(".xlsx") {
            try file.writeWorkbook(to: out)
        } else {
            try writeCSV(file)
        }
        try store.close()
        tell(file)
    }

    private func writeCSV(_ file: PaymentFile) throws {
        let coding: TextEncoding = encoding == "utf8" ? .utf8WithMark : .gb18030
        let writer =
            try out.map { try CSVWriter(path: $0, encoding: coding) }
            ?? CSVWriter(.standardOutput, encoding: coding)
        try claims ? file.writeClaims(to: writer) : file.writePayments(to: writer)
        try writer.finish()
    }

    private func tell(_ file: PaymentFile) {
        if let out {
            let total = file.batch.total.groupedText
            Output.line(
                say(
                    "已写出 \(out)：\(file.rows.count)笔，\(total)元。",
                    "Wrote \(out): \(file.rows.count) payments, \(total) yuan."))
        }
        Output.flush()
    }
}
