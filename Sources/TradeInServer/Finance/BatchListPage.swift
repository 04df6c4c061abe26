import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Pay batches, what is payable now, and the form that builds the next batch.
enum BatchListPage {
    static var routes: [Route] {
        [
            .get("/batches", .seeing(.payments)) { try await show($0) },
            .post("/batches", .doing(.buildBatch)) { try await build($0) },
        ]
    }

    private static let pageSize = 50

    static func show(
        _ visit: Visit, _ sent: TypedForm? = nil, problem: Problem? = nil
    ) async throws -> Response {
        let before = try Int64(visit.batchQuery("before") ?? .max)
        let (batches, cells) = try await visit.desk.read { store in
            (try store.batches(), try store.tally(.itemClass))
        }
        let older = batches.reversed().filter { $0.number < before }
        let shown = older.prefix(pageSize)
        var content: Content = [
            "payable": payable(cells, visit), "rows": shown.map { row($0, visit) },
            "hasRows": !shown.isEmpty, "findings": visit.findings(problem),
            "hasFindings": problem?.findings.isEmpty == false,
            "mayBuild": visit.user.mayDo(.buildBatch),
            "mayConfirm": visit.user.mayDo(.confirmPayments),
            "confirmAddress": "/batches/confirmation", "maySeeTotals": visit.user.maySee(.tallies),
        ]
        content["build"] = buildForm(sent, cells, visit)
        if older.count > pageSize, let last = shown.last {
            content["older"] = "/batches?before=\(last.text)"
        }
        return visit.page(
            "batches", title: visit.say("付款批次", "Pay batches"), content,
            status: problem?.status ?? 200, alert: problem?.detail)
    }

    private static func row(_ batch: PayBatch, _ visit: Visit) -> Content {
        let paid = batch.paid.values.reduce(Money.zero, +)
        let isOwn = visit.isOwn(batch.maker)
        return [
            "batch": batch.text, "address": "/batches/\(batch.text)",
            "programme": batch.programme.title[visit.language],
            "state": batch.state.title[visit.language], "mark": batch.state.mark,
            "maker": batch.maker, "checker": batch.checker ?? "", "count": batch.count,
            "total": batch.total.groupedText, "paidAmount": paid.groupedText,
            "waitsForMe": batch.state == .built && visit.user.mayDo(.releaseBatch) && !isOwn,
        ]
    }

    /// The approved claims of each programme that are in no batch, by the tally.
    private static func payable(_ cells: [TallyRow], _ visit: Visit) -> [Content] {
        Programme.allCases.map { programme in
            let sums = sums(programme, cells)
            return [
                "programme": programme.title[visit.language], "claims": sums.claims,
                "amount": sums.subsidy.groupedText, "hasClaims": sums.subsidy > .zero,
                "address": "/claims?state=approved&programme=\(programme.rawValue)",
                "payee": programme.paysApplicant
                    ? visit.say("申领人", "applicants") : visit.say("经销商", "dealers"),
            ]
        }
    }

    private static func sums(_ programme: Programme, _ cells: [TallyRow]) -> TallySums {
        cells.filter { $0.key.programme == programme && $0.key.state == .approved }
            .reduce(into: TallySums()) { $0 += $1.sums }
    }

    private static func buildForm(
        _ sent: TypedForm?, _ cells: [TallyRow], _ visit: Visit
    ) -> Content {
        let form = sent ?? TypedForm()
        var content = form.content(
            ["programme", "reference", "upTo", "approvedBy"], in: visit.language)
        content["programmes"] = Programme.allCases.map { programme in
            let amount = sums(programme, cells).subsidy.groupedText
            let text = "\(programme.title[visit.language]) · \(amount)"
            return Visit.option(programme.rawValue, text, chosen: form.text("programme"))
        }
        return content
    }

    private static func build(_ visit: Visit) async throws -> Response {
        var form = TypedForm(visit.form)
        let programme = form.needed("programme", Typed.programme)
        let reference = form.needed("reference", Typed.reference)
        let upTo = form.optional("upTo", Typed.sum)
        let approvedBy = form.optional("approvedBy", Typed.day)
        let sent = form
        guard sent.isSound, let programme, let reference else {
            return try await show(visit, sent, problem: .mistyped(sent.faults.count))
        }
        let prepared = try await visit.desk.read { store in
            try store.payable(
                programme, upTo: upTo, approvedBy: approvedBy, reference: reference)
        }
        return try await visit.settle(
            .buildBatch(prepared),
            then: { receipt, leftOut in
                let text = receipt.batch.map(PayBatch.text)
                return (
                    text.map { "/batches/\($0)" } ?? "/batches", told(text ?? "", leftOut, visit)
                )
            },
            otherwise: { try await show(visit, sent, problem: $0) })
    }

    /// What was built, with the first claims that were left out and why.
    private static func told(_ batch: String, _ leftOut: [Finding], _ visit: Visit) -> String {
        let built = visit.say("已编制 \(batch)，请另一人复核。", "Built \(batch); another person releases it.")
        guard !leftOut.isEmpty else { return built }
        let count = leftOut.count
        // What is told travels in a cookie, so it is short.
        let first = leftOut.prefix(3).map { $0.message[visit.language] }.joined(separator: " ")
        let more = count > 3 ? " …" : ""
        let left = visit.say(" 未列入\(count)笔：", " " + counted(count, "claim") + " left out: ")
        return built + left + first + more
    }
}

extension Visit {
    /// A batch's number in the query.
    func batchQuery(_ name: String) throws(Problem) -> Int64? {
        guard let text = query(name) else { return nil }
        guard let number = PayBatch.number(text: text) else {
            throw .badParameter(
                name, text,
                wanted: LocalizedText(zh: "批次号，如PB000000018", en: "a batch, as PB000000018"))
        }
        return number
    }
}

extension PayBatch.State {
    /// The class of style that marks the state.
    var mark: String {
        switch self {
        case .built: "wait"
        case .released: "ok"
        case .cancelled: "warn"
        }
    }
}

extension PaymentState {
    /// The class of style that marks the state.
    var mark: String {
        switch self {
        case .scheduled: "wait"
        case .paid: "ok"
        case .failed: "bad"
        case .cancelled: "warn"
        }
    }
}
