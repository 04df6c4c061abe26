/// Compiles a pack's expressions for each stretch of days, collecting every fault.
struct PackCompiler {
    let source: PackSource
    let register: ItemClassRegister
    var faults: [PackFault] = []
    /// Parameters with a value that could not be read.
    private var unread: Set<String> = []

    init(source: PackSource, register: ItemClassRegister) {
        self.source = source
        self.register = register
    }

    mutating func epochs() -> [PolicyPack.Epoch] {
        checkSupplements()
        if source.awards.isEmpty {
            fault(
                source.identifier, "award-missing", zh: "没有补贴标准。请在awards下至少写一项。",
                en: "There are no awards. Write at least one under awards.")
        }
        let values = source.parameters.map { parameter in
            (parameter.name.text, dated(parameter))
        }
        let starts = Set(values.flatMap { $0.1.map(\.from) } + [source.from])
            .filter { $0 <= source.to && $0 >= source.from }.sorted()
        let epochs = starts.map { start in epoch(from: start, values: values) }
        var seen = Set<PackFault>()
        faults = faults.filter { seen.insert($0).inserted }
        return epochs
    }

    private mutating func dated(_ parameter: PackSource.Parameter) -> [(
        from: Day, value: ParameterValue
    )] {
        var values: [(from: Day, value: ParameterValue)] = []
        if Fact(named: parameter.name.text) != nil {
            fault(
                parameter.name, "name-taken", zh: "“\(parameter.name.text)”是事实的名称，参数不能重名。",
                en: "\(parameter.name.text) names a fact; a parameter needs another name.")
        }
        for entry in parameter.values {
            if let last = values.last, entry.from <= last.from {
                fault(
                    parameter.name, "dates-out-of-order", zh: "各时段须按日期先后排列且不重复。",
                    en: "Dated values stand in order of their days, each day once.")
            }
            guard let value = value(of: entry) else {
                unread.insert(parameter.name.text)
                continue
            }
            if let first = values.first, first.value.type != value.type {
                fault(
                    entry.value.first ?? entry.article, "type-mismatch", zh: "各时段的取值类型不同。",
                    en: "The dated values are of different types.")
            }
            values.append((entry.from, value))
        }
        if let first = parameter.values.first, first.from > source.from {
            let days = "\(source.from.isoText)–\(first.from.advanced(byDays: -1).isoText)"
            fault(
                parameter.name, "value-missing",
                zh: "“\(parameter.name.text)”在\(days)没有取值。请补上自\(source.from.isoText)起的取值。",
                en: "\(parameter.name.text) has no value on \(days). Add one from "
                    + "\(source.from.isoText).")
        }
        return values
    }

    private mutating func value(of entry: PackSource.DatedValue) -> ParameterValue? {
        if let kind = entry.fill { return standIn(for: kind, entry) }
        guard let placed = entry.value.first else { return nil }
        if entry.isList { return list(entry.value) }
        let text = placed.text
        if text == "true" || text == "false" { return .bool(text == "true") }
        if let rate = Rate(percentText: text) { return .rate(rate) }
        if text.hasSuffix(" yuan") { return money(placed) }
        if text.utf8.count == 10, case .success(let day) = Day.parse(text) { return .day(day) }
        if let number = Int64(text) { return .int(number) }
        fault(
            placed, "value-unreadable",
            zh: "“\(text)”不是取值。金额写“1500.00 yuan”，比例写“15%”，日期写“2026-01-01”。",
            en:
                "\(text) is not a value. Write money as 1500.00 yuan, a rate as 15%, a day as 2026-01-01."
        )
        return nil
    }

