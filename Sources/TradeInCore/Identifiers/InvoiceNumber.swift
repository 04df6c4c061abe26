/// The number of an invoice, alone or with its code.
///
/// A fully digital invoice has 20 digits and no code. An older one has eight digits and a
/// code of 12, or of 10 on older paper, and only the pair is unique. Neither has a public
/// check digit.
public enum InvoiceNumber {
    /// A number or a code as it is checked and stored: half-width, without blanks and hyphens.
    public static func normalise(_ text: String) -> String { TextFolding.compact(text) }

    /// What is wrong with a normalised number and code, or nil; the number's fault comes first.
    ///
    /// - Parameters:
    ///   - number: the number's column.
    ///   - code: the code's column; empty when there is none.
    /// - Returns: the first fault; ``checkNumber(_:)`` and ``checkCode(_:number:)`` tell the
    ///   columns apart.
    public static func check(number: String, code: String) -> IdentifierFault? {
        checkNumber(number) ?? checkCode(code, number: number)
    }

    /// What is wrong with a normalised number, or nil.
    ///
    /// A number of 20 digits that ends in five zeros is reported as cut by a spreadsheet; one
    /// in 100,000 ends so by right, so a person should decide.
    public static func checkNumber(_ number: String) -> IdentifierFault? {
        let view = number.utf8
        let bytes = view.span
        if bytes.count == 20, SpreadsheetDamage.detect(number) == .cutTo15Digits {
            return .spreadsheetDamaged(.cutTo15Digits)
        }
        guard bytes.count == 8 || bytes.count == 20 else {
            return IdentifierFault.length(expected: "8/20").explained(in: number, longest: 20)
        }
        return fault(in: bytes)?.explained(in: number, longest: 20)
    }

    /// What is wrong with a normalised code beside a number that passed, or nil.
    ///
    /// - Parameters:
    ///   - code: the code; empty when there is none.
    ///   - number: the number beside it.
    /// - Returns: ``IdentifierFault/missing`` or ``IdentifierFault/notExpected`` when the pair
    ///   does not fit, or the code's own fault.
    public static func checkCode(_ code: String, number: String) -> IdentifierFault? {
        let standsAlone = number.utf8.count == 20
        if code.isEmpty { return standsAlone ? nil : .missing }
        if standsAlone { return .notExpected }
        let view = code.utf8
        let bytes = view.span
        guard bytes.count == 10 || bytes.count == 12 else {
            return IdentifierFault.length(expected: "10/12").explained(in: code, longest: 12)
        }
        return fault(in: bytes)?.explained(in: code, longest: 12)
    }

    private static func fault(in bytes: Span<UInt8>) -> IdentifierFault? {
        if let fault = bytes.nonDigit { return fault }
        for place in 0..<bytes.count where bytes[place] != UInt8(ascii: "0") { return nil }
        return .placeholder
    }
}
