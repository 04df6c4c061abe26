/// An amount of renminbi in whole fen.
///
/// Arithmetic traps on overflow in release builds too: an amount that does not
/// fit 64 bits is our mistake, never data (the reader refuses absurd prices).
public struct Money: Hashable, Comparable, Sendable {
    /// The amount in fen; negative only for differences and credit postings.
    public var fen: Int64

    /// An amount of `fen` fen.
    public init(fen: Int64) { self.fen = fen }

    /// No money.
    public static let zero = Money(fen: 0)

    /// The largest amount a claim file may state: 100 million yuan.
    public static let largestStated = Money(fen: 10_000_000_000)

    /// The largest sum that a fund may be given at once: a trillion yuan.
    public static let largestAppropriation = Money(fen: 100_000_000_000_000)

    /// Whether the left amount is smaller.
    public static func < (left: Money, right: Money) -> Bool { left.fen < right.fen }
    /// The sum.
    public static func + (left: Money, right: Money) -> Money { Money(fen: left.fen + right.fen) }
    /// The difference; may be negative.
    public static func - (left: Money, right: Money) -> Money { Money(fen: left.fen - right.fen) }
    /// Adds the right amount to the left one.
    public static func += (left: inout Money, right: Money) { left.fen += right.fen }
    /// The amount on the other side.
    public static prefix func - (amount: Money) -> Money { Money(fen: -amount.fen) }
}

extension Money {
    /// Why a text is not an amount.
    public enum TextFault: Error, Hashable, Sendable {
        /// It is not a number with digits only, separators in place and at most one point.
        case notAnAmount
        /// It has more than two decimals, zeros too: a third is never dropped silently.
        case tooManyDecimals
        /// It is beyond the limit.
        case tooLarge
    }

    /// Reads yuan with at most two decimals, as people type them.
    ///
    /// Accepts thousands separators in groups of three, full-width digits having
    /// been folded before, a leading `¥` and a trailing `元`, and one sign.
    /// Never goes through a floating-point number.
    ///
    /// - Parameters:
    ///   - text: the cell, trimmed, ASCII-folded.
    ///   - limit: the largest amount taken.
    /// - Returns: the amount, or why there is none.
    public static func parse(
        yuan text: String, limit: Money = .largestStated
    ) -> Result<Money, TextFault> {
        var digits = Array(text.utf8)[...]
        if let mark = ["¥", "￥"].first(where: text.hasPrefix) {
            digits = digits.dropFirst(mark.utf8.count)
        }
        if text.hasSuffix("元") { digits = digits.dropLast("元".utf8.count) }
        let negative = digits.first == UInt8(ascii: "-")
        if negative || digits.first == UInt8(ascii: "+") { digits = digits.dropFirst() }
        return parse(unsigned: digits, limit).map { negative ? -$0 : $0 }
    }

    private static func parse(
        unsigned digits: ArraySlice<UInt8>, _ limit: Money
    ) -> Result<Money, TextFault> {
        let parts = digits.split(
            separator: UInt8(ascii: "."), maxSplits: 2, omittingEmptySubsequences: false)
        guard let wholeText = parts.first, parts.count <= 2, let whole = groupedDigits(wholeText)
        else { return .failure(.notAnAmount) }
        let decimals = parts.count == 2 ? parts[1] : []
        guard decimals.allSatisfy(isDigit), parts.count == 1 || !decimals.isEmpty else {
            return .failure(.notAnAmount)
        }
        guard decimals.count <= 2 else { return .failure(.tooManyDecimals) }
        guard whole.count <= 15 else { return .failure(.tooLarge) }
        var fen: Int64 = 0
        for digit in whole { fen = fen * 10 + Int64(digit - 48) }
        for place in 0..<2 {
            let digit = decimals.count > place ? decimals[decimals.startIndex + place] : 48
            fen = fen * 10 + Int64(digit - 48)
        }
        return fen <= limit.fen ? .success(Money(fen: fen)) : .failure(.tooLarge)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

    /// The digits without separators, or nil unless every group after a comma has three.
    private static func groupedDigits(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let groups = text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard groups.allSatisfy({ $0.allSatisfy(isDigit) }), !text.isEmpty else { return nil }
        if groups.count > 1 {
            guard (1...3).contains(groups[0].count),
                groups.dropFirst().allSatisfy({ $0.count == 3 })
            else { return nil }
        }
        return groups.flatMap { $0 }
    }

    /// The amount in yuan with two decimals and no separators, as files carry it: `12000.00`.
    public var yuanText: String { text(grouped: false) }

    /// The amount in yuan with two decimals and separators, as people read it: `12,000.00`.
    public var groupedText: String { text(grouped: true) }

    private func text(grouped: Bool) -> String {
        String(unsafeUninitializedCapacity: 32) { buffer in
            var writer = ByteWriter(buffer)
            writer.write(self, grouped: grouped)
            return writer.count
        }
    }
}
