import TradeInCore

/// The findings about a table's header and the shape of its rows.
enum TableFindings {
    static func headerUnreadable(line: Int, headings: Int) -> Finding {
        Finding(
            "header-unreadable", .error,
            zh: "第 \(line) 行应为表头，但其中 \(headings) 个单元格都不是已知的列名。"
                + "请使用模板的表头（键名或中文名），以逗号、分号或制表符分隔；"
                + "网页或 JSON 数组请另存为 CSV。",
            en:
                "Line \(line) should be the header, but none of its \(headings) cells is the name of "
                + "a column. Use the template's header (keys or Chinese names) separated by commas, "
                + "semicolons or tabs; save a web page or a JSON array as CSV.")
    }

    static func headerIsArray() -> Finding {
        Finding(
            "header-unreadable", .error,
            zh: "文件以“[”开头，像是 JSON 数组。请每行写一个 JSON 对象（JSON Lines），或另存为 CSV。",
            en: "The file opens with \"[\" like a JSON array. Write one JSON object per line "
                + "(JSON Lines), or save it as CSV.")
    }

    static func unknown(_ heading: String, place: Int) -> Finding {
        let shown = shown(heading)
        guard !shown.isEmpty else {
            return Finding(
                "column-unknown", .notice,
                zh: "第 \(place) 列没有列名，已忽略；如需使用请补上列名。",
                en: "Column \(place) has no heading and is ignored; name it if it is needed.")
        }
        return Finding(
            "column-unknown", .notice,
            zh: "第 \(place) 列“\(shown)”不是已知的列名，已忽略；如为拼写错误请改正。",
            en: "Column \(place) \"\(shown)\" is not the name of a column and is ignored; "
                + "correct it if it is misspelt.")
    }

    static func tooManyColumns(_ count: Int, limit: Int) -> Finding {
        Finding(
            "header-unreadable", .error,
            zh: "表头有 \(count) 列，最多 \(limit) 列；请删去不属于申领的列。",
            en:
                "The header has \(count) columns, at most \(limit) are read; remove what is no part of "
                + "claims.")
    }

    static func notMended(line: Int) -> Finding {
        Finding(
            "row-not-mended", .error,
            zh: "第 \(line) 行上次因行的格式被退回（处理结果以 \(CorrectedWorkbook.stopMark) 开头）；"
                + "请核对整行，改好后清空“处理结果”这一格。",
            en: "Row \(line) was refused for its shape before (its result begins with "
                + "\(CorrectedWorkbook.stopMark)); check the whole row, then clear its Result cell."
        )
    }

    static func moreUnknown(_ count: Int) -> Finding {
        Finding(
            "column-unknown", .notice,
            zh: "另有 \(count) 列不是已知的列名，已忽略。",
            en: "\(count) more columns have no name that is known and are ignored.")
    }

    static func unknownKey(_ key: String, line: Int) -> Finding {
        Finding(
            "column-unknown", .notice,
            zh: "键“\(shown(key))”（首见于第 \(line) 行）不是已知的列名，已忽略；"
                + "如为拼写错误请改正。",
            en: "The key \"\(shown(key))\" (first in line \(line)) is not the name of a column and "
                + "is ignored; correct it if it is misspelt.")
    }

    static func missing(_ column: RegisterColumn) -> Finding {
        Finding(
            "column-missing", .error, field: column.field,
            zh: "缺少必需的列“\(column.zh)”（\(column.key)）。请在表头加上该列后重新提交。",
            en: "The required column \"\(column.key)\" (\(column.zh)) is missing. Add it to the "
                + "header and hand the file in again.")
    }

    static func duplicate(_ column: RegisterColumn, first: Int, second: Int) -> Finding {
        Finding(
            "column-duplicate", .error, field: column.field,
            zh: "列“\(column.zh)”（\(column.key)）出现两次：第 \(first) 列和第 \(second) 列。"
                + "请只保留一列。",
            en: "The column \"\(column.key)\" (\(column.zh)) occurs twice, as columns \(first) and "
                + "\(second). Keep one of them.")
    }

