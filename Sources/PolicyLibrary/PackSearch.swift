import TradeInCore

/// Looks for claims that a pack decides badly, starting from its own eligible cases.
///
/// Every fact that a rule names is moved to each value at which the pack's own
/// parameters and numbers cut it (the value itself, one less, one more), all
/// combinations of one rule's facts together. Bounded, so a gap that needs many facts
/// at once may be missed; what is reported is real.
struct PackSearch {
    let pack: PolicyPack
    let register: ItemClassRegister
    let results: [PackCaseResult]

    /// Combinations tried from one case.
    private static let mostCells = 4_000

    /// The cases that this pack finds eligible: each a place to start from.
    private var starts: [PackCaseResult] {
        var seen = Set<FactSet>()
        return results.filter {
            $0.determination.pack === pack && $0.determination.verdict != .ineligible
                && seen.insert($0.determination.facts).inserted
        }
    }

    /// Claims that meet all requirements and have no award, or more than one.
    func gaps() -> [PackFault] {
        let facts = PackFacts.named(in: pack.source.awards.map(\.when.text))
        var found: [String: PackFault] = [:]
        for start in starts {
            forEachCell(from: start, facts) { cell, day in
                let codes = pack.determine(cell, on: day).findings.map(\.code)
                for code in ["no-award", "awards-overlap"]
                where found[code] == nil && codes.contains(code) {
                    found[code] = gap(code, cell, start)
                }
                return found.count < 2
            }
        }
        return found.values.sorted { $0.code < $1.code }
    }

    private func gap(_ code: String, _ cell: FactSet, _ start: PackCaseResult) -> PackFault {
        let changes = PackFacts.differences(from: start.determination.facts, to: cell, register)
        let line = start.packCase.line
        let isGap = code == "no-award"
        return fault(
            pack.source.awards.first?.code ?? pack.source.identifier, code,
            zh: "第\(line)行的案例改为\(changes.zh)后符合全部条件，却"
                + (isGap ? "没有适用的补贴标准。" : "有不止一个补贴标准适用。") + "请修改when。",
            en: "The case on line \(line) with \(changes.en) meets every requirement and "
                + (isGap ? "no award applies." : "more than one award applies.")
                + " Mend the awards' when.")
    }

    /// Rules without a case, and requirements that refuse nothing.
    func remarks() -> [PackFault] {
        let failing = Set(results.flatMap(\.got.findings))
        var remarks: [PackFault] = []
        for rule in pack.source.requirements where !failing.contains(rule.code.text) {
            remarks.append(refuses(rule) ? withoutCase(rule.code) : neverRefuses(rule.code))
        }
        let paid = Set(starts.compactMap { $0.determination.lines(in: .en).last?.rule })
        for award in pack.source.awards where !paid.contains(award.code.text) {
            remarks.append(withoutCase(award.code))
        }
        return remarks
    }

    private func refuses(_ rule: PackSource.Requirement) -> Bool {
        let facts = PackFacts.named(in: [rule.require.text])
        var refused = false
        for start in starts where !refused {
            forEachCell(from: start, facts) { cell, day in
                let findings = pack.determine(cell, on: day).findings
                refused = findings.contains { $0.code == rule.code.text }
                return !refused
            }
        }
        return refused
    }

    private func withoutCase(_ code: PlacedText) -> PackFault {
        fault(
            code, "rule-without-case", zh: "没有案例检验“\(code.text)”。请在案例文件中补一个。",
            en: "No case tries \(code.text). Add one to the cases.")
    }

    private func neverRefuses(_ code: PlacedText) -> PackFault {
        fault(
            code, "rule-never-refuses",
            zh: "从本包的案例出发，没有找到“\(code.text)”会拒绝的申领。请核对条件，或补一个案例。",
            en: "Starting from this pack's cases, no claim was found that \(code.text) refuses. "
                + "Check the condition, or add a case that it refuses.")
    }

    private func fault(_ placed: PlacedText, _ code: String, zh: String, en: String) -> PackFault {
        PackFault(
            file: pack.source.file, line: placed.line, column: placed.column, code: code,
            message: LocalizedText(zh: zh, en: en))
    }

    /// Calls `body` with a case's facts and every combination of values of `varied`, until false.
    private func forEachCell(
        from start: PackCaseResult, _ varied: [Fact], _ body: (FactSet, Day) -> Bool
    ) {
        guard let day = start.determination.day else { return }
        let values = varied.map { PackFacts.values(of: $0, in: pack, on: day, register) }
        var places = [Int](repeating: 0, count: varied.count)
        for _ in 0..<Self.mostCells {
            var cell = start.determination.facts
            for (index, fact) in varied.enumerated() where places[index] > 0 {
                cell[fact] = values[index][places[index] - 1]
            }
            guard body(cell, day), advance(&places, values.map { $0.count + 1 }) else { return }
        }
    }

    /// Counts up a number with a base of its own for each digit; false after the last.
    private func advance(_ places: inout [Int], _ bases: [Int]) -> Bool {
        for index in places.indices {
            places[index] += 1
            if places[index] < bases[index] { return true }
            places[index] = 0
        }
        return false
    }
}
