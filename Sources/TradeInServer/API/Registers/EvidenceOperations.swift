import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// The evidence of register records and figures: which files there are, and each in clear.
enum EvidenceOperations {
    static let all: [Operation] = [
        listOfEvent, listOfRecycling, listOfFigure, viewOfEvent, viewOfRecycling, viewOfFigure,
    ]

    private static let event = Operation.Parameter.path("event", .text(upTo: 64))
    private static let record = Operation.Parameter.path("record", .text(upTo: 64))
    private static let target = Operation.Parameter.path("target", .form("^T[0-9]{3}$", 4...4))
    private static let file = Operation.Parameter.path("file", .sha256)
    private static let point = Operation.Parameter.query(
        "of",
        Schema.form("^[0-9]{4}(-[0-9]{2}-[0-9]{2})?$", 4...10).noted(
            "观测日期，或基年", "The observation's day, or the base's year"),
        isRequired: true)

    // MARK: Which there are

    private static let listed: [Operation.Reply] = [
        .json(
            200, "佐证", "The files",
            .object([
                Schema.must("items", .list(Shape<EvidenceRow>.evidence.schema, 0...Int.max))
            ]))
    ]

    private static let listOfEvent = Operation(
        id: "listEventEvidence", method: .get, path: "/events/{event}/evidence",
        access: .seeing(.registers),
        summary: LocalizedText(zh: "列出活动佐证", en: "List an event's evidence"),
        parameters: [event], replies: listed
    ) { call in try await list(call, of: "event:" + call.must("event")) }

    private static let listOfRecycling = Operation(
        id: "listRecyclingEvidence", method: .get, path: "/recycling/{record}/evidence",
        access: .seeing(.registers),
        summary: LocalizedText(zh: "列出回收佐证", en: "List a recycling record's evidence"),
        parameters: [record], replies: listed
    ) { call in try await list(call, of: "recycling:" + call.must("record")) }

    private static let listOfFigure = Operation(
        id: "listFigureEvidence", method: .get, path: "/targets/{target}/evidence",
        access: .seeing(.registers),
        summary: LocalizedText(zh: "列出数值佐证", en: "List a figure's evidence"),
        parameters: [target, point], replies: listed
    ) { call in try await list(call, of: figure(call)) }

    private static func list(_ call: Call, of key: String) async throws -> Response {
        let (files, isThere) = try await call.read { store in
            (try store.evidence(of: key), try store.hasRecord(key))
        }
        guard isThere else { throw Problem.notFound }
        return call.json([
            "items": .list(files.map { Shape<EvidenceRow>.evidence.tree($0, in: call.language) })
        ])
    }

    /// The key of the figure that a request names.
    private static func figure(_ call: Call) -> String {
        let point = call.must("of")
        let kind = point.utf8.count == 4 ? "base" : "observation"
        return "figure:\(call.desk.plan.code):\(call.must("target")):\(kind):\(point)"
    }

    // MARK: In clear

    private static let reason = Operation.Body.json(
        .object([Schema.must("reason", .choice(ViewReason.self))]))
    private static let bytes: [Operation.Reply] = [
        .bytes(200, "佐证", "The file", PaperFormat.allCases.map(\.mediaType))
    ]

    private static let viewOfEvent = Operation(
        id: "viewEventEvidence", method: .post, path: "/events/{event}/evidence/{file}/view",
        access: .doing(.viewEvidence),
        summary: LocalizedText(
            zh: "取得活动佐证；须写理由，先记入日志",
            en: "An event's evidence in clear; takes a reason and is logged first"),
        parameters: [event, file], body: reason, replies: bytes, isCommand: true
    ) { call in try await view(call, of: "event:" + call.must("event")) }

    private static let viewOfRecycling = Operation(
        id: "viewRecyclingEvidence", method: .post,
        path: "/recycling/{record}/evidence/{file}/view",
        access: .doing(.viewEvidence),
        summary: LocalizedText(
            zh: "取得回收佐证；须写理由，先记入日志",
            en: "A recycling record's evidence in clear; takes a reason and is logged first"),
        parameters: [record, file], body: reason, replies: bytes, isCommand: true
    ) { call in try await view(call, of: "recycling:" + call.must("record")) }

    private static let viewOfFigure = Operation(
        id: "viewFigureEvidence", method: .post, path: "/targets/{target}/evidence/{file}/view",
        access: .doing(.viewEvidence),
        summary: LocalizedText(
            zh: "取得数值佐证；须写理由，先记入日志",
            en: "A figure's evidence in clear; takes a reason and is logged first"),
        parameters: [target, file, point], body: reason, replies: bytes, isCommand: true
    ) { call in try await view(call, of: figure(call)) }

    private static func view(_ call: Call, of key: String) async throws -> Response {
        guard let reason = call.word("reason", ViewReason.self) else {
            preconditionFailure("the schema asks for a reason")
        }
        let sha256 = call.must("file")
        guard let file = try await call.visit.evidence(sha256, of: key) else {
            throw Problem.notFound
        }
        _ = try await call.done(.view(.evidence(record: key, sha256: sha256, reason)))
        return try await call.visit.answer(file, of: key, isSaved: true)
    }
}

extension Shape where Value == EvidenceRow {
    static let evidence = Shape(
        "EvidenceFile",
        [
            .text("sha256", .sha256) { $0.sha256 }, .text("format") { $0.format },
            .number("bytes") { Int64($0.byteCount) }, .text("actor") { $0.actor },
            .number("logIndex") { $0.logIndex },
        ])
}
