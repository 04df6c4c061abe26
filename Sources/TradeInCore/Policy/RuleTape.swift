/// All expressions of an epoch's requirements and awards, laid end to end.
///
/// Deciding walks one array of plain numbers: a rule kept as an object of its own
/// costs more in reference counts than in arithmetic.
struct RuleTape: Sendable {
    private var operations: [ExpressionProgram.Operation] = []
    private var depth = 1
    private let requirements: [Range<Int>]
    private let awards: [AwardPlaces]

    /// Where an award's expressions lie.
    private struct AwardPlaces {
        var when: Range<Int>
        var fixed: Range<Int>?
        var rate: Range<Int>?
        var base: Range<Int>?
        var cap: Range<Int>?
    }

    init(_ requirements: [PolicyPack.Requirement], _ awards: [PolicyPack.Award]) {
        var tape: [ExpressionProgram.Operation] = []
        var deepest = 1
        func lay(_ program: ExpressionProgram) -> Range<Int> {
            let start = tape.count
            tape += program.operations
            deepest = max(deepest, program.depth)
            return start..<tape.count
        }
        self.requirements = requirements.map { lay($0.program) }
        self.awards = awards.map { award in
            var places = AwardPlaces(when: lay(award.when))
            switch award.sum {
            case .fixed(let amount): places.fixed = lay(amount)
            case .share(let rate, let base, let cap):
                places.rate = lay(rate)
                places.base = lay(base)
                places.cap = cap.map(lay)
            }
            return places
        }
        self.operations = tape
        self.depth = deepest
    }

    /// The tape over one claim's facts.
    struct Reader {
        fileprivate let tape: RuleTape
        fileprivate let operations: UnsafeBufferPointer<ExpressionProgram.Operation>
        fileprivate let values: UnsafeBufferPointer<Int64>
        fileprivate let present: UInt64
        fileprivate let stack: UnsafeMutableBufferPointer<Int64>

        var requirementCount: Int { tape.requirements.count }
        var awardCount: Int { tape.awards.count }

        @inline(__always)
        private func run(_ range: Range<Int>) -> ExpressionProgram.Value {
            ExpressionProgram.run(operations, range, values, present, stack)
        }

        /// Whether a requirement holds.
        func requirement(_ index: Int) -> ExpressionProgram.Value { run(tape.requirements[index]) }

        /// Whether an award is meant for the claim.
        func applies(_ index: Int) -> Bool { run(tape.awards[index].when) == .number(1) }

        /// What an award gives; nil when a figure is missing or negative.
        func award(_ index: Int, _ rounding: Rounding) -> Determination.AwardOutcome? {
            let places = tape.awards[index]
            if let fixed = places.fixed {
                return amount(fixed).map { .init(index: index, uncapped: $0) }
            }
            guard let rateRange = places.rate, let baseRange = places.base,
                case .number(let share) = run(rateRange), (0...Self.largestRate).contains(share),
                let base = amount(baseRange)
            else { return nil }
            let rate = Rate(millionths: share)
            guard let capRange = places.cap else {
                return .init(
                    index: index, rate: rate, base: base, uncapped: rounding.amount(rate, of: base))
            }
            guard let cap = amount(capRange) else { return nil }
            return .init(
                index: index, rate: rate, base: base, cap: cap,
                uncapped: rounding.amount(rate, of: base))
        }

        private func amount(_ range: Range<Int>) -> Money? {
            guard case .number(let fen) = run(range), (0...Self.largestFen).contains(fen) else {
                return nil
            }
            return Money(fen: fen)
        }

        /// Ten trillion yuan: a pack's arithmetic beyond it is absurd and grants nothing.
        private static let largestFen: Int64 = 1_000_000_000_000_000
        /// A hundredfold; within both bounds no product leaves 64 bits.
        private static let largestRate: Int64 = 100_000_000
    }

    /// Calls `body` with the tape over `facts`.
    @inline(__always)
    func evaluate(_ facts: FactSet, _ body: (Reader) -> Void) {
        facts.withStorage { values, present in
            withUnsafeTemporaryAllocation(of: Int64.self, capacity: depth) { stack in
                operations.withUnsafeBufferPointer { operations in
                    body(
                        Reader(
                            tape: self, operations: operations, values: values, present: present,
                            stack: stack))
                }
            }
        }
    }
}
