import FileExchange
import TradeInCore
import TradeInDesk

/// What came of the rows of a file: printed as it comes in data forms, summed up in a table.
struct ClaimReport {
    private let format: OutputFormat
    private let isStored: Bool
    private var counts: [String: Int] = [:]
    private var amount = Money.zero
    private var problems: [String: Problem] = [:]
    private var examples: [String] = []
    private var notes: [String] = []
    private var listing = Listing([
        .init("row", "行", "row", isNumber: true), .init("ref", "申领编号", "ref"),
        .init("verdict", "判定", "verdict"), .init("amount", "补贴", "amount", isNumber: true),
        .init("pack", "政策包", "pack"), .init("outcome", "结果", "outcome"),
        .init("findings", "说明", "findings"),
    ])
    private var fileFindings: [Finding]
    private(set) var rows = 0
    /// The packs that decided, in order of their first claim.
    private(set) var packs: [PolicyPack] = []
    /// The file's name, above its summary.
    var title: String?
    /// The file's sheets and columns, to name cells by.
    var tables: [CorrectedWorkbook.Table] = []

    /// A reason that rows were refused for.
    private struct Problem {
        var code: String
        var article: String?
        var count = 0
        var firstRow: Int
        var message: LocalizedText
    }

    /// Rows shown one by one in a table; the rest are counted, and told to be.
    private static let shownRows = 20

    init(format: OutputFormat, isStored: Bool, fileFindings: [Finding]) {
        self.format = format
        self.isStored = isStored
        self.fileFindings = fileFindings
    }

    /// Whether any row or the file itself has a problem.
    var hasProblems: Bool {
        !problems.isEmpty || fileFindings.contains { $0.severity == .error }
    }

    mutating func note(_ text: String) { notes.append(text) }

    mutating func addFileFindings(_ findings: [Finding]) { fileFindings = findings }

    mutating func add(_ answer: RowAnswer) {
        let (claim, determination) = (answer.claim, answer.determination)
        rows += 1
        if let pack = determination.pack, pack !== packs.last,
            !packs.contains(where: { $0 === pack })
        {
            packs.append(pack)
        }
        let booking = answer.outcome.map(VerdictJSON.Booking.init)
        if format == .jsonl || format == .json {
            var line = VerdictJSON.line(
                claim, determination, booking: booking, in: Language.current)
            if format == .json {
                line.insert(contentsOf: rows == 1 ? "[".utf8 : ",".utf8, at: 0)
            }
            Output.line(line)
        }
        counts[answer.word[Language.current], default: 0] += 1
        if answer.outcome?.receipt != nil || (answer.outcome == nil && answer.isDone) {
            amount += determination.amount
        }
        collect(answer)
        if format == .csv { addRow(claim, determination, answer.word[Language.current]) }
    }

    private mutating func addRow(_ claim: Claim, _ determination: Determination, _ word: String) {
        let texts = determination.findings.map { "\($0.code): \($0.message[Language.current])" }
        listing.rows.append([
            .integer(Int64(claim.row)), .text(claim.ref), .text(determination.verdict.rawValue),
            .amount(determination.amount), .text(determination.pack?.identifier ?? ""),
            .text(word), .text(texts.joined(separator: " | ")),
        ])
    }

    private mutating func collect(_ answer: RowAnswer) {
        let claim = answer.claim
        for fault in answer.faults {
            let key = fault.code + "\u{1F}" + (fault.article ?? "")
            problems[
                key,
                default: Problem(
                    code: fault.code, article: fault.article, firstRow: claim.row,
                    message: fault.message)
            ].count += 1
            guard examples.count < Self.shownRows else { continue }
            let article = fault.article.map { say("（第\($0)条）", " (art. \($0))") } ?? ""
            let columns = tables.first { $0.sheet == answer.row.sheet }?.columns ?? []
            let cell =
                answer.cell(fault.field, in: columns).map { say("（\($0)）", " (\($0))") } ?? ""
            examples.append(
                say("第\(claim.row)行\(cell) \(claim.ref)：", "row \(claim.row)\(cell) \(claim.ref): ")
                    + fault.code + article + say("：", ": ") + fault.message[Language.current])
        }
    }

    /// Ends the report; without a summary where every finding was listed already.
    mutating func finish(isSummary: Bool = true) throws {
        if !isSummary {
            complainAboutFile()
            for note in notes { Output.complain(note) }
            return
        }
        switch format {
        case .jsonl: complainAboutFile()
        case .json:
            Output.line(rows == 0 ? "[]" : "]")
            complainAboutFile()
        case .csv:
            try listing.print(as: .csv)
            complainAboutFile()
        case .table: printSummary()
        }
        for note in notes { Output.complain(note) }
    }

    private func complainAboutFile() {
        for finding in fileFindings {
            Output.complain(finding)
        }
    }

    private func printSummary() {
        if let title { Output.line("── \(title)") }
        for finding in fileFindings {
            Output.line(
                "  \(finding.code)" + say("：", ": ") + finding.message[Language.current])
        }
        let parts = counts.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" }
        Output.line(
            say("  共\(rows)行", "  \(rows) rows") + (parts.isEmpty ? "" : say("：", ": "))
                + parts.joined(separator: say("，", ", "))
                + say("；补贴合计 \(amount.groupedText) 元", "; subsidy \(amount.groupedText) yuan"))
        guard !problems.isEmpty else { return }
        for example in examples { Output.line("  " + example) }
        let told = problems.values.reduce(0) { $0 + $1.count }
        if told > examples.count {
            Output.line(
                say(
                    "  以上列出前\(examples.count)处，另有\(told - examples.count)处；全部明细用 --format jsonl。",
                    "  The first \(examples.count) are shown, \(told - examples.count) more; --format jsonl lists all."
                ))
        }
        printReasons()
    }

    private func printReasons() {
        Output.line(say("  按原因汇总：", "  By reason:"))
        var table = Listing([
            .init("count", "  次数", "  count", isNumber: true), .init("code", "代码", "code"),
            .init("article", "条款", "article"),
            .init("firstRow", "首见行", "first row", isNumber: true),
        ])
        for problem in problems.values.sorted(by: { ($1.count, $0.code) < ($0.count, $1.code) }) {
            table.rows.append([
                .integer(Int64(problem.count)), .text(problem.code), .text(problem.article ?? ""),
                .integer(Int64(problem.firstRow)),
            ])
        }
        try? table.print(as: .table)
    }
}
