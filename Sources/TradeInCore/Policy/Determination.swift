/// What a claim earns under a pack, with the reasons.
public enum Verdict: String, Sendable, CaseIterable {
    /// The rules grant the amount.
    case eligible
    /// A rule or a check refuses; the amount is zero.
    case ineligible
    /// Eligible by the rules, but a finding needs a person.
    case review

    /// The verdict as people read it.
    public var title: LocalizedText {
        switch self {
        case .eligible: LocalizedText(zh: "符合", en: "eligible")
        case .ineligible: LocalizedText(zh: "不符合", en: "ineligible")
        case .review: LocalizedText(zh: "需人工核查", en: "needs review")
        }
    }
}

/// The verdict on one claim, its amount, all findings, and how each rule went.
///
/// A value of plain numbers: the lines that people read are rendered from it on
/// demand by ``lines(in:)``, always the same from the same facts and pack.
public struct Determination: Sendable {
    /// The arithmetic of an award.
    struct AwardOutcome: Hashable, Sendable {
        var index: Int
        var rate: Rate?
        var base: Money?
        var cap: Money?
        var uncapped: Money

        /// What is paid: never more than the cap.
        var amount: Money { cap.map { min($0, uncapped) } ?? uncapped }
    }

    /// The verdict.
    public var verdict: Verdict
    /// The award; zero unless the verdict is eligible or review.
    public var amount: Money
    /// Findings of reading and of rules, in that order; all of them.
    public var findings: [Finding]
    /// The pack that decided, or nil when none was in force.
    public var pack: PolicyPack?
    /// The day of law.
    public var day: Day?
    /// The facts it was decided on.
    public var facts: FactSet
    /// One bit per requirement: met.
    var met: UInt64 = 0
    /// One bit per requirement: not decided, for want of a fact.
    var undecided: UInt64 = 0
    var award: AwardOutcome?
    var supplement: SupplementOutcome?
}

extension Determination {
    /// What a later rise adds to the award.
    struct SupplementOutcome: Hashable, Sendable {
        var index: Int
        /// The award with the values that the rise goes up to.
        var risen: Money
        var first: Money
    }

    /// The part of ``amount`` that a later rise gave; zero for most claims.
    public var supplementAmount: Money { supplement.map { $0.risen - $0.first } ?? .zero }

    /// The code of the supplement that reaches the claim, if any does.
    public var supplementCode: String? {
        supplement.flatMap { pack?.source.supplements[$0.index].code.text }
    }
}

extension PolicyPack {
    /// The subsidy that `facts` earn on a day, with the reasons.
    ///
    /// All requirements run, so a denial lists every reason. The amount is rounded
    /// once, by the pack's own rounding, then capped.
    ///
    /// - Parameters:
    ///   - facts: the claim's facts.
    ///   - day: the day of law; the pack is in force on it.
    ///   - found: findings of reading the claim; errors among them make it ineligible.
    /// - Returns: the determination; never more than the cap, never negative.
    public func determine(_ facts: FactSet, on day: Day, found: [Finding] = []) -> Determination {
        let epoch = epoch(on: day)
        var result = Determination(
            verdict: .eligible, amount: .zero, findings: found, pack: self, day: day, facts: facts)
        var refused = false
        var doubted = false
        for finding in found {
            refused = refused || finding.severity == .error
            doubted = doubted || finding.severity == .warning
        }
        epoch.tape.evaluate(facts) { tape in
            for index in 0..<tape.requirementCount {
                let bit = UInt64(1) << UInt64(index)
                switch tape.requirement(index) {
                case .number(let value) where value != 0: result.met |= bit
                case .number:
                    let found = finding(index, facts, epoch)
                    result.findings.append(found)
                    refused = refused || found.severity == .error
                    doubted = doubted || found.severity == .warning
                case .absent(let fact):
                    result.undecided |= bit
                    refused = true
                    if !explained(fact, result.findings) {
                        result.findings.append(missing(fact, epoch.requirements[index]))
                    }
                }
            }
            if !refused { decideAward(tape, &result) }
        }
        if result.award != nil { supplement(&result, facts, day) }
        if refused {
            result.verdict = .ineligible
        } else if result.verdict == .eligible, doubted {
            result.verdict = .review
        }
        precondition(
            result.amount.fen >= 0 && (result.verdict != .ineligible || result.amount == .zero),
            "a denial pays nothing")
        return result
    }

