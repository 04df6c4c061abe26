import FileExchange
import TradeInCore
import TradeInStore

extension TotalsStatement {
    private func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

    private var headings: [String] {
        [
            say("记录", "record"), say("年度", "year"), say("项目", "programme"), say("代码", "key"),
            say("名称", "name"), say("笔数", "claims"), say("件数", "units"), say("销售额", "sales"),
            say("补贴额", "subsidy"), say("其中候补笔数", "waitlistedClaims"),
            say("其中候补金额", "waitlistedSubsidy"), say("预占", "encumbered"),
            say("应付", "payable"), say("已付", "paid"),
            say("应收", "receivable"), say("差额", "difference"),
        ]
    }

    /// Writes the statement: rows, control totals, funds, then what it rests on.
    ///
    /// - Parameter writer: takes the records; the caller ends it.
    /// - Throws: what the writer throws.
    public func write(to writer: any RecordSink) throws {
        try writer.write(headings.map { .text($0) })
        for line in table.lines {
            try write(
                say("明细", "row"), year: line.key.year, line.key.programme?.title,
                key: line.key.group, name: names.name(line.key.group),
                Self.sums(line) + Self.blank(5), writer)
        }
        try write(
            say("合计", "total"), year: year, nil, key: "",
            name: say("控制总数", "control totals"), Self.sums(table.total) + Self.blank(5), writer)
        for line in reconciliation.lines { try write(line, writer) }
        let facts = [
            (say("截至", "asOf"), asOf.text, say("县内时间 ", "county time ") + asOf.countyText),
            (say("行数", "rowCount"), String(table.lines.count), ""),
            (say("日志", "log"), checkpoint?.origin ?? "", ""),
            (say("日志条数", "logSize"), String(checkpoint?.size ?? 0), ""),
            (say("日志根", "logRoot"), rootText, ""),
        ]
        for pack in banner.packs {
            try write(
                say("未核实", "unverified"), year: nil, nil, key: pack.name,
                name: pack.open.joined(separator: " "), Self.blank(11), writer)
        }
        for (record, key, name) in facts {
            try write(record, year: nil, nil, key: key, name: name, Self.blank(11), writer)
        }
    }

    /// What the statement rests on, for the last sheet of a workbook.
    public var about: [(name: String, value: String)] {
        [
            (say("截至", "As of"), asOf.countyText),
            (say("分组", "By"), grouping.title[language]),
            (say("年度", "Year"), year.map(String.init) ?? say("全部", "all")),
            (say("行数", "Rows"), String(table.lines.count)),
            (say("申领笔数", "Claims"), String(table.total.all.claims)),
            (say("控制总数（元）", "Control total (yuan)"), table.total.all.subsidy.groupedText),
            (say("日志", "Log"), checkpoint?.origin ?? ""),
            (say("日志条数", "Log size"), String(checkpoint?.size ?? 0)),
            (say("日志根", "Log root"), rootText),
        ]
    }

    private func write(_ line: Reconciliation.Line, _ writer: any RecordSink) throws {
        let money: [CSVCell] = AccountKind.committed.map {
            .number(line.fund?.balance($0).yuanText ?? "")
        }
        let joint = line.isJoint ? say("（与同类别资金合并核对）", " (agrees with its category)") : ""
        try write(
            say("资金核对", "fund"), year: line.fund?.year, line.fund?.scope.title,
            key: line.fund?.code ?? "", name: (line.fund?.title[language] ?? "") + joint,
            [.number(String(line.claims))] + Self.blank(2) + [.number(line.awarded.yuanText)]
                + Self.blank(2) + money + [.number(line.difference.yuanText)], writer)
    }

    private func write(
        _ record: String, year: Int?, _ programme: LocalizedText?, key: String, name: String,
        _ rest: [CSVCell], _ writer: any RecordSink
    ) throws {
        let head: [CSVCell] = [
            .text(record), .number(year.map(String.init) ?? ""),
            .text(programme?[language] ?? ""), .text(key), .text(name),
        ]
        precondition(head.count + rest.count == headings.count, "a cell for every heading")
        try writer.write(head + rest)
    }

    private static func blank(_ count: Int) -> [CSVCell] { Array(repeating: .empty, count: count) }

    private static func sums(_ line: TallyTable.Line) -> [CSVCell] {
        let all = line.all
        let waiting = line.sums(.waitlisted)
        return [
            .number(String(all.claims)), .number(String(all.units)), .number(all.sales.yuanText),
            .number(all.subsidy.yuanText), .number(String(waiting.claims)),
            .number(waiting.subsidy.yuanText),
        ]
    }
}
