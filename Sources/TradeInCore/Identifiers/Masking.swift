/// Personal values as messages and pages may show them, never whole.
///
/// A value that has not its usual length shows at most a quarter at each end. Only letters
/// and digits are ever shown, so a value cannot bring control characters into a message.
public enum Masking {
    /// A resident ID as `370828********1234`.
    public static func residentID(_ text: String) -> String {
        hidden(text, first: 6, last: 4, usual: 18...18)
    }

    /// A mobile number as `138****8000`.
    public static func phone(_ text: String) -> String {
        hidden(text, first: 3, last: 4, usual: 11...11)
    }

    /// An account as `**** 1234`; one of fewer than eight characters as `****`.
    public static func account(_ text: String) -> String {
        guard !text.isEmpty else { return "" }
        guard text.unicodeScalars.count >= 8 else { return "****" }
        return "**** " + shown(text.unicodeScalars.suffix(4))
    }

    /// A name as its first character and one `*`; a single character as `*`.
    public static func name(_ text: String) -> String {
        guard !text.isEmpty else { return "" }
        guard text.unicodeScalars.count > 1 else { return "*" }
        return shown(text.unicodeScalars.prefix(1)) + "*"
    }

    /// A VIN as `LZZ**********0001`.
    public static func vin(_ text: String) -> String {
        hidden(text, first: 3, last: 4, usual: 17...17)
    }

    /// A plate as `鲁H***45`, its region and last two characters.
    public static func plate(_ text: String) -> String {
        hidden(text, first: 2, last: 2, usual: 7...8)
    }

    /// Any other personal value, with a quarter shown at each end.
    public static func other(_ text: String) -> String {
        hidden(text, first: 4, last: 4, usual: 18...Int.max)
    }

    /// The value of a column: masked when the column is personal, else as it is.
    public static func value(_ text: String, of field: ClaimField) -> String {
        guard field.isPersonal else { return text }
        return switch field {
        case .applicantName: name(text)
        case .applicantPhone: phone(text)
        case .payeeAccount: account(text)
        case .newVin, .oldVin: vin(text)
        case .oldPlate: plate(text)
        case .applicantId, .invoiceBuyerId, .oldOwnerId, .homeOwnerId: residentID(text)
        default: other(text)
        }
    }

    /// The text with its middle as stars, at most 12 of them so that no message is flooded.
    private static func hidden(
        _ text: String, first: Int, last: Int, usual: ClosedRange<Int>
    ) -> String {
        let scalars = text.unicodeScalars
        let count = scalars.count
        let most = usual.contains(count) ? count : count / 4
        let head = min(first, most)
        let tail = min(last, most)
        let stars = String(repeating: "*", count: min(count - head - tail, 12))
        return shown(scalars.prefix(head)) + stars + shown(scalars.suffix(tail))
    }

    private static func shown(_ scalars: Substring.UnicodeScalarView) -> String {
        var text = ""
        for scalar in scalars {
            let isSafe = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            text.unicodeScalars.append(isSafe ? scalar : "*")
        }
        return text
    }
}
