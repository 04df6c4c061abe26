import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// The months of finance's books: drafted by one person, closed by another.
enum MonthPages {
    static var routes: [Route] {
        [
            .get("/months", .seeing(.payments)) { try await list($0) },
            .get("/months/:month", .seeing(.payments)) { try await show($0) },
            .post("/months/draft", .doing(.draftMonth)) { try await draft($0) },
            .post("/months/close", .doing(.closeMonth)) { try await close($0) },
        ]
    }

    private static func list(
        _ visit: Visit, _ sent: TypedForm? = nil, problem: Problem? = nil
    ) async throws -> Response {
        let books = try await visit.desk.read { try $0.books() }
        let next = nextToClose(books, visit)
        let form = sent ?? TypedForm(defaults: ["month": next?.text ?? ""])
        var content: Content = [
            "rows": books.monthsInOrder.reversed().map { row($0, books, next: next, visit) },
            "hasRows": !books.monthsInOrder.isEmpty,
            "columns": AccountKind.allCases.map {
                ["title": $0.title[visit.language]] as Content
            },
            "mayDraft": visit.user.mayDo(.draftMonth),
            "complaints": books.complaints.map { ["text": $0[visit.language]] as Content },
        ]
        content["draft"] = form.content(["month"], in: visit.language)
        return visit.page(
            "months", title: visit.say("月结", "Months"), content, status: problem?.status ?? 200,
            alert: problem?.detail)
    }

    /// The first month that has ended and is not closed; nil when there is none.
    private static func nextToClose(_ books: LedgerBooks, _ visit: Visit) -> Month? {
        let now = Month(of: visit.now)
        return books.monthsInOrder.first { books.state(of: $0) != .closed && $0 < now }
    }

    private static func row(
        _ month: Month, _ books: LedgerBooks, next: Month?, _ visit: Visit
    ) -> Content {
        let state = books.state(of: month)
        let standing = books.months[month]
        let isOwn = standing.map { visit.isOwn($0.maker) } ?? false
        let mayClose = state == .drafted && visit.user.mayDo(.closeMonth)
        return [
            "month": month.text, "address": "/months/\(month.text)",
            "state": state.title[visit.language], "mark": state.mark,
            "maker": standing?.maker ?? "", "checker": standing?.checker ?? "",
            "hasMaker": standing != nil, "hasChecker": standing?.checker != nil,
            "amounts": amounts { books.net(month, $0) }(visit.language),
            "corrections": books.corrections(month), "hasEnded": month < Month(of: visit.now),
            "mayDraftThis": month == next && visit.user.mayDo(.draftMonth),
            "isDrafted": state == .drafted, "mayClose": mayClose && !isOwn,
            "isOwn": mayClose && isOwn,
        ]
    }

    /// Figures for all accounts, each with its name.
    private static func amounts(
        _ net: @escaping (AccountKind) -> Money
    ) -> (Language) -> [Content] {
        { language in
            AccountKind.allCases.map { kind in
                ["title": kind.title[language], "amount": net(kind).groupedText]
            }
        }
    }

    private static func month(_ visit: Visit) throws(Problem) -> Month {
        guard let month = Month(text: visit.parameters.get("month") ?? "") else { throw .notFound }
        return month
    }

    /// What a month booked, by fund and cell by cell, and what later months put right of it.
    private static func show(_ visit: Visit) async throws -> Response {
        let month = try month(visit)
        let books = try await visit.desk.read { try $0.books() }
        let cells = books.cells.filter { $0.key.month == month || $0.key.corrects == month }
            .sorted { MonthKey.precedes($0.key, $1.key) }
        let codes = Set(cells.filter { $0.key.month == month }.map(\.key.fundCode)).sorted()
        let content: Content = [
            "facts": [row(month, books, next: nil, visit)],
            "funds": codes.map { code in
                [
                    "fund": code, "address": FundListPage.address(code),
                    "amounts": amounts { books.net(month, $0, of: code) }(visit.language),
                ] as Content
            },
            "cells": cells.map { cell($0.key, $0.value, visit) }, "hasCells": !cells.isEmpty,
            "columns": AccountKind.allCases.map {
                ["title": $0.title[visit.language]] as Content
            },
        ]
        return visit.page("month", title: visit.say("月账 ", "Month ") + month.text, content)
    }

    private static func cell(_ key: MonthKey, _ sums: MonthSums, _ visit: Visit) -> Content {
        [
            "month": key.month.text, "fund": key.fundCode,
            "programme": key.programme?.title[visit.language] ?? "",
            "account": key.account.title[visit.language], "corrects": key.corrects?.text ?? "",
            "debit": sums.debit.groupedText, "credit": sums.credit.groupedText,
            "postings": sums.postings,
        ]
    }

    private static func draft(_ visit: Visit) async throws -> Response {
        var form = TypedForm(visit.form)
        let month = form.needed("month", Typed.month)
        let sent = form
        guard let month else {
            return try await list(visit, sent, problem: .mistyped(sent.faults.count))
        }
        return try await visit.settle(
            .draftMonth(month), then: "/months",
            telling: visit.say(
                "\(month.text) 已编制月结，请另一人核对后复核。",
                "Drafted the close of \(month.text); another person looks at it and closes it."),
            otherwise: { try await list(visit, sent, problem: $0) })
    }

    private static func close(_ visit: Visit) async throws -> Response {
        guard let month = Month(text: visit.form["month"] ?? "") else { throw Problem.formUnsound }
        return try await visit.settle(
            .closeMonth(month), then: "/months",
            telling: visit.say(
                "\(month.text) 已结账，金额不再变动。", "\(month.text) is closed; its figures stay."),
            otherwise: { try await list(visit, problem: $0) })
    }
}

extension MonthState {
    /// The class of style that marks the state.
    var mark: String {
        switch self {
        case .open: "calm"
        case .drafted: "wait"
        case .closed: "ok"
        }
    }
}
