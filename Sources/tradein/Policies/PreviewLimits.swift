import PolicyLibrary
import TradeInCore
import TradeInStore

/// Which stored claims a draft's limits would refuse, counted in the order of submission.
///
/// Stored claims were within the limits of their own packs, so there is nothing to count
/// unless the draft's limits differ from those.
final class PreviewLimits: @unchecked Sendable {
    private let store: LedgerStore
    private let draft: PolicyPack
    private var refused: [Int64: String] = [:]
    /// Claims whose person was erased, which cannot be counted any more.
    private(set) var erased = 0

    init(store: LedgerStore, draft: PolicyPack) {
        self.store = store
        self.draft = draft
    }

    /// The code of the limit that a claim would meet.
    func reached(_ number: Int64) -> String? { refused[number] }

    /// Counts the claims of each person, if the draft's limits differ from those in use.
    func count(through last: Int64) throws {
        let programme = draft.source.programme
        let used = try LedgerPacks.compiled(store) {
            $0.state != .proposed && $0.scope.programme == programme
        }
        guard used.values.contains(where: { $0.limitsSignature != draft.limitsSignature }) else {
            return
        }
        let counters = PersonCounters(
            pack: draft, keys: store.keys,
            reader: ClaimReader(register: draft.register, county: try Setting.county()))
        var usage: [BlindDigest: Int] = [:]
        try store.decidedClaims(1...last, of: programme, withPersons: true) { claim in
            let facts = try claim.facts(draft.register)
            guard let day = facts.day(draft.source.dayOfLaw), draft.isInForce(on: day),
                draft.determine(facts, on: day, found: claim.found).verdict != .ineligible
            else { return }
            guard let personal = claim.personal else {
                erased += 1
                return
            }
            let limits = counters.limits(facts, on: day, personal)
            let full = limits.first { limit in
                (limit.counters.map { usage[$0] ?? 0 }.max() ?? 0) >= limit.most
            }
            if let full {
                refused[claim.number] = full.code
                return
            }
            for counter in limits.flatMap(\.counters) { usage[counter, default: 0] += 1 }
        }
    }
}

extension DecidedClaim {
    /// The facts that the claim was decided on.
    func facts(_ register: ItemClassRegister) throws -> FactSet {
        guard let json = try? JSONValue.parse(Array(factsJSON)),
            let facts = FactSet(json: json, register: register)
        else { throw LedgerFailure.corrupt("claim \(number)") }
        return facts
    }
}
