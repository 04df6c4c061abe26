/// The packs that a county has, and which of them decides a claim.
public struct PackShelf: Sendable {
    /// All packs, in the order of their identifiers; templates among them decide nothing.
    public let packs: [PolicyPack]
    /// The item classes that all of them share.
    public let register: ItemClassRegister
    private let byProgramme: [Programme: [PolicyPack]]

    /// A shelf of packs for the county with a GB/T 2260 code.
    public init(_ packs: [PolicyPack], register: ItemClassRegister, countyCode: String) {
        self.packs = packs.sorted { $0.identifier < $1.identifier }
        self.register = register
        let applicable = self.packs.filter {
            !$0.source.isTemplate
                && ($0.source.place == "CN" || countyCode.hasPrefix($0.source.place))
        }
        // The narrowest place stands first, so the first pack in force is the one that decides.
        self.byProgramme = Dictionary(grouping: applicable, by: \.source.programme).mapValues {
            $0.sorted { Self.narrowness($0) > Self.narrowness($1) }
        }
    }

    private static func narrowness(_ pack: PolicyPack) -> Int {
        pack.source.place == "CN" ? 0 : pack.source.place.utf8.count
    }

    /// The packs for a programme in this county, narrowest first.
    public func packs(for programme: Programme) -> [PolicyPack] { byProgramme[programme] ?? [] }

    /// The pack in force for a claim, and its day of law.
    public func pack(for programme: Programme, _ facts: FactSet) -> (PolicyPack, Day)? {
        for pack in packs(for: programme) {
            if let day = facts.day(pack.source.dayOfLaw), pack.isInForce(on: day) {
                return (pack, day)
            }
        }
        return nil
    }

    /// The pack with this digest.
    public func pack(sha256: String) -> PolicyPack? { packs.first { $0.source.sha256 == sha256 } }
}
