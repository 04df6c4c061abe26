import TradeInCore

/// Looks for a claim for which some of a pack's expressions hold and others do not.
///
/// Each fact is tried only at the values at which the pack's own parameters and literals
/// cut it (the value, one less, one more): between two cuts no expression changes. Facts
/// are set one after another, and an expression is looked at as soon as its facts are set,
/// so that most combinations are never made. What is found is a real claim; where the
/// search gives up, it says so.
struct PackSolver {
    /// An expression and what it must give.
    struct Condition {
        var expression: PackExpression
        var facts: [Fact]
        var mustHold: Bool
    }

    /// How a search ended.
    enum Answer {
        case found(FactSet)
        case none
        case gaveUp
    }

    let pack: PolicyPack
    /// The first day of the stretch that is searched.
    let day: Day
    private let values: [Fact: [Int64?]]
    private let budget: Budget

    /// Assignments that all searches of one pack may make together, so that a pack which was
    /// made to be searched for ever is given up within a second.
    final class Budget {
        var left = 400_000
    }

    init(pack: PolicyPack, day: Day, register: ItemClassRegister, budget: Budget = Budget()) {
        self.pack = pack
        self.day = day
        self.budget = budget
        var values: [Fact: [Int64?]] = [:]
        for fact in PackFacts.named(in: pack.expressions(on: day).map(\.text)) {
            values[fact] = PackFacts.values(of: fact, in: pack, on: day, register)
        }
        let law = pack.source.dayOfLaw
        values[law] = (values[law] ?? []).filter { value in
            value.map { Self.days(of: pack, from: day).contains(Day(number: Int32($0))) } ?? false
        }
        if values[law, default: []].isEmpty { values[law] = [Int64(day.number)] }
        self.values = values
    }

    /// The stretch of days, from `day`, on which no parameter changes.
    private static func days(of pack: PolicyPack, from day: Day) -> ClosedRange<Day> {
        let next = pack.epochDays.first { $0 > day }
        return day...(next.map { $0.advanced(byDays: -1) } ?? pack.source.to)
    }

    func condition(_ expression: PackExpression, _ mustHold: Bool) -> Condition {
        let facts = PackFacts.named(in: [expression.text]).filter { values[$0] != nil }
        return Condition(expression: expression, facts: facts, mustHold: mustHold)
    }

    /// A claim for which all conditions are as they must be.
    ///
    /// - Parameter conditions: the first ones matter most; their facts are set first.
    /// - Returns: a claim, or whether the search went to its end.
    func claim(_ conditions: [Condition]) -> Answer {
        var order: [Fact] = [pack.source.dayOfLaw]
        for fact in conditions.flatMap(\.facts) where !order.contains(fact) { order.append(fact) }
        // Each condition is looked at once, when the last of its facts is set.
        var due: [[Condition]] = Array(repeating: [], count: order.count)
        for condition in conditions {
            let last = condition.facts.compactMap(order.firstIndex(of:)).max() ?? 0
            due[last].append(condition)
        }
        let search = Search(order: order, due: due, values: values, budget: budget)
        if let found = search.run(0, FactSet()) { return .found(found) }
        return budget.left <= 0 ? .gaveUp : .none
    }

    private struct Search {
        let order: [Fact]
        let due: [[Condition]]
        let values: [Fact: [Int64?]]
        let budget: Budget

        func run(_ place: Int, _ facts: FactSet) -> FactSet? {
            guard place < order.count else { return facts }
            let fact = order[place]
            for value in values[fact] ?? [] {
                budget.left -= 1
                guard budget.left > 0 else { return nil }
                var facts = facts
                facts[fact] = value
                guard due[place].allSatisfy({ $0.isMet(facts) }) else { continue }
                if let found = run(place + 1, facts) { return found }
            }
            return nil
        }
    }
}

extension PackSolver.Condition {
    /// An expression that wants a fact which is absent neither holds nor fails: it refuses.
    func isMet(_ facts: FactSet) -> Bool { expression.value(facts) == .bool(mustHold) }
}
