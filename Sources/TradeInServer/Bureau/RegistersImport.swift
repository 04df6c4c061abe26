import FileExchange
import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Files of dealers, events, old goods and figures: tried out first, then taken, line by line.
enum RegistersImport {
    /// The registers that take files.
    enum Kind: String, CaseIterable, Sendable {
        case dealers, events, recycling, figures

        var title: LocalizedText {
            switch self {
            case .dealers: LocalizedText(zh: "导入经销商", en: "Import dealers")
            case .events: LocalizedText(zh: "导入活动", en: "Import events")
            case .recycling: LocalizedText(zh: "导入回收记录", en: "Import old goods")
            case .figures: LocalizedText(zh: "导入目标数值", en: "Import figures")
            }
        }

        var act: Act {
            switch self {
            case .dealers: .enrolDealer
            case .events: .recordEvent
            case .recycling: .recordRecycling
            case .figures: .recordFigure
            }
        }

        var home: String { self == .figures ? "/targets" : "/registers/" + rawValue }

        func definition(_ visit: Visit) -> RegisterImport {
            let (county, today) = (visit.desk.county, visit.now.countyDay)
            return switch self {
            case .dealers: .dealers(county, keys: visit.desk.store.keys)
            case .events: .events(county, today: today)
            case .recycling: .recycling(today: today)
            case .figures: .figures(visit.desk.plan, today: today)
            }
        }
    }

    /// The most bytes of a register file.
    private static let mostBytes = 20 << 20

    static var routes: [Route] {
        Kind.allCases.flatMap { kind -> [Route] in
            let path = "/registers/import/" + kind.rawValue
            return [
                .get(path, .doing(kind.act)) { page(kind, $0, [:]) },
                .post(path, .doing(kind.act), upTo: mostBytes) { try await take(kind, $0) },
            ]
        }
    }

    private static func page(
        _ kind: Kind, _ visit: Visit, _ outcome: Content, problem: Problem? = nil, status: Int = 200
    ) -> Response {
        var content = outcome
        content["address"] = "/registers/import/" + kind.rawValue
        content["home"] = kind.home
        content["columns"] = kind.definition(visit).columns.map { column in
            ["zh": column.zh, "key": column.key, "isNeeded": column.required] as Content
        }
        return visit.page(
            "register-import", title: kind.title[visit.language], content,
            status: problem?.status ?? status, alert: problem?.detail)
    }

    private static func take(_ kind: Kind, _ visit: Visit) async throws -> Response {
        guard let file = visit.form.files.first(where: { !$0.bytes.isEmpty }) else {
            return page(kind, visit, [:], problem: .noEvidence)
        }
        let isRehearsal = visit.form["action"] != "take"
        let run = try await visit.desk.take(
            kind.definition(visit), from: .bytes(file.bytes, name: file.name),
            by: visit.user.login, isRehearsal: isRehearsal)
        return page(
            kind, visit, outcome(run, isRehearsal, file.name, visit),
            status: run.hasProblems ? 422 : 200)
    }

    private static func outcome(
        _ run: RegisterImportRun, _ isRehearsal: Bool, _ name: String, _ visit: Visit
    ) -> Content {
        let language = visit.language
        return [
            "isDone": true, "isRehearsal": isRehearsal, "hasProblems": run.hasProblems,
            "file": name, "rowCount": run.rows, "isUnread": run.rows == 0,
            "counts": RegisterOutcome.Word.allCases.compactMap { word -> Content? in
                run.counts[word].map { ["title": word.title[language], "count": $0] }
            },
            "fileFindings": run.fileFindings.map { finding in
                ["style": finding.mark, "text": finding.message[language]] as Content
            },
            "hasLines": !run.lines.isEmpty, "isCut": run.told > run.lines.count,
            "told": run.told,
            "lines": run.lines.map { line in
                let said =
                    line.findings.map { ["style": $0.mark, "text": $0.message[language]] }
                    + (line.refusal.map { [["style": "fault", "text": $0.message[language]]] } ?? [])
                return [
                    "row": line.row, "ref": line.ref, "word": line.word.title[language],
                    "mark": line.word.mark, "said": said,
                ] as Content
            },
        ]
    }
}

extension RegisterOutcome.Word {
    /// The class of style that marks it.
    fileprivate var mark: String {
        switch self {
        case .registered: "ok"
        case .replayed: "calm"
        case .refused, .invalid: "bad"
        }
    }
}
