import FileExchange
import Foundation
import Hummingbird
import Logging
import TradeInCore
import TradeInDesk
import TradeInStore

/// A shop's file of claims: brought by drag, tried out, mended, registered.
enum ImportPages {
    /// The most bytes of a file that is taken here.
    static let mostBytes = 10 << 20

    static var routes: [Route] {
        [
            .get("/import", .doing(.submit)) { try await form($0) },
            .get("/import/template", .doing(.submit)) { try await template($0) },
            .post("/import", .doing(.submit), upTo: mostBytes + (64 << 10)) { try await bring($0) },
            .get("/import/:upload", .doing(.submit)) { try await show($0) },
            .get("/import/:upload/corrected", .doing(.submit)) { try await corrected($0) },
            .post("/import/:upload/book", .doing(.submit)) { try await book($0) },
        ]
    }

    private static func form(_ visit: Visit, problem: Problem? = nil) async throws -> Response {
        let own = visit.user.dealerCode
        let dealer = try await visit.desk.read { store in
            try own.flatMap { try store.dealer(code: $0) }
        }
        let programmes = Programme.allCases.filter { dealer?.programmes.contains($0) ?? true }
        return visit.page(
            "import", title: visit.say("批量导入", "Import a file of claims"),
            [
                "programmes": programmes.map {
                    ["key": $0.rawValue, "name": $0.title[visit.language]] as Content
                },
                "mostBytes": mostBytes, "mostRows": ClaimFileRun.mostRows,
            ], status: problem?.status ?? 200, alert: problem?.detail)
    }

    private static func template(_ visit: Visit) async throws -> Response {
        guard let programme = try visit.known("programme", Programme.allCases) else {
            throw Problem.notFound
        }
        let (desk, day, language) = (visit.desk, visit.now.countyDay, visit.language)
        let bytes = try await desk.read { _ in
            let shelf = try desk.shelf()
            let template = ClaimTemplate(
                programme, packs: shelf.packs(for: programme).filter { $0.isInForce(on: day) },
                day: day, reader: ClaimReader(register: desk.register, county: desk.county),
                in: language)
            return try PrivateFile.using(ending: "xlsx") { path in
                try template.write(to: path)
                return try WholeFile.bytes(at: path)
            }
        }
        return visit.download(
            bytes, type: Self.workbookType, name: "claims-\(programme.rawValue).xlsx")
    }

    static let workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    /// Takes a file and tries it out; the page that follows shows how far it is.
    private static func bring(_ visit: Visit) async throws -> Response {
        guard let file = visit.form.files.first(where: { !$0.bytes.isEmpty }) else {
            return try await form(visit, problem: .paperMissing)
        }
        let name = String(file.name.suffix(80))
        let key = try visit.web.uploads.put(
            file.bytes, name: name, user: visit.user, now: visit.now)
        run(key, isDryRun: true, visit)
        return visit.redirect(to: "/import/\(key)")
    }

    /// Runs beside the requests; the shelf knows how far it is.
    private static func run(_ key: String, isDryRun: Bool, _ visit: Visit) {
        let (shelf, desk, user, language) = (
            visit.web.uploads, visit.desk, visit.user, visit.language
        )
        guard let item = shelf.item(key, of: user) else { return }
        let ending = item.name.split(separator: ".").last.map { $0.lowercased() } ?? "csv"
        let known = ["xlsx", "csv", "jsonl", "txt", "xls", "tsv", "json"]
        Task {
            do {
                let (result, corrected) = try await desk.read { _ in
                    try PrivateFile.using(
                        holding: shelf.open(item.sealed),
                        ending: known.contains(ending) ? ending : "csv"
                    ) { path in
                        try PrivateFile.using(ending: "xlsx") { corrected in
                            let run = ClaimFileRun(desk, by: user.login, in: language)
                            let result = try run.run(
                                path, named: item.name, isDryRun: isDryRun, corrected: corrected
                            ) { rows in shelf.change(key) { $0.state = .running(rows: rows) } }
                            let back =
                                try result.isGivenBack
                                ? shelf.seal(WholeFile.bytes(at: corrected)) : nil
                            return (result, back)
                        }
                    }
                }
                shelf.change(key) {
                    $0.corrected = corrected
                    $0.state = .ended(result)
                    $0.isBooked = !isDryRun
                }
            } catch let fault as FileFault {
                shelf.change(key) { $0.state = .failed(fault.message) }
            } catch LedgerFailure.busy {
                shelf.change(key) { $0.state = .failed(Problem.busy.detail) }
            } catch {
                visit.web.logger.error("an import failed", metadata: ["error": "\(error)"])
                shelf.change(key) { $0.state = .failed(Problem.fault.detail) }
            }
        }
    }

