import ArgumentParser
import FileExchange
import Foundation
import TradeInCore
import TradeInStore

/// Gives out all claims without personal data, for counting by other programs.
struct ExportClaimsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claims",
        abstract: say("导出申领明细（不含个人信息）", "Give out all claims without personal data"),
        discussion: say(
            """
            每笔申领（含补差）一行，列名为英文，金额以分计，可用DuckDB等重算汇总。
            示例：tradein export claims --out claims.csv
            """,
            """
            A line per claim and linked award, with whole fen, so that DuckDB or any other program can make
            the tallies anew.
            Example: tradein export claims --out claims.csv
            """))

    private static let page = 5_000

    @Option(
        help: ArgumentHelp(say("写到此文件；不填为标准输出", "The file; standard output without it")))
    var out: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.openForReading()
        try options.mustNotBeDealer(in: store)
        let writer = try out.map { try CSVWriter(path: $0) } ?? CSVWriter(.standardOutput)
        try writer.write(
            [
                "claim", "parent", "category", "programme", "class", "town", "dealer", "year",
                "month", "soldOn", "state", "units", "salesFen", "subsidyFen", "fund", "shares",
            ].map { .text($0) })
        var last: Int64 = 0
        var count = 0
        while true {
            let page = try store.countedClaims(after: last, limit: Self.page)
            for claim in page { try writer.write(Self.cells(claim)) }
            count += page.count
            guard page.count == Self.page, let end = page.last else { break }
            last = end.id.number
        }
        try writer.finish()
        if let out {
            Output.line(say("已写出 \(out)：\(count)行。", "Wrote \(out): \(count) lines."))
        }
        Output.flush()
    }

    private static func cells(_ claim: CountedClaim) -> [CSVCell] {
        let place = claim.place
        return [
            .text(claim.id.text), .text(claim.parent?.text ?? ""),
            .text(place.programme.category.rawValue), .text(place.programme.rawValue),
            .text(place.classKey), .text(place.townKey), .text(place.dealerCode),
            .number(String(place.soldOn.year)), .text(place.soldOn.monthText),
            .text(place.soldOn.isoText), .text(claim.state.rawValue),
            .number(String(claim.units)), .number(String(claim.price.fen)),
            .number(String(claim.amount.fen)), .text(claim.fundCode), .text(claim.shares.text),
        ]
    }
}
