/// The vehicle identification number: 17 characters without I, O and Q.
///
/// The ninth is a check character, which is mandatory in China and North America; cars
/// imported from elsewhere before 2010 may fail it.
///
/// Source: GB 16735 (ISO 3779).
public enum VIN {
    private static let alphabet = Alphabet(
        "0123456789ABCDEFGHJKLMNPRSTUVWXYZ",
        values: [
            0, 1, 2, 3, 4, 5, 6, 7, 8, 9,  // digits
            1, 2, 3, 4, 5, 6, 7, 8,  // A to H
            1, 2, 3, 4, 5, 7, 9,  // J to N, P, R
            2, 3, 4, 5, 6, 7, 8, 9,  // S to Z
        ])
    private static let weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]

    /// The number as it is checked and stored: half-width capitals without blanks and hyphens.
    ///
    /// I, O and Q are not turned into 1 and 0: that would guess.
    public static func normalise(_ text: String) -> String { TextFolding.compact(text) }

    /// What is wrong with a normalised number, or nil.
    ///
    /// Misses some 8 % of single wrong characters, since letters and digits share values
    /// (A, J and 1); a wrong digit for a digit is always caught.
    public static func check(_ text: String) -> IdentifierFault? {
        let view = text.utf8
        return fault(in: view.span)?.explained(in: text, longest: 17)
    }

    private static func fault(in bytes: Span<UInt8>) -> IdentifierFault? {
        guard bytes.count == 17 else { return .length(expected: "17") }
        var sum = 0
        for place in 0..<17 {
            let value = alphabet[bytes[place]]
            guard value != Alphabet.absent else { return .characters(position: place + 1) }
            sum += Int(value) * weights[place]
        }
        let remainder = UInt8(sum % 11)
        let expected = remainder == 10 ? UInt8(ascii: "X") : 48 + remainder
        guard bytes[8] == expected else { return .check(expected: expected) }
        return sum == 0 ? .placeholder : nil
    }
}
