import FileExchange
import TradeInCore

/// One row of a file with what became of it.
public struct RowAnswer: Sendable {
    /// The row as the file has it.
    public let row: ReadRow
    /// The claim as understood.
    public let claim: Claim
    /// What the packs say.
    public let determination: Determination
    /// What the ledger did; nil where it was not asked.
    public let outcome: CommandOutcome?

    /// An answer.
    public init(
        row: ReadRow, claim: Claim, determination: Determination, outcome: CommandOutcome?
    ) {
        self.row = row
        self.claim = claim
        self.determination = determination
        self.outcome = outcome
    }

    /// A reason why a row is refused, waits, or needs a look.
    public struct Fault: Sendable {
        /// The code of the finding or refusal.
        public var code: String
        /// How much it matters.
        public var severity: Finding.Severity
        /// The article, where a rule spoke.
        public var article: String?
        /// The column, where it is about one.
        public var field: ClaimField?
        /// What is wrong.
        public var message: LocalizedText

        /// What the sender does next.
        public var remedy: LocalizedText {
            FindingRemedy.text(code, severity, isOfRule: article != nil)
        }
    }

    /// All reasons above a notice, and what the ledger itself says.
    public var faults: [Fault] {
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
    public var isDone: Bool {
        switch outcome {
        case .refused: false
        case .done, .replayed: true
        case nil: determination.verdict != .ineligible
        }
    }

    /// What became of the row in a few words.
    public var word: LocalizedText {
        switch outcome {
        case .done(let receipt, _): receipt.state?.title ?? LocalizedText(zh: "", en: "")
        case .replayed: LocalizedText(zh: "此前已登记", en: "booked before")
        case .refused: LocalizedText(zh: "未受理", en: "refused")
        case nil: determination.verdict.title
        }
    }

    /// The cell of a field as spreadsheets name it, such as `F13`; nil where there is none.
    ///
    /// - Parameters:
    ///   - field: the column.
    ///   - columns: where the columns stand in the sheet.
    /// - Returns: the name, or nil where there is no cell.
    public func cell(
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
