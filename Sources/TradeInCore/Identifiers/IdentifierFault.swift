/// Why a text is not a good identifier.
///
/// The first fault found, in the order length, characters, date, check character;
/// damage done by a spreadsheet is named instead of the symptom it caused. Expected
/// lengths are language-neutral: `18`, `7/8` for either, `16-19` for a range.
public enum IdentifierFault: Error, Hashable, Sendable {
    /// It is too short or too long.
    case length(expected: String)
    /// The character at `position`, counted from 1, does not belong in the identifier.
    case characters(position: Int)
    /// The check character disagrees with the rest; `expected` is what the rest asks for.
    case checkCharacter(expected: String)
    /// The birth date in it is not in the calendar.
    case impossibleDate
    /// It is a resident number of 15 digits, the form used before 1999.
    case oldNumber
    /// It is made of zeros only, which pass most checks but identify nothing.
    case placeholder
    /// It is absent although the identifier beside it asks for it.
    case missing
    /// It is present although the identifier beside it stands alone.
    case notExpected
    /// A spreadsheet has turned it into a number; the lost digits cannot be restored.
    case spreadsheetDamaged(SpreadsheetDamage)
}

extension IdentifierFault {
    /// The fault that a person can act on, given the text that was checked.
    ///
    /// - Parameters:
    ///   - text: the normalised text that has this fault.
    ///   - longest: the identifier's greatest length; up to 15 digits survive a spreadsheet.
    /// - Returns: the damage behind the fault, the first character outside ASCII behind a
    ///   wrong count of bytes, or the fault itself.
    func explained(in text: String, longest: Int) -> IdentifierFault {
        if let damage = SpreadsheetDamage.detect(text, longest: longest) {
            return .spreadsheetDamaged(damage)
        }
        guard case .length = self else { return self }
        guard let place = text.unicodeScalars.enumerated().first(where: { !$1.isASCII }) else {
            return self
        }
        return .characters(position: place.offset + 1)
    }

    /// What is wrong and what to do about it, as a clause to follow the field and the masked value.
    public var explanation: LocalizedText {
        switch self {
        case .length(let expected):
            LocalizedText(
                zh: "长度不对，应为 \(expected) 位；请对照原件补全或删去多余字符",
                en: "wrong length, \(expected) characters expected; complete it from the document")
        case .characters(let position):
            LocalizedText(
                zh: "第 \(position) 位不是允许的字符；请对照原件改正（注意 O 与 0、I 与 1）",
                en: "character \(position) is not allowed; correct it from the document "
                    + "(beware of O and 0, I and 1)")
        case .checkCharacter(let expected):
            LocalizedText(
                zh: "校验不符，按其余各位推算校验位应为 \(expected)；可能有一位录错，请逐位核对原件",
                en: "the check fails, the rest asks for check character \(expected); "
                    + "one character is probably mistyped, compare it with the document")
        case .impossibleDate:
            LocalizedText(
                zh: "其中的出生日期在日历上不存在；请核对第 7 至 14 位",
                en: "its birth date is not in the calendar; check characters 7 to 14")
        case .oldNumber:
            LocalizedText(
                zh: "这是 15 位旧号码；请填写现行身份证上的 18 位号码",
                en: "this is an old number of 15 digits; enter the 18 of the present card")
        case .placeholder, .missing, .notExpected, .spreadsheetDamaged:
            circumstance
        }
    }

    /// The explanation of the faults that lie around the value and not in it.
    private var circumstance: LocalizedText {
        switch self {
        case .missing:
            LocalizedText(
                zh: "未填写；8 位发票号码须同时填写 10 位或 12 位发票代码",
                en: "absent; an invoice number of 8 digits needs its code of 10 or 12 digits")
        case .notExpected:
            LocalizedText(
                zh: "不应填写；20 位数电发票号码没有发票代码，请清空此列",
                en: "not expected; an invoice number of 20 digits has no code, clear this column")
        case .spreadsheetDamaged(let damage): damage.explanation
        default:
            LocalizedText(
                zh: "全部为 0，是占位内容；请填写真实号码",
                en: "zeros only, a placeholder; enter the real number")
        }
    }
}
