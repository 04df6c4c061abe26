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
            .post("/import/:upload/remove", .doing(.submit)) { try await remove($0) },
        ]
    }

    private static func form(_ visit: Visit, problem: Problem? = nil) async throws -> Response {
        let own = visit.user.dealerCode
        let (dealer, waiting) = try await visit.desk.read { [shelf = visit.web.uploads] store in
            (
                try own.flatMap { try store.dealer(code: $0) },
                try shelf.items(of: visit.user, now: visit.now)
            )
        }
        let programmes = Programme.allCases.filter { dealer?.programmes.contains($0) ?? true }
        return visit.page(
            "import", title: visit.say("批量导入", "Import a file of claims"),
            [
                "programmes": programmes.map {
                    ["key": $0.rawValue, "name": $0.title[visit.language]] as Content
                },
                "mostBytes": mostBytes, "mostRows": ClaimFileRun.mostRows,
                "waiting": waiting.map { row($0, visit) }, "isWaiting": !waiting.isEmpty,
            ], status: problem?.status ?? 200, alert: problem?.detail)
    }

    /// A file of the user's own that is still on the shelf.
    private static func row(_ item: UploadShelf.Item, _ visit: Visit) -> Content {
        let state =
            switch item.state {
            case .waiting: visit.say("待处理", "waiting")
            case .running: visit.say("正在处理", "under way")
            case .ended where item.isBooked: visit.say("已登记", "registered")
            case .ended: visit.say("已试算", "tried out")
            case .failed: visit.say("未能处理", "failed")
            }
        return [
            "key": item.key, "name": item.name, "state": state, "isBooked": item.isBooked,
            "at": item.madeAt.countyText,
            "size": "\(Int64(max(1, item.byteCount / 1024)).grouped) KiB",
        ]
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
        do {
            let key = try await visit.desk.read { [shelf = visit.web.uploads, visit] _ in
                try shelf.put(file.bytes, name: name, user: visit.user, now: visit.now)
            }
            run(key, name, isDryRun: true, visit)
            return visit.redirect(to: "/import/\(key)")
        } catch let problem as Problem {
            return try await form(visit, problem: problem)
        }
    }

    /// Runs beside the requests; the shelf knows how far it is.
    private static func run(_ key: String, _ name: String, isDryRun: Bool, _ visit: Visit) {
        let (shelf, desk, user, language) = (
            visit.web.uploads, visit.desk, visit.user, visit.language
        )
        guard shelf.begin(key, now: visit.now) else { return }
        let typed = name.split(separator: ".").last.map { $0.lowercased() } ?? "csv"
        let known = ["xlsx", "csv", "jsonl", "txt", "xls", "tsv", "json"]
        let ending = known.contains(typed) ? typed : "csv"
        Task {
            do {
                try await desk.read { _ in
                    guard let bytes = try shelf.bytes(.file, of: key, of: user) else { return }
                    try PrivateFile.using(holding: bytes, ending: ending) { path in
                        try PrivateFile.using(ending: "xlsx") { corrected in
                            let run = ClaimFileRun(desk, by: user.login, in: language)
                            let result = try run.run(
                                path, named: name, isDryRun: isDryRun, corrected: corrected
                            ) { rows in shelf.tell(key, .running(rows: rows)) }
                            let back = result.isGivenBack ? try WholeFile.bytes(at: corrected) : nil
                            try shelf.end(key, of: user, result, back: back, isBooked: !isDryRun)
                        }
                    }
                }
            } catch let fault as FileFault {
                shelf.tell(key, .failed(fault.message))
            } catch LedgerFailure.busy {
                shelf.tell(key, .failed(Problem.busy.detail))
            } catch {
                visit.web.logger.error("an import failed", metadata: ["error": "\(error)"])
                shelf.tell(key, .failed(Problem.fault.detail))
            }
        }
    }

    private static func item(_ visit: Visit) async throws -> UploadShelf.Item {
        guard let key = visit.parameters.get("upload"),
            let item = try await visit.desk.read({ [shelf = visit.web.uploads, visit] _ in
                try shelf.item(key, of: visit.user, now: visit.now)
            })
        else { throw Problem.uploadGone }
        return item
    }

    private static func show(_ visit: Visit) async throws -> Response {
        var item = try await item(visit)
        if case .waiting = item.state {
            // The server was started anew since: what it would come to is worked out again.
            run(item.key, item.name, isDryRun: true, visit)
            item.state = .running(rows: 0)
        }
        var content: Content = [
            "key": item.key, "name": item.name, "isBooked": item.isBooked, "isRunning": false,
            "hasFaults": false,
        ]
        switch item.state {
        case .waiting: break
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
        let key = try await item(visit).key
        let back = try await visit.desk.read { [shelf = visit.web.uploads, user = visit.user] _ in
            try shelf.bytes(.back, of: key, of: user)
        }
        guard let back else { throw Problem.notFound }
        return visit.download(back, type: workbookType, name: "corrected.xlsx")
    }

    private static func book(_ visit: Visit) async throws -> Response {
        let item = try await item(visit)
        guard case .ended = item.state, !item.isBooked else {
            return visit.redirect(to: "/import/\(item.key)")
        }
        run(item.key, item.name, isDryRun: false, visit)
        return visit.redirect(to: "/import/\(item.key)")
    }

    private static func remove(_ visit: Visit) async throws -> Response {
        let item = try await item(visit)
        try await visit.desk.read { [shelf = visit.web.uploads, user = visit.user] _ in
            shelf.remove(item.key, of: user)
        }
        return visit.redirect(
            to: "/import",
            telling: visit.say("“\(item.name)”已移除。", "\(item.name) is removed."))
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
