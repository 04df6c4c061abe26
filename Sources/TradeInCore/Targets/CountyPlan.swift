/// The county plan: its title, document number, clauses, units and numeric targets.
///
/// A plan is data: the next year's, or another county's, is another file.
public struct CountyPlan: Hashable, Sendable {
    /// What reported figures name the plan by: `jinxiang-2024`.
    public var code: String
    /// The version of the file.
    public var version: String
    /// The county's GB/T 2260 code.
    public var countyCode: String
    /// The plan's title.
    public var title: LocalizedText
    /// The document number, as printed.
    public var number: String
    /// The date on the document.
    public var issued: Day
    /// The units that the plan charges with its clauses.
    public var units: [PlanUnit]
    /// The clauses in the order of the text.
    public var clauses: [PlanClause]
    /// The targets in the order of the plan file; ids are unique.
    public var targets: [PlanTarget]
    /// The SHA-256 of the plan's files, one after the other, in hexadecimal.
    public var sha256: String

    /// A plan with its targets.
    public init(
        code: String, version: String = "1.0.0", countyCode: String = "", title: LocalizedText,
        number: String, issued: Day, units: [PlanUnit] = [], clauses: [PlanClause] = [],
        targets: [PlanTarget], sha256: String = ""
    ) {
        self.code = code
        self.version = version
        self.countyCode = countyCode
        self.title = title
        self.number = number
        self.issued = issued
        self.units = units
        self.clauses = clauses
        self.targets = targets
        self.sha256 = sha256
    }

    /// The target with this id, or nil.
    public func target(id: String) -> PlanTarget? { targets.first { $0.id == id } }

    /// The clause with this name, or nil.
    public func clause(_ name: String) -> PlanClause? { clauses.first { $0.name == name } }

    /// The units that lead a target: its own, or its clause's.
    public func leads(of target: PlanTarget) -> [String] {
        target.leadUnits.isEmpty ? clause(target.clause)?.leads ?? [] : target.leadUnits
    }

    /// The units that share in a target's work, by its clause.
    public func responsible(for target: PlanTarget) -> [String] {
        clause(target.clause)?.responsible ?? []
    }

    /// The unit that goes by a name, its own or another of its names; nil when none does.
    public func unit(named name: String) -> PlanUnit? {
        units.first { $0.goes(by: name) || $0.name.en == name }
    }
}

/// A unit that a plan charges with something.
public struct PlanUnit: Hashable, Sendable {
    /// Its name; the Chinese one is what the plan's files use.
    public var name: LocalizedText
    /// Other names of it in the plan's text.
    public var aliases: [String]

    /// Whether the plan's files may call it so.
    public func goes(by text: String) -> Bool { name.zh == text || aliases.contains(text) }

    /// A unit.
    public init(name: LocalizedText, aliases: [String] = []) {
        self.name = name
        self.aliases = aliases
    }
}

/// A clause of a plan with its text as issued.
public struct PlanClause: Hashable, Sendable {
    /// Its number, or 总体要求 for the general section.
    public var name: String
    /// Its heading.
    public var title: LocalizedText
    /// The lead units (牵头单位), by their Chinese names.
    public var leads: [String]
    /// The responsible units (责任单位), by their Chinese names.
    public var responsible: [String]
    /// The text as issued, without the heading and the units.
    public var text: String

    /// A clause.
    public init(
        name: String, title: LocalizedText, leads: [String] = [], responsible: [String] = [],
        text: String
    ) {
        self.name = name
        self.title = title
        self.leads = leads
        self.responsible = responsible
        self.text = text
    }

    /// Whether the text holds a quotation, blanks aside.
    public func quotes(_ quote: String) -> Bool {
        let wanted = Array(quote.unicodeScalars.filter { !$0.properties.isWhitespace })
        let own = Array(text.unicodeScalars.filter { !$0.properties.isWhitespace })
        // Longer ones are no quotation of a figure, and would take long to look for.
        guard !wanted.isEmpty, wanted.count <= min(own.count, 500) else { return false }
        return (0...(own.count - wanted.count)).contains { start in
            own[start..<(start + wanted.count)].elementsEqual(wanted)
        }
    }
}
