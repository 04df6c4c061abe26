import FileExchange
import TradeInCore
import TradeInDesk

/// What came of the rows of a register file: row by row in data forms, summed up in a table.
struct RegisterReport {
    private let format: OutputFormat
    private let title: String
    private let fileFindings: [Finding]
    private var stream: RowStream?
    private var counts: [RegisterOutcome.Word: Int] = [:]
    private var reasons: [String: Reason] = [:]
    private var told: [String] = []
    private var notes: [String] = []
    private(set) var rows = 0

    /// Something said of one or more rows.
    private struct Reason {
        var code: String
        var level: String
        var isProblem: Bool
        var count = 0
        var firstRow: Int
    }

    /// Rows told of one by one in a table; the rest are counted.
    private static let shownRows = 20

    init(format: OutputFormat, title: String, fileFindings: [Finding]) throws {
        self.format = format
        self.title = title
        self.fileFindings = fileFindings
        guard format == .csv else { return }
        stream = try RowStream(
            [
                .init("row", "行", "row", isNumber: true), .init("ref", "编号", "ref"),
                .init("outcome", "结果", "outcome"), .init("findings", "说明", "findings"),
                .init("refusal", "拒绝原因", "refusal"),
            ], as: .csv)
    }

    /// Whether a row was refused or has an error, or the file cannot be read.
    var hasProblems: Bool {
        counts[.refused] != nil || counts[.invalid] != nil
            || fileFindings.contains { $0.severity == .error }
    }

    mutating func note(_ text: String) { notes.append(text) }

    mutating func add(_ row: RegisterOutcome) throws {
        rows += 1
        counts[row.word, default: 0] += 1
        switch format {
        case .table: collect(row)
        case .csv:
            let cells = cells(row)
            try stream?.add([cells])
        case .json, .jsonl:
            var line = json(row)
            if format == .json {
                line.insert(contentsOf: rows == 1 ? "[".utf8 : ",".utf8, at: 0)
            }
            Output.line(line)
        }
    }

    private func cells(_ row: RegisterOutcome) -> [Listing.Cell] {
        let texts = row.findings.map { "\($0.code): \($0.message[Language.current])" }
        return [
            .integer(Int64(row.row)), .text(row.entry.ref), .text(row.word.rawValue),
            .text(texts.joined(separator: " | ")),
            .text(row.refusal.map { "\($0.code.rawValue): \($0.message[Language.current])" } ?? ""),
        ]
    }

    private func json(_ row: RegisterOutcome) -> [UInt8] {
        canonicalObject { json in
            json.field("row", Int64(row.row))
            json.field("ref", row.entry.ref)
            json.field("outcome", row.word.rawValue)
            json.key("findings")
            json.array { json in
                for finding in row.findings {
                    json.object { json in
                        json.field("code", finding.code)
                        json.field("severity", finding.severity.rawValue)
                        json.field("message", finding.message[Language.current])
                    }
                }
            }
            if let receipt = row.outcomes.last?.receipt {
                json.key("receipt")
                json.object { $0.field("logIndex", receipt.logIndex) }
            }
            if let refusal = row.refusal {
                json.key("refusal")
                json.object { json in
                    json.field("code", refusal.code.rawValue)
                    json.field("message", refusal.message[Language.current])
                }
            }
        }
    }

    private mutating func collect(_ row: RegisterOutcome) {
        if let refusal = row.refusal {
            tell(row, refusal.code.rawValue, say("拒绝", "refused"), true, refusal.message)
        }
        for finding in row.findings {
            let level =
                switch finding.severity {
                case .error: say("错误", "error")
                case .warning: say("警告", "warning")
                case .notice: say("提示", "notice")
                }
            tell(row, finding.code, level, finding.severity != .notice, finding.message)
        }
    }

    /// Notices come by the hundred and change nothing: the first of each sort is told.
    private mutating func tell(
        _ row: RegisterOutcome, _ code: String, _ level: String, _ isProblem: Bool,
        _ message: LocalizedText
    ) {
        let isFirst = reasons[code] == nil
        reasons[
            code,
            default: Reason(code: code, level: level, isProblem: isProblem, firstRow: row.row)
        ].count += 1
        guard isProblem ? told.count < Self.shownRows : isFirst else { return }
        told.append(
            say("第\(row.row)行 \(row.entry.ref)：", "row \(row.row) \(row.entry.ref): ") + code
                + say("：", ": ") + message[Language.current])
    }

    /// Ends the report.
    mutating func finish() throws {
        switch format {
        case .table: try printSummary()
        case .csv: try stream?.finish()
        case .json: Output.line(rows == 0 ? "[]" : "]")
        case .jsonl: break
        }
        if format != .table {
            for finding in fileFindings {
                Output.complain("\(finding.code): \(finding.message[Language.current])")
            }
        }
        Output.flush()
        for note in notes { Output.complain(note) }
    }

    private func printSummary() throws {
        Output.line("── \(title)")
        for finding in fileFindings {
            Terminal.paragraph(
                "  \(finding.code)\(say("：", ": "))\(finding.message[Language.current])", indent: 4)
        }
        let parts = RegisterOutcome.Word.allCases.compactMap { word in
            counts[word].map { "\(word.title[Language.current]) \($0)" }
        }
        if rows == 0 {
            Output.line(say("  没有读取任何行。", "  No row was read."))
        } else {
            Output.line(
                say("  共\(rows)行：", "  \(rows) rows: ")
                    + parts.joined(separator: say("，", ", ")))
        }
        for line in told { Terminal.paragraph("  " + line, indent: 4) }
        let problems = reasons.values.filter(\.isProblem).reduce(0) { $0 + $1.count }
        if problems > Self.shownRows {
            Terminal.paragraph(
                say(
                    "  以上列出部分，共\(problems)处；全部明细用 --format jsonl。",
                    "  \(problems) in all; --format jsonl lists every one."), indent: 2)
        }
        try printReasons()
    }

    private func printReasons() throws {
        guard !reasons.isEmpty else { return }
        Output.line(say("  按原因汇总：", "  By reason:"))
        var table = Listing([
            .init("count", "  次数", "  count", isNumber: true), .init("level", "级别", "level"),
            .init("code", "代码", "code"), .init("firstRow", "首见行", "first row", isNumber: true),
        ])
        for reason in reasons.values.sorted(by: { ($1.count, $0.code) < ($0.count, $1.code) }) {
            table.rows.append([
                .integer(Int64(reason.count)), .text(reason.level), .text(reason.code),
                .integer(Int64(reason.firstRow)),
            ])
        }
        try table.show(as: .table, shrinking: ["code"])
    }
}
