/// The county plan: its title, document number and numeric targets.
public struct CountyPlan: Hashable, Sendable {
    /// The plan's title.
    public var title: LocalizedText
    /// The document number, as printed.
    public var number: String
    /// The date on the document.
    public var issued: Day
    /// The targets in the order of the plan file; ids are unique.
    public var targets: [PlanTarget]

    /// A plan with its targets.
    public init(title: LocalizedText, number: String, issued: Day, targets: [PlanTarget]) {
        self.title = title
        self.number = number
        self.issued = issued
        self.targets = targets
    }

    /// The target with this id, or nil.
    public func target(id: String) -> PlanTarget? { targets.first { $0.id == id } }
}
