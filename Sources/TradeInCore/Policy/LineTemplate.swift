/// How the line of a requirement reads, worked out once per pack and language.
///
/// `efficiencyGrade == 1：efficiencyGrade = ` stays the same for every claim; only the
/// facts' values and the outcome are put in.
struct LineTemplate: Sendable {
    private let rule: String
    private let article: String
    private let language: Language
    /// The text before each fact's value, and after the last.
    private let pieces: [String]
    private let facts: [Fact]
    private let outcomes: (met: String, notMet: String, undecided: String)

    init(
        _ requirement: PolicyPack.Requirement, _ parameters: [String: ParameterValue],
        _ register: ItemClassRegister, _ language: Language
    ) {
        self.language = language
        rule = requirement.source.code.text
        article = requirement.source.article.text
        facts = requirement.program.facts
        let colon = language == .zh ? "：" : ": "
        let comma = language == .zh ? "，" : ", "
        var pieces: [String] = []
        var text = requirement.source.require.text
        var separator = colon
        for fact in facts {
            pieces.append(text + separator + fact.name + " = ")
            text = ""
            separator = comma
        }
        for name in requirement.program.parameters {
            guard let value = parameters[name] else { continue }
            text += separator + name + " = " + value.text(register, language)
            separator = comma
        }
        self.pieces = pieces + [text]
        outcomes =
            language == .zh
            ? ("；符合", "；不符合", "；缺数据，未判断")
            : ("; met", "; not met", "; not decided, a fact is missing")
    }

    /// The line for a claim; `met` is nil when a fact was missing.
    func line(_ values: FactSet, _ met: Bool?, _ pack: PolicyPack) -> DeterminationLine {
        var text = ""
        for (piece, fact) in zip(pieces, facts) {
            text += piece
            text += pack.factText(fact, values, language)
        }
        text += pieces[facts.count]
        text += met.map { $0 ? outcomes.met : outcomes.notMet } ?? outcomes.undecided
        return DeterminationLine(rule: rule, article: article, text: text)
    }
}
