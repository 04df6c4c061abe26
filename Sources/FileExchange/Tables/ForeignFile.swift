import TradeInCore

/// A kind of file that is not text at all, known by its first bytes.
enum ForeignFile: CaseIterable {
    case archive, oldWorkbook, pdf, rar, sevenZip, gzip, utf16, picture

    private var openings: [[UInt8]] {
        switch self {
        case .archive: [[0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06]]
        case .oldWorkbook: [[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]]
        case .pdf: [Array("%PDF-".utf8)]
        case .rar: [Array("Rar!".utf8) + [0x1A, 0x07]]
        case .sevenZip: [[0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]]
        case .gzip: [[0x1F, 0x8B, 0x08]]
        case .utf16: [[0xFF, 0xFE], [0xFE, 0xFF]]
        case .picture: [[0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF]]
        }
    }

    /// The kind that a file opening with these bytes is; nil for what may be text.
    init?(opening: [UInt8]) {
        for kind in Self.allCases where kind.openings.contains(where: opening.starts(with:)) {
            self = kind
            return
        }
        return nil
    }

    /// Whether it may be a workbook that ``WorkbookTable`` reads, or says more of.
    var isWorkbook: Bool { self == .archive || self == .oldWorkbook }

    private var title: LocalizedText {
        switch self {
        case .archive: LocalizedText(zh: "Excel 工作簿（.xlsx）或压缩包", en: "an .xlsx workbook or zip")
        case .oldWorkbook: LocalizedText(zh: "旧版 Excel 工作簿（.xls）", en: "an .xls workbook")
        case .pdf: LocalizedText(zh: "PDF 文件", en: "a PDF")
        case .rar, .sevenZip, .gzip: LocalizedText(zh: "压缩包", en: "an archive")
        case .utf16: LocalizedText(zh: "UTF-16 文本", en: "UTF-16 text")
        case .picture: LocalizedText(zh: "图片", en: "a picture")
        }
    }

    /// The finding that refuses the file.
    var finding: Finding {
        if self == .utf16 {
            return Finding(
                "encoding-unproven", .error,
                zh: "文件带 UTF-16 字节序标记（Excel 的“Unicode 文本”），不能读取；"
                    + "请另存为“CSV UTF-8（逗号分隔）”。",
                en: "The file opens with a UTF-16 byte-order mark (\"Unicode Text\" in Excel) and "
                    + "is not read; save it as \"CSV UTF-8 (comma delimited)\".")
        }
        return Finding(
            "not-a-text-file", .error,
            zh: "这是\(title.zh)，不是文本文件；请打开后另存为“CSV UTF-8（逗号分隔）”再提交。",
            en: "This is \(title.en), not a text file; open it, save it as "
                + "\"CSV UTF-8 (comma delimited)\" and hand that in.")
    }
}
