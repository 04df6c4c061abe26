/// The citizen identification number: 18 characters.
///
/// Six digits of region, eight of birth date, three of serial and a check character
/// (ISO 7064 MOD 11-2, the tenth value written X). The region is not looked up: codes
/// are abolished and people keep their numbers.
///
/// Source: GB 11643-1999.
public enum ResidentID {
    private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    private static let checkCharacters: [UInt8] = [
        49, 48, 88, 57, 56, 55, 54, 53, 52, 51, 50,  // 1 0 X 9 8 7 6 5 4 3 2
    ]

    /// The number as it is checked and stored: half-width, without blanks and hyphens, X in capitals.
    public static func normalise(_ text: String) -> String { TextFolding.compact(text) }

    /// What is wrong with a normalised number, or nil.
    ///
    /// A number of 15 digits is ``IdentifierFault/oldNumber``. Every single wrong character
    /// and every swap of neighbours is caught.
    public static func check(_ text: String) -> IdentifierFault? {
        let view = text.utf8
        return fault(in: view.span)?.explained(in: text, longest: 18)
    }

    private static func fault(in bytes: Span<UInt8>) -> IdentifierFault? {
        guard bytes.count == 18 else {
            return bytes.count == 15 && bytes.nonDigit == nil ? .oldNumber : .length(expected: "18")
        }
        var sum = 0
        for place in 0..<17 {
            let digit = Int(bytes[place]) - 48
            guard digit >= 0, digit <= 9 else { return .characters(position: place + 1) }
            sum += digit * weights[place]
        }
        guard bytes[17] &- 48 <= 9 || bytes[17] == UInt8(ascii: "X") else {
            return .characters(position: 18)
        }
        guard hasBirthDay(bytes) else { return .impossibleDate }
        let expected = checkCharacters[sum % 11]
        return bytes[17] == expected ? nil : .check(expected: expected)
    }

    /// Numbers were first given in 1984, so nobody who has one was born before 1800.
    private static func hasBirthDay(_ bytes: Span<UInt8>) -> Bool {
        let year = bytes.number(in: 6..<10)
        let month = bytes.number(in: 10..<12)
        let day = bytes.number(in: 12..<14)
        return year >= 1800 && Day(year: year, month: month, day: day) != nil
    }
}
