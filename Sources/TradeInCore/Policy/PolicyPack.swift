/// A pack whose every expression is typed and compiled, ready to decide claims.
///
/// Parameters are dated, so a pack holds one set of compiled rules per stretch
/// of days on which no parameter changes.
public final class PolicyPack: Sendable {
    /// A compiled requirement.
    struct Requirement: Sendable {
        let source: PackSource.Requirement
        let program: ExpressionProgram
        let field: ClaimField?
    }

    /// A compiled award.
    struct Award: Sendable {
        enum Sum: Sendable {
            case fixed(ExpressionProgram)
            case share(rate: ExpressionProgram, base: ExpressionProgram, cap: ExpressionProgram?)
        }
        let source: PackSource.Award
        let when: ExpressionProgram
        let sum: Sum
    }

    /// A compiled limit.
    public struct Limit: Sendable {
        /// The limit as the pack says it.
        public let source: PackSource.Limit
        let count: ExpressionProgram

        /// The most claims of one person, for a claim with these facts; nil when a fact is absent.
        public func count(for facts: FactSet) -> Int? {
            guard case .number(let count) = count.evaluate(facts) else { return nil }
            return Int(clamping: count)
        }
    }

    /// The rules of a stretch of days.
    final class Epoch: Sendable {
        let from: Day
        let parameters: [String: ParameterValue]
        let requirements: [Requirement]
        let awards: [Award]
        let limits: [Limit]
        /// All of the above in one piece, for deciding.
        let tape: RuleTape
        /// How each requirement's line reads, by language.
        let lines: [Language: [LineTemplate]]

        init(
            from: Day, parameters: [String: ParameterValue], requirements: [Requirement],
            awards: [Award], limits: [Limit], register: ItemClassRegister
        ) {
            self.from = from
            self.parameters = parameters
            self.requirements = requirements
            self.awards = awards
            self.limits = limits
            self.tape = RuleTape(requirements, awards)
            var lines: [Language: [LineTemplate]] = [:]
            for language in Language.allCases {
                lines[language] = requirements.map {
                    LineTemplate($0, parameters, register, language)
                }
            }
            self.lines = lines
        }
    }

    /// The pack as its file says it.
    public let source: PackSource
    /// The item classes that its rules speak of.
    public let register: ItemClassRegister
    let epochs: [Epoch]

    /// Compiles a pack; all faults are found, not the first.
    ///
    /// - Parameters:
    ///   - source: the pack as read.
    ///   - register: the item classes.
    ///   - checksArticles: whether rules and notice must name each other; a pack that was
    ///     changed on purpose, to see whether its cases notice, is spared.
    /// - Throws: ``PackFaults`` when any expression, value or article is wrong.
    public init(
        _ source: PackSource, register: ItemClassRegister, checksArticles: Bool = true
    ) throws(PackFaults) {
        var compiler = PackCompiler(source: source, register: register)
        self.epochs = compiler.epochs()
        if checksArticles { compiler.checkArticles() }
        guard compiler.faults.isEmpty else { throw PackFaults(compiler.faults) }
        self.source = source
        self.register = register
    }

    /// The pack's identifier.
    public var identifier: String { source.identifier.text }

    /// Whether `day` is in force.
    public func isInForce(on day: Day) -> Bool { source.from <= day && day <= source.to }

    func epoch(on day: Day) -> Epoch {
        precondition(isInForce(on: day), "a pack decides only days on which it is in force")
        for epoch in epochs.reversed() where epoch.from <= day { return epoch }
        preconditionFailure("the first epoch starts with the pack")
    }

    /// The parameters and their values on a day in force, by name.
    public func parameters(on day: Day) -> [String: ParameterValue] { epoch(on: day).parameters }

    /// The limits on a day in force.
    public func limits(on day: Day) -> [Limit] { epoch(on: day).limits }
}

/// All that is wrong with a pack; never empty.
public struct PackFaults: Error, Hashable, Sendable {
    /// The faults in order of place.
    public var faults: [PackFault]

    /// At least one fault.
    public init(_ faults: [PackFault]) {
        precondition(!faults.isEmpty, "no faults is not an error")
        self.faults = faults
    }
}
