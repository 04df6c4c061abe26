import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// All files for other offices and other programs, on one page.
enum ExportPages {
    static var routes: [Route] {
        [
            .get("/exports", .seeing(.tallies)) { try await show($0) },
            .get("/exports/claims", .seeing(.tallies)) { visit in
                let form = try visit.known("form", ExportFiles.ClaimForm.allCases) ?? .csv
                return try await ExportFiles.claims(visit, form)
            },
            .get("/exports/journal", .seeing(.payments)) { visit in
                let style = try visit.known("style", ExportFiles.JournalStyle.allCases) ?? .plain
                return try await ExportFiles.journal(visit, style)
            },
        ]
    }

    private static func show(_ visit: Visit) async throws -> Response {
        let (years, statement, counts) = try await visit.desk.read { store in
            (
                Set(try store.funds().map(\.year)), try store.latestStatement(),
                try store.claimCounts()
            )
        }
        let language = visit.language
        let files = ["csv", "json", "xlsx"]
        return visit.page(
            "exports", title: visit.say("下载", "Downloads"),
            [
                "claims": counts.values.reduce(0, +).grouped,
                "claimFiles": ExportFiles.ClaimForm.allCases.map { form in
                    [
                        "address": "/exports/claims?form=" + form.rawValue,
                        "form": form.title[language],
                    ] as Content
                },
                "entries": statement.map { Int64(clamping: $0.size).grouped } ?? "0",
                "mayMoney": visit.user.maySee(.payments),
                "journalFiles": ExportFiles.JournalStyle.allCases.map { style in
                    [
                        "address": "/exports/journal?style=" + style.rawValue,
                        "form": style.title[language],
                    ] as Content
                },
                "totalFiles": files.map { links("/totals/file?form=", $0) },
                "years": years.sorted(by: >).map { year in
                    [
                        "year": String(year),
                        "files": files.map { links("/totals/file?year=\(year)&form=", $0) },
                    ] as Content
                },
                "bookFiles": files.map { links("/books/file?form=", $0) },
            ])
    }

    private static func links(_ address: String, _ form: String) -> Content {
        ["address": address + form, "form": form.uppercased()]
    }
}
