import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Evidence of register records and figures: files known by their content, sealed, never replaced.
enum RegistersEvidence {
    /// The files of a record as a page lists them.
    static func content(_ visit: Visit, of key: String) async throws -> [Content] {
        try await visit.desk.read { try $0.evidence(of: key) }.map { file in
            [
                "sha256": file.sha256, "short": String(file.sha256.prefix(12)),
                "format": file.format.uppercased(),
                "size": Int64((file.byteCount + 1023) / 1024).grouped, "actor": file.actor,
                "log": file.logIndex,
            ]
        }
    }

    /// What the list of files needs besides: who may open one, and why one may.
    static func looking(_ visit: Visit) -> Content {
        [
            "mayLook": visit.offers(.viewEvidence),
            "reasons": ViewReason.allCases.map {
                Visit.option($0.rawValue, $0.title[visit.language], chosen: nil)
            },
        ]
    }

    /// Shows a file in clear; the look is in the log first.
    ///
    /// - Parameters:
    ///   - visit: the request; its path names the file.
    ///   - key: the record's key.
    ///   - page: makes the record's page again, with what went wrong above it.
    /// - Returns: the file, or the page with what went wrong.
    /// - Throws: ``Problem`` when the record has no such file, and what `page` throws.
    static func look(
        _ visit: Visit, of key: String, otherwise page: (Problem) async throws -> Response
    ) async throws -> Response {
        let sha256 = visit.parameters.get("file") ?? ""
        guard let file = try await visit.evidence(sha256, of: key) else { throw Problem.notFound }
        guard let reason = visit.form["reason"].flatMap(ViewReason.init(rawValue:)) else {
            return try await page(.reasonMissing)
        }
        do {
            try await visit.execute(.view(.evidence(record: key, sha256: sha256, reason)))
        } catch let refused as Refused {
            return try await page(Problem(refused))
        }
        return try await visit.answer(file, of: key, isSaved: false)
    }

    /// Keeps the files of a form.
    ///
    /// - Parameters:
    ///   - visit: the request.
    ///   - key: the record's key.
    ///   - address: the record's page.
    ///   - page: makes that page again, with what went wrong above it.
    /// - Returns: the way to the record's page, or the page with what went wrong.
    /// - Throws: the store's failures, and what `page` throws.
    static func attach(
        _ visit: Visit, to key: String, at address: String,
        otherwise page: (Problem) async throws -> Response
    ) async throws -> Response {
        let files = visit.form.files.filter { !($0.name.isEmpty && $0.bytes.isEmpty) }
        guard !files.isEmpty else { return try await page(.noEvidence) }
        var formats: [PaperFormat] = []
        for file in files {
            switch PaperFormat.recognise(file.bytes) {
            case .success(let format): formats.append(format)
            case .failure(let fault): return try await page(Problem(evidence: fault))
            }
        }
        var told: [String] = []
        for (file, format) in zip(files, formats) {
            let prepared = try await visit.desk.read { store in
                try PreparedEvidence(file.bytes, format, for: key, in: store)
            }
            let outcome = try await visit.desk.execute(
                .attachEvidence(prepared), by: visit.user.login)
            switch outcome {
            case .done(_, let findings): told += findings.map { $0.message[visit.language] }
            case .replayed:
                told.append(
                    visit.say("其中有已经上传过的，未重复登记。", "One of them was here already."))
            case .refused(let refusal):
                return try await page(Problem(Refused(refusal: refusal)))
            }
        }
        let done = visit.say("佐证已收到。", "The evidence is kept.")
        return visit.redirect(to: address, telling: ([done] + told).joined(separator: " "))
    }
}

extension Visit {
    /// A file of a record; nil when the record has none of that digest.
    func evidence(_ sha256: String, of key: String) async throws -> EvidenceRow? {
        try await desk.read { try $0.evidence(of: key) }.first { $0.sha256 == sha256 }
    }

    /// A file's bytes, once the look has been logged.
    ///
    /// - Parameters:
    ///   - file: the file.
    ///   - key: its record's key, which its name is made of.
    ///   - isSaved: whether it is saved always; pictures are shown otherwise.
    /// - Returns: the answer.
    /// - Throws: ``LedgerFailure`` when the file was changed, or the file system's error.
    func answer(
        _ file: EvidenceRow, of key: String, isSaved: Bool
    ) async throws -> Response {
        guard let format = PaperFormat(rawValue: file.format) else {
            throw LedgerFailure.corrupt("evidence \(file.sha256)")
        }
        let bytes = try await desk.read { try $0.papers.get(file.sha256) }
        guard !isSaved, format == .jpeg || format == .png else {
            let kind = key.prefix { $0 != ":" }
            return download(
                bytes, type: format.mediaType,
                name: "\(kind)-\(file.sha256.prefix(12)).\(format.rawValue)")
        }
        return Response(
            status: .ok, headers: [.contentType: format.mediaType, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension Problem {
    static let noEvidence = Problem(
        code: "file-missing", status: 422,
        title: LocalizedText(zh: "没有选择文件", en: "No file"),
        detail: LocalizedText(
            zh: "没有选择文件。请选择照片或文件后再上传。", en: "No file was chosen. Choose one, then send it."))

    init(evidence fault: PaperFormat.Fault) {
        self.init(
            code: fault.finding.code, status: 422,
            title: LocalizedText(zh: "没有收下这份佐证", en: "The file was not taken"),
            detail: fault.finding.message)
    }
}
