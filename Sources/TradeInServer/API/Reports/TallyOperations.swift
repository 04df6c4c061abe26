import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// Totals beyond the public board, dealers among them.
enum TallyOperations {
    static let all: [Operation] = [tally]

    private static let tally = Operation(
        id: "getTotals", method: .get, path: "/tallies", access: .seeing(.tallies),
        summary: LocalizedText(
            zh: "汇总申领、销售和补贴，含经销商、状态和资金来源",
            en: "Totals of claims, sales and subsidies, by dealer too, with states and sources"),
        parameters: [
            .query("by", .choice(TradeInDesk.TallyGrouping.self)), .query("year", .year),
        ],
        replies: [.json(200, "汇总", "The totals", schema)]
    ) { call in
        let by = call.text("by").flatMap(TradeInDesk.TallyGrouping.init(rawValue:)) ?? .category
        let year = call.number("year").map(Int.init)
        let (county, language) = (call.desk.county, call.language)
        let (table, names) = try await call.read { store in
            let names = try TallyNames(by, store: store, county: county, in: language)
            let rows = try store.tally(by.dimension, year: year)
            return (TradeInDesk.TallyTable(rows, by: by, names: names), names)
        }
        var members: [String: Tree] = [
            "by": .text(by.rawValue),
            "items": .list(
                table.lines.map { line in
                    tree(line, key: line.key.group, name: names.name(line.key.group))
                }),
            "total": tree(table.total, key: "total", name: call.visit.say("合计", "Total")),
        ]
        if let year { members["year"] = .integer(Int64(year)) }
        return call.json(.object(members))
    }

    private static let sums: [Schema.Member] = [
        Schema.must("claims", .number), Schema.must("units", .number),
        Schema.must("salesFen", .fen), Schema.must("subsidyFen", .fen),
        Schema.must(
            "sources",
            .object(
                Schema.Members(
                    FundingSource.allCases.map { Schema.must($0.rawValue + "Fen", .fen) }))),
    ]

    private static let line = Schema.named(
        "TallyLine",
        .object(
            Schema.Members(
                [Schema.must("key", .words), Schema.must("name", .words)] + sums + [
                    Schema.must(
                        "states",
                        .list(
                            .object(
                                Schema.Members(
                                    [Schema.must("state", .choice(ClaimState.self))] + sums)),
                            0...Int.max))
                ])))

    private static let schema = Schema.named(
        "Tally",
        .object([
            Schema.must("by", .choice(TradeInDesk.TallyGrouping.self)), Schema.may("year", .year),
            Schema.must("items", .list(line, 0...Int.max)), Schema.must("total", line),
        ]))

    private static func members(_ sums: TallySums) -> [String: Tree] {
        [
            "claims": .integer(sums.claims), "units": .integer(sums.units),
            "salesFen": .integer(sums.sales.fen), "subsidyFen": .integer(sums.subsidy.fen),
            "sources": .object(
                Dictionary(
                    uniqueKeysWithValues: FundingSource.allCases.map {
                        ($0.rawValue + "Fen", .integer(sums.subsidy(from: $0).fen))
                    })),
        ]
    }

    private static func tree(
        _ line: TradeInDesk.TallyTable.Line, key: String, name: String
    ) -> Tree {
        var tree = members(line.all)
        tree["key"] = .text(key)
        tree["name"] = .text(name)
        tree["states"] = .list(
            ClaimState.allCases.filter { line.states[$0] != nil }.map { state in
                .object(
                    members(line.sums(state)).merging(["state": .text(state.rawValue)]) { $1 })
            })
        return .object(tree)
    }
}
