/// A line of a bank's confirmation as read: all faults at once, nothing thrown.
public struct ConfirmationRow: Sendable {
    /// The payment.
    public var place: PaymentPlace
    /// The amount that the bank names.
    public var amount: Money
    /// What became of it.
    public var outcome: PreparedConfirmation.Outcome
    /// The bank's words; empty where it paid.
    public var reason: String
    /// The bank's reference.
    public var bankRef: String
    /// The day of it.
    public var settledOn: Day

    /// The columns of a confirmation.
    public static let columns: [RegisterColumn] = [
        RegisterColumn("paymentRef", "付款编号", required: true),
        RegisterColumn("amount", "金额", required: true),
        RegisterColumn("status", "状态", required: true),
        RegisterColumn("reason", "原因", required: false),
        RegisterColumn("bankRef", "银行流水号", required: false),
        RegisterColumn("settledOn", "日期", required: true),
    ]

    /// Reads a line.
    ///
    /// - Parameters:
    ///   - cells: texts by column key.
    ///   - origin: the ledger's origin, to tell its payments from another's.
    ///   - today: the day of the import; no payment is settled after it.
    /// - Returns: the row unless a finding is an error, and the findings.
    public static func read(
        _ cells: [String: String], origin: String, today: Day
    ) -> (row: ConfirmationRow?, findings: [Finding]) {
        var row = RegisterCells(cells, columns: columns)
        let place = place(&row, origin)
        let amount = row.amount("amount")
        let outcome = row.choice(
            "status", "payment-status-unknown",
            among: PreparedConfirmation.Outcome.allCases.map { ($0, $0.rawValue, $0.title.zh) })
        let needsReason = outcome.map { $0 != .paid } ?? false
        let reason = row.text("reason", limit: 100, required: needsReason) ?? ""
        let bankRef = row.text("bankRef", limit: 64) ?? ""
        let settledOn = row.day("settledOn")
        if let settledOn, settledOn > today {
            row.add(
                "payment-date-future", at: "settledOn",
                zh: "晚于今天（\(today.isoText)）。请核对日期。",
                en: "it is after today (\(today.isoText)). Check it.")
        }
        guard !row.hasErrors, let place, let amount, let outcome, let settledOn else {
            return (nil, row.findings)
        }
        return (
            ConfirmationRow(
                place: place, amount: amount, outcome: outcome, reason: reason, bankRef: bankRef,
                settledOn: settledOn), row.findings
        )
    }

    private static func place(_ row: inout RegisterCells, _ origin: String) -> PaymentPlace? {
        guard !row.isEmpty("paymentRef") else { return nil }
        switch PaymentReference.parse(row.folded("paymentRef"), origin: origin) {
        case .success(let reference): return reference.place
        case .failure(.malformed):
            row.add(
                "payment-ref-malformed", at: "paymentRef",
                zh: "不是付款编号（如 PB000000018-42-1a2b3c4d-47）。请按付款文件填写。",
                en: "it is no payment reference like PB000000018-42-1a2b3c4d-47. Copy it from the "
                    + "payment file.")
        case .failure(.checkDigits):
            row.add(
                "payment-ref-check", at: "paymentRef", zh: "校验码不符，可能有字符写错。请按付款文件核对。",
                en: "its check digits do not fit, so a character is wrong. Compare it with the "
                    + "payment file.")
        case .failure(.foreign):
            row.add(
                "payment-foreign", at: "paymentRef", zh: "是另一个账本的付款。请核对是否拿错回执。",
                en: "it is a payment of another ledger. Check whether this is the right file.")
        }
        return nil
    }
}
