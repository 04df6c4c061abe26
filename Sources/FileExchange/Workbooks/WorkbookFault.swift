import TradeInCore

/// Why a workbook cannot be read: what is wrong inside it, or what the world refused.
enum WorkbookFault: Error {
    /// The workbook's own fault, for its sender.
    case refused(Finding)
    /// The disk's.
    case file(FileFault)
}

/// The findings about a workbook as a whole.
enum WorkbookFindings {
    static var encrypted: Finding {
        Finding(
            "workbook-encrypted", .error,
            zh: "工作簿设了打开密码，无法读取；请在“另存为—工具—常规选项”中去掉密码后重新提交。",
            en: "The workbook is locked with a password and cannot be read; save it without one "
                + "and hand it in again.")
    }

    static var oldFormat: Finding {
        Finding(
            "workbook-old-format", .error,
            zh: "这是旧版表格（.xls、.et），不能读取；请打开后另存为“Excel 工作簿（*.xlsx）”再提交。",
            en: "This is a workbook of the old kind (.xls, .et) and is not read; open it, save it "
                + "as \"Excel workbook (*.xlsx)\" and hand that in.")
    }

    static func other(_ kind: LocalizedText) -> Finding {
        Finding(
            "not-a-workbook", .error,
            zh: "这是\(kind.zh)，不是 .xlsx 工作簿；请打开后另存为“Excel 工作簿（*.xlsx）”再提交。",
            en: "This is \(kind.en), not an .xlsx workbook; open it, save it as \"Excel workbook "
                + "(*.xlsx)\" and hand that in.")
    }

    static func unsafe(_ what: LocalizedText) -> Finding {
        Finding(
            "workbook-unsafe", .error,
            zh: "工作簿内含\(what.zh)，正常的表格软件不会写出，已拒绝读取；请在 Excel 或 WPS 中另存一份再提交。",
            en: "The workbook holds \(what.en), which no spreadsheet program writes; it is not "
                + "read. Save a copy from Excel or WPS and hand that in.")
    }

    static func tooLarge(_ part: String, limit: LocalizedText) -> Finding {
        Finding(
            "workbook-too-large", .error,
            zh: "工作簿中的“\(part)”解压后过大（上限：\(limit.zh)），可能是压缩炸弹；"
                + "确有这么多数据时请分成几个文件，或另存为 CSV。",
            en: "\"\(part)\" of the workbook unpacks to too much (limit: \(limit.en)) and may be a "
                + "zip bomb; if it is real, split it into several files or save it as CSV.")
    }

    static func damaged(_ part: String, _ why: LocalizedText) -> Finding {
        Finding(
            "workbook-damaged", .error,
            zh: "工作簿已损坏（\(part)：\(why.zh)）；请重新保存或重新传输完整文件。",
            en: "The workbook is damaged (\(part): \(why.en)); save it or send it again.")
    }

    static var noSheet: Finding {
        Finding(
            "file-empty", .error,
            zh: "工作簿中可见的工作表都是空的，没有表头，也没有数据。",
            en: "All sheets of the workbook that can be seen are empty: no header and no rows.")
    }

    static func noSuchSheet(_ name: String, of names: [String]) -> Finding {
        let list = names.map { "“\($0)”" }.joined(separator: "、")
        return Finding(
            "sheet-unknown", .error,
            zh: "工作簿中没有名为“\(name)”的可见工作表；有：\(list)。",
            en: "The workbook has no visible sheet \"\(name)\"; it has: "
                + names.map { "\"\($0)\"" }.joined(separator: ", ") + ".")
    }

    static func skipped(_ names: [String]) -> Finding {
        Finding(
            "sheet-skipped", .notice,
            zh: "没有读取的工作表：\(names.map { "“\($0)”" }.joined(separator: "、"))（无申领表头或被隐藏）。",
            en: "Sheets not read, for want of a header or because they are hidden: "
                + names.map { "\"\($0)\"" }.joined(separator: ", ") + ".")
    }

    static func hidden(_ count: Int, in sheet: String, first: Int) -> Finding {
        Finding(
            "rows-hidden", .notice,
            zh: "工作表“\(sheet)”有\(count)行被隐藏或筛选掉（首见第 \(first) 行），同样已读取；"
                + "不想提交的行请删除。",
            en: "\(count) rows of the sheet \"\(sheet)\" are hidden or filtered out (first: row "
                + "\(first)) and were read all the same; delete rows that should not be sent.")
    }
}
