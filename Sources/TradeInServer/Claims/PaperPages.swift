import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Papers of a claim: put there by camera, drag or choice, and looked at by who has to.
enum PaperPages {
    static var routes: [Route] {
        [
            .post("/claims/:claim/papers", .doing(.attach), upTo: Route.paperBytes) {
                try await attach($0)
            },
            .post("/claims/:claim/papers/:paper/view", .doing(.viewPersonal)) {
                try await look($0)
            },
        ]
    }

    static func content(_ view: ClaimView, _ visit: Visit) -> Content {
        let language = visit.language
        let missing = view.missing.map(\.kind)
        let others = PaperKind.allCases.filter { !missing.contains($0) }
        return [
            "papers": view.papers.map { row in
                [
                    "kind": row.paper.kind.title[language], "format": row.format.rawValue,
                    "size": "\(max(1, row.byteCount / 1024)) KiB", "actor": row.actor,
                    "sha256": row.paper.sha256, "short": String(row.paper.sha256.prefix(12)),
                    "alsoOn": row.alsoOn.map { ["id": $0.text] as Content },
                    "mayLook": visit.user.mayDo(.viewPersonal),
                ] as Content
            },
            "missing": view.missing.map {
                ["kind": $0.kind.title[language], "article": $0.article] as Content
            },
            "isMissing": !view.missing.isEmpty,
            "mayAttach": visit.user.mayDo(.attach) && !view.row.state.isOver,
            // What the pack still asks for stands first.
            "kinds": (missing + others).map {
                Visit.option($0.rawValue, $0.title[language], chosen: missing.first?.rawValue)
            },
            "mostBytes": PaperFormat.mostBytes,
        ]
    }

    private static func attach(_ visit: Visit) async throws -> Response {
        let view = try await ClaimView.read(visit)
        guard let file = visit.form.files.first(where: { !$0.bytes.isEmpty }) else {
            return ClaimPage.page(view, visit, problem: .paperMissing)
        }
        guard let kind = visit.form["kind"].flatMap(PaperKind.init(rawValue:)) else {
            throw Problem.formUnsound
        }
        switch PaperFormat.recognise(file.bytes) {
        case .failure(let fault):
            return ClaimPage.page(view, visit, problem: Problem(paper: fault))
        case .success(let format):
            let number = view.row.id.number
            let paper = try await visit.desk.read { store in
                let sha256 = try store.papers.put(file.bytes)
                return PreparedPaper(
                    number: number, paper: ClaimPaper(kind: kind, sha256: sha256), format: format,
                    byteCount: file.bytes.count)
            }
            return try await visit.perform(
                .attach(paper), then: "/claims/\(view.row.id.text)#papers",
                telling: visit.say("已收到\(kind.title.zh)。", "Received: \(kind.title.en)."),
                otherwise: { ClaimPage.page(view, visit, problem: $0) })
        }
    }

    /// Shows a paper in clear; the look is in the log first.
    private static func look(_ visit: Visit) async throws -> Response {
        let view = try await ClaimView.read(visit)
        let sha256 = visit.parameters.get("paper") ?? ""
        guard let row = view.papers.first(where: { $0.paper.sha256 == sha256 }) else {
            throw Problem.notFound
        }
        guard let reason = visit.form["reason"].flatMap(ViewReason.init(rawValue:)) else {
            return ClaimPage.page(view, visit, problem: .reasonMissing)
        }
        do {
            try await visit.execute(.view(.papers(claim: view.row.id.number, reason)))
        } catch let refused as Refused {
            return ClaimPage.page(view, visit, problem: Problem(refused))
        }
        let bytes = try await visit.desk.read { try $0.papers.get(sha256) }
        let name = "\(view.row.id.text)-\(row.paper.kind.rawValue).\(row.format.rawValue)"
        guard row.format == .jpeg || row.format == .png else {
            return visit.download(bytes, type: row.format.mediaType, name: name)
        }
        return Response(
            status: .ok, headers: [.contentType: row.format.mediaType, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension PaperFormat {
    /// The media type.
    var mediaType: String {
        switch self {
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        case .pdf: "application/pdf"
        case .ofd: "application/ofd"
        case .xml: "application/xml"
        }
    }
}

extension Problem {
    static let paperMissing = Problem(
        code: "file-missing", status: 422,
        title: LocalizedText(zh: "没有选择文件", en: "No file"),
        detail: LocalizedText(
            zh: "没有选择文件，或文件是空的。请拍照或选择文件后再上传。",
            en: "No file was chosen, or it is empty. Take a photo or choose a file, then send it."))

    init(paper fault: PaperFormat.Fault) {
        self.init(
            code: fault.finding.code, status: 422,
            title: LocalizedText(zh: "没有收下这份材料", en: "The paper was not taken"),
            detail: fault.finding.message)
    }
}
