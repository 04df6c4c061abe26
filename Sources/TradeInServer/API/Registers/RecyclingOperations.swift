import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Old goods handed in, received and dismantled.
enum RecyclingOperations {
    static let all: [Operation] = [list, gaps, record, receive, dismantle, evidence]

    private static let one = Operation.Parameter.path("record", .text(upTo: 64))

    private static let list = Operation(
        id: "listRecycling", method: .get, path: "/recycling", access: .seeing(.registers),
        summary: LocalizedText(zh: "列出回收记录，按登记先后", en: "List recycling records in order of entry"),
        parameters: [.after(.count), .limit],
        replies: [
            .json(200, "回收记录", "The records", Shape<NumberedRecord>.recycling.page)
        ]
    ) { call in
        let (after, limit) = (call.number("after") ?? 0, call.limit)
        let rows = try await call.read {
            try $0.recycling(after: after, limit: limit + 1).map {
                NumberedRecord(row: $0.row, record: $0.record)
            }
        }
        return call.page(.recycling, rows) { String($0.row) }
    }

    private static let gaps = Operation(
        id: "listGaps", method: .get, path: "/recycling/gaps", access: .seeing(.registers),
        summary: LocalizedText(
            zh: "流转断点，等得最久的在前", en: "Old goods that are stuck, the longest first"),
        parameters: [
            .query("gap", .choice(CustodyGap.self), isRequired: true),
            .query("days", .integer(0...36_500)), .limit,
        ],
        replies: [
            .json(
                200, "断点", "The records",
                .object([
                    Schema.must("records", .count), Schema.must("items", .count),
                    Schema.must(
                        "longest", .list(Shape<NumberedRecord>.recycling.schema, 0...Int.max)),
                ]))
        ]
    ) { call in
        guard let gap = CustodyGap(rawValue: call.must("gap")) else {
            preconditionFailure("the schema asks for a gap")
        }
        let since = call.visit.now.countyDay.advanced(byDays: -Int(call.number("days") ?? 0))
        let limit = call.limit
        let (records, counts) = try await call.read {
            (
                try $0.recycling(stuckAt: gap, since: since, limit: limit),
                try $0.stuckCounts(gap, since: since)
            )
        }
        return call.json([
            "records": .integer(Int64(counts.records)), "items": .integer(Int64(counts.items)),
            "longest": .list(
                records.map {
                    Shape<NumberedRecord>.recycling.tree(
                        NumberedRecord(row: 0, record: $0.record), in: call.language)
                }),
        ])
    }

    private static let record = Operation(
        id: "recordRecycling", method: .post, path: "/recycling", access: .doing(.recordRecycling),
        summary: LocalizedText(zh: "登记回收", en: "Record old goods"),
        body: .json(RegisterInput.schema("RecyclingEntry", RecyclingRecord.columns)),
        replies: .done, isCommand: true
    ) { call in try await call.record(.recycling(today: call.visit.now.countyDay)) }

    private static let receive = Operation(
        id: "receiveRecycling", method: .post, path: "/recycling/{record}/receive",
        access: .doing(.recordRecycling),
        summary: LocalizedText(zh: "登记回收企业已接收", en: "Say that the recycler received it"),
        parameters: [one],
        body: .json(
            RegisterInput.changes(
                RecyclingRecord.columns,
                ["receivedOn", "certificate", "massKg", "reverseInvoice"],
                needed: ["receivedOn"])),
        replies: .done, isCommand: true
    ) { call in try await change(call) }

    private static let dismantle = Operation(
        id: "dismantleRecycling", method: .post, path: "/recycling/{record}/dismantle",
        access: .doing(.recordRecycling),
        summary: LocalizedText(zh: "登记已拆解", en: "Say that it is dismantled"),
        parameters: [one],
        body: .json(
            RegisterInput.changes(
                RecyclingRecord.columns, ["dismantledOn", "certificate"],
                needed: ["dismantledOn"])),
        replies: .done, isCommand: true
    ) { call in try await change(call) }

    private static func change(_ call: Call) async throws -> Response {
        let reference = call.must("record")
        let standing = try await call.read { try $0.recycling(reference)?.cells }
        return try await call.change(
            standing, in: .recycling(today: call.visit.now.countyDay))
    }

    private static let evidence = Operation(
        id: "attachRecyclingEvidence", method: .post, path: "/recycling/{record}/evidence",
        access: .doing(.attachEvidence),
        summary: LocalizedText(zh: "上传回收佐证", en: "Attach evidence to a recycling record"),
        parameters: [one], body: .bytes(PaperOperations.types), replies: .done, isCommand: true,
        mostBytes: PaperFormat.mostBytes
    ) { call in try await call.attachEvidence(to: "recycling:" + call.must("record")) }
}

/// A recycling record with its place in the register.
struct NumberedRecord: Sendable {
    let row: Int64
    let record: RecyclingRecord
}

extension Shape where Value == NumberedRecord {
    static let recycling = Shape(
        "RecyclingRecord",
        [
            .text("recordRef") { $0.record.recordRef }, .word("kind") { $0.record.kind },
            .text("itemClass", maybe: { $0.record.itemClass }),
            .number("quantity") { Int64($0.record.quantity) },
            .number("massGrams", maybe: { $0.record.massGrams }),
            .text("recyclerCode") { $0.record.recyclerCode },
            .flag("recyclerLicensed") { $0.record.recyclerLicensed },
            .text("certificate", maybe: { $0.record.certificate }),
            .text("serialNumber", maybe: { $0.record.serialNumber }),
            .text("reverseInvoice", maybe: { $0.record.reverseInvoice }),
            .day("handedInOn") { $0.record.handedInOn },
            .day("receivedOn", maybe: { $0.record.receivedOn }),
            .day("dismantledOn", maybe: { $0.record.dismantledOn }),
            .number("countedYear", maybe: { $0.record.countedYear.map(Int64.init) }),
            .text("claimRef", maybe: { $0.record.claimRef }),
            .text("dealerCode", maybe: { $0.record.dealerCode }),
        ])
}
