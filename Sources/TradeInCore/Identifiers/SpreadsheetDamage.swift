/// What a spreadsheet does to a long identifier when it takes it for a number.
///
/// A spreadsheet keeps 15 significant digits and shows long numbers in scientific
/// notation. The lost digits cannot be known, so damage is reported and never repaired.
public enum SpreadsheetDamage: Hashable, Sendable {
    /// Scientific notation: `3.70899E+17`.
    case scientific
    /// More than 15 digits, all zero after the 15th: `370899199506013000`.
    case cutTo15Digits
    /// Whole digits with a decimal tail of zeros, as data tools save numbers: `13800138000.0`.
    case decimalTail

    /// The damage that a text shows, or nil.
    ///
    /// ``cutTo15Digits`` is likely, not certain: a sound number of 16 digits ends in 0 one
    /// time in ten, one of 18 in 000 one time in a thousand, one of 20 in 00000 one time in
    /// 100,000. Where there is a check character, ask only when it has failed. A cut number
    /// passes a check by chance one time in ten or so and is then not seen.
    ///
    /// - Parameters:
    ///   - text: a cell, folded.
    ///   - longest: the greatest length of the identifier expected; with 15 or less a cut
    ///     is impossible and is not looked for.
    /// - Returns: the damage, or nil when the text shows none.
    public static func detect(_ text: String, longest: Int = 20) -> SpreadsheetDamage? {
        let view = text.utf8
        let bytes = view.span
        let digits = bytes.digits(from: 0)
        guard digits > 0 else { return nil }
        if digits == bytes.count { return isCut(bytes, longest: longest) ? .cutTo15Digits : nil }
        let decimals = bytes[digits] == UInt8(ascii: ".") ? bytes.digits(from: digits + 1) : 0
        let end = decimals > 0 ? digits + 1 + decimals : digits
        if end == bytes.count { return isTail(bytes, after: digits) ? .decimalTail : nil }
        return isExponent(bytes, at: end, marked: decimals > 0) ? .scientific : nil
    }

    private static func isCut(_ bytes: Span<UInt8>, longest: Int) -> Bool {
        guard bytes.count > 15, bytes.count <= longest, bytes[0] != UInt8(ascii: "0") else {
            return false
        }
        for place in 15..<bytes.count where bytes[place] != UInt8(ascii: "0") { return false }
        return true
    }

    /// At least ten whole digits and zeros behind the point: a number, not a model or a price.
    private static func isTail(_ bytes: Span<UInt8>, after digits: Int) -> Bool {
        guard digits >= 10 else { return false }
        for place in digits + 1..<bytes.count where bytes[place] != UInt8(ascii: "0") {
            return false
        }
        return true
    }

    /// `E+17` to the end; the sign may be absent only after a decimal point (`3.7E17`), or
    /// an ordinary code such as `12E17` would be taken for a number.
    private static func isExponent(_ bytes: Span<UInt8>, at start: Int, marked: Bool) -> Bool {
        let isMark = bytes[start] | 0x20 == UInt8(ascii: "e")
        guard isMark, start + 1 < bytes.count else { return false }
        let sign = bytes[start + 1]
        let signed = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
        let first = signed ? start + 2 : start + 1
        let digits = bytes.digits(from: first)
        return (signed || marked) && (1...3).contains(digits) && first + digits == bytes.count
    }

    /// What has happened and what to do about it, as a clause to follow the field and the value.
    public var explanation: LocalizedText {
        switch self {
        case .scientific:
            LocalizedText(
                zh: "被表格软件变成了科学计数法，后面的数字已丢失；请把该列设为文本格式后重新录入",
                en: "turned into scientific notation by a spreadsheet, digits are lost; "
                    + "format the column as text and enter it again")
        case .cutTo15Digits:
            LocalizedText(
                zh: "第 15 位之后全是 0，可能被表格软件截断；请把该列设为文本格式后对照原件重新录入",
                en: "only zeros after digit 15, probably cut by a spreadsheet; "
                    + "format the column as text and enter it again from the document")
        case .decimalTail:
            LocalizedText(
                zh: "被当作小数保存（末尾多了 .0）；请把该列设为文本格式后重新录入",
                en: "saved as a decimal number (ends in .0); "
                    + "format the column as text and enter it again")
        }
    }
}
