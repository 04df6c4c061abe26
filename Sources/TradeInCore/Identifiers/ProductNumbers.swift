/// The 13-digit article number under a bar code.
///
/// The last digit is a check digit; numbers given out in China begin with 690 to 699,
/// which is not asked, since imported goods keep their own.
///
/// Source: GS1 General Specifications (GTIN-13).
public enum GTIN13 {
    /// The number as it is checked and stored: half-width, without blanks and hyphens.
    public static func normalise(_ text: String) -> String { TextFolding.compact(text) }

    /// What is wrong with a normalised number, or nil.
    ///
    /// Every single wrong digit is caught; a swap of neighbours that differ by five is not.
    public static func check(_ text: String) -> IdentifierFault? {
        let view = text.utf8
        return fault(in: view.span)?.explained(in: text, longest: 13)
    }

    private static func fault(in bytes: Span<UInt8>) -> IdentifierFault? {
        guard bytes.count == 13 else { return .length(expected: "13") }
        if let fault = bytes.nonDigit { return fault }
        var sum = 0
        for place in 0..<12 { sum += (Int(bytes[place]) - 48) * (place % 2 == 1 ? 3 : 1) }
        let expected = UInt8(48 + (10 - sum % 10) % 10)
        guard bytes[12] == expected else { return .check(expected: expected) }
        return sum == 0 ? .placeholder : nil
    }
}

/// The identity of a phone or tablet on the mobile network: 15 digits.
///
/// The last is a Luhn digit. A device with two cards has two numbers, and either of them,
/// once used, blocks the device.
///
/// Source: 3GPP TS 23.003.
public enum IMEI {
    /// The number as it is checked and stored: half-width, without blanks and hyphens.
    public static func normalise(_ text: String) -> String { TextFolding.compact(text) }

    /// What is wrong with a normalised number, or nil; every single wrong digit is caught.
    public static func check(_ text: String) -> IdentifierFault? {
        let view = text.utf8
        return fault(in: view.span)?.explained(in: text, longest: 15)
    }

    private static func fault(in bytes: Span<UInt8>) -> IdentifierFault? {
        bytes.count == 15 ? Luhn.fault(in: bytes) : .length(expected: "15")
    }
}
