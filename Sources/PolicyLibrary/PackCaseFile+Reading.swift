import TradeInCore
import Yams

extension NodeReader {
    /// A whole cases file: figures for holes, the base claim, the cases.
    mutating func packCaseFile(_ root: Node) -> PackCaseFile {
        var file = PackCaseFile()
        guard let fields = mapping(root, ["fill", "base", "cases"]) else { return file }
        file.fill = fill(fields)
        var base = RawClaim(row: 1)
        if let node = required("base", fields) { readClaim(node, &base) }
        guard let node = required("cases", fields), let items = items(node, most: 2_000)
        else { return file }
        if items.isEmpty { emptyList(node.place) }
        var cases: [(name: PlacedText, value: PackCase)] = []
        for item in items {
            cases += packCases(item, base)
            if tooMany(cases.count, most: 2_000, node.place) { return file }
        }
        refuseRepeats(cases.map(\.name), "case-repeated")
        file.cases = cases.map(\.value)
        return file
    }

    private mutating func fill(_ fields: NodeFields) -> [String: [PlacedText]] {
        guard let node = fields["fill"], let values = mapping(node) else { return [:] }
        var fill: [String: [PlacedText]] = [:]
        for (name, value) in values.pairs {
            if case .sequence = value {
                fill[name.text] = (items(value, most: 64) ?? []).compactMap { text($0) }
            } else {
                fill[name.text] = text(value).map { [$0] }
            }
        }
        return fill
    }

    /// One case, or one for each value under `each`.
    private mutating func packCases(
        _ node: Node, _ base: RawClaim
    ) -> [(name: PlacedText, value: PackCase)] {
        let keys = ["name", "fill", "each", "claim", "used", "expect"]
        guard let fields = mapping(node, keys) else { return [] }
        let name = text("name", fields)
        var claim = base
        if fields["each"] == nil || fields["claim"] != nil, let node = required("claim", fields) {
            readClaim(node, &claim)
        }
        let expected = outcome(fields)
        let used = used(fields)
        let fill = fill(fields)
        let variants = variants(fields, claim)
        guard let name, let expected else { return [] }
        return variants.map { variant in
            var placed = name
            placed.text += variant.suffix
            let packCase = PackCase(
                name: placed.text, line: fields.place.line, claim: variant.claim, used: used,
                fill: fill, expected: expected)
            return (placed, packCase)
        }
    }

    /// The claim with each value of the column under `each`; the claim itself without it.
    private mutating func variants(
        _ fields: NodeFields, _ claim: RawClaim
    ) -> [(suffix: String, claim: RawClaim)] {
        guard let node = fields["each"] else { return [("", claim)] }
        guard let columns = mapping(node) else { return [] }
        guard columns.pairs.count == 1, let (key, value) = columns.pairs.first else {
            fault(
                columns.place, "each-malformed", zh: "each只写一个栏目：each: {itemClass: [冰箱, 冰柜]}。",
                en: "each names one column: each: {itemClass: [refrigerator, freezer]}.")
            return []
        }
        guard let field = column(key), let items = items(value, most: 200) else { return [] }
        if items.isEmpty { emptyList(value.place) }
        return items.compactMap { text($0) }.map { cell in
            var variant = claim
            variant[field] = cell.text
            return (" (\(field.key) \(cell.text))", variant)
        }
    }

    private mutating func used(_ fields: NodeFields) -> [String: Int] {
        guard let node = fields["used"], let limits = mapping(node) else { return [:] }
        var used: [String: Int] = [:]
        for (code, _) in limits.pairs { used[code.text] = number(code.text, limits, 0...1_000) }
        return used
    }

    private mutating func column(_ key: PlacedText) -> ClaimField? {
        if let field = ClaimField(heading: key.text), field.key == key.text { return field }
        unknown(key, "key-unknown", ("栏目", "column"), among: ClaimField.allCases.map(\.key))
        return nil
    }

    /// Columns by key; an empty text removes a column.
    private mutating func readClaim(_ node: Node, _ claim: inout RawClaim) {
        guard let columns = mapping(node) else { return }
        for (key, value) in columns.pairs {
            guard let field = column(key) else { continue }
            if let cell = anyText(value) { claim[field] = cell.text }
        }
    }

    private mutating func outcome(_ fields: NodeFields) -> PackCase.Outcome? {
        guard
            let expect = mapping("expect", fields, ["verdict", "amount", "supplement", "findings"])
        else { return nil }
        let verdict = word("verdict", expect, as: Verdict.self)
        let findings = expect["findings"] == nil ? [] : codes("findings", expect)
        guard let verdict else { return nil }
        guard let amount = amount("amount", expect, verdict) else { return nil }
        let supplement =
            expect["supplement"] == nil ? .zero : self.amount("supplement", expect, verdict)
        guard let supplement else { return nil }
        return PackCase.Outcome(
            verdict: verdict, amount: amount, supplement: supplement, findings: Set(findings))
    }

    private mutating func codes(_ key: String, _ fields: NodeFields) -> [String] {
        guard let node = fields[key], let items = items(node, most: 64) else { return [] }
        let codes = items.compactMap { text($0) }
        refuseRepeats(codes, "word-repeated")
        return codes.map(\.text)
    }

    /// The amount expected; a claim that earns something must say how much.
    private mutating func amount(
        _ key: String, _ expect: NodeFields, _ verdict: Verdict
    ) -> Money? {
        if verdict == .ineligible, expect[key] == nil { return .zero }
        guard let placed = text(key, expect) else { return nil }
        guard case .success(let amount) = Money.parse(yuan: placed.text), amount >= .zero else {
            fault(
                placed, "amount-unreadable",
                zh: "“\(Wording.shown(placed.text))”不是金额。请写成1500.00，最多两位小数。",
                en:
                    "\(Wording.shown(placed.text)) is not an amount. Write it as 1500.00, with at most "
                    + "two decimals.")
            return nil
        }
        return amount
    }
}
