/// One rule of a determination as people read it: the rule, its article, what it did.
public struct DeterminationLine: Hashable, Sendable {
    /// The rule's code.
    public var rule: String
    /// The article of the notice.
    public var article: String
    /// The values used and the arithmetic.
    public var text: String
    /// The column that the rule looks at, where it is about one.
    public var field: ClaimField?
    /// Whether a requirement is met; nil for want of a fact, and for what is no requirement.
    public var isMet: Bool?
    /// Whether the rule is a requirement; else it gives the amount.
    public var isRequirement = false
}

extension Determination {
    /// How each rule went, in the pack's order: requirements, then the award.
    ///
    /// The same lines stand on page, command line, interface and export, and are
    /// the same again when a stored claim is recomputed.
    public func lines(in language: Language) -> [DeterminationLine] {
        guard let pack, let day else { return [] }
        let epoch = pack.epoch(on: day)
        var lines: [DeterminationLine] = []
        lines.reserveCapacity(epoch.requirements.count + 1)
        let templates = epoch.lines[language] ?? []
        for (index, template) in templates.enumerated() {
            let bit = UInt64(1) << UInt64(index)
            let outcome = undecided & bit != 0 ? nil : met & bit != 0
            var line = template.line(facts, outcome)
            line.field = epoch.requirements[index].field
            line.isMet = outcome
            line.isRequirement = true
            lines.append(line)
        }
        if let award {
            let source = epoch.awards[award.index].source
            lines.append(
                DeterminationLine(
                    rule: source.code.text, article: source.article.text,
                    text: pack.text(of: award, language)))
        }
        if let supplement {
            let source = pack.source.supplements[supplement.index]
            lines.append(
                DeterminationLine(
                    rule: source.code.text, article: source.article.text,
                    text: pack.text(of: supplement, source, language)))
        }
        return lines
    }
}

extension PolicyPack {
    func text(
        of supplement: Determination.SupplementOutcome, _ source: PackSource.Supplement,
        _ language: Language
    ) -> String {
        let sum =
            "\(supplement.risen.groupedText) − \(supplement.first.groupedText)"
            + " = \((supplement.risen - supplement.first).groupedText)"
        return language == .zh
            ? "补差 \(sum)（按\(source.asOf.isoText)的标准）"
            : "supplement \(sum) (by the values of \(source.asOf.isoText))"
    }

    func text(of award: Determination.AwardOutcome, _ language: Language) -> String {
        guard let rate = award.rate, let base = award.base else {
            return (language == .zh ? "定额 " : "fixed ") + award.uncapped.groupedText
        }
        var text = base.groupedText + " × " + rate.percentText + " = " + award.uncapped.groupedText
        let exact = base.fen.multipliedReportingOverflow(by: rate.millionths)
        if !exact.overflow,
            exact.partialValue / 1_000_000 != award.uncapped.fen
                || exact.partialValue % 1_000_000 != 0
        {
            text += roundingNote(exact.partialValue, language)
        }
        if let cap = award.cap {
            text += (language == .zh ? "；封顶 " : "; cap ") + cap.groupedText
        }
        return text
    }

    /// The unrounded product, so that a reader sees what rounding took: `(499.9995, down to the fen)`.
    private func roundingNote(_ millionthsOfFen: Int64, _ language: Language) -> String {
        var decimals = String(millionthsOfFen % 100_000_000)
        while decimals.utf8.count < 8 { decimals = "0" + decimals }
        while decimals.hasSuffix("0") { decimals.removeLast() }
        let exact = "\(millionthsOfFen / 100_000_000).\(decimals)"
        let rounding = source.rounding
        guard language == .zh else {
            return " (\(exact), rounded \(rounding.mode.rawValue) to the \(rounding.unit.rawValue))"
        }
        let modes: [Rounding.Mode: String] = [.down: "舍去", .up: "进位", .halfUp: "四舍五入"]
        let units: [Rounding.Unit: String] = [.fen: "分", .jiao: "角", .yuan: "元"]
        return "（\(exact)，\(modes[rounding.mode] ?? "")到\(units[rounding.unit] ?? "")）"
    }

    func parameterText(_ value: ParameterValue, _ language: Language) -> String {
        value.text(register, language)
    }

    func factText(_ fact: Fact, _ facts: FactSet, _ language: Language) -> String {
        LineTemplate.ValueWords(fact, register, language).text(facts)
    }
}

extension ParameterValue {
    /// The value as people read it, item classes by their names.
    func text(_ register: ItemClassRegister, _ language: Language) -> String {
        guard case .list(.itemClass, _, let words) = self else { return text }
        return words.map { word in
            register.index(ofKey: word).map { register.classes[$0].title[language] } ?? word
        }.joined(separator: language == .zh ? "、" : ", ")
    }
}

/// `template` with each `{name}` replaced by what `value` gives; unknown names stay as they are.
func filledTemplate(_ template: String, _ value: (String) -> String?) -> String {
    var result = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
        let name = String(rest[rest.index(after: open)..<close])
        result += rest[..<open]
        result += value(name) ?? "{\(name)}"
        rest = rest[rest.index(after: close)...]
    }
    return result + rest
}
