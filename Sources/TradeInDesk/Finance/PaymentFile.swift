import FileExchange
import TradeInCore
import TradeInStore

/// A released batch's payment file, payees in clear (`Docs/reference/payment-file.md`).
///
/// Read it only after the look has been logged (`PersonalView.payees`).
public struct PaymentFile: Sendable {
    /// The batch.
    public let batch: PayBatch
    /// Its payments.
    public let rows: [PaymentRow]
    /// When they were read.
    public let asOf: Moment
    /// The language of the workbook; CSV is what banks read, in Chinese.
    public let language: Language
    let origin: String
    let statement: Checkpoint?

    /// Reads a batch's payments; nil when there is no such batch.
    ///
    /// - Parameters:
    ///   - number: the batch.
    ///   - store: the ledger.
    ///   - asOf: when that is.
    ///   - language: the language of the workbook.
    /// - Throws: the store's failures.
    public init?(_ number: Int64, store: LedgerStore, asOf: Moment, in language: Language) throws {
        guard let batch = try store.batch(number) else { return nil }
        self.batch = batch
        self.asOf = asOf
        self.language = language
        rows = try store.paymentRows(of: number)
        origin = store.origin
        statement = try store.latestStatement()
        precondition(
            rows.reduce(Money.zero) { $0 + $1.amount } == batch.total,
            "a batch's payments add up to it")
    }

    /// Writes the payments as CSV, the control totals last.
    ///
    /// - Parameter writer: takes the records; the caller ends it.
    /// - Throws: `FileFault` when writing fails.
    public func writePayments(to writer: CSVWriter) throws {
        try writer.write([
            .text("付款编号"), .text("收款人"), .text("账号"), .text("开户行"), .text("金额"),
            .text("申领笔数"), .text("用途"),
        ])
        for row in rows {
            try writer.write([
                .text(reference(of: row)), .text(row.payeeName), .text(row.account),
                .text(row.bank), .number(row.amount.yuanText), .number(String(row.claims.count)),
                .text(batch.programme.title.zh + "补贴"),
            ])
        }
        try writer.write([
            .text("合计"), .text(batch.text), .text("制单 \(batch.maker)"),
            .text("复核 \(batch.checker ?? "")"), .number(batch.total.yuanText),
            .number(String(rows.count)), .text("日志\(statement?.size ?? 0)条"),
        ])
    }

    /// Writes the claims inside each payment as CSV.
    ///
    /// - Parameter writer: takes the records; the caller ends it.
    /// - Throws: `FileFault` when writing fails.
    public func writeClaims(to writer: CSVWriter) throws {
        try writer.write([
            .text("付款编号"), .text("申领号"), .text("申领编号"), .text("金额"),
        ])
        for row in rows {
            for item in row.claims {
                try writer.write([
                    .text(reference(of: row)), .text(item.claim.text), .text(item.ref),
                    .number(item.amount.yuanText),
                ])
            }
        }
    }

    /// What a payment is called towards the bank.
    func reference(of row: PaymentRow) -> String {
        PaymentReference(row.place, origin: origin).text
    }
}
