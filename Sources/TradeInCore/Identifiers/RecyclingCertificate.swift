/// The number of a certificate that a scrapped vehicle was recycled.
///
/// No published rule for its form was found, so it is any text of 6 to 40 characters;
/// what matters is that it is unique (compare by ``TextFolding/key(_:)``).
public enum RecyclingCertificate {
    /// The number as it is checked and stored: half-width capitals without blanks; hyphens stay.
    public static func normalise(_ text: String) -> String {
        TextFolding.compact(text, keepingHyphens: true)
    }

    /// What is wrong with a normalised number, or nil.
    ///
    /// Scientific notation is damage; zeros at the end are not, since the form is unknown.
    public static func check(_ text: String) -> IdentifierFault? {
        let view = text.utf8
        let bytes = view.span
        var length = 0
        var onlyZeros = true
        for place in 0..<bytes.count {
            let byte = bytes[place]
            if byte & 0xC0 != 0x80 { length += 1 }
            guard byte > 0x20, byte != 0x7F else { return .characters(position: length) }
            onlyZeros = onlyZeros && byte == UInt8(ascii: "0")
        }
        guard length >= 6, length <= 40 else { return .length(expected: "6-40") }
        if onlyZeros { return .placeholder }
        return SpreadsheetDamage.detect(text, longest: 15).map { .spreadsheetDamaged($0) }
    }
}
