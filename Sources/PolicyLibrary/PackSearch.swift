import TradeInCore

/// Looks for claims that a pack decides badly, and for rules that decide nothing.
struct PackSearch {
    let pack: PolicyPack
    let register: ItemClassRegister
    let results: [PackCaseResult]
    private let budget = PackSolver.Budget()

    init(pack: PolicyPack, register: ItemClassRegister, results: [PackCaseResult]) {
        self.pack = pack
        self.register = register
        self.results = results
    }

    /// Claims that meet all requirements and have no award, or more than one.
    func gaps() -> [PackFault] {
        var found: [PackFault] = []
        for day in pack.epochDays {
            let solver = PackSolver(
                pack: pack, day: day, register: register, budget: budget)
            let awards = whens(on: day)
            let requirements = requirements(on: day).map { solver.condition($0.expression, true) }
            let none = awards.map { solver.condition($0, false) } + requirements
            add(solver.claim(none), "no-award", &found)
            for (place, first) in awards.enumerated() {
                for second in awards[(place + 1)...] {
                    let both = [first, second].map { solver.condition($0, true) } + requirements
                    add(solver.claim(both), "awards-overlap", &found)
                }
            }
        }
        return found
    }

    /// Reports a claim that was found; each code once, the first example is enough.
    private func add(_ answer: PackSolver.Answer, _ code: String, _ found: inout [PackFault]) {
        guard case .found(let facts) = answer, !found.contains(where: { $0.code == code }) else {
            return
        }
        let claim = PackFacts.text(of: facts, register)
        let isGap = code == "no-award"
        found.append(
            fault(
                pack.source.awards.first?.code ?? pack.source.identifier, code,
                zh: "有符合全部条件的申领（\(claim)），却"
                    + (isGap ? "没有适用的补贴标准。" : "有不止一个补贴标准适用。") + "请修改when。",
                en: "A claim that meets every requirement (\(claim)) "
                    + (isGap ? "has no award." : "has more than one award.")
                    + " Mend the awards' when."))
    }

    /// Rules without a case, and rules that decide nothing.
    func remarks() -> [PackFault] {
        let failing = Set(results.flatMap(\.got.findings))
        let paid = Set(
            results.flatMap { $0.determination.lines(in: .en).map(\.rule) })
        let solvers = pack.epochDays.map {
            PackSolver(pack: pack, day: $0, register: register, budget: budget)
        }
        var remarks: [PackFault] = []
        for rule in pack.source.requirements {
            if rule.severity == .error, isNever(solvers, { decisive(rule, $0) }) {
                remarks.append(neverRefuses(rule.code))
            } else if !failing.contains(rule.code.text) {
                remarks.append(withoutCase(rule.code))
            }
        }
        for award in pack.source.awards {
            if isNever(solvers, { applying(award, $0) }) {
                remarks.append(neverApplies(award.code))
            } else if !paid.contains(award.code.text) {
                remarks.append(withoutCase(award.code))
            }
        }
        for supplement in pack.source.supplements where !paid.contains(supplement.code.text) {
            remarks.append(withoutCase(supplement.code))
        }
        if budget.left <= 0 { remarks.append(gaveUp()) }
        return remarks
    }

    /// Whether a search that went to its end found nothing on any stretch of days.
    private func isNever(
        _ solvers: [PackSolver], _ conditions: (PackSolver) -> [PackSolver.Condition]
    ) -> Bool {
        solvers.allSatisfy { solver in
            if case .none = solver.claim(conditions(solver)) { return true }
            return false
        }
    }

    /// A rule is decisive where it alone refuses a claim.
    private func decisive(
        _ rule: PackSource.Requirement, _ solver: PackSolver
    ) -> [PackSolver.Condition] {
        let all = requirements(on: solver.day)
        let own = all.filter { $0.source.code == rule.code }
        let others = all.filter { $0.source.code != rule.code }
        return own.map { solver.condition($0.expression, false) }
            + others.map { solver.condition($0.expression, true) }
    }

    private func applying(
        _ award: PackSource.Award, _ solver: PackSolver
    ) -> [PackSolver.Condition] {
        let own = whens(on: solver.day).filter { $0.name == award.code.text + ":when" }
        return (own + requirements(on: solver.day).map(\.expression)).map {
            solver.condition($0, true)
        }
    }

    private func whens(on day: Day) -> [PackExpression] {
        pack.expressions(on: day).filter { $0.name.hasSuffix(":when") }
    }

    /// The requirements that refuse, with their expressions; a warning refuses nothing.
    private func requirements(
        on day: Day
    ) -> [(source: PackSource.Requirement, expression: PackExpression)] {
        let expressions = pack.expressions(on: day)
        return pack.source.requirements.compactMap { source in
            guard source.severity == .error else { return nil }
            return expressions.first { $0.name == "require:" + source.code.text }
                .map { (source, $0) }
        }
    }

    private func withoutCase(_ code: PlacedText) -> PackFault {
        fault(
            code, "rule-without-case", zh: "没有案例检验“\(code.text)”。请在案例文件中补一个。",
            en: "No case tries \(code.text). Add one to the cases.")
    }

    private func neverRefuses(_ code: PlacedText) -> PackFault {
        fault(
            code, "rule-never-refuses",
            zh: "没有任何申领只因“\(code.text)”被拒绝：它总是成立，或别的条件已经拒绝。请核对条件，或删去。",
            en:
                "No claim is refused by \(code.text) alone: it always holds, or another rule refuses "
                + "first. Check the condition, or drop the rule.")
    }

    private func neverApplies(_ code: PlacedText) -> PackFault {
        fault(
            code, "award-never-applies",
            zh: "没有任何符合条件的申领适用“\(code.text)”。请核对when，或删去。",
            en:
                "No claim that meets the requirements gets \(code.text). Check its when, or drop it."
        )
    }

    private func gaveUp() -> PackFault {
        fault(
            pack.source.identifier, "search-gave-up",
            zh: "规则和取值的组合太多，缺口、重叠和无用规则没有查完。请拆成几个政策包，或减少取值的日期。",
            en:
                "Rules and values combine in too many ways; the search for gaps, overlaps and dead rules "
                + "was not finished. Split the pack, or use fewer days.")
    }

    private func fault(_ placed: PlacedText, _ code: String, zh: String, en: String) -> PackFault {
        PackFault(
            file: pack.source.file, line: placed.line, column: placed.column, code: code,
            message: LocalizedText(zh: zh, en: en))
    }
}
