/// The check digit of ISO/IEC 7812-1 (Luhn), which bank cards and IMEIs carry last.
///
/// It catches every wrong digit and every swap of neighbours but 09 and 90.
enum Luhn {
    /// What is wrong with the digits in `bytes`, or nil; `bytes` is not empty.
    static func fault(in bytes: Span<UInt8>) -> IdentifierFault? {
        if let fault = bytes.nonDigit { return fault }
        let last = bytes.count - 1
        var sum = 0
        for place in 0..<last {
            let digit = Int(bytes[place]) - 48
            let doubled = (last - place) % 2 == 1
            sum += doubled ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit
        }
        let expected = UInt8(48 + (10 - sum % 10) % 10)
        guard bytes[last] == expected else { return .check(expected: expected) }
        return sum == 0 ? .placeholder : nil
    }
}
