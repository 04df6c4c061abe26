import TradeInCore
import Yams

extension NodeReader {
    /// Bounds that no sound pack comes near and that keep compiling short.
    private enum Most {
        static let requirements = 64
        static let awards = 32
        static let limits = 8
        static let supplements = 8
    }

    mutating func packRequirements(
        _ fields: NodeFields, _ parameters: Set<String>
    ) -> [PackSource.Requirement] {
        rules("requirements", fields, most: Most.requirements) { reader, node in
            reader.requirement(node, parameters)
        }
    }

    mutating func packAwards(_ fields: NodeFields) -> [PackSource.Award] {
        rules("awards", fields, most: Most.awards) { reader, node in reader.award(node) }
    }

    mutating func packLimits(
        _ fields: NodeFields, _ parameters: Set<String>
    ) -> [PackSource.Limit] {
        rules("limits", fields, most: Most.limits) { reader, node in reader.limit(node) }
    }

    /// Rises that reach back; most packs have none, so the key may be left out.
    mutating func packSupplements(_ fields: NodeFields) -> [PackSource.Supplement] {
        guard fields["supplements"] != nil else { return [] }
        return rules("supplements", fields, most: Most.supplements) { reader, node in
            reader.supplement(node)
        }
    }

    private mutating func supplement(_ node: Node) -> PackSource.Supplement? {
        guard let rule = mapping(node, ["code", "lawDays", "asOf", "article"]) else { return nil }
        let code = code("code", rule)
        let asOf = day("asOf", rule)
        let article = text("article", rule)
        guard let days = mapping("lawDays", rule, ["from", "to"]) else { return nil }
        let from = day("from", days)
        let to = day("to", days)
        guard let code, let asOf, let article, let from, let to else { return nil }
        guard from <= to else {
            fault(
                code, "period-empty",
                zh: "补差的日期止于\(to.isoText)，早于起始日\(from.isoText)。请核对。",
                en:
                    "The supplement's days end on \(to.isoText), before \(from.isoText). Check them."
            )
            return nil
        }
        return PackSource.Supplement(
            code: code, lawDays: from...to, asOf: asOf, article: article)
    }

    private mutating func rules<Rule>(
        _ key: String, _ fields: NodeFields, most: Int,
        _ read: (inout NodeReader, Node) -> Rule?
    ) -> [Rule] {
        guard let node = required(key, fields), let items = items(node, most: most) else {
            return []
        }
        return items.compactMap { read(&self, $0) }
    }

    private mutating func requirement(
        _ node: Node, _ parameters: Set<String>
    ) -> PackSource.Requirement? {
        let keys = ["code", "require", "article", "severity", "field", "message"]
        guard let rule = mapping(node, keys) else { return nil }
        let code = code("code", rule)
        let require = expression("require", rule)
        let article = text("article", rule)
        let severity = severity(rule)
        let field = field(rule)
        let message = template("message", rule, parameters.union(Fact.allCases.map(\.name)))
        guard let code, let require, let article, let message else { return nil }
        return PackSource.Requirement(
            code: code, require: require, article: article, severity: severity, field: field,
            message: message)
    }

    private mutating func severity(_ rule: NodeFields) -> Finding.Severity {
        guard rule["severity"] != nil else { return .error }
        let word = word("severity", rule, among: ["error", "warning"])
        return word.flatMap(Finding.Severity.init(rawValue:)) ?? .error
    }

    private mutating func field(_ rule: NodeFields) -> ClaimField? {
        let keys = ClaimField.allCases.map(\.key)
        guard rule["field"] != nil, let key = word("field", rule, among: keys) else { return nil }
        return ClaimField(heading: key)
    }

    private mutating func award(_ node: Node) -> PackSource.Award? {
        let keys = ["code", "when", "amount", "rate", "of", "cap", "article"]
        guard let rule = mapping(node, keys) else { return nil }
        let code = code("code", rule)
        let when = expression("when", rule)
        let article = text("article", rule)
        let amount = optionalExpression("amount", rule)
        let rate = optionalExpression("rate", rule)
        let base = optionalExpression("of", rule)
        let cap = optionalExpression("cap", rule)
        guard let code, let when, let article else { return nil }
        let hasShare = [rate, base, cap].contains { $0 != nil }
        if amount == nil ? rate == nil || base == nil : hasShare {
            fault(
                code, "award-incomplete", zh: "补贴标准须只写amount，或写rate与of（可加cap）。",
                en: "An award says amount alone, or rate and of, with cap if there is one.")
        }
        return PackSource.Award(
            code: code, when: when, amount: amount, rate: rate, base: base, cap: cap,
            article: article)
    }

    private mutating func limit(_ node: Node) -> PackSource.Limit? {
        let keys = ["code", "counter", "count", "per", "window", "article", "message"]
        guard let rule = mapping(node, keys) else { return nil }
        let code = code("code", rule)
        let counter = self.code("counter", rule)
        let count = expression("count", rule)
        let per = words("per", rule, among: ["applicant", "itemClass"])
        if let first = per.first, !per.contains(where: { $0.text == "applicant" }) {
            fault(
                first, "limit-without-applicant", zh: "per须含applicant：上限是按人计的。请补上。",
                en: "per must hold applicant: a limit counts a person's awards. Add it.")
        }
        _ = word("window", rule, among: ["year"])
        let article = text("article", rule)
        let message = template("message", rule, ["count"])
        guard let code, let counter, let count, let article, let message else { return nil }
        return PackSource.Limit(
            code: code, counter: counter.text, count: count,
            perItemClass: per.contains { $0.text == "itemClass" }, article: article,
            message: message)
    }
}
