import FileExchange
import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Files for other offices, sent piece by piece.
enum ExportOperations {
    static let all: [Operation] = [claims, totals, books, journal]

    private static let encoding = Operation.Parameter.query(
        "encoding", .choice(["utf8", "gb18030"]))

    private static func format(_ words: [String]) -> Operation.Parameter {
        .query("format", .choice(words))
    }

    private static let claims = Operation(
        id: "exportClaims", method: .get, path: "/exports/claims", access: .seeing(.tallies),
        summary: LocalizedText(
            zh: "导出申领明细，不含个人信息", en: "All claims without personal data"),
        parameters: [format(["csv", "jsonl", "xlsx"]), encoding],
        replies: [
            .bytes(200, "申领", "The claims", [MediaType.csv, MediaType.lines, MediaType.workbook])
        ]
    ) { call in
        let form = ExportFiles.ClaimForm(rawValue: call.text("format") ?? "csv") ?? .csv
        let isOld = form == .csv && call.encoding == .gb18030
        return try await ExportFiles.claims(call.visit, isOld ? .gb18030 : form)
    }

    private static let totals = Operation(
        id: "exportTotals", method: .get, path: "/exports/totals", access: .seeing(.tallies),
        summary: LocalizedText(
            zh: "财政汇总表；资金核对不符时不导出", en: "Finance's totals, given out only when the funds agree"),
        parameters: [
            .query("by", .choice(TradeInDesk.TallyGrouping.self)), .query("year", .year),
            format(["csv", "json", "xlsx"]), encoding,
        ],
        replies: [
            .bytes(200, "汇总表", "The totals", [MediaType.csv, MediaType.json, MediaType.workbook]),
            .problem(409, "账不相符", "The books do not agree"),
        ]
    ) { call in
        let by = call.text("by").flatMap(TradeInDesk.TallyGrouping.init(rawValue:)) ?? .itemClass
        let year = call.number("year").map(Int.init)
        let (county, now, language) = (call.desk.county, call.visit.now, call.language)
        let statement = try await call.read {
            try TotalsStatement(by, year: year, store: $0, county: county, asOf: now, in: language)
        }
        try refuse(statement.complaints)
        guard call.text("format") != "json" else {
            return call.json(bytes: statement.json + [10])
        }
        return try await records(
            call, name: "totals", sheet: call.visit.say("汇总", "Totals"), about: statement.about
        ) { try statement.write(to: $0) }
    }

    private static let books = Operation(
        id: "exportBooks", method: .get, path: "/exports/books", access: .seeing(.payments),
        summary: LocalizedText(
            zh: "各月账和资金来源；与账户不符时不导出",
            en: "The months' books, given out only when the accounts agree"),
        parameters: [format(["csv", "xlsx"]), encoding],
        replies: [
            .bytes(200, "月账", "The books", [MediaType.csv, MediaType.workbook]),
            .problem(409, "账不相符", "The books do not agree"),
        ]
    ) { call in
        let (now, language) = (call.visit.now, call.language)
        let books = try await call.read { try $0.books() }
        try refuse(books.complaints)
        let statement = BooksStatement(books, asOf: now, in: language)
        return try await records(
            call, name: "books", sheet: call.visit.say("月账", "Books"), about: statement.about
        ) { try statement.write(to: $0) }
    }

    private static let journal = Operation(
        id: "exportJournal", method: .get, path: "/exports/journal", access: .seeing(.payments),
        summary: LocalizedText(
            zh: "分录，供 ledger、hledger 或 beancount 复算",
            en: "The postings, for ledger, hledger or beancount"),
        parameters: [.query("style", .choice(["plain", "beancount"]))],
        replies: [.bytes(200, "分录", "The journal", ["text/plain"])]
    ) { call in
        let style = call.text("style").flatMap(ExportFiles.JournalStyle.init(rawValue:))
        return try await ExportFiles.journal(call.visit, style ?? .plain)
    }

    /// Records as CSV or as the sheet of a workbook.
    private static func records(
        _ call: Call, name: String, sheet: String, about: [(name: String, value: String)],
        _ write: @escaping @Sendable (any RecordSink) throws -> Void
    ) async throws -> Response {
        let isBook = call.text("format") == "xlsx"
        let (encoding, language) = (call.encoding, call.language)
        return try await call.file(
            named: name + (isBook ? ".xlsx" : ".csv"),
            type: isBook ? MediaType.workbook : encoding.csvType
        ) {
            let sink = try RecordFile.open($0, sheet: sheet, encoding: encoding, in: language)
            try write(sink)
            try sink.finish(about: about)
        }
    }

    /// Gives nothing out when anything does not agree.
    private static func refuse(_ complaints: [LocalizedText]) throws(Problem) {
        guard !complaints.isEmpty else { return }
        throw Problem(
            code: "books-disagree", status: 409,
            title: LocalizedText(zh: "账不相符", en: "The books do not agree"),
            detail: LocalizedText(
                zh: "没有导出。请核验账本（verify）查明原因。",
                en: "Nothing was given out. Verify the ledger to find out why."),
            findings: complaints.map { Finding("books-disagree", .error, zh: $0.zh, en: $0.en) })
    }
}

extension Call {
    /// The encoding of CSV that is asked for.
    fileprivate var encoding: TextEncoding {
        text("encoding") == "gb18030" ? .gb18030 : .utf8WithMark
    }
}
