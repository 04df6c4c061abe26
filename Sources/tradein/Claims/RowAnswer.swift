import FileExchange
import TradeInCore

/// One row of a file with what became of it.
struct RowAnswer {
    let row: ReadRow
    let claim: Claim
    let determination: Determination
    /// What the ledger did; nil where it was not asked.
    let outcome: CommandOutcome?

    /// A reason why a row is refused, waits, or needs a look.
    struct Fault {
        var code: String
        var severity: Finding.Severity
        var article: String?
        var field: ClaimField?
        var message: LocalizedText

        /// What the sender does next.
        var remedy: LocalizedText {
            FindingRemedy.text(code, severity, isOfRule: article != nil)
        }
    }

    /// All reasons above a notice, and what the ledger itself says.
    var faults: [Fault] {
        if case .refused(let refusal)? = outcome, refusal.code != .ineligible {
            return [
                Fault(
                    code: refusal.code.rawValue, severity: .error, article: refusal.article,
                    field: refusal.code.field, message: refusal.message)
            ]
        }
        var findings = determination.findings.filter { $0.severity != .notice }
        if case .done(_, let more)? = outcome { findings += more }
        return findings.map {
            Fault(
                code: $0.code, severity: $0.severity, article: $0.article, field: $0.field,
                message: $0.message)
        }
    }

    /// Whether nothing is left for the sender to mend.
    var isDone: Bool {
        switch outcome {
        case .refused: false
        case .done, .replayed: true
        case nil: determination.verdict != .ineligible
        }
    }

    /// What became of the row in a few words.
    var word: String {
        switch outcome {
        case .done(let receipt, _): receipt.state?.title[Language.current] ?? ""
        case .replayed: say("此前已登记", "booked before")
        case .refused: say("未受理", "refused")
        case nil: determination.verdict.title[Language.current]
        }
    }

    /// The cell of a field as spreadsheets name it, such as `F13`; nil where there is none.
    func cell(
        _ field: ClaimField?, in columns: [CorrectedWorkbook.Column]
    ) -> String? {
        guard let field, row.line > 0,
            let place = columns.first(where: { $0.field == field })?.place
        else { return nil }
        return Workbook.columnName(place) + String(row.line)
    }
}

extension RefusalCode {
    /// The column of a claim that a refusal is about.
    fileprivate var field: ClaimField? {
        switch self {
        case .claimRefReused: .claimRef
        case .dealerUnknown, .dealerNotActive, .dealerNotEnrolled, .otherDealer: .dealerCode
        case .invoiceAlreadyClaimed: .invoiceNumber
        case .newVehicleAlreadyClaimed: .newVin
        case .oldVehicleAlreadyClaimed: .oldVin
        case .certificateAlreadyClaimed: .recyclingCertificate
        case .serialAlreadyClaimed: .serialNumber
        case .imeiAlreadyClaimed: .imei
        case .limitReached: .applicantId
        case .packNotActive, .packOvertaken, .fundMissing: .programme
        default: nil
        }
    }
}
