extension PolicyPack {
    /// The limits of a claim with the counters of its person.
    func preparedLimits(
        _ facts: FactSet, on day: Day, _ person: Claim.Identifiers, _ index: BlindIndex
    ) -> [PreparedLimit] {
        limits(on: day).compactMap { preparedLimit($0, facts, on: day, person, index) }
    }

    /// A limit with the counters of its person; nil when it does not bear on the claim.
    func preparedLimit(
        _ limit: Limit, _ facts: FactSet, on day: Day, _ person: Claim.Identifiers,
        _ index: BlindIndex
    ) -> PreparedLimit? {
        guard let most = limit.count(for: facts) else { return nil }
        let source = limit.source
        let itemClass = facts[.itemClass].map { register.classes[Int($0)].key } ?? ""
        let scope = [
            source.counter, String(day.year), source.perItemClass ? itemClass : "",
        ].joined(separator: "\u{1E}")
        return PreparedLimit(
            code: source.code.text, article: source.article.text, most: most,
            counters: self.source.samePerson.compactMap { identity in
                let text = person[identity]
                return text.isEmpty
                    ? nil : index.digest("usage", identity.rawValue, scope, text)
            },
            message: source.message)
    }

    /// What decides how claims are counted; equal for packs that count alike.
    public var limitsSignature: String {
        let identities = source.samePerson.map(\.rawValue).sorted().joined(separator: ",")
        let limits = epochs.flatMap { epoch in
            epoch.limits.map { limit in
                let text = limit.source.count.text
                let values = epoch.parameters.filter { text.contains($0.key) }
                    .map { "\($0.key)=\($0.value.text)" }.sorted()
                return
                    "\(epoch.from.isoText)|\(limit.source.counter)|\(limit.source.perItemClass)|\(text)|\(values)"
            }
        }
        return identities + "\n" + Set(limits).sorted().joined(separator: "\n")
    }
}

extension ClaimHolding {
    /// The locks and counters of a stored claim.
    ///
    /// - Parameters:
    ///   - personal: the columns that were sealed.
    ///   - programme: the claim's programme.
    ///   - facts: its facts.
    ///   - day: its day of law.
    ///   - pack: the pack that decided it.
    ///   - keys: the ledger's keys.
    ///   - reader: reads the columns as it read them first.
    public init(
        personal: [ClaimField: String], programme: Programme, facts: FactSet, on day: Day,
        pack: PolicyPack, keys: LedgerKeys, reader: ClaimReader
    ) {
        let index = BlindIndex(key: keys.indexing)
        var cells = RawClaim(row: 1)
        for (field, value) in personal { cells[field] = value }
        cells[.programme] = programme.rawValue
        let claim = reader.read(ReadRow(claim: cells)).claim
        self.keys = ClaimKey.keys(of: claim, index)
        counters = pack.preparedLimits(facts, on: day, claim.identifiers, index)
            .flatMap(\.counters)
    }
}

/// Counters of stored claims, worked out again from their sealed records.
public struct PersonCounters: Sendable {
    private let pack: PolicyPack
    private let index: BlindIndex
    private let reader: ClaimReader

    /// Counters under a ledger's keys.
    public init(pack: PolicyPack, keys: LedgerKeys, reader: ClaimReader) {
        self.pack = pack
        self.index = BlindIndex(key: keys.indexing)
        self.reader = reader
    }

    /// The limits of a stored claim with the counters of its person.
    ///
    /// - Parameters:
    ///   - facts: the claim's facts.
    ///   - day: a day on which the pack is in force.
    ///   - personal: the columns that were sealed.
    /// - Returns: a limit each, with one counter per identity of the person.
    public func limits(
        _ facts: FactSet, on day: Day, _ personal: [ClaimField: String]
    ) -> [PreparedLimit] {
        var claim = RawClaim(row: 1)
        for (field, value) in personal { claim[field] = value }
        let person = reader.read(ReadRow(claim: claim)).claim.identifiers
        return pack.preparedLimits(facts, on: day, person, index)
    }

    /// The limits of a stored claim, each with what it is counted by.
    ///
    /// - Parameters:
    ///   - facts: the claim's facts.
    ///   - day: a day on which the pack is in force.
    ///   - personal: the columns that were sealed.
    /// - Returns: the limits that bear on the claim, in the order of the pack.
    public func personLimits(
        _ facts: FactSet, on day: Day, _ personal: [ClaimField: String]
    ) -> [PersonLimit] {
        var claim = RawClaim(row: 1)
        for (field, value) in personal { claim[field] = value }
        claim[.programme] = pack.source.programme.rawValue
        let person = reader.read(ReadRow(claim: claim)).claim.identifiers
        return pack.limits(on: day).compactMap { limit in
            pack.preparedLimit(limit, facts, on: day, person, index).map {
                PersonLimit(
                    limit: $0, programme: pack.source.programme, year: day.year,
                    isPerClass: limit.source.perItemClass)
            }
        }
    }
}

/// A limit of a person with what it is counted by.
public struct PersonLimit: Sendable {
    /// The limit.
    public var limit: PreparedLimit
    /// The programme of its pack.
    public var programme: Programme
    /// The year.
    public var year: Int
    /// Whether each class is counted by itself.
    public var isPerClass: Bool
}