    /// A value of the right type for a hole, so that a template's rules can be typed.
    private mutating func standIn(
        for kind: PackSource.FillKind, _ entry: PackSource.DatedValue
    ) -> ParameterValue {
        if !source.isTemplate {
            fault(
                entry.article, "fill-outside-template",
                zh: "此处的取值还没有填（fill: \(kind.rawValue)）。请按通知填写value和mark；"
                    + "只有template可以留空。",
                en: "This value is still to be filled in (fill: \(kind.rawValue)). Write value and "
                    + "mark from the notice; only a template may leave it open."
            )
        }
        switch kind {
        case .money: return .money(Money(fen: 100))
        case .rate: return .rate(Rate(millionths: 10_000))
        case .day: return .day(source.from)
        case .integer: return .int(1)
        case .classes:
            return .list(
                .itemClass, UInt64.max, words: register.classes.map(\.key))
        }
    }

    private mutating func money(_ placed: PlacedText) -> ParameterValue? {
        let number = String(placed.text.dropLast(" yuan".count))
        if case .success(let amount) = Money.parse(yuan: number) { return .money(amount) }
        fault(
            placed, "value-unreadable", zh: "“\(placed.text)”不是金额，最多两位小数。",
            en: "\(placed.text) is not an amount with at most two decimals.")
        return nil
    }

    private mutating func list(_ words: [PlacedText]) -> ParameterValue? {
        let domains = [SymbolDomain.itemClass] + SymbolDomain.allCases.filter { $0 != .itemClass }
        let domain = domains.first { domain in
            words.contains { domain.index(ofWord: $0.text, in: register) != nil }
        }
        guard let domain else {
            fault(
                words[0], "symbol-unknown", zh: "“\(words[0].text)”不是任何已知的词。",
                en: "\(words[0].text) is not a known word.")
            return nil
        }
        var mask: UInt64 = 0
        for word in words {
            if let index = domain.index(ofWord: word.text, in: register) {
                mask |= 1 << UInt64(index)
            } else {
                fault(
                    word, "symbol-unknown", zh: "“\(word.text)”不是\(domain.rawValue)的取值。",
                    en: "\(word.text) is not a word of \(domain.rawValue).")
            }
        }
        return .list(domain, mask, words: words.map(\.text))
    }

    private mutating func epoch(
        from start: Day, values: [(String, [(from: Day, value: ParameterValue)])]
    ) -> PolicyPack.Epoch {
        var parameters: [String: ParameterValue] = [:]
        for (name, dated) in values {
            parameters[name] = dated.last { $0.from <= start }?.value ?? dated.first?.value
        }
        return PolicyPack.Epoch(
            from: start, parameters: parameters,
            requirements: source.requirements.compactMap { requirement($0, parameters) },
            awards: source.awards.compactMap { award($0, parameters) },
            limits: source.limits.compactMap { limit($0, parameters) }, register: register)
    }

    private mutating func requirement(
        _ source: PackSource.Requirement, _ parameters: [String: ParameterValue]
    ) -> PolicyPack.Requirement? {
        guard let program = compile(source.require, .bool, parameters) else { return nil }
        return PolicyPack.Requirement(
            source: source, program: program, field: source.field ?? program.facts.first?.field)
    }

    private mutating func award(
        _ source: PackSource.Award, _ parameters: [String: ParameterValue]
    ) -> PolicyPack.Award? {
        guard let when = compile(source.when, .bool, parameters) else { return nil }
        if let amount = source.amount {
            if source.rate != nil {
                fault(
                    source.code, "award-incomplete", zh: "补贴标准只能写amount或rate之一。",
                    en: "An award says amount or rate, not both.")
            }
            guard source.rate == nil, let fixed = compile(amount, .money, parameters) else {
                return nil
            }
            return PolicyPack.Award(source: source, when: when, sum: .fixed(fixed))
        }
        guard let rateText = source.rate, let baseText = source.base else {
            fault(
                source.code, "award-incomplete", zh: "补贴标准须写amount，或rate与of。",
                en: "An award says amount, or rate and of.")
            return nil
        }
        let rate = compile(rateText, .rate, parameters)
        let base = compile(baseText, .money, parameters)
        let cap = source.cap.flatMap { compile($0, .money, parameters) }
        guard let rate, let base else { return nil }
        return PolicyPack.Award(
            source: source, when: when, sum: .share(rate: rate, base: base, cap: cap))
    }