    private static func item(_ visit: Visit) throws(Problem) -> UploadShelf.Item {
        guard let key = visit.parameters.get("upload"),
            let item = visit.web.uploads.item(key, of: visit.user)
        else { throw .uploadGone }
        return item
    }

    private static func show(_ visit: Visit) async throws -> Response {
        let item = try item(visit)
        var content: Content = [
            "key": item.key, "name": item.name, "isBooked": item.isBooked, "isRunning": false,
            "hasFaults": false,
        ]
        switch item.state {
        case .running(let rows):
            content["isRunning"] = true
            content["rowsSoFar"] = rows
        case .failed(let message): content["failure"] = message[visit.language]
        case .ended(let result):
            content.merge(ImportReport.content(result, visit)) { $1 }
            content["mayBook"] = !item.isBooked && result.done > 0 && !result.isTooLong
        }
        return visit.page(
            "import-result",
            title: item.isBooked
                ? visit.say("导入结果", "What was registered")
                : visit.say("试算结果", "What it would come to"),
            content)
    }

    private static func corrected(_ visit: Visit) async throws -> Response {
        let item = try item(visit)
        guard let corrected = item.corrected else { throw Problem.notFound }
        return visit.download(
            try visit.web.uploads.open(corrected), type: workbookType, name: "corrected.xlsx")
    }

    private static func book(_ visit: Visit) async throws -> Response {
        let item = try item(visit)
        guard case .ended = item.state, !item.isBooked else {
            return visit.redirect(to: "/import/\(item.key)")
        }
        visit.web.uploads.change(item.key) { $0.state = .running(rows: 0) }
        run(item.key, isDryRun: false, visit)
        return visit.redirect(to: "/import/\(item.key)")
    }
}

/// What came of a file, as a page shows it.
enum ImportReport {
    static func content(_ result: ClaimFileRun.Result, _ visit: Visit) -> Content {
        let language = visit.language
        return [
            "isEnded": true, "rows": result.rows, "done": result.done,
            "replayed": result.replayed, "refused": result.refused,
            "amount": result.amount.groupedText, "isTooLong": result.isTooLong,
            "mostRows": ClaimFileRun.mostRows, "isGivenBack": result.isGivenBack,
            "fileFindings": result.fileFindings.map {
                ["style": $0.style, "text": $0.message[language]] as Content
            },
            "faults": result.faults.map { item in
                [
                    "row": item.row, "cell": item.cell, "ref": item.ref,
                    "column": item.fault.field?.label(language) ?? "",
                    "article": item.fault.article ?? "",
                    "isError": item.fault.severity == .error,
                    "message": item.fault.message[language], "remedy": item.fault.remedy[language],
                ] as Content
            },
            "hasFaults": !result.faults.isEmpty,
            "moreFaults": result.moreFaults > 0 ? String(result.moreFaults) : "",
        ]
    }
}

extension Problem {
    static let uploadGone = Problem(
        code: "upload-gone", status: 404,
        title: LocalizedText(zh: "文件已不在", en: "The file is gone"),
        detail: LocalizedText(
            zh: "上传的文件只保留半小时，服务重启后也会清除。请重新上传；已登记的行不会重复登记。",
            en:
                "A file is kept for half an hour, and not over a restart. Bring it again; rows that "
                + "are registered are not registered twice."))
}
