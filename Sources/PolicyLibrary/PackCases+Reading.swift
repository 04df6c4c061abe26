import TradeInCore
import Yams

extension NodeReader {
    /// The cases of a file.
    mutating func packCases(_ root: Node) -> [PackCase] {
        guard let fields = mapping(root, ["base", "cases"]) else { return [] }
        var base = RawClaim(row: 1)
        if let node = required("base", fields) { readClaim(node, &base) }
        guard let node = required("cases", fields), let items = items(node, most: 2_000)
        else { return [] }
        if items.isEmpty { emptyList(node.place) }
        let cases = items.compactMap { packCase($0, base) }
        refuseRepeats(cases.map(\.name), "case-repeated")
        return cases.map(\.value)
    }

    private mutating func packCase(
        _ node: Node, _ base: RawClaim
    ) -> (name: PlacedText, value: PackCase)? {
        guard let fields = mapping(node, ["name", "claim", "expect"]) else { return nil }
        let name = text("name", fields)
        var claim = base
        if let node = required("claim", fields) { readClaim(node, &claim) }
        let expected = outcome(fields)
        guard let name, let expected else { return nil }
        return (
            name,
            PackCase(
                name: name.text, line: fields.place.line, claim: claim, expected: expected)
        )
    }

    /// Columns by key; an empty text removes a column.
    private mutating func readClaim(_ node: Node, _ claim: inout RawClaim) {
        guard let columns = mapping(node) else { return }
        for (key, value) in columns.pairs {
            guard let field = ClaimField(heading: key.text), field.key == key.text else {
                unknown(key, "key-unknown", ("栏目", "column"), among: ClaimField.allCases.map(\.key))
                continue
            }
            if let cell = anyText(value) { claim[field] = cell.text }
        }
    }

    private mutating func outcome(_ fields: NodeFields) -> PackCase.Outcome? {
        guard let expect = mapping("expect", fields, ["verdict", "amount", "findings"])
        else { return nil }
        let verdict = word("verdict", expect, as: Verdict.self)
        let findings = expect["findings"] == nil ? [] : codes("findings", expect)
        guard let verdict else { return nil }
        guard let amount = amount(expect, verdict) else { return nil }
        return PackCase.Outcome(verdict: verdict, amount: amount, findings: Set(findings))
    }

    private mutating func codes(_ key: String, _ fields: NodeFields) -> [String] {
        guard let node = fields[key], let items = items(node, most: 64) else { return [] }
        let codes = items.compactMap { text($0) }
        refuseRepeats(codes, "word-repeated")
        return codes.map(\.text)
    }

    /// The amount expected; a claim that earns something must say how much.
    private mutating func amount(_ expect: NodeFields, _ verdict: Verdict) -> Money? {
        if verdict == .ineligible, expect["amount"] == nil { return .zero }
        guard let placed = text("amount", expect) else { return nil }
        guard case .success(let amount) = Money.parse(yuan: placed.text), amount >= .zero else {
            fault(
                placed, "amount-unreadable",
                zh: "“\(Wording.shown(placed.text))”不是金额。请写成1500.00。",
                en: "\(Wording.shown(placed.text)) is not an amount. Write it as 1500.00.")
            return nil
        }
        return amount
    }
}
