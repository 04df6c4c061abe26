import FileExchange
import TradeInCore

/// A file's rows given back as a workbook to mend: ``CorrectedWorkbook`` filled from answers.
public struct RowsGivenBack {
    private let workbook: CorrectedWorkbook
    private let path: String
    private let source: String
    private let language: Language

    /// Begins the workbook.
    ///
    /// - Parameters:
    ///   - path: where it will appear, whole.
    ///   - source: the name of the file that is given back.
    ///   - tables: its sheets with their columns.
    ///   - language: the language of remarks.
    /// - Throws: ``FileFault`` when it cannot be written.
    public init(
        path: String, source: String, _ tables: [CorrectedWorkbook.Table], in language: Language
    ) throws {
        self.path = path
        self.source = source
        self.language = language
        workbook = try CorrectedWorkbook(path: path, tables: tables, in: language)
    }

    /// Adds a row with what became of it.
    public func add(_ answer: RowAnswer) throws {
        let faults = answer.faults.map { fault in
            let article = fault.article.map { say("第\($0)条：", "Art. \($0): ") } ?? ""
            return CorrectedWorkbook.Fault(
                field: fault.field,
                text: article + fault.message[language] + say("→", " → ")
                    + fault.remedy[language])
        }
        let number = answer.outcome?.receipt?.claim.map { " " + $0.text } ?? ""
        try workbook.write(
            answer.row, result: answer.word[language] + number, faults: faults,
            isDone: answer.isDone)
    }

    private func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

    /// How many rows there are, and how many of them are to be mended.
    public var counts: (rows: Int, faulty: Int) { (workbook.rows, workbook.faultyRows) }

    /// Puts the workbook in its place.
    ///
    /// - Parameters:
    ///   - isDryRun: whether nothing was booked.
    ///   - now: the present moment.
    /// - Throws: ``FileFault`` when it cannot be written.
    public func finish(isDryRun: Bool, now: Moment) throws {
        let kind =
            isDryRun
            ? say("试算（未登记）", "dry run (nothing was booked)") : say("已登记", "booked")
        try workbook.finish(about: [
            (say("来源文件", "Source"), source), (say("性质", "Kind"), kind),
            (say("截至", "As of"), now.countyText),
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
    }
}
