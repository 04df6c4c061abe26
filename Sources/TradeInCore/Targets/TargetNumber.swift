/// An exact decimal of a plan target, an observation or a base, in whole thousandths.
///
/// Three decimals carry every figure of the plan (0.8 : 1, 35 %) with room to
/// spare; a finer number does not parse, so nothing is ever rounded on the way in.
public struct TargetNumber: Hashable, Comparable, Sendable {
    /// The value in thousandths: 0.8 is 800.
    public var thousandths: Int64

    /// A value of `thousandths` thousandths.
    public init(thousandths: Int64) { self.thousandths = thousandths }

    /// A whole number.
    public init(_ whole: Int) { self.thousandths = Int64(whole) * 1000 }

    /// Nothing.
    public static let zero = TargetNumber(thousandths: 0)

    /// The largest magnitude a text may state: one million million.
    public static let largestStated = TargetNumber(thousandths: 1_000_000_000_000_000)

    /// Whether the left number is the smaller.
    public static func < (left: TargetNumber, right: TargetNumber) -> Bool {
        left.thousandths < right.thousandths
    }
}

extension TargetNumber {
    /// Why a text is not a number.
    public enum TextFault: Error, Hashable, Sendable {
        /// It is not digits with separators in place and at most one point.
        case notANumber
        /// It has more than three decimals that are not zero.
        case tooManyDecimals
        /// It is beyond ``largestStated``.
        case tooLarge
    }

    /// Reads a number with at most three decimals, as people type them.
    ///
    /// Accepts one sign and thousands separators in groups of three; refuses
    /// exponents, which are a spreadsheet's rounding and not what was typed.
    ///
    /// - Parameter text: the cell, trimmed, ASCII-folded.
    /// - Returns: the number, or why there is none.
    public static func parse(_ text: String) -> Result<TargetNumber, TextFault> {
        var digits = Array(text.utf8)[...]
        let negative = digits.first == UInt8(ascii: "-")
        if negative || digits.first == UInt8(ascii: "+") { digits = digits.dropFirst() }
        let parts = digits.split(
            separator: UInt8(ascii: "."), maxSplits: 2, omittingEmptySubsequences: false)
        guard let whole = parts.first.flatMap(groupedDigits), parts.count <= 2 else {
            return .failure(.notANumber)
        }
        let decimals = parts.count == 2 ? Array(parts[1]) : []
        guard decimals.allSatisfy(isDigit), parts.count == 1 || !decimals.isEmpty else {
            return .failure(.notANumber)
        }
        guard decimals.dropFirst(3).allSatisfy({ $0 == 48 }) else {
            return .failure(.tooManyDecimals)
        }
        let significant = whole.drop { $0 == 48 }
        guard significant.count <= 13 else { return .failure(.tooLarge) }
        var value = significant.reduce(Int64(0)) { $0 * 10 + Int64($1 - 48) }
        for place in 0..<3 {
            value = value * 10 + Int64(place < decimals.count ? decimals[place] - 48 : 0)
        }
        guard value <= largestStated.thousandths else { return .failure(.tooLarge) }
        return .success(TargetNumber(thousandths: negative ? -value : value))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

    /// The digits without separators, or nil unless every group after a comma has three.
    private static func groupedDigits(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let groups = text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard !text.isEmpty, groups.allSatisfy({ $0.allSatisfy(isDigit) }) else { return nil }
        if groups.count > 1 {
            guard (1...3).contains(groups[0].count),
                groups.dropFirst().allSatisfy({ $0.count == 3 })
            else { return nil }
        }
        return groups.flatMap { $0 }
    }

    /// The number without separators and without idle zeros, as files carry it: `0.8`, `20000`.
    public var text: String { text(grouped: false) }

    /// The number with separators, as people read it: `20,000`.
    public var groupedText: String { text(grouped: true) }

    private func text(grouped: Bool) -> String {
        let magnitude = thousandths.magnitude
        var whole = String(magnitude / 1000)
        if grouped {
            let digits = Array(whole.utf8)
            var marked: [UInt8] = []
            for (place, digit) in digits.enumerated() {
                if place > 0, (digits.count - place) % 3 == 0 { marked.append(UInt8(ascii: ",")) }
                marked.append(digit)
            }
            whole = String(decoding: marked, as: UTF8.self)
        }
        let sign = thousandths < 0 ? "-" : ""
        guard magnitude % 1000 != 0 else { return sign + whole }
        var decimals = String(String(magnitude % 1000 + 1000).dropFirst())
        while decimals.hasSuffix("0") { decimals.removeLast() }
        return sign + whole + "." + decimals
    }
}
