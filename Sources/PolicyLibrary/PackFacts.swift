import TradeInCore

/// Which facts a pack's rules name, and at which values the pack cuts them.
enum PackFacts {
    /// The facts named in expressions, in order of appearance, each once.
    static func named(in expressions: [String]) -> [Fact] {
        var facts: [Fact] = []
        for name in expressions.flatMap(words(of:)) {
            if let fact = Fact(named: name), !facts.contains(fact) { facts.append(fact) }
        }
        return facts
    }

    /// The names and numbers of an expression; words in quotes are left out.
    private static func words(of expression: String) -> [String] {
        let parts = expression.split(omittingEmptySubsequences: false) { $0 == "\"" || $0 == "'" }
        let outside = parts.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
        return outside.flatMap { part in
            part.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.map(String.init)
        }
    }

    /// The values worth trying for a fact; nil is its absence, where a rule asks for it.
    static func values(
        of fact: Fact, in pack: PolicyPack, on day: Day, _ register: ItemClassRegister
    ) -> [Int64?] {
        let expressions = expressions(of: pack)
        let absent: [Int64?] =
            expressions.contains { $0.contains("has(\(fact.name))") } ? [nil] : []
        switch fact.type {
        case .bool: return [0, 1] + absent
        case .symbol(.itemClass): return (0..<Int64(register.classes.count)).map { $0 } + absent
        case .symbol(let domain): return (0..<Int64(domain.fixedWords.count)).map { $0 } + absent
        case .text: return [1] + absent
        case .int where fact == .efficiencyGrade: return [1, 2, 3, 4, 5, 9] + absent
        default: return cuts(of: fact.type, in: pack, on: day, expressions) + absent
        }
    }

    private static func cuts(
        of type: FactType, in pack: PolicyPack, on day: Day, _ expressions: [String]
    ) -> [Int64?] {
        var cuts = pack.parameters(on: day).values.compactMap { number($0, of: type) }
        if type == .int { cuts += expressions.flatMap(words(of:)).compactMap { Int64($0) } }
        let around = Set(cuts.flatMap { [$0 &- 1, $0, $0 &+ 1] })
        return around.filter { $0 >= 0 || type == .day }.sorted()
    }

    private static func number(_ value: ParameterValue, of type: FactType) -> Int64? {
        switch (value, type) {
        case (.money(let amount), .money): amount.fen
        case (.day(let day), .day): Int64(day.number)
        case (.int(let value), .int): value
        default: nil
        }
    }

    private static func expressions(of pack: PolicyPack) -> [String] {
        pack.source.requirements.map(\.require.text) + pack.source.awards.map(\.when.text)
            + pack.source.limits.map(\.count.text)
    }

    /// A claim's facts as people read them: `soldOn = 2026-01-01, efficiencyGrade = 2`.
    static func text(of facts: FactSet, _ register: ItemClassRegister) -> String {
        Fact.allCases.filter { facts[$0] != nil }
            .map { "\($0.name) = \(text(of: $0, facts, register))" }.joined(separator: ", ")
    }

    private static func text(
        of fact: Fact, _ facts: FactSet, _ register: ItemClassRegister
    ) -> String {
        guard let value = facts[fact] else { return "–" }
        switch fact.type {
        case .day: return Day(number: Int32(clamping: value)).isoText
        case .money: return Money(fen: value).groupedText
        case .bool: return value != 0 ? "true" : "false"
        case .symbol(.itemClass): return register.classes[Int(value)].key
        case .symbol(let domain): return domain.fixedWords[Int(value)]
        default: return String(value)
        }
    }
}
