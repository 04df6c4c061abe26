/// What an expression gives for a claim's facts.
public enum ExpressionValue: Hashable, Sendable {
    /// An amount in fen, a rate in millionths, or a count.
    case number(Int64)
    /// Whether it holds.
    case bool(Bool)
    /// It needs this fact, and the claim does not have it.
    case absent(Fact)
}

/// One expression of a pack as it stands on a day.
public struct PackExpression: Sendable {
    /// The rule and its part: `require:grade-not-covered`, `award-rate:cap`.
    public var name: String
    /// The expression's text.
    public var text: String
    let program: ExpressionProgram
    let isBool: Bool

    /// The expression's value.
    public func value(_ facts: FactSet) -> ExpressionValue {
        switch program.evaluate(facts) {
        case .number(let number): isBool ? .bool(number != 0) : .number(number)
        case .absent(let fact): .absent(fact)
        }
    }
}

extension PolicyPack {
    /// The first day of each stretch on which no parameter changes.
    public var epochDays: [Day] { epochs.map(\.from) }

    /// Every expression of the pack on a day in force, for a look from outside.
    public func expressions(on day: Day) -> [PackExpression] {
        let epoch = epoch(on: day)
        var all = epoch.requirements.map {
            PackExpression(
                name: "require:" + $0.source.code.text, text: $0.source.require.text,
                program: $0.program, isBool: true)
        }
        for award in epoch.awards {
            func add(_ part: String, _ text: PlacedText?, _ program: ExpressionProgram) {
                all.append(
                    PackExpression(
                        name: award.source.code.text + ":" + part, text: text?.text ?? "",
                        program: program, isBool: part == "when"))
            }
            add("when", award.source.when, award.when)
            switch award.sum {
            case .fixed(let amount): add("amount", award.source.amount, amount)
            case .share(let rate, let base, let cap):
                add("rate", award.source.rate, rate)
                add("of", award.source.base, base)
                if let cap { add("cap", award.source.cap, cap) }
            }
        }
        all += epoch.limits.map {
            PackExpression(
                name: "limit:" + $0.source.code.text, text: $0.source.count.text,
                program: $0.count, isBool: false)
        }
        return all
    }
}
