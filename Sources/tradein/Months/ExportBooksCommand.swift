import ArgumentParser
import FileExchange
import Foundation
import TradeInCore
import TradeInDesk
import TradeInStore

/// Gives out the books of all months and who has borne what, once they agree with the funds.
struct ExportBooksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "books",
        abstract: say("导出各月账和资金来源", "Give out the months' books and who bears what"),
        discussion: say(
            """
            每月每项资金每个补贴项目每个账户的借贷合计、更正的月份，以及已付金额由哪级财政负担。
            各月合计须等于账户余额，各来源合计须等于已付，分毫不差；不相等时不导出。
            文件以 .xlsx 结尾时写成工作簿，以 .json 结尾时写成JSON。示例：tradein export books --out 月账.csv
            """,
            """
            Debits and credits per month, fund, programme and account, the closed month that is put
            right, and who has borne what was paid. The months must come to the accounts and the
            sources to what is paid, to the fen; otherwise nothing is given out.
            A file that ends in .xlsx is a workbook, in .json JSON.
            Example: tradein export books --out books.csv
            """))

    @Option(
        help: ArgumentHelp(say("写到此文件；不填为标准输出", "The file; standard output without it")))
    var out: String?

    @Option(help: ArgumentHelp(say("CSV的编码", "The encoding of CSV"), valueName: "utf8|gb18030"))
    var encoding = FileEncoding.utf8

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let asOf = options.context().now
        let store = try options.openForReading()
        try options.mustNotBeDealer(in: store)
        let books = try store.books()
        try ExportCommand.refuse(books.complaints)
        let statement = BooksStatement(books, asOf: asOf, in: Language.current)
        let isJSON = options.format.map { $0 == .json } ?? out?.hasSuffix(".json") ?? false
        try isJSON ? writeJSON(statement) : writeTable(statement)
        try store.close()
        if let out {
            Output.line(
                say(
                    "已写出 \(out)：\(statement.count)行；与账户余额相符。",
                    "Wrote \(out): \(statement.count) rows; the accounts agree."))
        }
        Output.flush()
    }

    private func writeJSON(_ statement: BooksStatement) throws {
        guard let out else { return Output.line(statement.json) }
        try WholeFile.write(statement.json + [0x0A], to: out)
    }

    private func writeTable(_ statement: BooksStatement) throws {
        let sink = try RecordFile.open(
            out, sheet: say("月账", "Books"), encoding: encoding.textEncoding, in: Language.current)
        try statement.write(to: sink)
        try sink.finish(about: statement.about)
    }
}
