/// From a row to a verdict: reading, choice of pack, determination.
public struct ClaimDecider: Sendable {
    /// The packs.
    public let shelf: PackShelf
    /// The reader.
    public let reader: ClaimReader

    /// A decider for a county.
    public init(shelf: PackShelf, county: County) {
        self.shelf = shelf
        self.reader = ClaimReader(register: shelf.register, county: county)
    }

    /// Reads and decides one row; stores nothing and never throws.
    public func decide(_ row: ReadRow) -> (claim: Claim, determination: Determination) {
        let reading = reader.read(row)
        return (reading.claim, determine(reading))
    }

    /// Decides a claim that is read already; the reading does not depend on any pack.
    public func determine(_ reading: ClaimReading) -> Determination {
        let claim = reading.claim
        guard let programme = claim.programme else { return undecided(reading, nil) }
        guard let (pack, day) = shelf.pack(for: programme, claim.facts) else {
            return undecided(reading, claim.soldOn.map { noPack(programme, $0) })
        }
        return pack.determine(claim.facts, on: day, found: reading.findings)
    }

    private func undecided(_ reading: ClaimReading, _ finding: Finding?) -> Determination {
        Determination(
            verdict: .ineligible, amount: .zero,
            findings: reading.findings + (finding.map { [$0] } ?? []),
            pack: nil, day: nil, facts: reading.claim.facts)
    }

    private func noPack(_ programme: Programme, _ day: Day) -> Finding {
        let packs = shelf.packs(for: programme)
        let periods = packs.map {
            "\($0.identifier) \($0.source.from.isoText)–\($0.source.to.isoText)"
        }.joined(separator: ", ")
        return Finding(
            "no-pack-in-force", .error, field: .soldOn,
            zh: "销售日期\(day.isoText)不在任何“\(programme.title.zh)”政策的有效期内（"
                + (periods.isEmpty ? "尚无政策包" : periods) + "）。请核对日期；期外销售不能申领。",
            en: "No \(programme.rawValue) policy is in force on \(day.isoText) ("
                + (periods.isEmpty ? "no packs" : periods)
                + "). Check the date; such a sale cannot claim.")
    }
}
