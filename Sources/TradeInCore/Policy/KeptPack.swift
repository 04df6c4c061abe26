/// A pack as a ledger keeps it: its text and its notice, under its digest.
///
/// Enough to compile it again in ten years, by whatever program then reads packs, and to
/// say without compiling it where and when it decides.
public struct KeptPack: Hashable, Sendable {
    /// The pack's identifier.
    public var identifier: String
    /// Its version.
    public var version: String
    /// SHA-256 of `text`, lower-case hexadecimal.
    public var sha256: String
    /// The pack file.
    public var text: String
    /// The notice beside it.
    public var notice: String
    /// The programme, place and days for which it decides.
    public var scope: PackScope
    /// The values that an officer has yet to hold against the issued text.
    public var unconfirmed: [String]
    /// The papers that it asks for.
    public var papers: [PaperNeed]

    /// A compiled pack with its notice.
    public init(_ pack: PolicyPack, notice: String) {
        identifier = pack.identifier
        version = pack.source.version
        sha256 = pack.source.sha256
        text = pack.source.text
        self.notice = notice
        scope = PackScope(pack.source)
        // A file cannot vouch for itself: what it says of its own status confirms nothing here.
        unconfirmed = pack.source.confirmableItems
        papers = pack.source.paperNeeds
    }
}

/// Where and when a pack decides.
public struct PackScope: Hashable, Sendable {
    /// The programme.
    public var programme: Programme
    /// `CN` or the first digits of a region code.
    public var place: String
    /// The first and last day in force.
    public var days: ClosedRange<Day>
    /// Whether figures are missing, so that it decides nothing.
    public var isTemplate: Bool

    /// A scope.
    public init(
        programme: Programme, place: String, days: ClosedRange<Day>, isTemplate: Bool
    ) {
        self.programme = programme
        self.place = place
        self.days = days
        self.isTemplate = isTemplate
    }

    /// The scope of a pack.
    public init(_ source: PackSource) {
        self.init(
            programme: source.programme, place: source.place, days: source.from...source.to,
            isTemplate: source.isTemplate)
    }

    /// Whether both would decide one claim, so that nothing says which.
    public func collides(with other: PackScope) -> Bool {
        programme == other.programme && place == other.place && days.overlaps(other.days)
    }
}

extension PackSource {
    /// What an officer confirms against the issued text: the days in force, the rounding, the
    /// papers, and each dated value as `name@first-day`.
    public var confirmableItems: [String] {
        ["inForce", "rounding"] + (papers.isEmpty ? [] : ["papers"])
            + parameters.flatMap { parameter in
                parameter.values.map { "\(parameter.name.text)@\($0.from.isoText)" }
            }
    }
}