    static func short(cells: Int, of width: Int, line: Int) -> Finding {
        Finding(
            "row-short", .error,
            zh: "第 \(line) 行只有 \(cells) 个单元格，表头有 \(width) 个。"
                + "请补全分隔符和缺少的单元格。",
            en: "Line \(line) has \(cells) cells, the header has \(width). Add the separators and "
                + "cells that are missing.")
    }

    static func long(cells: Int, of width: Int, line: Int) -> Finding {
        Finding(
            "row-long", .error,
            zh: "第 \(line) 行有 \(cells) 个单元格，表头只有 \(width) 个，多出的单元格有内容。"
                + "请给含分隔符的单元格加上引号，或删除多余的单元格。",
            en: "Line \(line) has \(cells) cells, the header has \(width), and the extra ones are "
                + "not empty. Quote a cell that holds a separator, or remove the extra cells.")
    }

    static func tooLong(line: Int, lastLine: Int, limit: Int) -> Finding {
        Finding(
            "row-too-long", .error,
            zh: "从第 \(line) 行开始的一行超过 \(limit) 字节，第 \(line) 至 \(lastLine) 行已跳过。"
                + "请检查该处是否有未闭合的引号。",
            en:
                "The row that begins in line \(line) is longer than \(limit) bytes; lines \(line) to "
                + "\(lastLine) were skipped. Look for a quote that is not closed there.")
    }

    static func of(_ fault: TableRecord.Fault, line: Int) -> Finding {
        switch fault {
        case .tooLong(let lastLine, let limit):
            return tooLong(line: line, lastLine: lastLine, limit: limit)
        case .quoteUnclosed(let opened):
            return Finding(
                "quote-unclosed", .error,
                zh: "第 \(opened) 行打开的引号直到文件结束都没有闭合，其后各行都成了这一格的内容。"
                    + "请补上引号；格内的引号要写两个。",
                en: "The quote that opens in line \(opened) is not closed before the file ends, so "
                    + "all lines after it are in one cell. Close it; write a quote inside a cell twice."
            )
        case .sheetRowTooLong(let limit):
            return Finding(
                "row-too-long", .error,
                zh: "第 \(line) 行超过 \(limit) 字节，已跳过；请删去不属于申领的内容。",
                en:
                    "Row \(line) is longer than \(limit) bytes and was skipped; remove what is no part "
                    + "of a claim.")
        case .errorValue, .formulaWithoutValue:
            preconditionFailure("a fault of a cell is told with its column")
        case .textAfterQuote(let place):
            return Finding(
                "quote-misplaced", .error,
                zh: "第 \(place) 行的闭合引号之后还有文字。格内的引号要写两个，并把整格放在引号中。",
                en:
                    "In line \(place) text follows a closing quote. Write a quote inside a cell twice "
                    + "and put the whole cell in quotes.")
        }
    }

    static func errorValue(_ text: String, _ column: RegisterColumn, line: Int) -> Finding {
        Finding(
            "cell-error", .error, field: column.field,
            zh: "第 \(line) 行“\(column.zh)”显示错误值 \(text)；请改正公式，或直接填写值。",
            en:
                "Row \(line): \(column.key) shows the error \(text); mend the formula, or write the "
                + "value itself.")
    }

    static func formulaWithoutValue(_ column: RegisterColumn, line: Int) -> Finding {
        Finding(
            "formula-uncalculated", .error, field: column.field,
            zh: "第 \(line) 行“\(column.zh)”是公式，但文件中没有计算结果；请用 Excel 或 WPS 打开并保存一次，"
                + "或直接填写值。",
            en: "Row \(line): \(column.key) is a formula whose result was not saved; open and save "
                + "the file in Excel or WPS, or write the value itself.")
    }

    /// A heading as a message may show it: cut, and without digits that may be a person's.
    private static func shown(_ heading: String) -> String {
        let digits = heading.utf8.count { (48...57).contains($0) }
        let masked = digits < 6 ? heading : String(heading.map { $0.isNumber ? "*" : $0 })
        return masked.count > 40 ? masked.prefix(40) + "…" : masked
    }
}
