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
