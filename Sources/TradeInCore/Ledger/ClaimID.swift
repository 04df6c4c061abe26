/// A claim's number as people see it: `TC` and nine digits with a check digit.
///
/// The last digit is Luhn's, so one mistyped digit is always noticed.
public struct ClaimID: Hashable, Sendable {
    /// The claim's place in the ledger, from 1.
    public var number: Int64

    /// The claim with this place.
    public init(number: Int64) { self.number = number }

    /// The number as shown.
    public var text: String {
        var digits = String(number)
        while digits.utf8.count < 8 { digits = "0" + digits }
        return "TC\(digits)\(Self.checkDigit(digits))"
    }

    /// Reads a number as shown, or a bare place; nil when the check digit is wrong.
    public init?(text: String) {
        let digits = text.hasPrefix("TC") ? String(text.dropFirst(2)) : text
        guard digits.utf8.count <= 19, digits.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }),
            let value = Int64(digits), value > 0
        else { return nil }
        guard text.hasPrefix("TC") else {
            self.init(number: value)
            return
        }
        guard digits.utf8.count >= 9, Self.checkDigit(String(digits.dropLast())) == value % 10
        else { return nil }
        self.init(number: value / 10)
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
