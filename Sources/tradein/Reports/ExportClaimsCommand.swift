import ArgumentParser
import FileExchange
import Foundation
import TradeInCore
import TradeInDesk
import TradeInStore

/// Gives out all claims without personal data, for counting by other programs.
struct ExportClaimsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claims",
        abstract: say("导出申领明细（不含个人信息）", "Give out all claims without personal data"),
        discussion: say(
            """
            每笔申领（含补差）一行，列名为英文，金额以分计，可用DuckDB等重算汇总。
            文件以 .xlsx 或 .jsonl 结尾时写成工作簿或JSON Lines，超过1,048,575行自动续表。
            示例：tradein export claims --out claims.csv
            """,
            """
            A line per claim and linked award, with whole fen, so that DuckDB or any other program can make
            the tallies anew.
            A file that ends in .xlsx or .jsonl is a workbook or JSON Lines; rows beyond 1,048,575 go on
            in the next sheet.
            Example: tradein export claims --out claims.csv
            """))

    @Option(
        help: ArgumentHelp(say("写到此文件；不填为标准输出", "The file; standard output without it")))
    var out: String?

    @Option(help: ArgumentHelp(say("CSV的编码", "The encoding of CSV"), valueName: "utf8|gb18030"))
    var encoding = FileEncoding.utf8

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.openForReading()
        try options.mustNotBeDealer(in: store)
        let count = try write(from: store)
        if let out {
            Output.line(say("已写出 \(out)：\(count)行。", "Wrote \(out): \(count) lines."))
        }
        Output.flush()
    }

    private func write(from store: LedgerStore) throws -> Int {
        guard let out, let kind = ClaimFileWriter.Kind(path: out), kind != .csv else {
            let writer =
                try out.map { try CSVWriter(path: $0, encoding: encoding.textEncoding) }
                ?? CSVWriter(.standardOutput, encoding: encoding.textEncoding)
            let count = try ClaimRows.write(to: writer, from: store)
            try writer.finish()
            return count
        }
        return try ClaimRows.write(
            to: out, kind, from: store, asOf: options.context().now, in: Language.current)
    }
}