    private mutating func limit(
        _ source: PackSource.Limit, _ parameters: [String: ParameterValue]
    ) -> PolicyPack.Limit? {
        compile(source.count, .int, parameters).map { PolicyPack.Limit(source: source, count: $0) }
    }

    private mutating func compile(
        _ placed: PlacedText, _ wanted: FactType, _ parameters: [String: ParameterValue]
    ) -> ExpressionProgram? {
        do throws(ExpressionFault) {
            return try ExpressionCompiler.compile(
                placed.text, wanted: wanted, parameters: parameters, register: register)
        } catch {
            // A name whose value could not be read has its fault already; the rest follows from it.
            if unread.contains(where: { placed.text.contains($0) }) { return nil }
            faults.append(
                PackFault(
                    file: source.file, line: placed.line, column: placed.column + error.offset,
                    code: error.code, message: error.message))
            return nil
        }
    }

    /// A supplement reaches back: its days are in force, before the day it goes up to.
    private mutating func checkSupplements() {
        var earlier: [PackSource.Supplement] = []
        for supplement in source.supplements {
            let days = supplement.lawDays
            if days.lowerBound < source.from || supplement.asOf > source.to
                || supplement.asOf <= days.upperBound
            {
                let found = "\(days.lowerBound.isoText)–\(days.upperBound.isoText)"
                let last = source.to.isoText
                fault(
                    supplement.code, "supplement-days",
                    zh: "补差的日期应在有效期内，lawDays在前，asOf在后，不晚于\(last)；现为\(found)，"
                        + "asOf \(supplement.asOf.isoText)。请改日期。",
                    en:
                        "A supplement's days lie in force, lawDays before asOf, asOf at most \(last); "
                        + "found \(found), asOf \(supplement.asOf.isoText). Change the days.")
            }
            if let other = earlier.first(where: { $0.lawDays.overlaps(days) }) {
                fault(
                    supplement.code, "supplements-overlap",
                    zh: "与补差“\(other.code.text)”的日期重叠。请合并或改日期。",
                    en:
                        "Its days overlap those of \(other.code.text). Join them or change the days."
                )
            }
            earlier.append(supplement)
        }
    }

    /// Every article named exists in the notice; every article of the notice is named or has no rule.
    mutating func checkArticles() {
        let labels = Set(source.articles.map(\.label))
        var used = Set<String>()
        let named =
            source.parameters.flatMap { $0.values.map(\.article) }
            + source.requirements.map(\.article) + source.awards.map(\.article)
            + source.limits.map(\.article) + source.supplements.map(\.article)
            + source.deadlines.map(\.article) + source.papers.map(\.article)
        for article in named
        where used.insert(article.text).inserted && !labels.contains(article.text) {
            fault(
                article, "article-unknown",
                zh: "通知文本中没有“\(article.text)”这一条。请更正条号，或在通知里加上“## \(article.text) …”。",
                en: "The notice has no article \(article.text). Correct it, or add the heading "
                    + "## \(article.text) … to the notice.")
        }
        for article in source.articles where !article.hasNoRule && !used.contains(article.label) {
            faults.append(
                PackFault(
                    file: source.file.replacing(".yaml", with: ".notice.md"), line: article.line,
                    column: 1, code: "article-unused",
                    message: LocalizedText(
                        zh: "“\(article.label)”没有规则引用，也未标[no rule]。请在规则里引用，或在标题末尾加[no rule]。",
                        en:
                            "No rule names article \(article.label), and it is not marked [no rule]. Name it in a rule, or mark it."
                    )))
        }
    }

    private mutating func fault(_ placed: PlacedText, _ code: String, zh: String, en: String) {
        faults.append(
            PackFault(
                file: source.file, line: placed.line, column: placed.column, code: code,
                message: LocalizedText(zh: zh, en: en)))
    }
}
