import ArgumentParser
import FileExchange
import Foundation
import TradeInCore
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
            文件以 .xlsx 结尾时写成工作簿。示例：tradein export books --out 月账.csv
            """,
            """
            Debits and credits per month, fund, programme and account, the closed month that is put
            right, and who has borne what was paid. The months must come to the accounts and the
            sources to what is paid, to the fen; otherwise nothing is given out.
            A file that ends in .xlsx is a workbook. Example: tradein export books --out books.csv
            """))

    @Option(
        help: ArgumentHelp(say("写到此文件；不填为标准输出", "The file; standard output without it")))
    var out: String?

    @Option(help: ArgumentHelp(say("CSV的编码", "The encoding of CSV"), valueName: "utf8|gb18030"))
    var encoding = FileEncoding.utf8

    @OptionGroup var options: GlobalOptions

    private static var headings: [String] {
        [
            say("记录", "record"), say("月份", "month"), say("状态", "state"), say("资金", "fund"),
            say("补贴项目", "programme"), say("账户或来源", "accountOrSource"),
            say("更正月份", "corrects"), say("借方", "debit"), say("贷方", "credit"),
            say("余额", "balance"), say("笔数", "postings"),
        ]
    }

    func run() throws {
        let asOf = options.context().now
        let store = try options.openForReading()
        try options.mustNotBeDealer(in: store)
        let books = try store.books()
        try ExportCommand.refuse(books.complaints)
        let sink = try RecordFile.open(
            out, sheet: say("月账", "Books"), encoding: encoding.textEncoding, in: Language.current)
        try sink.write(Self.headings.map { .text($0) })
        let rows = monthRows(books) + shareRows(books) + fundRows(books)
        for row in rows { try sink.write(row) }
        let facts = factRows(books, asOf, rows.count)
        for row in facts { try sink.write(row) }
        try sink.finish(about: Self.about(books, asOf, rows.count))
        try store.close()
        if let out {
            Output.line(
                say(
                    "已写出 \(out)：\(rows.count)行；与账户余额相符。",
                    "Wrote \(out): \(rows.count) rows; the accounts agree."))
        }
        Output.flush()
    }

    private func row(_ texts: [String], _ numbers: [String]) -> [CSVCell] {
        precondition(texts.count + numbers.count == Self.headings.count, "a cell per heading")
        return texts.map { $0.isEmpty ? .empty : .text($0) } + numbers.map { .number($0) }
    }

    private func monthRows(_ books: LedgerBooks) -> [[CSVCell]] {
        books.cells.sorted { MonthKey.precedes($0.key, $1.key) }.map { key, sums in
            let isClosed = books.months[key.month]?.checker != nil
            return row(
                [
                    say("月账", "month"), key.month.text,
                    isClosed ? say("已结", "closed") : say("未结", "open"), key.fundCode,
                    key.programme?.title[Language.current] ?? "",
                    key.account.title[Language.current], key.corrects?.text ?? "",
                ], [sums.debit.yuanText, sums.credit.yuanText, "", String(sums.postings)])
        }
    }

    private func shareRows(_ books: LedgerBooks) -> [[CSVCell]] {
        books.shares.map { share in
            row(
                [
                    say("资金来源", "source"), "", "", share.fundCode,
                    share.programme.title[Language.current], share.source.title[Language.current],
                    "",
                ], ["", "", share.amount.yuanText, ""])
        }
    }

    private func fundRows(_ books: LedgerBooks) -> [[CSVCell]] {
        books.funds.flatMap { fund in
            AccountKind.allCases.map { account in
                row(
                    [
                        say("账户", "account"), "", "", fund.code, "",
                        account.title[Language.current], "",
                    ], ["", "", fund.balance(account).yuanText, ""])
            }
        }
    }

    private func factRows(_ books: LedgerBooks, _ asOf: Moment, _ count: Int) -> [[CSVCell]] {
        let keys = [
            say("截至", "asOf"), say("行数", "rowCount"), say("日志", "log"), say("日志条数", "logSize"),
            say("日志根", "logRoot"),
        ]
        return zip(keys, Self.about(books, asOf, count)).map { key, fact in
            row([key, "", "", "", "", fact.value, ""], ["", "", "", ""])
        }
    }

    private static func about(
        _ books: LedgerBooks, _ asOf: Moment, _ count: Int
    ) -> [(name: String, value: String)] {
        let root = books.checkpoint.map(\.rootText) ?? ""
        return [
            (say("截至", "As of"), asOf.text), (say("行数", "Rows"), String(count)),
            (say("日志", "Log"), books.checkpoint?.origin ?? ""),
            (say("日志条数", "Log size"), String(books.checkpoint?.size ?? 0)),
            (say("日志根", "Log root"), root),
        ]
    }
}
