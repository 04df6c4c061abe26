import TradeInCore

/// The findings about a whole file's bytes.
enum FileFindings {
    private static let remedy = LocalizedText(
        zh: "请用 Excel 另存为“CSV UTF-8（逗号分隔）”，或用 GB18030 重新导出。",
        en: "Save it as \"CSV UTF-8 (comma delimited)\", or export it again in GB18030.")

    static func unproven(
        utf8: (offset: Int, line: Int), gb18030: (offset: Int, line: Int)
    ) -> Finding {
        Finding(
            "encoding-unproven", .error,
            zh: "文件既不是 UTF-8（第 \(utf8.line) 行、第 \(utf8.offset) 字节处不符），"
                + "也不是 GB18030（第 \(gb18030.line) 行、第 \(gb18030.offset) 字节处不符）。" + remedy.zh,
            en: "The file is neither UTF-8 (fails in line \(utf8.line), byte \(utf8.offset)) nor "
                + "GB18030 (fails in line \(gb18030.line), byte \(gb18030.offset)). " + remedy.en)
    }

    static func brokenUTF8(offset: Int, line: Int) -> Finding {
        Finding(
            "encoding-unproven", .error,
            zh: "文件带 UTF-8 标记，但第 \(line) 行、第 \(offset) 字节处不是 UTF-8，"
                + "因此也不按 GB18030（第 1 行、第 0 字节起不符）读取。" + remedy.zh,
            en: "The file opens with the mark of UTF-8, but line \(line), byte \(offset) is not "
                + "UTF-8; the mark itself (line 1, byte 0) rules out GB18030. " + remedy.en)
    }

    static func mixed(line: Int, afterUTF8: Bool) -> Finding {
        Finding(
            "encoding-mixed", .error,
            zh: "文件混用两种编码：第 \(line) 行是\(afterUTF8 ? " GB18030，之前是 UTF-8" : " UTF-8，其余是 GB18030")。"
                + remedy.zh,
            en: "The file mixes two encodings: line \(line) is "
                + (afterUTF8 ? "GB18030, what precedes it UTF-8. " : "UTF-8, the rest GB18030. ")
                + remedy.en)
    }

    static var readsBothWays: Finding {
        Finding(
            "encoding-unproven", .error,
            zh: "文件中的非 ASCII 字符按 UTF-8 和 GB18030 都能读出，但含义不同，无法确定编码。"
                + "请另存为带标记的“CSV UTF-8（逗号分隔）”。",
            en: "The few non-ASCII bytes of the file fit both UTF-8 and GB18030 and mean different "
                + "text in each. Save it as \"CSV UTF-8 (comma delimited)\", which marks it.")
    }

    static func truncated(_ encoding: TextEncoding, offset: Int, line: Int) -> Finding {
        Finding(
            "file-truncated", .error,
            zh: "文件在第 \(line) 行、第 \(offset) 字节处的一个 \(encoding.name) 字符中间结束，"
                + "后面的内容已丢失。请重新导出或重新传输完整文件。",
            en: "The file ends inside a \(encoding.name) character (line \(line), byte \(offset)); "
                + "what followed is lost. Export or send the whole file again.")
    }

    static func nulByte(offset: Int, line: Int) -> Finding {
        Finding(
            "not-a-text-file", .error,
            zh: "第 \(line) 行、第 \(offset) 字节处是空字节（NUL），文本文件中不应有："
                + "文件已损坏，或是 UTF-16 或二进制文件。" + remedy.zh,
            en: "Line \(line), byte \(offset) is a NUL byte, which no text file holds: the file is "
                + "damaged, UTF-16 or binary. " + remedy.en)
    }

    static var empty: Finding {
        Finding(
            "file-empty", .error,
            zh: "文件是空的，没有表头，也没有数据。请检查是否导出成功。",
            en: "The file is empty: no header and no rows. Check that the export worked.")
    }

    static func exampleRef(row: Int) -> Finding {
        Finding(
            "example-ref", .error, field: .claimRef,
            zh: "第 \(row) 行数据用了模板示例的申领编号；请改成本店自编的编号。",
            en:
                "Data row \(row) carries the reference of the template's example; write the shop's own."
        )
    }

    static var noSheets: Finding {
        Finding(
            "sheet-unknown", .notice, zh: "该文件没有工作表，--sheet 未起作用。",
            en: "The file has no sheets; --sheet was of no use.")
    }

    static func exampleSkipped(row: Int) -> Finding {
        Finding(
            "example-skipped", .notice,
            zh: "第 \(row) 行数据是模板的示例，未作为申领读取；可以删除。",
            en: "Data row \(row) is the template's example and was not read as a claim; it may be "
                + "deleted.")
    }
}