    /// Decides the award alone, for a right whose open requirements are left for the claim.
    func award(_ determination: Determination) -> Determination {
        guard let day = determination.day else { return determination }
        var result = determination
        result.verdict = .eligible
        epoch(on: day).tape.evaluate(result.facts) { decideAward($0, &result) }
        if result.award != nil { supplement(&result, result.facts, day) }
        return result
    }

    private func decideAward(_ tape: RuleTape.Reader, _ result: inout Determination) {
        var chosen: Int?
        for index in 0..<tape.awardCount where tape.applies(index) {
            if chosen != nil { return refuseAward("awards-overlap", &result) }
            chosen = index
        }
        guard let chosen, let outcome = tape.award(chosen, source.rounding) else {
            return refuseAward("no-award", &result)
        }
        result.award = outcome
        result.amount = outcome.amount
    }

    /// Adds what a later rise gives a claim of an earlier day: the same award, with later values.
    private func supplement(_ result: inout Determination, _ facts: FactSet, _ day: Day) {
        let reaching = source.supplements.firstIndex { $0.lawDays.contains(day) }
        guard let index = reaching else { return }
        var risen = Money.zero
        epoch(on: source.supplements[index].asOf).tape.evaluate(facts) { tape in
            for place in 0..<tape.awardCount where tape.applies(place) {
                risen = max(risen, tape.award(place, source.rounding)?.amount ?? .zero)
            }
        }
        guard risen > result.amount else { return }
        result.supplement = .init(index: index, risen: risen, first: result.amount)
        result.amount = risen
    }

    private func refuseAward(_ code: String, _ result: inout Determination) {
        result.verdict = .ineligible
        result.findings.append(
            Finding(
                code, .error, article: source.awards.first?.article.text,
                zh: "政策包\(identifier)没有唯一适用的补贴标准。请报商务局核对政策包。",
                en:
                    "Pack \(identifier) has no single award for this claim. Ask the bureau to check the pack."
            ))
    }

    private func explained(_ fact: Fact, _ findings: [Finding]) -> Bool {
        guard let field = fact.field else { return false }
        return findings.contains { $0.severity == .error && $0.field == field }
    }

    private func missing(_ fact: Fact, _ requirement: Requirement) -> Finding {
        let title = fact.field?.title ?? LocalizedText(zh: fact.name, en: fact.name)
        return Finding(
            "field-missing", .error, field: fact.field, article: requirement.source.article.text,
            zh: "缺少“\(title.zh)”，无法判断第\(requirement.source.article.text)条。请补填。",
            en:
                "\(title.en) is missing, so article \(requirement.source.article.text) cannot be decided. Fill it in."
        )
    }

    private func finding(
        _ index: Int, _ facts: FactSet, _ epoch: Epoch
    ) -> Finding {
        let requirement = epoch.requirements[index]
        let source = requirement.source
        return Finding(
            source.code.text, source.severity, field: requirement.field,
            article: source.article.text
        ) { [self] in
            let message = epoch.requirements[index].source.message
            func filled(_ template: String, _ language: Language) -> String {
                filledTemplate(template) { name in
                    epoch.parameters[name].map { parameterText($0, language) }
                        ?? Fact(named: name).map { factText($0, facts, language) }
                }
            }
            return LocalizedText(zh: filled(message.zh, .zh), en: filled(message.en, .en))
        }
    }
}
