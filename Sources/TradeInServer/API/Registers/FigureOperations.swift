import Foundation
import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Figures that units report for the plan's targets, and what comes of them.
struct FigureOperations: Sendable {
    let board: Board

    var all: [Operation] {
        [target, Self.list, Self.record, Self.evidence, Self.report, Self.matrix]
    }

    private static let years = Schema.integer(2000...2100)
    private static let targetID = Schema.form("^T[0-9]{3}$", 4...4)

    private var target: Operation {
        Operation(
            id: "getTarget", method: .get, path: "/targets/{target}", access: .everyone,
            summary: LocalizedText(zh: "查看一个目标", en: "One target"),
            parameters: [.path("target", Self.targetID), .query("year", .year)],
            replies: [.json(200, "目标", "The target", PublicOperations.targetSchema)]
        ) { [board] call in
            let year = call.number("year").map(Int.init) ?? board.currentYear
            let plan = board.plan.code
            let actuals = try await call.read { try $0.targetActuals(plan: plan) }
            let id = call.must("target")
            guard
                let found = board.readings(actuals, year: year).first(where: { $0.target.id == id })
            else { throw Problem.notFound }
            return call.json(
                bytes: BoardJSON.target(found), headers: [.cacheControl: "no-cache"])
        }
    }

    private static let list = Operation(
        id: "listFigures", method: .get, path: "/figures", access: .seeing(.registers),
        summary: LocalizedText(
            zh: "列出观测值和基数，按登记先后", en: "Observations and bases in order of entry"),
        parameters: [.query("target", targetID), .after(.count), .limit],
        replies: [.json(200, "数值", "The figures", Shape<CountedFigure>.figure.page)]
    ) { call in
        let (plan, wanted) = (call.desk.plan.code, call.text("target"))
        let (all, files) = try await call.read {
            (try $0.figures(plan: plan), try $0.evidenceCounts("figure:"))
        }
        var last: [String: Int64] = [:]
        for standing in all { last[standing.figure.key] = standing.logIndex }
        let after = call.number("after") ?? -1
        let chosen = all.filter {
            (wanted == nil || $0.figure.targetID == wanted) && $0.logIndex > after
        }.map {
            CountedFigure(
                standing: $0, holds: last[$0.figure.key] == $0.logIndex,
                files: files[$0.figure.key] ?? 0)
        }
        return call.page(.figure, chosen) { String($0.standing.logIndex) }
    }

    private static let record = Operation(
        id: "recordFigure", method: .post, path: "/figures", access: .doing(.recordFigure),
        summary: LocalizedText(
            zh: "登记观测值（day）或基数（baseYear）", en: "Record an observation (day) or a base (baseYear)"),
        body: .json(RegisterInput.schema("FigureRecord", TargetFigure.columns)),
        replies: .done, isCommand: true
    ) { call in
        try await call.record(.figures(call.desk.plan, today: call.visit.now.countyDay))
    }

    private static let evidence = Operation(
        id: "attachFigureEvidence", method: .post, path: "/targets/{target}/evidence",
        access: .doing(.attachEvidence),
        summary: LocalizedText(
            zh: "为观测值或基数上传佐证", en: "Attach evidence to an observation or a base"),
        parameters: [
            .path("target", targetID),
            .query(
                "of",
                Schema.form("^[0-9]{4}(-[0-9]{2}-[0-9]{2})?$", 4...10).noted(
                    "观测日期，或基年", "The observation's day, or the base's year"),
                isRequired: true),
        ],
        body: .bytes(PaperOperations.types), replies: .done, isCommand: true,
        mostBytes: PaperFormat.mostBytes
    ) { call in
        let point = call.must("of")
        let kind = point.utf8.count == 4 ? "base" : "observation"
        return try await call.attachEvidence(
            to: "figure:\(call.desk.plan.code):\(call.must("target")):\(kind):\(point)")
    }

    private static let report = Operation(
        id: "getReport", method: .get, path: "/reports/targets", access: .seeing(.registers),
        summary: LocalizedText(
            zh: "年度目标报告，一个自足的网页", en: "The annual report on the targets, one page of HTML"),
        parameters: [
            .query("year", years),
            .query("kind", .choice(["annual", "board"])),
        ],
        replies: [.bytes(200, "报告", "The report", ["text/html"])]
    ) { call in
        let report = try await book(call)
        let html = try report.html(call.text("kind") == "board" ? .board : .annual, call.language)
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/html; charset=utf-8", .contentLanguage: call.language.tag,
                .cacheControl: "no-store",
            ], body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }

    private static let matrix = Operation(
        id: "getMatrix", method: .get, path: "/reports/matrix", access: .seeing(.registers),
        summary: LocalizedText(zh: "条款、指标、佐证对照", en: "Clauses, targets and their evidence"),
        parameters: [.query("year", years)],
        replies: [
            .json(
                200, "对照", "The matrix",
                .object([
                    Schema.must("year", years),
                    Schema.must("items", .list(Shape<TargetEvidence>.evidence.schema, 0...Int.max)),
                ]))
        ]
    ) { call in
        let report = try await book(call)
        let shown = Dictionary(grouping: report.evidence, by: \.targetID)
        let items = report.plan.targets.map {
            TargetEvidence(target: $0, pieces: shown[$0.id] ?? [])
        }
        return call.json([
            "year": .integer(Int64(report.year)),
            "items": .list(
                items.map { Shape<TargetEvidence>.evidence.tree($0, in: call.language) }),
        ])
    }

    private static func book(_ call: Call) async throws -> PlanReport {
        let (plan, now) = (call.desk.plan, call.visit.now)
        let year = call.number("year").map(Int.init) ?? now.countyDay.year
        return try await call.read {
            try TargetEvidenceBook.report(plan, $0, asOf: now, year: year)
        }
    }
}

/// A figure with whether it holds, and the number of its files.
struct CountedFigure: Sendable {
    let standing: StandingFigure
    let holds: Bool
    let files: Int
}

extension Shape where Value == CountedFigure {
    static let figure = Shape(
        "Figure",
        [
            .text("target") { $0.standing.figure.targetID },
            .text("kind", .choice(["observation", "base"])) { $0.standing.figure.point.kind },
            .text("period") { $0.standing.figure.point.period },
            .text("value") { $0.standing.figure.value.text }, .flag("holds") { $0.holds },
            .text("document") { $0.standing.figure.document },
            .text("reporter") { $0.standing.figure.reporter },
            .text("actor") { $0.standing.actor }, .number("evidence") { Int64($0.files) },
            .number("logIndex") { $0.standing.logIndex },
        ])
}

/// A target with what shows it.
struct TargetEvidence: Sendable {
    let target: PlanTarget
    let pieces: [PlanReport.Evidence]
}

extension Shape where Value == TargetEvidence {
    static let evidence = Shape(
        "TargetEvidence",
        [
            .said("clause") { $0.target.clauseTitle }, .text("target") { $0.target.id },
            .said("title") { $0.target.title },
            .any(
                "evidence",
                .list(
                    .object([
                        Schema.must("text", .words), Schema.may("logIndex", .count),
                        Schema.must("files", .count),
                    ]), 0...Int.max)
            ) { item, language in
                .list(
                    item.pieces.map { piece in
                        var members: [String: Tree] = [
                            "text": .text(piece.text[language]),
                            "files": .integer(Int64(piece.files)),
                        ]
                        if let index = piece.logIndex { members["logIndex"] = .integer(index) }
                        return .object(members)
                    })
            },
        ])
}
