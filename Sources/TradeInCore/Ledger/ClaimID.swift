/// A claim's number as people see it: `TC` and nine digits with a check digit.
public struct ClaimID: Hashable, Sendable {
    /// The claim's place in the ledger, from 1.
    public var number: Int64

    /// The claim with this place.
    public init(number: Int64) { self.number = number }

    /// The number as shown.
    public var text: String { CheckedNumber.text(number, prefix: "TC") }

    /// Reads a number as shown, or a bare place; nil when the check digit is wrong.
    public init?(text: String) {
        guard let number = CheckedNumber.number(text, prefix: "TC") else { return nil }
        self.number = number
    }
}
