import Hummingbird
import TradeInCore
import TradeInStore

/// The board's data: JSON with whole fen, both languages, and the checkpoint it belongs to.
struct DataRoutes: Sendable {
    let board: Board

    var routes: [Route] {
        [
            .get("/healthz", .everyone) { _ in try await health() },
            .get("/api/v1/tally", .everyone) { try await tally($0.question) },
            .get("/api/v1/targets", .everyone) { try await targets($0.question) },
            .get("/api/v1/funds", .everyone) { try await funds($0.question) },
            .get("/api/v1/log/checkpoint", .everyone) { _ in try await checkpoint() },
        ]
    }

    /// Whether the ledger answers.
    private func health() async throws -> Response {
        _ = try await board.read { try $0.latestCheckpoint() }
        return text("ok\n")
    }

    private func tally(_ question: Question) async throws -> Response {
        let year = try question.year() ?? board.currentYear
        let grouping = try question.grouping()
        let (known, checkpoint) = try await board.readTogether {
            (rows: try $0.tally(grouping.dimension, year: year), packs: try $0.packStandings())
        }
        let table = TallyTable(register: board.shelf.register, county: board.county)
        let lines = table.lines(known.rows, by: grouping)
        return json { json in
            json.field("asOf", board.clock().text)
            json.field("by", grouping.rawValue)
            json.field("checkpoint", raw: BoardJSON.checkpoint(checkpoint))
            json.field("lines", raw: BoardJSON.array(lines.map(BoardJSON.tallyLine)))
            json.field("unverified", raw: BoardJSON.unverified(known.packs, year: year))
            json.field("year", Int64(year))
        }
    }

    private func targets(_ question: Question) async throws -> Response {
        let year = try question.year() ?? board.currentYear
        let (actuals, checkpoint) = try await board.readTogether {
            [plan = board.plan.code] in try $0.targetActuals(plan: plan)
        }
        let targets = board.readings(actuals, year: year)
        return json { json in
            json.field("asOf", board.clock().text)
            json.field("checkpoint", raw: BoardJSON.checkpoint(checkpoint))
            json.field("plan", board.plan.number)
            json.field("targets", raw: BoardJSON.array(targets.map(BoardJSON.target)))
            json.field("year", Int64(year))
        }
    }

    private func funds(_ question: Question) async throws -> Response {
        let year = try question.year()
        let (known, checkpoint) = try await board.readTogether {
            (funds: try $0.funds(), packs: try $0.packStandings())
        }
        let chosen = known.funds.filter { year == nil || $0.year == year }
        return json { json in
            json.field("asOf", board.clock().text)
            json.field("checkpoint", raw: BoardJSON.checkpoint(checkpoint))
            json.field("funds", raw: BoardJSON.array(chosen.map(BoardJSON.fund)))
            json.field("unverified", raw: BoardJSON.unverified(known.packs, year: year))
        }
    }

    private func checkpoint() async throws -> Response {
        guard let note = try await board.read({ try $0.latestCheckpoint() }) else {
            throw Problem(
                code: "log-empty", status: 404,
                title: LocalizedText(zh: "日志为空", en: "The log is empty"),
                detail: LocalizedText(
                    zh: "账本还没有任何记录，因此没有检查点。",
                    en: "Nothing is recorded yet, so there is no checkpoint."))
        }
        return text(note)
    }

    private func json(_ members: (inout CanonicalJSON) -> Void) -> Response {
        let body = canonicalObject(capacity: 4096, members) + [10]
        return Response(
            status: .ok,
            headers: [.contentType: "application/json", .cacheControl: "no-cache"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    private func text(_ text: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-cache"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
