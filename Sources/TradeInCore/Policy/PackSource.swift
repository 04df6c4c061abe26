/// A pack as its file says it, read but not yet believed.
public struct PackSource: Sendable {
    /// The file's base name, for faults.
    public var file: String
    /// The pack's identifier.
    public var identifier: PlacedText
    /// The version.
    public var version: String
    /// The title.
    public var title: LocalizedText
    /// The programme.
    public var programme: Programme
    /// `CN` or the first digits of a region code.
    public var place: String
    /// The first day in force.
    public var from: Day
    /// The last day in force.
    public var to: Day
    /// The fact that gives the day of law.
    public var dayOfLaw: Fact
    /// The document.
    public var document: Document
    /// How far it may be trusted.
    public var status: Status
    /// How sure the pack is, in the notice's marks.
    public var mark: String
    /// What an officer should know before confirming it.
    public var note: String?
    /// The rounding.
    public var rounding: Rounding
    /// Where the rounding comes from.
    public var roundingBasis: String
    /// The identities that make two claims one person's.
    public var samePerson: [Identity]
    /// The parameters.
    public var parameters: [Parameter]
    /// The requirements, in order.
    public var requirements: [Requirement]
    /// The awards, in order.
    public var awards: [Award]
    /// Rises that reach back.
    public var supplements: [Supplement]
    /// The limits.
    public var limits: [Limit]
    /// The terms for the work on a claim.
    public var deadlines: [Deadline]
    /// The papers that a claim needs before it is approved.
    public var papers: [Paper]
    /// The notice's articles.
    public var articles: [Article]
    /// SHA-256 of the pack file, lower-case hexadecimal.
    public var sha256: String
    /// The pack file itself.
    public var text: String

    /// A pack as read.
    public init(
        file: String, identifier: PlacedText, version: String, title: LocalizedText,
        programme: Programme, place: String, from: Day, to: Day, dayOfLaw: Fact,
        document: Document, status: Status, mark: String, note: String? = nil,
        rounding: Rounding, roundingBasis: String = "", samePerson: [Identity],
        parameters: [Parameter], requirements: [Requirement], awards: [Award],
        supplements: [Supplement] = [], limits: [Limit], deadlines: [Deadline] = [],
        papers: [Paper] = [], articles: [Article], sha256: String, text: String
    ) {
        self.file = file
        self.identifier = identifier
        self.version = version
        self.title = title
        self.programme = programme
        self.place = place
        self.from = from
        self.to = to
        self.dayOfLaw = dayOfLaw
        self.document = document
        self.status = status
        self.mark = mark
        self.note = note
        self.rounding = rounding
        self.roundingBasis = roundingBasis
        self.samePerson = samePerson
        self.parameters = parameters
        self.requirements = requirements
        self.awards = awards
        self.supplements = supplements
        self.limits = limits
        self.deadlines = deadlines
        self.papers = papers
        self.articles = articles
        self.sha256 = sha256
        self.text = text
    }

    /// Whether an officer has confirmed it against the issued text.
    public var isVerified: Bool { status == .verified }
    /// Whether figures are missing, so that it decides nothing.
    public var isTemplate: Bool { status == .template }

    /// The pack with a template's holes filled, as a county would fill them.
    ///
    /// - Parameter values: the texts of each value by the parameter's name.
    /// - Returns: an unverified pack; holes without a value stay open.
    public func filled(with values: [String: [PlacedText]]) -> PackSource {
        var filled = self
        for place in filled.parameters.indices {
            guard let texts = values[filled.parameters[place].name.text] else { continue }
            for index in filled.parameters[place].values.indices
            where filled.parameters[place].values[index].fill != nil {
                filled.parameters[place].values[index].value = texts
                filled.parameters[place].values[index].fill = nil
                filled.parameters[place].values[index].mark = "K"
            }
        }
        if filled.isTemplate { filled.status = .unverified }
        return filled
    }
}
