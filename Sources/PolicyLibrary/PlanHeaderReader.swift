import TradeInCore
import Yams

/// What a plan's YAML file says: everything but its targets.
struct PlanHeader {
    var code: String
    var version: String
    var countyCode: String
    var title: LocalizedText
    var number: String
    var issued: Day
    /// How many targets the plan has.
    var targetCount: Int
    var units: [PlanUnit]
    var clauses: [PlanClause]
}

/// The reader of a plan's YAML file; every fault with its place.
enum PlanHeaderReader {
    /// Reads the file.
    ///
    /// - Parameters:
    ///   - file: its name, for faults.
    ///   - bytes: at most 256 KiB of UTF-8.
    /// - Returns: the header, or all faults in order of place.
    static func read(file: String, _ bytes: [UInt8]) -> Result<PlanHeader, PackFaults> {
        var faults = FaultList(file: file)
        guard let text = YAMLGuard.text(of: bytes, &faults),
            let root = YAMLTree.root(of: text, &faults)
        else { return .failure(faults.error) }
        var reader = NodeReader(text: text, faults: faults)
        let header = reader.plan(root)
        if let header, reader.faults.faults.isEmpty { return .success(header) }
        return .failure(reader.faults.error)
    }
}

extension NodeReader {
    private static let planKeys = [
        "plan", "version", "county", "title", "number", "issued", "targets", "units", "clauses",
    ]

    fileprivate mutating func plan(_ root: Node) -> PlanHeader? {
        guard let fields = mapping(root, Self.planKeys) else { return nil }
        let code = code("plan", fields)
        let version = text("version", fields)
        let county = countyCode(fields)
        let title = localizedText("title", fields)
        let number = text("number", fields)
        let issued = day("issued", fields)
        let count = self.number("targets", fields, 1...1000)
        let units = planUnits(fields)
        let clauses = planClauses(fields, units)
        guard let code, let version, let county, let title, let number, let issued, let count
        else { return nil }
        return PlanHeader(
            code: code.text, version: version.text, countyCode: county, title: title,
            number: number.text, issued: issued, targetCount: count, units: units,
            clauses: clauses)
    }

    private mutating func countyCode(_ fields: NodeFields) -> String? {
        guard let code = text("county", fields) else { return nil }
        let isShaped =
            code.text.utf8.count == 6 && code.text.utf8.allSatisfy { (48...57).contains($0) }
        if isShaped { return code.text }
        fault(
            code, "plan-county", zh: "“\(Wording.shown(code.text))”不是六位县级行政区划代码（GB/T 2260）。请改正。",
            en: "\(Wording.shown(code.text)) is no six-digit code of a county (GB/T 2260). "
                + "Correct it.")
        return nil
    }

    private mutating func planUnits(_ fields: NodeFields) -> [PlanUnit] {
        guard let node = required("units", fields), let items = items(node, most: 200) else {
            return []
        }
        var names: [PlacedText] = []
        let units = items.compactMap { item -> PlanUnit? in
            guard let unit = mapping(item, ["zh", "en", "aliases"]), let zh = text("zh", unit),
                let en = text("en", unit)
            else { return nil }
            let aliases = texts("aliases", unit)
            names += [zh] + aliases
            return PlanUnit(
                name: LocalizedText(zh: zh.text, en: en.text), aliases: aliases.map(\.text))
        }
        refuseRepeats(names, "plan-unit-repeated")
        return units
    }

    private mutating func planClauses(_ fields: NodeFields, _ units: [PlanUnit]) -> [PlanClause] {
        guard let node = required("clauses", fields), let items = items(node, most: 200) else {
            return []
        }
        var names: [PlacedText] = []
        let clauses = items.compactMap { item -> PlanClause? in
            guard
                let clause = mapping(item, ["clause", "title", "lead", "responsible", "text"])
            else { return nil }
            let name = text("clause", clause)
            let title = localizedText("title", clause)
            let leads = planUnitNames("lead", clause, units)
            let responsible = planUnitNames("responsible", clause, units)
            let text = text("text", clause)
            guard let name, let title, let text else { return nil }
            names.append(name)
            return PlanClause(
                name: name.text, title: title, leads: leads, responsible: responsible,
                text: text.text)
        }
        refuseRepeats(names, "plan-clause-repeated")
        return clauses
    }

    private mutating func texts(_ key: String, _ fields: NodeFields) -> [PlacedText] {
        guard let node = fields[key], let items = items(node, most: 100) else { return [] }
        return items.compactMap { text($0) }
    }

    /// Units by any of their names, as their own.
    private mutating func planUnitNames(
        _ key: String, _ fields: NodeFields, _ units: [PlanUnit]
    ) -> [String] {
        texts(key, fields).compactMap { name in
            if let found = units.first(where: { $0.goes(by: name.text) }) { return found.name.zh }
            unknown(name, "plan-unit-unknown", ("单位", "unit"), among: units.map(\.name.zh))
            return nil
        }
    }
}
