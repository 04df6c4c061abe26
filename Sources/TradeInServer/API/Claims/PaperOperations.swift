import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Papers of claims.
enum PaperOperations {
    static let all: [Operation] = [list, attach, view]

    /// The types under which a file may be sent; what it is, its bytes say.
    static let types =
        ["application/octet-stream"] + PaperFormat.allCases.map(\.mediaType)

    private static let list = Operation(
        id: "listPapers", method: .get, path: "/claims/{claim}/papers", access: .seeing(.claims),
        summary: LocalizedText(zh: "列出已有和还缺的材料", en: "Papers that are there, and those missing"),
        parameters: [ClaimOperations.claim],
        replies: [.json(200, "材料", "The papers", ClaimPapers.shape.schema)]
    ) { call in
        let id = try await call.claim().detail.row.id
        let papers = try await call.read { try ClaimPapers($0.papers(of: id)) }
        return call.json(ClaimPapers.shape, papers)
    }

    private static let attach = Operation(
        id: "attachPaper", method: .post, path: "/claims/{claim}/papers",
        access: .doing(.attach),
        summary: LocalizedText(
            zh: "上传材料：JPEG、PNG、PDF、OFD、XML，最多10 MiB",
            en: "Attach a paper: JPEG, PNG, PDF, OFD or XML, 10 MiB at most"),
        parameters: [
            ClaimOperations.claim, .query("kind", .choice(PaperKind.self), isRequired: true),
        ],
        body: .bytes(types), replies: .done, isCommand: true, mostBytes: PaperFormat.mostBytes
    ) { call in
        let number = try await call.claim().detail.row.id.number
        guard let kind = PaperKind(rawValue: call.must("kind")) else {
            preconditionFailure("the schema asks for a kind")
        }
        let file = try await call.keepFile()
        return try await call.perform(
            .attach(
                PreparedPaper(
                    number: number, paper: ClaimPaper(kind: kind, sha256: file.sha256),
                    format: file.format, byteCount: file.byteCount)))
    }

    private static let view = Operation(
        id: "viewPaper", method: .post, path: "/claims/{claim}/papers/{paper}/view",
        access: .doing(.viewPersonal),
        summary: LocalizedText(
            zh: "取得材料原件；须写理由，先记入日志", en: "A paper in clear; takes a reason and is logged first"),
        parameters: [ClaimOperations.claim, .path("paper", .sha256)],
        body: .json(.object([Schema.must("reason", .choice(ViewReason.self))])),
        replies: [.bytes(200, "材料", "The paper", PaperFormat.allCases.map(\.mediaType))],
        isCommand: true
    ) { call in
        let id = try await call.claim().detail.row.id
        let sha256 = call.must("paper")
        let papers = try await call.read { try $0.papers(of: id).papers }
        guard let row = papers.first(where: { $0.paper.sha256 == sha256 }),
            let reason = call.word("reason", ViewReason.self)
        else { throw Problem.notFound }
        _ = try await call.done(.view(.papers(claim: id.number, reason)))
        let bytes = try await call.read { try $0.papers.get(sha256) }
        return call.visit.download(
            bytes, type: row.format.mediaType,
            name: "\(id.text)-\(row.paper.kind.rawValue).\(row.format.rawValue)")
    }
}

/// A claim's papers with those that its pack asks for besides.
struct ClaimPapers: Sendable {
    let papers: [PaperRow]
    let missing: [PaperNeed]

    init(_ found: (papers: [PaperRow], missing: [PaperNeed])) {
        (papers, missing) = found
    }

    static let shape = Shape<ClaimPapers>(
        "Papers",
        [
            .list("items", of: .paper) { $0.papers },
            .list("missing", of: .need) { $0.missing },
        ])
}

extension Shape where Value == PaperRow {
    static let paper = Shape(
        "Paper",
        [
            .word("kind") { $0.paper.kind }, .word("format") { $0.format },
            .number("bytes") { Int64($0.byteCount) }, .text("sha256", .sha256) { $0.paper.sha256 },
            .text("actor") { $0.actor }, .number("logIndex") { $0.logIndex },
            .texts("alsoOn", .claim) { $0.alsoOn.map(\.text) },
        ])
}

extension Shape where Value == PaperNeed {
    static let need = Shape(
        "PaperNeed", [.word("kind") { $0.kind }, .text("article") { $0.article }])
}

extension Call {
    /// The body as a file that is recognised and kept sealed.
    ///
    /// - Throws: ``Problem`` for a file of another form.
    func keepFile() async throws -> (sha256: String, format: PaperFormat, byteCount: Int) {
        let bytes = Array(visit.body.readableBytesView)
        switch PaperFormat.recognise(bytes) {
        case .failure(let fault): throw Problem.recordUnfit([fault.finding])
        case .success(let format):
            let sha256 = try await read { try $0.papers.put(bytes) }
            return (sha256, format, bytes.count)
        }
    }
}
