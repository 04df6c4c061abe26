import PolicyLibrary
import TradeInCore

/// A pack read against its notice: each article's text, and beside it what was made of it.
struct PackSideBySide {
    let pack: PolicyPack
    let day: Day
    let notice: NoticeSections

    private var source: PackSource { pack.source }

    /// Prints article after article; two columns where the terminal has room for them.
    func print() {
        for section in notice.sections {
            Output.line()
            Output.line(say("第\(section.label)条 ", "Art. \(section.label) ") + section.title)
            let text = section.text(in: Language.current)
            let made = lines(of: section.label)
            let right = made.isEmpty ? [say("（没有规则）", "(no rule)")] : made
            if let width = Terminal.width, width >= 90 {
                columns(text, right, width)
            } else {
                for paragraph in text { Terminal.paragraph("  " + paragraph, indent: 2) }
                for line in right { Terminal.paragraph("  → " + line, indent: 4) }
            }
        }
    }

    private func columns(_ text: [String], _ made: [String], _ width: Int) {
        let half = (width - 5) / 2
        let left = text.flatMap { Terminal.wrapped($0, to: half) }
        let right = made.flatMap { Terminal.wrapped($0, to: half) }
        for place in 0..<max(left.count, right.count) {
            let cell = place < left.count ? left[place] : ""
            let blank = String(repeating: " ", count: max(0, half - displayWidth(cell)))
            Output.line("  " + cell + blank + " │ " + (place < right.count ? right[place] : ""))
        }
    }

    /// The values and rules that name an article, with the values of the day.
    private func lines(of label: String) -> [String] {
        var lines: [String] = []
        for parameter in source.parameters {
            for entry in parameter.values where entry.article.text == label {
                let isCurrent = entry.from == current(parameter)
                let value =
                    entry.fill.map { say("待填（\($0.rawValue)）", "to be filled in (\($0.rawValue))") }
                    ?? PackText.value(entry, pack.register)
                lines.append(
                    "\(parameter.name.text) = \(value)  [\(entry.mark)]"
                        + (isCurrent
                            ? "" : say("（自\(entry.from.isoText)）", " (from \(entry.from.isoText))"))
                )
            }
        }
        for rule in source.requirements where rule.article.text == label {
            lines.append("\(rule.code.text): \(rule.require.text)")
        }
        for award in source.awards where award.article.text == label {
            let sum = PackText.sum(award, values: pack.parameters(on: day))
            lines.append("\(award.code.text): \(sum)")
        }
        for rise in source.supplements where rise.article.text == label {
            let days = "\(rise.lawDays.lowerBound.isoText)–\(rise.lawDays.upperBound.isoText)"
            lines.append(
                "\(rise.code.text): \(days) → "
                    + say("按\(rise.asOf.isoText)补差", "as of \(rise.asOf.isoText)"))
        }
        for limit in source.limits where limit.article.text == label {
            let most = pack.parameters(on: day)[limit.count.text]?.text ?? limit.count.text
            lines.append("\(limit.code.text): " + say("最多\(most)", "at most \(most)"))
        }
        for paper in source.papers where paper.article.text == label {
            lines.append(
                say("材料：", "paper: ") + paper.kind.title[Language.current] + "  [\(paper.mark)]")
        }
        for deadline in source.deadlines where deadline.article.text == label {
            lines.append("\(deadline.key) = \(deadline.value)  [\(deadline.mark)]")
        }
        return lines
    }

    private func current(_ parameter: PackSource.Parameter) -> Day? {
        (parameter.values.last { $0.from <= day } ?? parameter.values.first)?.from
    }
}
