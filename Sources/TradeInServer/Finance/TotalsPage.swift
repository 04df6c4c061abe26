import FileExchange
import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Finance's totals with their reconciliation, and files of totals and books.
enum TotalsPage {
    static var routes: [Route] {
        [
            .get("/totals", .seeing(.tallies)) { try await show($0) },
            .get("/totals/file", .seeing(.tallies)) { try await totalsFile($0) },
            .get("/books/file", .seeing(.payments)) { try await booksFile($0) },
        ]
    }

    private enum FileForm: String, CaseIterable {
        case csv, json, xlsx
    }

    /// The most rows of the page; files have them all.
    private static let mostRows = 150

    private static func statement(_ visit: Visit) async throws -> TotalsStatement {
        let by = try visit.known("by", TradeInDesk.TallyGrouping.allCases) ?? .itemClass
        let year = try visit.question.year()
        return try await visit.desk.read { [desk = visit.desk, visit] store in
            try TotalsStatement(
                by, year: year, store: store, county: desk.county, asOf: visit.now,
                in: visit.language)
        }
    }

    private static func show(_ visit: Visit, problem: Problem? = nil) async throws -> Response {
        let statement = try await statement(visit)
        let (years, complaints) = try await visit.desk.read { store in
            (Set(try store.funds().map(\.year)), try store.books().complaints)
        }
        let language = visit.language
        var content: Content = [
            "groupings": TradeInDesk.TallyGrouping.allCases.map {
                Visit.option(
                    $0.rawValue, $0.title[language], chosen: statement.grouping.rawValue)
            },
            "years": years.union(statement.year.map { [$0] } ?? []).sorted(by: >).map { year in
                Visit.option(
                    String(year), String(year), chosen: statement.year.map(String.init))
            },
            "grouping": statement.grouping.title[language], "heading": heading(statement, language),
            "rows": statement.table.lines.prefix(mostRows).map { row($0, statement, language) },
            "hasRows": !statement.table.lines.isEmpty,
            "isCut": statement.table.lines.count > mostRows,
            "rowCount": statement.table.lines.count,
            "reconciliation": statement.reconciliation.lines.map { row($0, language) },
            "complaints": (statement.complaints + complaints).map {
                ["text": $0[language]] as Content
            },
            "agrees": statement.complaints.isEmpty, "booksAgree": complaints.isEmpty,
            "facts": facts(statement), "mayBooks": visit.user.maySee(.payments),
            "totalsFiles": files("/totals/file?\(question(statement))"),
            "bookFiles": files("/books/file?"),
        ]
        content["total"] = sums(statement.table.total)
        content["warning"] = statement.banner.words?[language]
        return visit.page(
            "totals", title: visit.say("财政汇总", "Finance's totals"), content,
            status: problem?.status ?? 200, alert: problem?.detail)
    }

    /// The groups' name as the heading of a column.
    private static func heading(_ statement: TotalsStatement, _ language: Language) -> String {
        let title = statement.grouping.title[language]
        return title.prefix(1).uppercased() + title.dropFirst()
    }

    private static func question(_ statement: TotalsStatement) -> String {
        "by=\(statement.grouping.rawValue)&" + (statement.year.map { "year=\($0)&" } ?? "")
    }

    private static func files(_ address: String) -> [Content] {
        FileForm.allCases.map {
            ["address": address + "form=" + $0.rawValue, "form": $0.rawValue.uppercased()]
        }
    }

    private static func row(
        _ line: TradeInDesk.TallyTable.Line, _ statement: TotalsStatement, _ language: Language
    ) -> Content {
        var row = sums(line)
        row["year"] = line.key.year.map(String.init) ?? ""
        row["programme"] = line.key.programme?.title[language] ?? ""
        row["name"] = statement.names.name(line.key.group)
        return row
    }

    private static func sums(_ line: TradeInDesk.TallyTable.Line) -> Content {
        let (all, waiting) = (line.all, line.sums(.waitlisted))
        return [
            "claims": all.claims, "units": all.units, "sales": all.sales.groupedText,
            "subsidy": all.subsidy.groupedText, "waitingClaims": waiting.claims,
            "waitingAmount": waiting.subsidy.groupedText,
        ]
    }

    /// A fund against the awards of its claims.
    private static func row(_ line: Reconciliation.Line, _ language: Language) -> Content {
        [
            "fund": line.fund?.code ?? "", "hasFund": line.fund != nil,
            "fundAddress": line.fund.map { FundListPage.address($0.code) } ?? "",
            "fundTitle": line.fund?.title[language] ?? "", "claims": line.claims,
            "committed": line.committed.groupedText, "awarded": line.awarded.groupedText,
            "kept": line.kept.groupedText, "difference": line.difference.groupedText,
            "isJoint": line.isJoint, "agrees": line.difference == .zero,
        ]
    }

    private static func facts(_ statement: TotalsStatement) -> [Content] {
        statement.about.map { ["name": $0.name, "value": $0.value] }
    }

    private static func fileForm(_ visit: Visit) throws(Problem) -> FileForm {
        try visit.known("form", FileForm.allCases) ?? .csv
    }

    private static func totalsFile(_ visit: Visit) async throws -> Response {
        let form = try fileForm(visit)
        let statement = try await statement(visit)
        guard statement.complaints.isEmpty else {
            throw Problem.booksDisagree(statement.complaints)
        }
        let bytes = try await visit.desk.read { [visit] _ in
            guard form != .json else { return statement.json + [0x0A] }
            return try table(form, visit.say("汇总", "Totals"), about: statement.about, visit) {
                try statement.write(to: $0)
            }
        }
        let year = statement.year.map { "-\($0)" } ?? ""
        return visit.download(bytes, ending: form.rawValue, name: "totals" + year)
    }

    private static func booksFile(_ visit: Visit) async throws -> Response {
        let form = try fileForm(visit)
        let bytes = try await visit.desk.read { [visit] store in
            let statement = BooksStatement(try store.books(), asOf: visit.now, in: visit.language)
            let complaints = statement.books.complaints
            guard complaints.isEmpty else { throw Problem.booksDisagree(complaints) }
            guard form != .json else { return statement.json + [0x0A] }
            return try table(form, visit.say("月账", "Books"), about: statement.about, visit) {
                try statement.write(to: $0)
            }
        }
        return visit.download(bytes, ending: form.rawValue, name: "books")
    }

    /// The bytes of a table in CSV or a workbook.
    private static func table(
        _ form: FileForm, _ sheet: String, about: [(name: String, value: String)],
        _ visit: Visit, _ write: (any RecordSink) throws -> Void
    ) throws -> [UInt8] {
        try PrivateFile.bytes(ending: form.rawValue) { path in
            let sink = try RecordFile.open(path, sheet: sheet, in: visit.language)
            try write(sink)
            try sink.finish(about: about)
        }
    }
}

extension Problem {
    /// What is given out agrees to the fen, or is not given out.
    static func booksDisagree(_ complaints: [LocalizedText]) -> Problem {
        let words = LocalizedText(
            zh: "账不相符，没有导出。请审计员在“日志”的“核验账本”页查明原因。",
            en: "The books do not agree; nothing was given out. Have the auditor verify the ledger "
                + "on the page of the log.")
        return Problem(
            code: "books-disagree", status: 409,
            title: LocalizedText(zh: "账不相符", en: "The books do not agree"), detail: words,
            findings: complaints.map {
                Finding("books-disagree", .error, zh: $0.zh, en: $0.en)
            })
    }
}
