import TradeInCore
import Yams

extension NodeReader {
    /// One word of a closed set under a key that must be there.
    mutating func word(
        _ key: String, _ fields: NodeFields, among known: [String]
    ) -> String? {
        guard let word = text(key, fields) else { return nil }
        if known.contains(word.text) { return word.text }
        unknown(word, "word-unknown", ("“\(key)”取值", "value of \(key)"), among: known)
        return nil
    }

    /// One case of an enumeration under a key that must be there.
    mutating func word<Word: RawRepresentable & CaseIterable>(
        _ key: String, _ fields: NodeFields, as _: Word.Type
    ) -> Word? where Word.RawValue == String {
        word(key, fields, among: Word.allCases.map(\.rawValue)).flatMap(Word.init(rawValue:))
    }

    /// A day written `2026-01-01` under a key that must be there.
    mutating func day(_ key: String, _ fields: NodeFields) -> Day? {
        text(key, fields).flatMap { day($0) }
    }

    private mutating func day(_ placed: PlacedText) -> Day? {
        let shown = Wording.shown(placed.text)
        switch Day.parse(placed.text) {
        case .success(let day) where day.isoText == placed.text: return day
        case .failure(.noSuchDay):
            fault(
                placed, "day-impossible", zh: "日历上没有“\(shown)”这一天。请核对。",
                en: "The calendar has no day \(shown). Check it.")
        default:
            fault(
                placed, "day-unreadable", zh: "“\(shown)”不是日期。请写成2026-01-01。",
                en: "\(shown) is not a day. Write it as 2026-01-01.")
        }
        return nil
    }

    /// A whole number within bounds under a key that must be there.
    mutating func number(
        _ key: String, _ fields: NodeFields, _ range: ClosedRange<Int>
    ) -> Int? {
        guard let placed = text(key, fields) else { return nil }
        if let number = Int(placed.text), range.contains(number) { return number }
        let shown = Wording.shown(placed.text)
        fault(
            placed, "number-unreadable",
            zh: "“\(shown)”应为\(range.lowerBound)到\(range.upperBound)的整数。",
            en: "\(shown) should be a whole number from \(range.lowerBound) to \(range.upperBound)."
        )
        return nil
    }

    /// A word in kebab-case under a key that must be there: `one-per-class`.
    mutating func code(_ key: String, _ fields: NodeFields) -> PlacedText? {
        guard let placed = text(key, fields) else { return nil }
        if Self.isKebabCase(placed.text) { return placed }
        let shown = Wording.shown(placed.text)
        fault(
            placed, "code-malformed", zh: "“\(shown)”应为小写字母、数字和连字符，如one-per-class，最多64个字符。",
            en: "\(shown) should be lower-case letters, digits and single hyphens, such as "
                + "one-per-class, at most 64 characters.")
        return nil
    }

    static func isKebabCase(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let isLetter = { (byte: UInt8) in (97...122).contains(byte) }
        let parts = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return bytes.count <= 64 && bytes.first.map(isLetter) ?? false
            && parts.allSatisfy { part in
                !part.isEmpty && part.allSatisfy { isLetter($0) || (48...57).contains($0) }
            }
    }

    /// A text in both languages, each with its place.
    mutating func localized(_ key: String, _ fields: NodeFields) -> [Language: PlacedText]? {
        guard let both = mapping(key, fields, ["zh", "en"]) else { return nil }
        let zh = text("zh", both)
        let en = text("en", both)
        guard let zh, let en else { return nil }
        return [.zh: zh, .en: en]
    }

    /// A text in both languages.
    mutating func localizedText(_ key: String, _ fields: NodeFields) -> LocalizedText? {
        localized(key, fields).map { LocalizedText(both: $0) }
    }

    /// Reports texts that stand more than once.
    mutating func refuseRepeats(_ texts: [PlacedText], _ code: String) {
        var seen: [String: Int] = [:]
        for placed in texts {
            if let line = seen[placed.text] {
                let shown = Wording.shown(placed.text)
                fault(
                    placed, code, zh: "“\(shown)”已在第\(line)行使用。请改用另一个。",
                    en: "\(shown) stands on line \(line) already. Use another.")
            }
            seen[placed.text] = seen[placed.text] ?? placed.line
        }
    }
}

extension LocalizedText {
    /// The texts without their places.
    init(both: [Language: PlacedText]) {
        self.init(zh: both[.zh]?.text ?? "", en: both[.en]?.text ?? "")
    }
}
