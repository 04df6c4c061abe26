/// The unified social credit code of a firm or body: 18 characters.
///
/// Department, class, six digits of region, nine characters of organisation code and
/// a check character over an alphabet without I, O, S, V and Z. The organisation code's
/// own check inside it is not enforced, since not all codes in use keep it.
///
/// Source: GB 32100-2015.
public enum CreditCode {
    private static let letters: StaticString = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    private static let alphabet = Alphabet(letters)
    private static let characters = Array(letters.description.utf8)
    /// Powers of 3 modulo 31.
    private static let weights = [
        1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28,
    ]

    /// The code as it is checked and stored: half-width capitals without blanks and hyphens.
    public static func normalise(_ text: String) -> String { TextFolding.compact(text) }

    /// What is wrong with a normalised code, or nil.
    ///
    /// A wrong check character is a matter for a person and not for refusal: at least one
    /// firm is reported to be registered with one. Every single wrong character and every
    /// swap of neighbours is caught.
    public static func check(_ text: String) -> IdentifierFault? {
        let view = text.utf8
        return fault(in: view.span)?.explained(in: text, longest: 18)
    }

    private static func fault(in bytes: Span<UInt8>) -> IdentifierFault? {
        guard bytes.count == 18 else { return .length(expected: "18") }
        var sum = 0
        for place in 0..<17 {
            let value = alphabet[bytes[place]]
            let limit: UInt8 = place >= 2 && place < 8 ? 9 : 30
            guard value <= limit else { return .characters(position: place + 1) }
            sum += Int(value) * weights[place]
        }
        guard alphabet.contains(bytes[17]) else { return .characters(position: 18) }
        let expected = characters[(31 - sum % 31) % 31]
        guard bytes[17] == expected else { return .check(expected: expected) }
        return sum == 0 ? .placeholder : nil
    }
}
