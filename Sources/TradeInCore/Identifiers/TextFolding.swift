/// One form for texts that people type in several.
///
/// Only forms that mean the same are folded; nothing is guessed. Texts that are in form
/// already, which is nearly all, are returned as they are without a copy.
public enum TextFolding {
    /// The text in half width and trimmed.
    ///
    /// Full-width ASCII (U+FF01 to U+FF5E) becomes ASCII and each wide, fixed or thin blank
    /// a plain one; characters without width (U+200B and its like, direction marks, the
    /// byte-order mark) are dropped, as they make equal names differ unseen.
    public static func folded(_ text: String) -> String {
        if isPlain(text) { return text }
        var scalars = text.unicodeScalars[...]
        while let first = scalars.first, isEdge(first) { scalars.removeFirst() }
        while let last = scalars.last, isEdge(last) { scalars.removeLast() }
        return rewritten(String(scalars), halfWidth)
    }

    /// The text by which two spellings of one code are compared.
    ///
    /// Folded, ASCII letters in capitals, without blanks, hyphens and dashes, `_`, `.` and `/`.
    public static func key(_ text: String) -> String {
        let isKey = text.utf8.allSatisfy { isCapitalOrDigit($0) }
        return isKey ? text : rewritten(text, keyScalar)
    }

    /// The key with O as 0 and I and L as 1, so that texts which look alike collide.
    ///
    /// For finding candidates for a person to look at; it is no proof that two are one.
    public static func lookAlike(_ text: String) -> String {
        let isAlike = text.utf8.allSatisfy {
            isCapitalOrDigit($0) && $0 != UInt8(ascii: "O") && $0 != UInt8(ascii: "I")
                && $0 != UInt8(ascii: "L")
        }
        if isAlike { return text }
        return rewritten(text) { scalar in
            switch keyScalar(scalar) {
            case "O": "0"
            case "I", "L": "1"
            case let other: other
            }
        }
    }

    /// An identifier in capitals and half width without blanks, and without hyphens unless kept.
    ///
    /// Points stay, so that damage such as `3.7E+17` can still be seen.
    static func compact(_ text: String, keepingHyphens: Bool = false) -> String {
        if text.utf8.allSatisfy({ isCapitalOrDigit($0) }) { return text }
        if text.unicodeScalars.allSatisfy({ compact($0, keepingHyphens) == $0 }) { return text }
        return rewritten(text) { compact($0, keepingHyphens) }
    }

    /// The characters of `text` that `map` gives, in order; those that it drops are left out.
    @inline(__always)
    static func rewritten(_ text: String, _ map: (Unicode.Scalar) -> Unicode.Scalar?) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            guard let mapped = map(scalar) else { continue }
            if mapped.isASCII {
                bytes.append(UInt8(truncatingIfNeeded: mapped.value))
            } else {
                bytes.append(contentsOf: mapped.utf8)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
