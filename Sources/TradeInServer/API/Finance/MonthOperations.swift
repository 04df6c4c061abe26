import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// The months of finance's books.
enum MonthOperations {
    static let all: [Operation] = [list, show, draft, close]

    private static let month = Operation.Parameter.path("month", .month)

    private static let list = Operation(
        id: "listMonths", method: .get, path: "/months", access: .seeing(.payments),
        summary: LocalizedText(zh: "列出各月", en: "List the months"),
        parameters: [.after(.month), .limit],
        replies: [.json(200, "月份，先后为序", "The months, oldest first", MonthLine.shape.page)]
    ) { call in
        let books = try await call.read { try $0.books() }
        let lines = books.monthsInOrder.map { MonthLine(month: $0, books: books) }
        return call.page(MonthLine.shape, sorted: lines) { $0.month.text }
    }

    private static let show = Operation(
        id: "getMonth", method: .get, path: "/months/{month}", access: .seeing(.payments),
        summary: LocalizedText(zh: "查看一个月的账", en: "A month's books"),
        parameters: [month],
        replies: [.json(200, "月账", "The books", MonthLine.whole.schema)]
    ) { call in
        let month = try call.month()
        let books = try await call.read { try $0.books() }
        return call.json(MonthLine.whole, MonthLine(month: month, books: books))
    }

    private static let draft = Operation(
        id: "draftMonth", method: .post, path: "/months/{month}/draft",
        access: .doing(.draftMonth),
        summary: LocalizedText(zh: "编制月结", en: "Draft a month's close"),
        parameters: [month], replies: .done, isCommand: true
    ) { call in try await call.perform(.draftMonth(call.month())) }

    private static let close = Operation(
        id: "closeMonth", method: .post, path: "/months/{month}/close",
        access: .doing(.closeMonth),
        summary: LocalizedText(zh: "复核月结；编制人不能复核", en: "Close a month; not by who drafted it"),
        parameters: [month], replies: .done, isCommand: true
    ) { call in try await call.perform(.closeMonth(call.month())) }
}

extension Call {
    /// The month that the path names; one that no calendar has is not there.
    fileprivate func month() throws(Problem) -> Month {
        guard let month = Month(text: must("month")) else { throw .notFound }
        return month
    }
}

/// A month within its books.
struct MonthLine: Sendable {
    let month: Month
    let books: LedgerBooks

    private static let head: [Shape<MonthLine>.Member] = [
        .text("month", .month) { $0.month.text }, .word("state") { $0.books.state(of: $0.month) },
        .any("added", accountsSchema) { line, _ in
            accounts { line.books.net(line.month, $0).fen }
        },
        .number("corrections") { $0.books.corrections($0.month) },
        .text("maker", maybe: { $0.books.months[$0.month]?.maker }),
        .text("checker", maybe: { $0.books.months[$0.month]?.checker }),
    ]

    static let shape = Shape("Month", head)

    static let whole = Shape<MonthLine>(
        "MonthDetail",
        head + [.any("items", .list(cell, 0...Int.max)) { line, _ in .list(line.cells) }])

    private static let cell = Schema.named(
        "MonthCell",
        .object([
            Schema.must("month", .month), Schema.must("fund", .words),
            Schema.may("programme", .choice(Programme.self)),
            Schema.must("account", .choice(AccountKind.allCases.map(\.key))),
            Schema.may("corrects", .month), Schema.must("debitFen", .fen),
            Schema.must("creditFen", .fen), Schema.must("postings", .count),
        ]))

    /// The month's own cells, and those that put it right later.
    private var cells: [Tree] {
        books.cells.filter { $0.key.month == month || $0.key.corrects == month }
            .sorted { MonthKey.precedes($0.key, $1.key) }
            .map { key, sums in
                var members: [String: Tree] = [
                    "month": .text(key.month.text), "fund": .text(key.fundCode),
                    "account": .text(key.account.key), "debitFen": .integer(sums.debit.fen),
                    "creditFen": .integer(sums.credit.fen), "postings": .integer(sums.postings),
                ]
                if let programme = key.programme {
                    members["programme"] = .text(programme.rawValue)
                }
                if let corrects = key.corrects { members["corrects"] = .text(corrects.text) }
                return .object(members)
            }
    }
}
