import TradeInCore

/// Mutants of dated values: the value, and the day from which it applies.
extension MutantMaker {
    func parameters() -> [PackMutant] {
        source.parameters.indices.flatMap { place in
            source.parameters[place].values.indices.flatMap { values(place, $0) + days(place, $0) }
        }
    }

    private func values(_ place: Int, _ index: Int) -> [PackMutant] {
        let parameter = source.parameters[place]
        let dated = parameter.values[index]
        guard let first = dated.value.first else { return [] }
        let title = "\(parameter.name.text) \(dated.from.isoText)"
        if dated.isList { return lists(place, index, title) }
        return Self.steps(first.text).map { text in
            changed(first, "\(title): \(first.text) → \(text)") {
                $0.parameters[place].values[index].value[0].text = text
            }
        }
    }

    /// A value one smallest step less and one more.
    static func steps(_ text: String) -> [String] {
        if text == "true" || text == "false" { return [text == "true" ? "false" : "true"] }
        if let rate = Rate(percentText: text) {
            return [-1, 1].map { rate.millionths + $0 }.filter { $0 >= 0 }
                .map { Rate(millionths: $0).percentText }
        }
        if text.hasSuffix(" yuan"),
            case .success(let amount) = Money.parse(
                yuan: String(text.dropLast(" yuan".count)))
        {
            return [-1, 1].map { Money(fen: amount.fen + $0) }.filter { $0 >= .zero }
                .map { "\($0.yuanText) yuan" }
        }
        if text.utf8.count == 10, case .success(let day) = Day.parse(text) {
            return [-1, 1].map { day.advanced(byDays: $0).isoText }
        }
        return Int64(text).map { [String($0 - 1), String($0 + 1)] } ?? []
    }

    /// A list without each of its words, and with one more.
    private func lists(_ place: Int, _ index: Int, _ title: String) -> [PackMutant] {
        let words = source.parameters[place].values[index].value
        var mutants: [PackMutant] = []
        for word in words.indices where words.count > 1 {
            mutants.append(
                changed(words[word], "\(title): −\(words[word].text)") {
                    $0.parameters[place].values[index].value.remove(at: word)
                })
        }
        if let last = words.last, let other = other(than: words.map(\.text)) {
            mutants.append(
                changed(last, "\(title): +\(other)") {
                    $0.parameters[place].values[index].value.append(
                        PlacedText(other, line: last.line, column: last.column))
                })
        }
        return mutants
    }

    /// A word of the list's domain that it does not hold.
    private func other(than words: [String]) -> String? {
        let domains = [register.classes.map(\.key)] + SymbolDomain.allCases.map(\.fixedWords)
        return domains.first { $0.contains(words[0]) }?.first { !words.contains($0) }
    }

    /// The first day of a value, unless the value starts with the pack.
    private func days(_ place: Int, _ index: Int) -> [PackMutant] {
        let parameter = source.parameters[place]
        let from = parameter.values[index].from
        guard from != source.from else { return [] }
        return [-1, 1].map { step in
            let day = from.advanced(byDays: step)
            return changed(
                parameter.name, "\(parameter.name.text): from \(from.isoText) → \(day.isoText)"
            ) { $0.parameters[place].values[index].from = day }
        }
    }
}
