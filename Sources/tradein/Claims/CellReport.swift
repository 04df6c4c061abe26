import FileExchange
import TradeInCore
import TradeInDesk

/// Every finding of a file with the cell where it is, its value, article and remedy.
struct CellReport {
    private var stream: RowStream
    private var page: [[Listing.Cell]] = []
    private let tables: [CorrectedWorkbook.Table]

    private static let pageRows = 500

    init(_ tables: [CorrectedWorkbook.Table], as format: OutputFormat) throws {
        self.tables = tables
        stream = try RowStream(
            [
                .init("sheet", "工作表", "sheet"), .init("row", "行", "row", isNumber: true),
                .init("cell", "单元格", "cell"), .init("column", "列", "column"),
                .init("value", "值", "value"), .init("severity", "程度", "severity"),
                .init("code", "代码", "code"), .init("article", "条款", "article"),
                .init("message", "问题", "message"), .init("remedy", "处理办法", "remedy"),
            ], as: format, shrinking: ["message", "remedy", "value"],
            dropping: ["sheet", "severity", "code"])
    }

    /// Adds what is wrong with a row.
    mutating func add(_ answer: RowAnswer) throws {
        let columns = tables.first { $0.sheet == answer.row.sheet }?.columns ?? []
        for fault in answer.faults {
            let value = fault.field.map {
                Masking.value(answer.row.claim[$0], of: $0).filter { !$0.isNewline }
            }
            page.append([
                .text(answer.row.sheet ?? ""), .integer(Int64(answer.claim.row)),
                .text(answer.cell(fault.field, in: columns) ?? ""),
                .text(fault.field?.title[Language.current] ?? ""), .text(value ?? ""),
                .text(fault.severity.rawValue), .text(fault.code), .text(fault.article ?? ""),
                .text(fault.message[Language.current]), .text(fault.remedy[Language.current]),
            ])
        }
        if page.count >= Self.pageRows { try flush() }
    }

    private mutating func flush() throws {
        try stream.add(page)
        page.removeAll(keepingCapacity: true)
    }

    /// Ends the report.
    mutating func finish() throws {
        try flush()
        try stream.finish()
    }
}
