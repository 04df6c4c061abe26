import Hummingbird
import PolicyLibrary
import TradeInCore
import TradeInDesk
import TradeInStore

/// Policy packs that the ledger keeps, and their two persons.
enum PackOperations {
    static let all: [Operation] = [list, show, evaluate, activate, confirm]

    private static let pack = Operation.Parameter.path("pack", .sha256)

    private static let list = Operation(
        id: "listPacks", method: .get, path: "/packs", access: .seeing(.packs),
        summary: LocalizedText(zh: "账本中的政策包", en: "The packs that the ledger keeps"),
        parameters: [
            .query("state", .choice(PackStanding.State.self)), .after(.text(upTo: 200)), .limit,
        ],
        replies: [.json(200, "政策包", "The packs", Shape<PackStanding>.pack.page)]
    ) { call in
        let state = call.text("state")
        let packs = try await call.read { try $0.packStandings() }
        return call.page(.pack, sorted: packs.filter { state == nil || $0.state.rawValue == state })
        {
            "\($0.identifier)@\($0.version)"
        }
    }

    private static let show = Operation(
        id: "getPack", method: .get, path: "/packs/{pack}", access: .seeing(.packs),
        summary: LocalizedText(
            zh: "一个政策包：文本、通知和核实情况", en: "One pack: its text, its notice, what is confirmed"),
        parameters: [pack],
        replies: [.json(200, "政策包", "The pack", KeptText.shape.schema)]
    ) { call in
        let digest = call.must("pack")
        let kept = try await call.read { store in
            try store.keptPacks().first { $0.standing.sha256 == digest }
        }
        guard let kept else { throw Problem.notFound }
        return call.json(
            KeptText.shape,
            KeptText(
                standing: kept.standing, text: kept.text, notice: kept.notice,
                pack: try call.desk.pack(digest)))
    }

    private static let evaluate = Operation(
        id: "evaluatePack", method: .post, path: "/packs/{pack}/evaluate", access: .seeing(.packs),
        summary: LocalizedText(
            zh: "对给定事实计算政策包的每个式子；金额以分计",
            en: "Evaluate a pack's expressions on facts; amounts in fen"),
        parameters: [pack],
        body: .json(
            .object([Schema.must("day", .day), Schema.must("facts", .map(.anything))])),
        replies: [
            .json(200, "各式子的值", "The value of each expression", .map(.anything)),
            .problem(409, "事实或日期不可用", "The facts or the day cannot be used"),
        ]
    ) { call in
        guard let pack = try call.desk.pack(call.must("pack")) else { throw Problem.notFound }
        guard
            let facts = call.body["facts"].flatMap({ FactSet(json: $0, register: pack.register) }),
            let day = try? Day.parse(call.field("day")).get(), pack.isInForce(on: day)
        else { throw Problem.factsUnfit(pack) }
        let values = pack.expressions(on: day).map { ($0.name, Tree($0.value(facts))) }
        return call.json(.object(Dictionary(values) { first, _ in first }))
    }

    private static let activate = Operation(
        id: "activatePack", method: .post, path: "/packs/{pack}/activate",
        access: .doing(.activatePack),
        summary: LocalizedText(
            zh: "批准启用政策包；提交人不能批准", en: "Activate a pack; not by who proposed it"),
        parameters: [pack], replies: .done, isCommand: true
    ) { call in try await call.perform(.activatePack(sha256: call.must("pack"))) }

    private static let confirm = Operation(
        id: "confirmValues", method: .post, path: "/packs/{pack}/confirm",
        access: .doing(.confirmValues),
        summary: LocalizedText(
            zh: "核实取值：与正式文本核对并写明出处",
            en: "Record that values stand as the issued text says, and where"),
        parameters: [pack],
        body: .json(
            .object([
                Schema.must(
                    "items",
                    Schema.list(.text(upTo: 200), 1...100).noted(
                        "取值，如 cap@2026-01-01", "Values, as cap@2026-01-01")),
                Schema.must("reference", .text(upTo: 200)),
            ])),
        replies: .done, isCommand: true
    ) { call in
        let reference = call.field("reference")
        guard PackProposal.isReference(reference) else {
            throw Problem.recordUnfit([
                Finding(
                    "reference-unfit", .error,
                    zh: "出处应为1到200字节，不能只有空格，不含换行等控制字符。",
                    en: "The reference has 1 to 200 bytes, not only blanks, no control characters.")
            ])
        }
        var seen: Set<String> = []
        let items = (call.body["items"]?.array ?? []).compactMap(\.string)
            .filter { seen.insert($0).inserted }
        return try await call.perform(
            .confirmValues(
                PackConfirmation(sha256: call.must("pack"), items: items, reference: reference)))
    }
}

extension Tree {
    fileprivate init(_ value: ExpressionValue) {
        switch value {
        case .number(let number): self = .integer(number)
        case .bool(let flag): self = .flag(flag)
        case .absent(let fact): self = .text("absent:" + fact.name)
        }
    }
}

extension Shape where Value == PackStanding {
    static let pack = Shape(
        "Pack",
        [
            .text("pack") { $0.identifier }, .text("version") { $0.version },
            .text("sha256", .sha256) { $0.sha256 }, .word("programme") { $0.scope.programme },
            .text("place") { $0.scope.place }, .day("from") { $0.scope.days.lowerBound },
            .day("to") { $0.scope.days.upperBound }, .word("state") { $0.state },
            .text("author") { $0.author }, .text("approver", maybe: { $0.approver }),
            .texts("unconfirmed") { $0.unconfirmed },
        ])
}

/// A kept pack with its texts.
struct KeptText: Sendable {
    let standing: PackStanding
    let text: String
    let notice: String
    /// The pack compiled; nil when its text is not what its digest says.
    let pack: PolicyPack?

    static let shape = Shape<KeptText>(
        "PackDetail",
        [
            .one("standing", of: .pack) { $0.standing },
            .any("title", .both, maybe: { kept, _ in kept.pack.map { .both($0.source.title) } }),
            .text("document", maybe: { $0.pack?.source.document.number }),
            .flag("sound") { $0.pack != nil }, .text("text") { $0.text },
            .text("notice") { $0.notice },
        ])
}

extension Problem {
    fileprivate static func factsUnfit(_ pack: PolicyPack) -> Problem {
        let days = "\(pack.source.from.isoText) – \(pack.source.to.isoText)"
        return Problem(
            code: "facts-unfit", status: 409,
            title: LocalizedText(zh: "事实不可用", en: "The facts cannot be used"),
            detail: LocalizedText(
                zh: "day应为有效期（\(days)）内的日期，facts为事实及其值，如{\"price\":300000}。",
                en: "day lies in \(days), and facts holds facts with their values, as "
                    + "{\"price\":300000}."))
    }
}
