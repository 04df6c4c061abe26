/// What folding does to one character.
extension TextFolding {
    /// Whether folding changes nothing: no character to replace, no blank at either end.
    static func isPlain(_ text: String) -> Bool {
        let blank = UInt8(ascii: " ")
        if text.utf8.first == blank || text.utf8.last == blank { return false }
        if text.utf8.allSatisfy({ $0 >= blank && $0 < 0x7F }) { return true }
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
            !isEdge(first), !isEdge(last)
        else { return false }
        return text.unicodeScalars.allSatisfy { halfWidth($0) == $0 }
    }

    /// Whether `byte` is a digit or a capital of ASCII.
    static func isCapitalOrDigit(_ byte: UInt8) -> Bool {
        byte &- 48 <= 9 || byte &- 65 <= 25
    }

    /// The half-width form of a character; nil for one without width.
    static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0..<0xA0: scalar
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0)
        case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: " "
        case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF: nil
        default: scalar
        }
    }

    /// Whether a character, already in half width, is a blank, a tab or the end of a line.
    static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20, 0x09...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    /// Whether a character is trimmed from the ends of a text.
    static func isEdge(_ scalar: Unicode.Scalar) -> Bool {
        halfWidth(scalar).map(isBlank) ?? true
    }

    /// Whether a character is a hyphen, a dash or a minus sign.
    static func isHyphen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2D, 0x2010...0x2015, 0x2212: true
        default: false
        }
    }

    /// The capital of an ASCII letter; any other character as it is.
    static func capital(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard scalar.value &- 97 <= 25 else { return scalar }
        return Unicode.Scalar(UInt8(scalar.value - 32))
    }

    /// What a character becomes in an identifier; nil when it is left out.
    static func compact(_ scalar: Unicode.Scalar, _ keepingHyphens: Bool) -> Unicode.Scalar? {
        guard let half = halfWidth(scalar), !isBlank(half) else { return nil }
        return isHyphen(half) ? (keepingHyphens ? "-" : nil) : capital(half)
    }

    /// What a character becomes in a key; nil when it is left out.
    static func keyScalar(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        guard let half = halfWidth(scalar), !isBlank(half), !isHyphen(half) else { return nil }
        switch half {
        case "_", ".", "/": return nil
        default: return capital(half)
        }
    }
}
