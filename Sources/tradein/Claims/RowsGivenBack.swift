import FileExchange
import TradeInCore

/// A file's rows given back as a workbook to mend: ``CorrectedWorkbook`` filled from answers.
struct RowsGivenBack {
    private let workbook: CorrectedWorkbook
    private let path: String
    private let source: String

    init(path: String, source: String, _ tables: [CorrectedWorkbook.Table]) throws {
        self.path = path
        self.source = source
        workbook = try CorrectedWorkbook(path: path, tables: tables, in: Language.current)
    }

    func add(_ answer: RowAnswer) throws {
        let faults = answer.faults.map { fault in
            let article = fault.article.map { say("第\($0)条：", "Art. \($0): ") } ?? ""
            return CorrectedWorkbook.Fault(
                field: fault.field,
                text: article + fault.message[Language.current] + say("→", " → ")
                    + fault.remedy[Language.current])
        }
        let number = answer.outcome?.receipt?.claim.map { " " + $0.text } ?? ""
        try workbook.write(
            answer.row, result: answer.word + number, faults: faults, isDone: answer.isDone)
    }

    /// Puts the workbook in its place and says where it is.
    func finish(isDryRun: Bool, _ context: CommandContext) throws {
        let kind =
            isDryRun
            ? say("试算（未登记）", "dry run (nothing was booked)") : say("已登记", "booked")
        try workbook.finish(about: [
            (say("来源文件", "Source"), source), (say("性质", "Kind"), kind),
            (say("截至", "As of"), context.now.countyText),
            (say("行数", "Rows"), String(workbook.rows)),
            (say("待改行数", "Rows to mend"), String(workbook.faultyRows)),
            (
                say("怎么用", "How to use"),
                say(
                    "改正着色的单元格，保存后重新导入本文件；已办妥的行不会重复登记，前两列不会读取。",
                    "Correct the coloured cells, save, and import this file again: rows that are done "
                        + "are not booked twice, and the first two columns are not read.")
            ),
        ])
        Output.complain(
            say(
                "已写出 \(path)：\(workbook.rows)行，其中\(workbook.faultyRows)行待改。",
                "Wrote \(path): \(workbook.rows) rows, \(workbook.faultyRows) of them to mend."))
    }
}

/// What of a file had been booked before, by an earlier run that ended or was broken off.
struct BookedBefore {
    private var count = 0
    private var first = 0
    private var last = 0
    private var entries: ClosedRange<Int64>?

    mutating func add(_ answer: RowAnswer) {
        guard case .replayed(let receipt)? = answer.outcome else { return }
        if count == 0 { first = answer.claim.row }
        last = answer.claim.row
        count += 1
        let index = receipt.logIndex
        entries =
            entries.map { min($0.lowerBound, index)...max($0.upperBound, index) } ?? index...index
    }

    /// The words; nil when there was nothing.
    var told: String? {
        guard let entries else { return nil }
        return say(
            "此前已登记\(count)行（第\(first)至\(last)行之间，日志第\(entries.lowerBound)至"
                + "\(entries.upperBound)条），本次未重复登记。",
            "\(count) rows had been booked before (between rows \(first) and \(last), log entries "
                + "\(entries.lowerBound) to \(entries.upperBound)); they were not booked again.")
    }
}
