/// What the bank says of payments, as one file that is taken whole or not at all.
public struct PreparedConfirmation: Sendable {
    /// What became of a payment.
    public enum Outcome: String, Sendable, CaseIterable {
        /// Paid out.
        case paid
        /// Not paid out.
        case failed
        /// Paid out and sent back.
        case returned

        /// The outcome's name.
        public var title: LocalizedText {
            switch self {
            case .paid: LocalizedText(zh: "成功", en: "paid")
            case .failed: LocalizedText(zh: "失败", en: "failed")
            case .returned: LocalizedText(zh: "退票", en: "returned")
            }
        }
    }

    /// One line.
    public struct Line: Sendable {
        /// The line of the file, for findings.
        public var line: Int
        /// The payment.
        public var place: PaymentPlace
        /// The amount that the bank names.
        public var amount: Money
        /// What became of it.
        public var outcome: Outcome
        /// The bank's own words, sealed: they may name persons.
        public var note: SealedRecord?
        /// The bank's reference.
        public var bankRef: String
        /// The day of it.
        public var settledOn: Day

        /// A line.
        public init(
            line: Int, place: PaymentPlace, amount: Money, outcome: Outcome,
            note: SealedRecord? = nil, bankRef: String = "", settledOn: Day
        ) {
            self.line = line
            self.place = place
            self.amount = amount
            self.outcome = outcome
            self.note = note
            self.bankRef = bankRef
            self.settledOn = settledOn
        }
    }

    /// SHA-256 of the file, lower-case hexadecimal: a file counts once.
    public var sha256: String
    /// Its lines, each payment at most once.
    public var lines: [Line]

    /// A confirmation.
    public init(sha256: String, lines: [Line]) {
        self.sha256 = sha256
        self.lines = lines
    }
}

/// What became of a payment, as it goes into the ledger.
public struct SettledPayment: Sendable {
    /// The payment.
    public var place: PaymentPlace
    /// How it stands now.
    public var state: PaymentState
    /// The bank's words, sealed.
    public var note: SealedRecord?
    /// The bank's reference.
    public var bankRef = ""
    /// The day of it; nil where no bank was asked.
    public var settledOn: Day?
}
