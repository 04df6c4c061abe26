import TradeInCore

/// What the report shows, as finished text; the template adds no word and no number.
struct PlanReportContent: Sendable {
    /// A target of a clause.
    struct Target: Sendable {
        let card: TargetCard
        let bullet: String
        let spark: String?
        let sparkTitle: String
        let facts: [Fact]
        let evidence: [String]
        let hasEvidence: Bool
    }

    /// A named value; a quote of the plan is in the plan's language.
    struct Fact: Sendable {
        let title, text: String
        var isQuote = false
    }

    /// A clause with its targets.
    struct Clause: Sendable {
        let title, text, units: String
        let isTold: Bool
        let targets: [Target]
    }

    /// A line of the matrix of clause, target and evidence.
    struct Line: Sendable {
        let clause, target, state, sign, evidence: String
    }

    let words: PlanReportWords
    let tag, style, heading, plan, number, county, asOf, year: String
    let checkpoint: CheckpointFacts?
    let counts: [TargetCount]
    let clauses: [Clause]
    let matrix: [Line]
    let isAnnual: Bool
    let planDigest, planVersion: String
    /// Where a page of the server gives out the whole report.
    let wholeAddress: String?

    init(
        _ report: PlanReport, _ kind: PlanReport.Kind, _ language: Language,
        wholeAddress: String? = nil
    ) {
        self.wholeAddress = wholeAddress
        let today = report.asOf.countyDay
        let entries = report.plan.targets.map { target in
            BoardTarget(
                target: target,
                reading: TargetEvaluation.evaluate(
                    target, actuals: report.actuals, asOf: today, year: report.year))
        }
        words = PlanReportWords(language)
        tag = language.tag
        style = PlanReportTemplate.style
        heading = kind == .annual ? words.annual : words.board
        plan = report.plan.title[language]
        number = report.plan.number
        county = report.plan.countyCode
        asOf = report.asOf.countyText
        year = String(report.year)
        checkpoint = report.checkpoint.flatMap(CheckpointFacts.init)
        counts = TargetCount.counts(entries, language)
        isAnnual = kind == .annual
        planDigest = report.plan.sha256
        planVersion = "\(report.plan.code) \(report.plan.version)"
        let shown = Dictionary(grouping: report.evidence, by: \.targetID)
        let words = words
        clauses = Self.clauses(of: report.plan, entries).map { name, entries in
            let clause = report.plan.clause(name)
            return Clause(
                title: Self.title(name, clause, language),
                text: clause?.text ?? "",
                units: Self.units(report.plan, clause, words, language),
                isTold: kind == .annual && clause != nil,
                targets: entries.map {
                    Self.target($0, report, shown[$0.target.id] ?? [], words, language)
                })
        }
        matrix =
            kind == .annual
            ? entries.map { Self.line($0, shown[$0.target.id] ?? [], words, language) } : []
    }

    /// `Clause 15  Trade-in of vehicles`; the general section has no number to be named by.
    private static func title(
        _ name: String, _ clause: PlanClause?, _ language: Language
    ) -> String {
        let number = Int(name).map { language == .zh ? "第\($0)条" : "Clause \($0)" }
        let parts = [number, clause?.title[language]].compactMap { $0 }
        return parts.isEmpty ? name : parts.joined(separator: "  ")
    }

    /// The targets by clause, in the order of the plan.
    private static func clauses(
        of plan: CountyPlan, _ entries: [BoardTarget]
    ) -> [(name: String, entries: [BoardTarget])] {
        let order = plan.clauses.map(\.name)
        let groups = Dictionary(grouping: entries, by: \.target.clause)
        let known = order.filter { groups[$0] != nil }
        let rest = groups.keys.filter { !order.contains($0) }.sorted()
        return (known + rest).map { ($0, groups[$0] ?? []) }
    }

    private static func units(
        _ plan: CountyPlan, _ clause: PlanClause?, _ words: PlanReportWords, _ language: Language
    ) -> String {
        func names(_ names: [String]) -> String {
            names.map { plan.unit(named: $0)?.name[language] ?? $0 }
                .joined(separator: language == .zh ? "、" : ", ")
        }
        guard let clause, !clause.leads.isEmpty else { return "" }
        let leads = words.leads + names(clause.leads)
        guard !clause.responsible.isEmpty else { return leads }
        return leads + (language == .zh ? "；" : "; ") + words.responsible
            + names(clause.responsible)
    }

    private static func target(
        _ entry: BoardTarget, _ report: PlanReport, _ evidence: [PlanReport.Evidence],
        _ words: PlanReportWords, _ language: Language
    ) -> Target {
        let card = TargetCard(entry, language)
        let months = TargetEvaluation.months(
            entry.target, actuals: report.actuals, asOf: report.asOf.countyDay, year: report.year)
        let colon = language == .zh ? "：" : ": "
        return Target(
            card: card, bullet: TargetPlot.bullet(permille: card.bar, due: card.due),
            spark: TargetPlot.sparkline(months, label: card.title + colon + words.months),
            sparkTitle: months.first.map { "\($0.month.year) 1–12" } ?? "",
            facts: facts(entry, words, language),
            evidence: evidence.map { text($0, words, language) }, hasEvidence: !evidence.isEmpty)
    }

    private static func facts(
        _ entry: BoardTarget, _ words: PlanReportWords, _ language: Language
    ) -> [Fact] {
        let (target, reading) = (entry.target, entry.reading)
        var facts = [Fact(title: words.quoted, text: target.quote, isQuote: true)]
        func add(
            _ title: String, _ value: TargetNumber?, isLevel: Bool = false, _ rest: String = ""
        ) {
            guard let value else { return }
            let plain = isLevel && target.growsFromBase
            facts.append(
                Fact(
                    title: title,
                    text: (plain ? value.groupedText : target.unit.text(value)[language]) + rest))
        }
        if target.growsFromBase {
            add(words.base, reading.base, isLevel: true)
            add(words.measured, reading.measured, isLevel: true)
        }
        let day = reading.dueOn.map { language == .zh ? "（\($0.isoText)）" : " (\($0.isoText))" }
        if reading.state == .onPace || reading.state == .behind {
            add(words.due, reading.due, isLevel: true, day ?? "")
        }
        if let forecast = reading.forecast {
            let how = forecast.method.title[language]
            add(words.forecast, forecast.value, language == .zh ? "（\(how)）" : " (\(how))")
        }
        let source = words.source(target.source)
        let observed = reading.observedOn.map { "，\($0.isoText)" } ?? ""
        facts.append(
            Fact(
                title: words.sourceTitle,
                text: language == .zh
                    ? source + observed : source + observed.replacing("，", with: ", ")))
        return facts
    }

    private static func text(
        _ evidence: PlanReport.Evidence, _ words: PlanReportWords, _ language: Language
    ) -> String {
        var parts = [evidence.text[language]]
        if let place = evidence.logIndex { parts.append(words.entry(place)) }
        if evidence.files > 0 { parts.append(words.files(evidence.files)) }
        return parts.joined(separator: language == .zh ? "，" : ", ")
    }

    private static func line(
        _ entry: BoardTarget, _ evidence: [PlanReport.Evidence], _ words: PlanReportWords,
        _ language: Language
    ) -> Line {
        let (target, reading) = (entry.target, entry.reading)
        let files = evidence.reduce(0) { $0 + $1.files }
        let count = evidence.isEmpty ? words.none : words.evidence(evidence.count, files: files)
        return Line(
            clause: target.clauseTitle[language],
            target: "\(target.id) \(target.title[language])",
            state: reading.state.title[language], sign: reading.state.sign, evidence: count)
    }
}
