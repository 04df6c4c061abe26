/// The number of a bank card: 16 to 19 digits, the last a Luhn digit.
///
/// Passbooks and older accounts have other numbers and fail; the notices ask for a card.
///
/// Source: ISO/IEC 7812-1.
public enum BankCard {
    /// The number as it is checked and stored: half-width, without blanks and hyphens.
    public static func normalise(_ text: String) -> String { TextFolding.compact(text) }

    /// What is wrong with a normalised number, or nil; every single wrong digit is caught.
    public static func check(_ text: String) -> IdentifierFault? {
        let view = text.utf8
        return fault(in: view.span)?.explained(in: text, longest: 19)
    }

    private static func fault(in bytes: Span<UInt8>) -> IdentifierFault? {
        guard bytes.count >= 16, bytes.count <= 19 else { return .length(expected: "16-19") }
        return Luhn.fault(in: bytes)
    }
}

/// A mobile telephone number of the mainland: 11 digits from 13 to 19 on, without a check digit.
public enum Mobile {
    /// The number as it is checked and stored: half-width, without blanks, hyphens and country code.
    public static func normalise(_ text: String) -> String {
        let compact = TextFolding.compact(text)
        let length = compact.utf8.count
        guard length > 11 else { return compact }
        let isPrefixed =
            (length == 13 && compact.hasPrefix("86"))
            || (length == 14 && compact.hasPrefix("+86"))
            || (length == 15 && compact.hasPrefix("0086"))
        return isPrefixed ? String(compact.suffix(11)) : compact
    }

    /// What is wrong with a normalised number, or nil.
    public static func check(_ text: String) -> IdentifierFault? {
        let view = text.utf8
        return fault(in: view.span)?.explained(in: text, longest: 11)
    }

    private static func fault(in bytes: Span<UInt8>) -> IdentifierFault? {
        guard bytes.count == 11 else { return .length(expected: "11") }
        if let fault = bytes.nonDigit { return fault }
        guard bytes[0] == UInt8(ascii: "1") else { return .characters(position: 1) }
        return bytes[1] >= UInt8(ascii: "3") ? nil : .characters(position: 2)
    }
}
