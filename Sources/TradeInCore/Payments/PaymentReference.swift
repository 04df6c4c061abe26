/// What a payment is called towards the bank: batch, line, the ledger, and two check digits.
///
/// `PB000000018-42-1a2b3c4d-47`. The ledger's tag tells another county's payment from a mistyped
/// one; the check digits (ISO/IEC 7064, MOD 97-10) notice every single mistyped character.
public struct PaymentReference: Hashable, Sendable {
    /// The payment.
    public var place: PaymentPlace
    /// The last part of the ledger's origin.
    public var tag: String

    /// Why a text is no reference of this ledger.
    public enum Fault: Error, Hashable, Sendable {
        /// It has not the shape of one.
        case malformed
        /// Its check digits do not fit.
        case checkDigits
        /// It is another ledger's.
        case foreign
    }

    /// The reference of a payment of the ledger with this origin.
    public init(_ place: PaymentPlace, origin: String) {
        self.place = place
        tag = Self.tag(of: origin)
    }

    /// Reads a reference of the ledger with this origin.
    public static func parse(
        _ text: String, origin: String
    ) -> Result<PaymentReference, Fault> {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, parts[0].hasPrefix("PB"), parts[3].utf8.count == 2,
            let line = Int(parts[1]), line > 0, String(line) == parts[1],
            let digits = Int(parts[3])
        else { return .failure(.malformed) }
        guard digits == checkDigits(parts[..<3].joined(separator: "-")) else {
            return .failure(.checkDigits)
        }
        guard parts[2] == tag(of: origin) else { return .failure(.foreign) }
        guard let batch = PayBatch.number(text: parts[0]) else { return .failure(.malformed) }
        return .success(
            PaymentReference(PaymentPlace(batch: batch, line: line), origin: origin))
    }

    /// The reference as it stands in files.
    public var text: String {
        let body = "\(PayBatch.text(place.batch))-\(place.line)-\(tag)"
        let digits = Self.checkDigits(body)
        return body + "-" + (digits < 10 ? "0" : "") + String(digits)
    }

    private static func tag(of origin: String) -> String {
        origin.split(separator: "/").last.map(String.init) ?? origin
    }

    /// ISO/IEC 7064 MOD 97-10: a letter counts as two digits, 10 to 35.
    private static func checkDigits(_ text: String) -> Int {
        var rest = 0
        for byte in text.utf8 where byte != UInt8(ascii: "-") {
            let isDigit = (48...57).contains(byte)
            let value = isDigit ? Int(byte) - 48 : Int(byte & 0xDF) - 55
            rest = (rest * (isDigit ? 10 : 100) + max(0, value)) % 97
        }
        return 98 - rest * 100 % 97
    }
}
