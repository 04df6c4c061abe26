import FileExchange
import TradeInCore
import TradeInStore

/// The books of all months and who has borne what, as other offices get them.
public struct BooksStatement: Sendable {
    /// The books, read at one moment.
    public let books: LedgerBooks
    /// When that was.
    public let asOf: Moment
    /// The language of headings and names.
    public let language: Language

    /// A statement of books.
    ///
    /// - Parameters:
    ///   - books: the books; given out only when ``TradeInStore/LedgerBooks/complaints`` is empty.
    ///   - asOf: when they were read.
    ///   - language: the language of headings and names.
    public init(_ books: LedgerBooks, asOf: Moment, in language: Language) {
        self.books = books
        self.asOf = asOf
        self.language = language
    }

    private func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

    /// How many rows there are.
    public var count: Int { rows.count }

    /// Writes headings, rows and what they rest on.
    ///
    /// - Parameter sink: takes the records; the caller ends it.
    /// - Throws: what the sink throws.
    public func write(to sink: any RecordSink) throws {
        try sink.write(headings.map { .text($0) })
        let rows = rows
        for row in rows { try sink.write(row) }
        for row in factRows(rows.count) { try sink.write(row) }
    }

    /// What the statement rests on, for the last sheet of a workbook.
    public var about: [(name: String, value: String)] { about(count) }

    private var headings: [String] {
        [
            say("记录", "record"), say("月份", "month"), say("状态", "state"), say("资金", "fund"),
            say("补贴项目", "programme"), say("账户或来源", "accountOrSource"),
            say("更正月份", "corrects"), say("借方", "debit"), say("贷方", "credit"),
            say("余额", "balance"), say("笔数", "postings"),
        ]
    }

    private var rows: [[CSVCell]] { monthRows + shareRows + fundRows }

    private func row(_ texts: [String], _ numbers: [String]) -> [CSVCell] {
        precondition(texts.count + numbers.count == headings.count, "a cell per heading")
        return texts.map { $0.isEmpty ? .empty : .text($0) } + numbers.map { .number($0) }
    }

    private var monthRows: [[CSVCell]] {
        books.cells.sorted { MonthKey.precedes($0.key, $1.key) }.map { key, sums in
            let isClosed = books.state(of: key.month) == .closed
            return row(
                [
                    say("月账", "month"), key.month.text,
                    isClosed ? say("已结", "closed") : say("未结", "open"), key.fundCode,
                    key.programme?.title[language] ?? "", key.account.title[language],
                    key.corrects?.text ?? "",
                ], [sums.debit.yuanText, sums.credit.yuanText, "", String(sums.postings)])
        }
    }

    private var shareRows: [[CSVCell]] {
        books.shares.map { share in
            row(
                [
                    say("资金来源", "source"), "", "", share.fundCode,
                    share.programme.title[language], share.source.title[language], "",
                ], ["", "", share.amount.yuanText, ""])
        }
    }

    private var fundRows: [[CSVCell]] {
        books.funds.flatMap { fund in
            AccountKind.allCases.map { account in
                row(
                    [
                        say("账户", "account"), "", "", fund.code, "", account.title[language], "",
                    ], ["", "", fund.balance(account).yuanText, ""])
            }
        }
    }

    private func factRows(_ count: Int) -> [[CSVCell]] {
        let keys = [
            say("截至", "asOf"), say("行数", "rowCount"), say("日志", "log"), say("日志条数", "logSize"),
            say("日志根", "logRoot"),
        ]
        return zip(keys, about(count)).map { key, fact in
            row([key, "", "", "", "", fact.value, ""], ["", "", "", ""])
        }
    }

    private func about(_ count: Int) -> [(name: String, value: String)] {
        [
            (say("截至", "As of"), asOf.text), (say("行数", "Rows"), String(count)),
            (say("日志", "Log"), books.checkpoint?.origin ?? ""),
            (say("日志条数", "Log size"), String(books.checkpoint?.size ?? 0)),
            (say("日志根", "Log root"), books.checkpoint.map(\.rootText) ?? ""),
        ]
    }
}
