import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// One pay batch: its payments with masked payees, and what is done with it.
enum BatchPage {
    static var routes: [Route] {
        [
            .get("/batches/:batch", .seeing(.payments)) { try await show($0, number($0)) },
            .post("/batches/:batch/release", .doing(.releaseBatch)) { try await release($0) },
            .post("/batches/:batch/cancel", .doing(.cancelBatch)) { try await cancel($0) },
        ]
    }

    private static let pageSize = 25
    /// How many claims of a payment the page lists; dealers may have thousands in one.
    private static let mostClaims = 40

    /// The batch that the path names.
    static func number(_ visit: Visit) throws(Problem) -> Int64 {
        let text = visit.parameters.get("batch") ?? ""
        guard text.hasPrefix("PB"), let number = PayBatch.number(text: text) else {
            throw .notFound
        }
        return number
    }

    static func show(
        _ visit: Visit, _ number: Int64, problem: Problem? = nil
    ) async throws -> Response {
        let after = try visit.lineQuery()
        let found = try await visit.desk.read { store in
            (
                batch: try store.batch(number),
                rows: try store.paymentRows(of: number, after: after, limit: pageSize + 1),
                shares: try store.shares(of: number)
            )
        }
        guard let batch = found.batch else { throw Problem.notFound }
        let shown = found.rows.prefix(pageSize)
        var content = facts(batch, visit)
        content["shares"] = found.shares.map { share in
            [
                "source": share.source.title[visit.language], "amount": share.amount.groupedText,
            ] as Content
        }
        content["rows"] = shown.map { row($0, batch, visit) }
        content["findings"] = visit.findings(problem)
        content["hasFindings"] = problem?.findings.isEmpty == false
        if found.rows.count > pageSize, let last = shown.last {
            content["more"] = "/batches/\(batch.text)?after=\(last.place.line)"
        }
        if after > 0 { content["start"] = "/batches/\(batch.text)" }
        return visit.page(
            "batch", title: visit.say("付款批次 ", "Pay batch ") + batch.text, content,
            status: problem?.status ?? 200, alert: problem?.detail)
    }

    private static func facts(_ batch: PayBatch, _ visit: Visit) -> Content {
        let user = visit.user
        let isOwn = visit.isOwn(batch.maker)
        let isBuilt = batch.state == .built
        let isReleased = batch.state == .released
        return [
            "batch": batch.text, "programme": batch.programme.title[visit.language],
            "state": batch.state.title[visit.language], "mark": batch.state.mark,
            "maker": batch.maker, "checker": batch.checker ?? "",
            "hasChecker": batch.checker != nil,
            "count": batch.count,
            "total": batch.total.groupedText,
            "paidAmount": batch.paid.values.reduce(Money.zero, +).groupedText,
            "mayRelease": isBuilt && user.mayDo(.releaseBatch) && !isOwn,
            "isOwn": isBuilt && isOwn, "mayCancel": isBuilt && user.mayDo(.cancelBatch),
            "mayExport": isReleased && user.mayDo(.exportPayments),
            "mayConfirm": isReleased && user.mayDo(.confirmPayments),
            "confirmAddress": "/batches/\(batch.text)/confirmation",
        ]
    }

    private static func row(_ row: PaymentRow, _ batch: PayBatch, _ visit: Visit) -> Content {
        let claims = row.claims.prefix(mostClaims)
        // A dealer's name stands in the register for all to read; a person's does not.
        let payee = batch.programme.paysApplicant ? Masking.name(row.payeeName) : row.payeeName
        return [
            "line": row.place.line, "payee": payee, "account": Masking.account(row.account),
            "bank": row.bank, "amount": row.amount.groupedText,
            "state": row.state.title[visit.language], "mark": row.state.mark,
            "reference": PaymentReference(row.place, origin: visit.desk.store.origin).text,
            "claimCount": visit.count(row.claims.count, "笔", "claim"),
            "isCut": row.claims.count > mostClaims,
            "leftOut": row.claims.count - claims.count,
            "claims": claims.map { item in
                [
                    "claim": item.claim.text, "ref": item.ref,
                    "claimAmount": item.amount.groupedText,
                ] as Content
            },
        ]
    }

    private static func release(_ visit: Visit) async throws -> Response {
        let number = try number(visit)
        let text = PayBatch.text(number)
        return try await visit.settle(
            .releaseBatch(number), then: "/batches/\(text)",
            telling: visit.say(
                "\(text) 已复核，可以导出送银行。", "\(text) is released; export it for the bank."),
            otherwise: { try await show(visit, number, problem: $0) })
    }

    private static func cancel(_ visit: Visit) async throws -> Response {
        let number = try number(visit)
        let text = PayBatch.text(number)
        return try await visit.settle(
            .cancelBatch(number), then: "/batches/\(text)",
            telling: visit.say(
                "\(text) 已撤销，其中的申领恢复为可付。", "\(text) is cancelled; its claims can be paid again."),
            otherwise: { try await show(visit, number, problem: $0) })
    }
}

extension Visit {
    /// The line of the last payment of the page before; 0 for the first page.
    fileprivate func lineQuery() throws(Problem) -> Int {
        guard let text = query("after") else { return 0 }
        guard let line = Int(text), (0...1_000_000_000).contains(line) else {
            throw .badParameter(
                "after", text, wanted: LocalizedText(zh: "行号", en: "the number of a line"))
        }
        return line
    }
}
