import CXLSXWriter
import TradeInCore

/// The formats of a workbook's cells.
struct WorkbookStyles {
    let heading: UnsafeMutablePointer<lxw_format>?
    let plain: UnsafeMutablePointer<lxw_format>?
    let money: UnsafeMutablePointer<lxw_format>?
    let total: UnsafeMutablePointer<lxw_format>?
    let day: UnsafeMutablePointer<lxw_format>?
    private let good: UnsafeMutablePointer<lxw_format>?
    private let faulty: UnsafeMutablePointer<lxw_format>?
    private let muted: UnsafeMutablePointer<lxw_format>?

    init(_ book: UnsafeMutablePointer<lxw_workbook>?) {
        heading = workbook_add_format(book)
        plain = workbook_add_format(book)
        money = workbook_add_format(book)
        total = workbook_add_format(book)
        day = workbook_add_format(book)
        good = workbook_add_format(book)
        faulty = workbook_add_format(book)
        muted = workbook_add_format(book)
        for bold in [heading, total] {
            format_set_bold(bold)
            format_set_border(bold, UInt8(LXW_BORDER_THIN.rawValue))
            format_set_bg_color(bold, 0xEEEEEE)
        }
        // A cell of format @ stays text when somebody edits it.
        for text in [plain, good, faulty, muted] { format_set_num_format(text, "@") }
        format_set_num_format(money, "#,##0.00")
        format_set_num_format(total, "#,##0.00")
        format_set_num_format(day, "yyyy-mm-dd")
        // Light enough to read on, and told in words beside: colour is never the only sign.
        format_set_bg_color(good, 0xE3F4E1)
        format_set_bg_color(faulty, 0xFFD9D4)
        format_set_font_color(muted, 0x666666)
    }

    /// The format of a look.
    func look(_ look: Workbook.Look) -> UnsafeMutablePointer<lxw_format>? {
        switch look {
        case .plain: plain
        case .heading: heading
        case .good: good
        case .faulty: faulty
        case .muted: muted
        }
    }
}

/// The words that cells of a workbook are written with.
public struct WorkbookWords: Sendable {
    var yes = "是"
    var no = "否"

    /// The words of files that our readers take in.
    public init() {}

    /// The words of a language.
    public init(_ language: Language) {
        yes = language == .zh ? "是" : "yes"
        no = language == .zh ? "否" : "no"
    }
}
