import FileExchange
import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// What goes to the bank and comes back from it.
enum BatchFiles {
    static var routes: [Route] {
        [
            .post("/batches/:batch/file", .doing(.exportPayments)) { try await export($0) },
            .post("/batches/confirmation", .doing(.confirmPayments), upTo: mostBytes) {
                try await confirm($0, of: nil)
            },
            .post("/batches/:batch/confirmation", .doing(.confirmPayments), upTo: mostBytes) {
                try await confirm($0, of: BatchPage.number($0))
            },
        ]
    }

    /// The most bytes of the form that carries a confirmation.
    private static let mostBytes = (10 << 20) + (64 << 10)

    /// The forms in which a payment file is given out.
    private enum FileForm: String {
        case csv, xlsx, claims
        case gb18030 = "csv-gb18030"

        var ending: String { self == .xlsx ? "xlsx" : "csv" }
    }

    private static func export(_ visit: Visit) async throws -> Response {
        let number = try BatchPage.number(visit)
        guard let form = FileForm(rawValue: visit.form["form"] ?? "csv") else {
            throw Problem.formUnsound
        }
        // The file has the payees' accounts in clear, so that it was given out is logged first.
        do {
            try await visit.execute(.view(.payees(batch: number)))
        } catch let refused as Refused {
            return try await BatchPage.show(visit, number, problem: Problem(refused))
        }
        let name = PayBatch.text(number) + (form == .claims ? "-claims" : "")
        let bytes = try await visit.desk.read {
            [language = visit.language, now = visit.now] store in
            guard
                let file = try PaymentFile(number, store: store, asOf: now, in: language)
            else { throw Problem.notFound }
            return try PrivateFile.bytes(ending: form.ending) { try write(file, form, to: $0) }
        }
        return visit.download(bytes, ending: form.ending, name: name)
    }

    private static func write(_ file: PaymentFile, _ form: FileForm, to path: String) throws {
        guard form != .xlsx else { return try file.writeWorkbook(to: path) }
        let encoding: TextEncoding = form == .gb18030 ? .gb18030 : .utf8WithMark
        let writer = try CSVWriter(path: path, encoding: encoding)
        try form == .claims ? file.writeClaims(to: writer) : file.writePayments(to: writer)
        try writer.finish()
    }

    /// Takes a bank's confirmation, whole or not at all; every fault of it is shown.
    ///
    /// It goes back to the page that it came from: the batch's, or the list without one.
    private static func confirm(_ visit: Visit, of batch: Int64?) async throws -> Response {
        func page(_ problem: Problem) async throws -> Response {
            guard let batch else { return try await BatchListPage.show(visit, problem: problem) }
            return try await BatchPage.show(visit, batch, problem: problem)
        }
        guard let sent = visit.form.files.first(where: { $0.field == "file" }), !sent.bytes.isEmpty
        else { return try await page(.fileMissing) }
        let origin = FileOrigin.bytes(sent.bytes, name: sent.name)
        let file = try await visit.desk.read { [today = visit.now.countyDay] store in
            try ConfirmationFile(origin, store: store, today: today)
        }
        guard file.findings.isEmpty else { return try await page(.confirmation(file.findings)) }
        return try await visit.settle(
            .confirmPayments(file.prepared),
            then: batch.map { "/batches/\(PayBatch.text($0))" } ?? "/batches",
            telling: file.prepared.summary[visit.language], otherwise: page)
    }
}

extension Problem {
    static let fileMissing = Problem(
        code: "file-missing", status: 422,
        title: LocalizedText(zh: "没有文件", en: "No file"),
        detail: LocalizedText(
            zh: "没有收到文件，或文件是空的。请选择银行的回执文件后再试。",
            en: "No file came, or it is empty. Choose the bank's file and try again."))

    /// A bank's confirmation of which nothing is taken.
    static func confirmation(_ findings: [Finding]) -> Problem {
        Problem(
            code: RefusalCode.confirmationFaulty.rawValue, status: 422,
            title: LocalizedText(zh: "回执未登记", en: "The confirmation was not taken"),
            detail: LocalizedText(
                zh: "回执有\(findings.count)处问题，整份未登记。",
                en: counted(findings.count, "fault") + " in the confirmation; nothing was taken."),
            findings: findings)
    }
}
