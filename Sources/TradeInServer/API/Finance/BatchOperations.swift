import FileExchange
import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Pay batches, from building to the bank's confirmation.
enum BatchOperations {
    static let all: [Operation] = [
        list, show, build, release, cancel, file, confirm,
    ]

    private static let batch = Operation.Parameter.path("batch", .batch)
    private static let mostConfirmationBytes = 16 << 20

    private static let list = Operation(
        id: "listBatches", method: .get, path: "/batches", access: .seeing(.payments),
        summary: LocalizedText(zh: "列出付款批次", en: "List pay batches"),
        parameters: [.query("state", .choice(PayBatch.State.self)), .after(.batch), .limit],
        replies: [.json(200, "批次，按编号", "Batches by number", WholeBatch.row.page)]
    ) { call in
        let state = call.text("state")
        let rows = try await call.read { store in
            try store.batches().filter { state == nil || $0.state.rawValue == state }
                .map { WholeBatch(batch: $0, shares: try store.shares(of: $0.number), rows: []) }
        }
        return call.page(WholeBatch.row, sorted: rows) { $0.batch.text }
    }

    private static let show = Operation(
        id: "getBatch", method: .get, path: "/batches/{batch}", access: .seeing(.payments),
        summary: LocalizedText(
            zh: "查看付款批次，不含收款人", en: "A pay batch with its payments, without payees"),
        parameters: [batch],
        replies: [.json(200, "批次", "The batch", WholeBatch.whole.schema)]
    ) { call in
        let number = try call.batch()
        let whole = try await call.read { store -> WholeBatch? in
            guard let batch = try store.batch(number) else { return nil }
            return WholeBatch(
                batch: batch, shares: try store.shares(of: number),
                rows: try store.paymentRows(of: number), origin: store.origin)
        }
        guard let whole else { throw Problem.notFound }
        return call.json(WholeBatch.whole, whole)
    }

    private static let build = Operation(
        id: "buildBatch", method: .post, path: "/batches", access: .doing(.buildBatch),
        summary: LocalizedText(
            zh: "编制付款批次：列入该项目全部可付的申领", en: "Build a pay batch of all that can be paid"),
        body: .json(
            .object([
                Schema.must("programme", .choice(Programme.self)),
                Schema.must("reference", FundOperations.reference),
                Schema.may("upToFen", FundOperations.amount), Schema.may("approvedBy", .day),
            ])),
        replies: .done, isCommand: true
    ) { call in
        guard let programme = call.word("programme", Programme.self) else {
            preconditionFailure("the schema asks for a programme")
        }
        let reference = try call.typed(Typed.reference(call.field("reference")))
        let day = try call.body["approvedBy"]?.string.map { try call.typed(Typed.day($0)) }
        let most = call.body["upToFen"]?.whole.map(Money.init(fen:))
        let prepared = try await call.read {
            try $0.payable(programme, upTo: most, approvedBy: day, reference: reference)
        }
        return try await call.perform(.buildBatch(prepared))
    }

    private static let release = Operation(
        id: "releaseBatch", method: .post, path: "/batches/{batch}/release",
        access: .doing(.releaseBatch),
        summary: LocalizedText(
            zh: "复核付款批次；编制人不能复核", en: "Release a pay batch; not by who built it"),
        parameters: [batch], replies: .done, isCommand: true
    ) { call in try await call.perform(.releaseBatch(call.batch())) }

    private static let cancel = Operation(
        id: "cancelBatch", method: .post, path: "/batches/{batch}/cancel",
        access: .doing(.cancelBatch),
        summary: LocalizedText(zh: "撤销未复核的批次", en: "Give up a batch that is not released"),
        parameters: [batch], replies: .done, isCommand: true
    ) { call in try await call.perform(.cancelBatch(call.batch())) }

