import FileExchange
import TradeInCore
import TradeInStore

/// The payment file as a workbook: payments, the claims inside, and what it rests on.
extension PaymentFile {
    /// Writes the workbook.
    ///
    /// - Parameter path: where it appears.
    /// - Throws: `FileFault` when it cannot be written.
    public func writeWorkbook(to path: String) throws {
        let book = try Workbook(path: path, words: WorkbookWords(language))
        try payments(book)
        try claims(book)
        try about(book)
        try book.finish()
    }

    private func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

    private func payments(_ book: Workbook) throws {
        let logSize = statement?.size ?? 0
        try book.begin(
            sheet: say("付款", "Payments"),
            [
                .init(say("付款编号", "Payment"), width: 30), .init(say("收款人", "Payee"), width: 30),
                .init(say("账号", "Account"), width: 24), .init(say("开户行", "Bank"), width: 28),
                .init(say("金额", "Amount"), width: 16), .init(say("申领笔数", "Claims"), width: 10),
                .init(say("用途", "For"), width: 24),
            ],
            title: say("付款批次", "Pay batch") + " " + batch.text)
        for row in rows {
            try book.write([
                .text(reference(of: row)),
                .text(row.payeeName), .text(row.account), .text(row.bank), .amount(row.amount),
                .integer(Int64(row.claims.count)),
                .text(batch.programme.title[language] + say("补贴", " subsidy")),
            ])
        }
        book.endTable()
        try book.write(
            [
                .text(say("合计", "Total")), .text(batch.text), .none, .none,
                .amount(batch.total), .integer(Int64(rows.count)),
                .text(say("日志\(logSize)条", "log of \(logSize)")),
            ], isTotal: true)
        book.skip()
        try book.write([
            .text(say("制单：", "Maker: ") + batch.maker), .none,
            .text(say("复核：", "Checker: ") + (batch.checker ?? "")),
        ])
        book.skip()
        try book.write([
            .text(say("签字：____________", "Signed: ____________")), .none,
            .text(say("签字：____________", "Signed: ____________")), .none,
            .text(say("日期：____________", "Date: ____________")),
        ])
    }

    private func claims(_ book: Workbook) throws {
        try book.begin(
            sheet: say("申领明细", "Claims"),
            [
                .init(say("付款编号", "Payment"), width: 30), .init(say("申领号", "Claim"), width: 16),
                .init(say("申领编号", "Reference"), width: 24), .init(say("金额", "Amount"), width: 16),
            ],
            title: say("付款批次", "Pay batch") + " " + batch.text)
        for row in rows {
            let reference = reference(of: row)
            for item in row.claims {
                try book.write([
                    .text(reference), .text(item.claim.text), .text(item.ref),
                    .amount(item.amount),
                ])
            }
        }
        book.endTable()
    }

    private func about(_ book: Workbook) throws {
        try book.begin(
            sheet: say("说明", "About"),
            [.init(say("项目", "What"), width: 18), .init(say("内容", "Value"), width: 60)],
            title: say("付款批次", "Pay batch") + " " + batch.text)
        let root = statement.map(\.rootText) ?? ""
        for (name, value) in [
            (say("截至", "As of"), asOf.countyText),
            (say("补贴项目", "Programme"), batch.programme.title[language]),
            (say("笔数", "Payments"), String(rows.count)),
            (say("申领笔数", "Claims"), String(rows.reduce(0) { $0 + $1.claims.count })),
            (say("合计（元）", "Total (yuan)"), batch.total.groupedText),
            (say("日志", "Log"), statement?.origin ?? ""),
            (say("日志条数", "Log size"), String(statement?.size ?? 0)),
            (say("日志根", "Log root"), root),
        ] { try book.write([.text(name), .text(value)]) }
    }
}
