/// An exact quotient of thousandths, so that no comparison with a figure is rounded.
///
/// Wide enough for any number that ``TargetNumber`` reads times any other times 100.
struct ExactNumber {
    var numerator: Int128
    /// Positive.
    var denominator: Int128

    init(_ numerator: Int128, over denominator: Int128) {
        precondition(denominator > 0, "a quotient has a positive divisor")
        self.numerator = numerator
        self.denominator = denominator
    }

    init(_ number: TargetNumber) { self.init(Int128(number.thousandths), over: 1) }

    /// The growth, in percent, from a positive base to a value.
    init(growthFrom base: TargetNumber, to value: TargetNumber) {
        let difference = Int128(value.thousandths) - Int128(base.thousandths)
        self.init(difference * 100_000, over: Int128(base.thousandths))
    }

    /// The value grown by `percent`, times `part` of `whole`: what a straight line asks for.
    init(_ base: TargetNumber, grownBy percent: TargetNumber, part: Int = 1, of whole: Int = 1) {
        let share = Int128(percent.thousandths) * Int128(part)
        self.init(
            Int128(base.thousandths) * (100_000 * Int128(whole) + share),
            over: 100_000 * Int128(whole))
    }

    /// `part` of `whole` of this number.
    func share(_ part: Int, of whole: Int) -> ExactNumber {
        ExactNumber(numerator * Int128(part), over: denominator * Int128(whole))
    }

    func meets(_ comparator: PlanTarget.Comparator, _ figure: TargetNumber) -> Bool {
        let limit = Int128(figure.thousandths) * denominator
        return switch comparator {
        case .more: numerator > limit
        case .atLeast: numerator >= limit
        case .about: numerator * 100 >= limit * 95
        }
    }

    /// The next multiple of `step` thousandths at or below; at the edge of 64 bits the edge.
    func roundedDown(toThousandths step: Int128 = 1) -> TargetNumber {
        let divisor = denominator * step
        let quotient = numerator / divisor
        let floor = (numerator < quotient * divisor ? quotient - 1 : quotient) * step
        return TargetNumber(thousandths: Int64(clamping: floor))
    }

    /// The share of a positive `whole`, 0 to 1000, rounded down.
    func permille(of whole: ExactNumber) -> Int {
        precondition(whole.numerator > 0, "a bar is a share of something")
        let share = numerator * 1000 * whole.denominator / (denominator * whole.numerator)
        return Int(min(max(share, 0), 1000))
    }
}

extension Day {
    /// All days of a calendar year, or nil for a year outside 1 to 9999.
    static func all(ofYear year: Int) -> ClosedRange<Day>? {
        guard let first = Day(year: year, month: 1, day: 1),
            let last = Day(year: year, month: 12, day: 31)
        else { return nil }
        return first...last
    }
}
