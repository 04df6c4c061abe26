import CXLSXWriter
import TradeInCore

extension Workbook {
    /// Puts a comment on a cell that was written.
    func comment(_ text: String, row: Int, column: Int) {
        worksheet_write_comment(sheet, UInt32(row), UInt16(column), String(text.prefix(2000)))
    }

    /// A last sheet with what the workbook rests on: names and values.
    ///
    /// - Parameters:
    ///   - lines: time, filters, counts, control totals, the log's checkpoint.
    ///   - language: the language of the headings.
    /// - Throws: ``FileFault`` when the disk fails.
    public func about(
        _ lines: [(name: String, value: String)], in language: Language
    ) throws(FileFault) {
        let isChinese = language == .zh
        try begin(
            sheet: isChinese ? "说明" : "About",
            [
                Column(isChinese ? "项目" : "What", width: 22),
                Column(isChinese ? "内容" : "Value", width: 80),
            ], title: isChinese ? "说明" : "About")
        for line in lines { try write([Cell.text(line.name), .text(line.value)]) }
    }
}
