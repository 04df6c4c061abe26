/// An exact share, kept as whole millionths: 15 % is 150,000.
///
/// Six decimals carry every percentage a notice has used with four decimals to
/// spare; a finer rate does not parse, so nothing is ever rounded in a rate.
public struct Rate: Hashable, Comparable, Sendable {
    /// Millionths; 1,000,000 is the whole.
    public var millionths: Int64

    /// A rate of `millionths` millionths.
    public init(millionths: Int64) { self.millionths = millionths }

    /// Whether the left rate is smaller.
    public static func < (left: Rate, right: Rate) -> Bool { left.millionths < right.millionths }

    /// Reads `15%` or `12.5%`; nil for anything else, or for more than four decimals.
    public init?(percentText text: String) {
        guard text.hasSuffix("%") else { return nil }
        let parts = text.dropLast().split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (1...6).contains(parts[0].utf8.count),
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } }),
            parts.count == 1 || parts[1].utf8.count <= 4
        else { return nil }
        var value = Int64(0)
        for digit in parts[0].utf8 { value = value * 10 + Int64(digit - 48) }
        let decimals = parts.count == 2 ? Array(parts[1].utf8) : []
        for place in 0..<4 {
            value = value * 10 + (place < decimals.count ? Int64(decimals[place] - 48) : 0)
        }
        self.init(millionths: value)
    }

    /// The rate as people read it: `15%`, `12.5%`.
    public var percentText: String {
        let whole = millionths / 10_000
        var decimals = String(millionths % 10_000)
        guard millionths % 10_000 != 0 else { return "\(whole)%" }
        while decimals.utf8.count < 4 { decimals = "0" + decimals }
        while decimals.hasSuffix("0") { decimals.removeLast() }
        return "\(whole).\(decimals)%"
    }
}

/// How a product of money and rate becomes whole fen, jiao or yuan; named by the pack.
public struct Rounding: Hashable, Sendable {
    /// The direction.
    public enum Mode: String, Sendable, CaseIterable { case down, up, halfUp = "half-up" }
    /// The unit that the amount is a multiple of, in fen.
    public enum Unit: String, Sendable, CaseIterable {
        case fen, jiao, yuan

        /// Fen in one unit.
        public var fen: Int64 {
            switch self {
            case .fen: 1
            case .jiao: 10
            case .yuan: 100
            }
        }
    }

    /// The direction.
    public var mode: Mode
    /// The unit.
    public var unit: Unit

    /// A rounding in `mode` to `unit`.
    public init(mode: Mode, unit: Unit) {
        self.mode = mode
        self.unit = unit
    }

    /// `rate` of `base`, rounded once; `base` is not negative.
    public func amount(_ rate: Rate, of base: Money) -> Money {
        precondition(
            base.fen >= 0 && rate.millionths >= 0, "a rate applies to amounts that are not negative"
        )
        let divisor = 1_000_000 * unit.fen
        let product = base.fen.multipliedFullWidth(by: rate.millionths)
        let (quotient, remainder) = divisor.dividingFullWidth(product)
        let raised: Bool =
            switch mode {
            case .down: false
            case .up: remainder > 0
            case .halfUp: remainder >= divisor - remainder
            }
        return Money(fen: (quotient + (raised ? 1 : 0)) * unit.fen)
    }
}
