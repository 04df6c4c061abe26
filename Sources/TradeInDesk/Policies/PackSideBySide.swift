import PolicyLibrary
import TradeInCore

/// A pack read against its notice: each article's text, and beside it what was made of it.
public struct PackSideBySide: Sendable {
    /// The pack.
    public let pack: PolicyPack
    /// The day whose values are shown.
    public let day: Day
    /// The notice.
    public let notice: NoticeSections

    private var source: PackSource { pack.source }

    /// A pack beside its notice.
    public init(pack: PolicyPack, day: Day, notice: NoticeSections) {
        self.pack = pack
        self.day = day
        self.notice = notice
    }

    /// The values and rules that name an article, with the values of the day.
    public func lines(of label: String, in language: Language) -> [String] {
        func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
        var lines: [String] = []
        for parameter in source.parameters {
            for entry in parameter.values where entry.article.text == label {
                let isCurrent = entry.from == PackText.current(parameter, on: day)
                let value =
                    entry.fill.map { say("待填（\($0.rawValue)）", "to be filled in (\($0.rawValue))") }
                    ?? PackText.value(entry, pack.register, in: language)
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
            let sum = PackText.sum(award, values: pack.parameters(on: day), in: language)
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
                say("材料：", "paper: ") + paper.kind.title[language] + "  [\(paper.mark)]")
        }
        for deadline in source.deadlines where deadline.article.text == label {
            lines.append("\(deadline.key) = \(deadline.value)  [\(deadline.mark)]")
        }
        return lines
    }
}
