import TradeInCore

/// Packs that cannot stand on one shelf: one identifier twice, or two packs for one day.
enum PackNeighbours {
    /// The faults among packs that are each sound; reported at the later one of a pair.
    static func faults(among packs: [PolicyPack]) -> [PackFault] {
        var faults: [PackFault] = []
        for (place, pack) in packs.enumerated() {
            for earlier in packs[..<place] {
                if pack.identifier == earlier.identifier {
                    faults.append(repeated(pack, earlier))
                } else if overlap(pack, earlier) {
                    faults.append(overlapping(pack, earlier))
                }
            }
        }
        return faults
    }

    private static func overlap(_ one: PolicyPack, _ other: PolicyPack) -> Bool {
        !one.source.isTemplate && !other.source.isTemplate
            && one.source.programme == other.source.programme
            && one.source.place == other.source.place
            && one.source.from <= other.source.to && other.source.from <= one.source.to
    }

    private static func repeated(_ pack: PolicyPack, _ earlier: PolicyPack) -> PackFault {
        fault(
            pack, "pack-repeated",
            zh: "政策包“\(pack.identifier)”已在\(earlier.source.file)中。请改用另一个标识。",
            en: "Pack \(pack.identifier) is in \(earlier.source.file) already. "
                + "Give this one another identifier.")
    }

    private static func overlapping(_ pack: PolicyPack, _ earlier: PolicyPack) -> PackFault {
        let period = "\(earlier.source.from.isoText)–\(earlier.source.to.isoText)"
        let example = example(pack, earlier)
        return fault(
            pack, "packs-overlap",
            zh: "与“\(earlier.identifier)”同一项目、同一地区，有效期（\(period)）重叠，"
                + "无法确定由哪一个决定\(example.map { "：如" + $0.zh } ?? "")。请调整有效期。",
            en: "It shares programme, place and days with \(earlier.identifier) (\(period)), so "
                + "nothing says which decides\(example.map { ": " + $0.en } ?? ""). "
                + "Change the days in force of one of them.")
    }

    /// A claim of a shared day that this pack grants, with what each of the two gives it.
    private static func example(_ pack: PolicyPack, _ earlier: PolicyPack) -> LocalizedText? {
        let day = max(pack.source.from, earlier.source.from)
        guard let start = pack.epochDays.last(where: { $0 <= day }) else { return nil }
        let solver = PackSolver(pack: pack, day: start, register: pack.register)
        let wanted = pack.expressions(on: start).filter { $0.name.hasPrefix("require:") }
        guard case .found(var facts) = solver.claim(wanted.map { solver.condition($0, true) })
        else { return nil }
        facts[pack.source.dayOfLaw] = Int64(day.number)
        facts[earlier.source.dayOfLaw] = Int64(day.number)
        if facts[.price] == nil { facts[.price] = 1_000_000 }
        func text(_ pack: PolicyPack, _ language: Language) -> String {
            let determination = pack.determine(facts, on: day)
            return "\(pack.identifier) \(determination.verdict.title[language])"
                + " \(determination.amount.groupedText)"
        }
        let claim = PackFacts.text(of: facts, pack.register)
        return LocalizedText(
            zh: "\(claim)：\(text(earlier, .zh))，\(text(pack, .zh))",
            en: "\(claim) gives \(text(earlier, .en)) and \(text(pack, .en))")
    }

    private static func fault(
        _ pack: PolicyPack, _ code: String, zh: String, en: String
    ) -> PackFault {
        PackFault(
            file: pack.source.file, line: pack.source.identifier.line,
            column: pack.source.identifier.column, code: code,
            message: LocalizedText(zh: zh, en: en))
    }
}
