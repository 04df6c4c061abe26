import PolicyLibrary
import TradeInCore
import TradeInStore

/// Which stored claims a draft's limits would refuse, counted in the order of submission.
///
/// Stored claims were within the limits of their own packs, so there is nothing to count
/// unless the draft's limits differ from those.
struct PreviewLimits: Sendable {
    let store: LedgerStore
    let draft: PolicyPack
    let shelf: PackShelf
    let county: County

    /// A claim that counts, with its person's counters.
    private struct Counted: Sendable {
        var number: Int64
        var limits: [Limit]

        struct Limit: Sendable {
            var place: Int
            var most: Int
            var counters: [BlindDigest]
        }
    }

    /// The code of the limit by the number of each claim that it would refuse.
    ///
    /// A claim whose person was erased cannot be counted any more and is passed over.
    func refused(through last: Int64) throws -> [Int64: String] {
        let kept = try LedgerPacks.compiled(store) {
            $0.state != .proposed && $0.scope.programme == draft.source.programme
        }
        guard differs(from: kept.values) else { return [:] }
        let reader = ClaimReader(register: draft.register, county: county)
        let others = kept.mapValues { PersonCounters(pack: $0, keys: store.keys, reader: reader) }
        let counters = PersonCounters(pack: draft, keys: store.keys, reader: reader)
        let parts = try ClaimRanges.map(through: last) { range in
            var counted: [Counted] = []
            try store.decidedClaims(range, of: draft.source.programme, withPersons: true) { claim in
                if let claim = try self.counted(claim, counters, others, kept) {
                    counted.append(claim)
                }
            }
            return counted
        }
        let codes = draft.source.limits.map(\.code.text)
        var usage: [BlindDigest: Int] = [:]
        var refused: [Int64: String] = [:]
        for claim in parts.joined() {
            let full = claim.limits.first { limit in
                limit.place >= 0 && (limit.counters.map { usage[$0] ?? 0 }.max() ?? 0) >= limit.most
            }
            if let full {
                refused[claim.number] = codes[full.place]
            } else {
                for counter in claim.limits.flatMap(\.counters) { usage[counter, default: 0] += 1 }
            }
        }
        return refused
    }

    /// Whether any pack that decided claims of the draft's days counts in another way.
    private func differs(from used: some Sequence<PolicyPack>) -> Bool {
        let days = draft.source.from...draft.source.to
        return used.contains {
            days.overlaps($0.source.from...$0.source.to)
                && $0.limitsSignature != draft.limitsSignature
        }
    }

    /// A claim's counters.
    ///
    /// By the draft where it decides, else by the claim's own pack, since packs may share a
    /// counter. Only the draft refuses.
    private func counted(
        _ claim: DecidedClaim, _ draftCounters: PersonCounters, _ others: [String: PersonCounters],
        _ kept: [String: PolicyPack]
    ) throws -> Counted? {
        let facts = try claim.facts(draft.register)
        guard let personal = claim.personal, !claim.state.isOver else { return nil }
        guard let (pack, day) = shelf.pack(for: draft.source.programme, facts), pack === draft
        else {
            guard let own = kept[claim.packSha256], let day = facts.day(own.source.dayOfLaw),
                let limits = others[claim.packSha256]?.limits(facts, on: day, personal)
            else { return nil }
            return Counted(
                number: claim.number,
                limits: limits.map { .init(place: -1, most: $0.most, counters: $0.counters) })
        }
        guard draft.determine(facts, on: day, found: claim.found).verdict != .ineligible else {
            return nil
        }
        let codes = draft.source.limits.map(\.code.text)
        let limits = draftCounters.limits(facts, on: day, personal).compactMap { limit in
            codes.firstIndex(of: limit.code).map {
                Counted.Limit(place: $0, most: limit.most, counters: limit.counters)
            }
        }
        return Counted(number: claim.number, limits: limits)
    }
}

extension DecidedClaim {
    /// The facts that the claim was decided on.
    func facts(_ register: ItemClassRegister) throws -> FactSet {
        guard let facts = FactSet(canonicalJSON: factsJSON, register: register) else {
            throw LedgerFailure.corrupt("claim \(number)")
        }
        return facts
    }
}
