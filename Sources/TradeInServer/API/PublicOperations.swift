import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// The board's data, open to everybody: whole fen, both languages, and the checkpoint it belongs to.
struct PublicOperations: Sendable {
    let board: Board

    var all: [Operation] { [tally, targets, funds, checkpoint] }

    private static let yearParameter = Operation.Parameter.query("year", .year)

    private static let unverified = Schema.list(
        .named(
            "UnverifiedPack",
            .object([
                Schema.must("pack", .words), Schema.must("version", .words),
                Schema.must("values", .list(.words, 0...Int.max)),
            ])), 0...Int.max)

    private static let checkpointSchema = Schema.either([
        Shape<CheckpointFacts>.checkpoint.schema, .nothing,
    ])

    private var tally: Operation {
        Operation(
            id: "getTally", method: .get, path: "/tally", access: .everyone,
            summary: LocalizedText(zh: "公示汇总", en: "The public tally"),
            parameters: [Self.yearParameter, .query("by", .choice(TallyGrouping.self))],
            replies: [.json(200, "汇总", "The tally", Self.tallySchema)]
        ) { [board] call in
            let question = call.visit.question
            let year = try question.year() ?? board.currentYear
            let grouping = try question.grouping()
            let (known, checkpoint) = try await board.readTogether {
                (rows: try $0.tally(grouping.dimension, year: year), packs: try $0.packStandings())
            }
            let table = TallyTable(register: board.shelf.register, county: board.county)
            let lines = table.lines(known.rows, by: grouping)
            return Self.answer { json in
                json.field("asOf", board.clock().text)
                json.field("by", grouping.rawValue)
                json.field("checkpoint", raw: BoardJSON.checkpoint(checkpoint))
                json.field("lines", raw: BoardJSON.array(lines.map(BoardJSON.tallyLine)))
                json.field("unverified", raw: BoardJSON.unverified(known.packs, year: year))
                json.field("year", Int64(year))
            }
        }
    }

    private static let tallySchema = Schema.named(
        "PublicTally",
        .object([
            Schema.must("asOf", .moment), Schema.must("by", .choice(TallyGrouping.self)),
            Schema.must("checkpoint", checkpointSchema),
            Schema.must(
                "lines",
                .list(
                    .object([
                        Schema.must("claims", .count), Schema.must("key", .words),
                        Schema.may("programme", .choice(Programme.self)),
                        Schema.must("salesFen", .fen), Schema.must("subsidyFen", .fen),
                        Schema.must("title", .both), Schema.must("units", .count),
                        Schema.must("waitlisted", .count),
                    ]), 0...Int.max)),
            Schema.must("unverified", unverified), Schema.must("year", .year),
        ]))

    private var targets: Operation {
        Operation(
            id: "getTargets", method: .get, path: "/targets", access: .everyone,
            summary: LocalizedText(zh: "方案目标及完成情况", en: "The plan's targets and how they stand"),
            parameters: [Self.yearParameter],
            replies: [.json(200, "目标", "The targets", Self.targetsSchema)]
        ) { [board] call in
            let year = try call.visit.question.year() ?? board.currentYear
            let (actuals, checkpoint) = try await board.readTogether {
                [plan = board.plan.code] in try $0.targetActuals(plan: plan)
            }
            let targets = board.readings(actuals, year: year)
            return Self.answer { json in
                json.field("asOf", board.clock().text)
                json.field("checkpoint", raw: BoardJSON.checkpoint(checkpoint))
                json.field("plan", board.plan.number)
                json.field("targets", raw: BoardJSON.array(targets.map(BoardJSON.target)))
                json.field("year", Int64(year))
            }
        }
    }

    private static let targetsSchema = Schema.named(
        "PublicTargets",
        .object([
            Schema.must("asOf", .moment), Schema.must("checkpoint", checkpointSchema),
            Schema.must("plan", .words),
            Schema.must("targets", .list(targetSchema, 0...Int.max)), Schema.must("year", .year),
        ]))

    static let targetSchema = Schema.named(
        "Target",
        .object([
            Schema.may("actual", .words), Schema.may("base", .words), Schema.must("clause", .words),
            Schema.may("due", .words), Schema.may("dueOn", .day),
            Schema.must("explanation", .both), Schema.must("id", .words),
            Schema.may("measured", .words), Schema.may("observedOn", .day),
            Schema.may("reachedPermille", .number), Schema.must("required", .words),
            Schema.must("requirement", .both), Schema.must("state", .words),
            Schema.must("title", .both), Schema.must("unit", .words), Schema.must("year", .year),
        ]))

    private var funds: Operation {
        Operation(
            id: "listFunds", method: .get, path: "/funds", access: .everyone,
            summary: LocalizedText(zh: "各项资金的账户", en: "The funds and their accounts"),
            parameters: [Self.yearParameter],
            replies: [.json(200, "资金", "The funds", Self.fundsSchema)]
        ) { [board] call in
            let year = try call.visit.question.year()
            let (known, checkpoint) = try await board.readTogether {
                (funds: try $0.funds(), packs: try $0.packStandings())
            }
            let chosen = known.funds.filter { year == nil || $0.year == year }
            return Self.answer { json in
                json.field("asOf", board.clock().text)
                json.field("checkpoint", raw: BoardJSON.checkpoint(checkpoint))
                json.field("funds", raw: BoardJSON.array(chosen.map(BoardJSON.fund)))
                json.field("unverified", raw: BoardJSON.unverified(known.packs, year: year))
            }
        }
    }

    private static let fundsSchema = Schema.named(
        "PublicFunds",
        .object([
            Schema.must("asOf", .moment), Schema.must("checkpoint", checkpointSchema),
            Schema.must(
                "funds",
                .list(
                    .object([
                        Schema.must(
                            "balances",
                            .object(
                                Schema.Members(
                                    AccountKind.allCases.map { Schema.must($0.key + "Fen", .fen) }))
                        ),
                        Schema.must("code", .words), Schema.must("scope", .words),
                        Schema.must("title", .both), Schema.must("year", .year),
                    ]), 0...Int.max)),
            Schema.must("unverified", unverified),
        ]))

    private var checkpoint: Operation {
        Operation(
            id: "getCheckpoint", method: .get, path: "/log/checkpoint", access: .everyone,
            summary: LocalizedText(
                zh: "最新的签名检查点（C2SP tlog-checkpoint）",
                en: "The newest signed checkpoint (C2SP tlog-checkpoint)"),
            replies: [
                .bytes(200, "检查点", "The checkpoint", ["text/plain"]),
                .problem(404, "日志为空", "The log is empty"),
            ]
        ) { [board] _ in
            guard let note = try await board.read({ try $0.latestCheckpoint() }) else {
                throw Problem.logEmpty
            }
            return Response(
                status: .ok,
                headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-cache"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: note)))
        }
    }

    private static func answer(_ members: (inout CanonicalJSON) -> Void) -> Response {
        let body = canonicalObject(capacity: 4096, members) + [10]
        return Response(
            status: .ok,
            headers: [.contentType: "application/json", .cacheControl: "no-cache"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}

extension Problem {
    static let logEmpty = Problem(
        code: "log-empty", status: 404,
        title: LocalizedText(zh: "日志为空", en: "The log is empty"),
        detail: LocalizedText(
            zh: "账本还没有任何记录，因此没有检查点。",
            en: "Nothing is recorded yet, so there is no checkpoint."))
}
