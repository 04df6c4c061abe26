import TradeInCore

/// Why a text that a person has typed is not what was asked for, and what to write instead.
public struct TypingFault: Error, Hashable, Sendable {
    /// The words, with the text that was seen.
    public let message: LocalizedText

    /// A fault in words.
    public init(zh: String, en: String) { message = LocalizedText(zh: zh, en: en) }

    private init(_ message: LocalizedText) { self.message = message }

    /// The start of a text, as a message shows what was seen; no message is flooded by it.
    static func shown(_ text: String) -> String {
        let safe = text.unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control ? " " : Character(scalar)
        }
        return safe.count > 40 ? String(safe.prefix(39)) + "…" : String(safe)
    }

    /// A text that is no amount.
    static func money(_ fault: Money.TextFault, _ text: String) -> TypingFault {
        TypingFault(message(fault, text))
    }

    /// Why a text is no amount, and what to write.
    static func message(_ fault: Money.TextFault, _ text: String) -> LocalizedText {
        let seen = shown(text)
        let most = Money.largestAppropriation.groupedText
        return switch fault {
        case .notAnAmount:
            LocalizedText(
                zh: "金额“\(seen)”不是数字。请以元为单位填写，如830000.00。",
                en: "Amount “\(seen)” is not a number. Write yuan, e.g. 830000.00.")
        case .tooManyDecimals:
            LocalizedText(
                zh: "金额“\(seen)”的小数超过两位。请改正。",
                en: "Amount “\(seen)” has more than two decimals. Correct it.")
        case .tooLarge:
            LocalizedText(
                zh: "金额“\(seen)”超过一次可填的上限\(most)元。请核对单位，或分笔下达。",
                en: "Amount “\(seen)” is above \(most) yuan, the most at once. Check the unit, or "
                    + "appropriate in parts.")
        }
    }
}
