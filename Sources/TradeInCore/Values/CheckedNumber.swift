/// Numbers as people see them: two letters, eight or more digits and a check digit.
///
/// The last digit is Luhn's (ISO/IEC 7812-1, annex B), so one mistyped digit is always noticed.
enum CheckedNumber {
    /// The number as shown.
    ///
    /// - Parameters:
    ///   - number: from 1.
    ///   - prefix: says what it numbers, `TC` for claims.
    /// - Returns: as `TC000000018`.
    static func text(_ number: Int64, prefix: String) -> String {
        var digits = String(number)
        while digits.utf8.count < 8 { digits = "0" + digits }
        return prefix + digits + String(checkDigit(digits))
    }

    /// Reads a number as shown, or a bare one without check digit; nil when it is neither.
    static func number(_ text: String, prefix: String) -> Int64? {
        let isShown = text.hasPrefix(prefix)
        let digits = isShown ? String(text.dropFirst(prefix.count)) : text
        guard digits.utf8.count <= 19, digits.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }),
            let value = Int64(digits), value > 0
        else { return nil }
        guard isShown else { return value }
        guard digits.utf8.count >= 9, checkDigit(String(digits.dropLast())) == value % 10
        else { return nil }
        return value / 10
    }

    private static func checkDigit(_ digits: String) -> Int64 {
        var sum: Int64 = 0
        for (place, digit) in digits.utf8.reversed().enumerated() {
            let value = Int64(digit - 48) * (place.isMultiple(of: 2) ? 2 : 1)
            sum += value > 9 ? value - 9 : value
        }
        return (10 - sum % 10) % 10
    }
}