    private static let file = Operation(
        id: "exportPayments", method: .post, path: "/batches/{batch}/file",
        access: .doing(.exportPayments),
        summary: LocalizedText(
            zh: "导出付款文件，含收款人原文；先记入日志", en: "The payment file, payees in clear; logged first"),
        parameters: [
            batch, .query("format", .choice(["csv", "xlsx"])),
            .query("content", .choice(["payments", "claims"])),
            .query("encoding", .choice(["utf8", "gb18030"])),
        ],
        replies: [.bytes(200, "付款文件", "The file", [MediaType.csv, MediaType.workbook])],
        isCommand: true
    ) { call in
        let number = try call.batch()
        _ = try await call.done(.view(.payees(batch: number)))
        let (now, language) = (call.visit.now, call.language)
        let found = try await call.read {
            try PaymentFile(number, store: $0, asOf: now, in: language)
        }
        guard let found else { throw Problem.notFound }
        let name = found.batch.text
        if call.text("format") == "xlsx" {
            return try await call.file(named: name + ".xlsx", type: MediaType.workbook) {
                try found.writeWorkbook(to: $0)
            }
        }
        let encoding: TextEncoding =
            call.text("encoding") == "gb18030" ? .gb18030 : .utf8WithMark
        let isOfClaims = call.text("content") == "claims"
        return try await call.file(named: name + ".csv", type: encoding.csvType) {
            let writer = try CSVWriter(path: $0, encoding: encoding)
            try isOfClaims ? found.writeClaims(to: writer) : found.writePayments(to: writer)
            try writer.finish()
        }
    }

    private static let confirm = Operation(
        id: "confirmPayments", method: .post, path: "/confirmations",
        access: .doing(.confirmPayments),
        summary: LocalizedText(
            zh: "登记银行回执：一行有误，整份不登记", en: "Take the bank's confirmation, whole or not at all"),
        body: .bytes([MediaType.csv, MediaType.workbook, "application/octet-stream"]),
        replies: .done, isCommand: true, mostBytes: mostConfirmationBytes
    ) { call in
        let bytes = Array(call.visit.body.readableBytesView)
        let today = call.visit.now.countyDay
        let file = try await call.read {
            try ConfirmationFile(.bytes(bytes, name: "confirmation"), store: $0, today: today)
        }
        guard file.findings.isEmpty else { throw Problem.recordUnfit(file.findings) }
        return try await call.perform(.confirmPayments(file.prepared))
    }
}

extension Call {
    /// The batch that the path names.
    fileprivate func batch() throws(Problem) -> Int64 {
        guard let number = PayBatch.number(text: must("batch")) else { throw .notFound }
        return number
    }
}

/// A batch with what bears it and what is in it.
struct WholeBatch: Sendable {
    let batch: PayBatch
    let shares: [(source: FundingSource, amount: Money)]
    let rows: [PaymentRow]
    var origin = ""

    private static let head: [Shape<WholeBatch>.Member] = [
        .text("batch", .batch) { $0.batch.text }, .word("programme") { $0.batch.programme },
        .word("state") { $0.batch.state }, .number("payments") { Int64($0.batch.count) },
        .fen("totalFen") { $0.batch.total },
        .fen("paidFen") { $0.batch.paid.values.reduce(Money.zero, +) },
        .text("maker") { $0.batch.maker }, .text("checker", maybe: { $0.batch.checker }),
        .any(
            "shares",
            .list(
                .object([
                    Schema.must("source", .choice(FundingSource.self)),
                    Schema.must("amountFen", .fen),
                ]), 0...Int.max)
        ) { whole, _ in
            .list(
                whole.shares.map {
                    ["source": .text($0.source.rawValue), "amountFen": .integer($0.amount.fen)]
                })
        },
    ]

    static let row = Shape("Batch", head)

    static let whole = Shape<WholeBatch>(
        "BatchDetail",
        head + [.any("items", .list(payment, 0...Int.max)) { whole, _ in .list(whole.payments) }])

    private static let payment = Schema.named(
        "Payment",
        .object([
            Schema.must("payment", .words), Schema.must("amountFen", .fen),
            Schema.must("state", .choice(PaymentState.self)),
            Schema.must(
                "claims",
                .list(
                    .object([
                        Schema.must("claimId", .claim), Schema.must("ref", .words),
                        Schema.must("amountFen", .fen),
                    ]), 0...Int.max)),
        ]))

    private var payments: [Tree] {
        rows.map { row in
            [
                "payment": .text(PaymentReference(row.place, origin: origin).text),
                "amountFen": .integer(row.amount.fen), "state": .text(row.state.rawValue),
                "claims": .list(
                    row.claims.map {
                        [
                            "claimId": .text($0.claim.text), "ref": .text($0.ref),
                            "amountFen": .integer($0.amount.fen),
                        ]
                    }),
            ]
        }
    }
}
