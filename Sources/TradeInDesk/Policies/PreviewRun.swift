import PolicyLibrary
import TradeInCore
import TradeInStore

/// Decides a ledger's claims again under a draft, on all cores; stores nothing.
public struct PreviewRun: Sendable {
    /// What one range of claims gives.
    private struct Part: Sendable {
        var preview = PolicyPreview()
        var changed: [PolicyPreview.ChangedClaim] = []
    }

    let store: LedgerStore
    let draft: PolicyPack
    private let county: County
    /// The pack to compare with, instead of what is stored.
    let against: PolicyPack?
    /// The active packs with the draft in the place of its own earlier version: only claims
    /// that this shelf gives to the draft are its business.
    private let shelf: PackShelf
    /// The digests of the draft's own versions.
    private let own: Set<String>

    /// A preview of a draft.
    ///
    /// - Parameters:
    ///   - store: the ledger.
    ///   - draft: the pack to decide by.
    ///   - against: the pack to compare with; what is stored when nil.
    ///   - county: the county.
    /// - Throws: the store's failures.
    public init(
        store: LedgerStore, draft: PolicyPack, against: PolicyPack?, county: County
    ) throws {
        self.county = county
        self.store = store
        self.draft = draft
        self.against = against
        let standings = try store.packStandings()
        own = Set(standings.filter { $0.identifier == draft.identifier }.map(\.sha256))
        let others = try LedgerPacks.compiled(store) {
            $0.state == .active && $0.identifier != draft.identifier
        }
        shelf = PackShelf(
            Array(others.values) + [draft], register: draft.register,
            countyCode: store.countyCode)
    }

    /// Decides all claims that are in the ledger now.
    ///
    /// - Parameter progress: called now and then.
    /// - Returns: the sums, and every claim that changes.
    /// - Throws: the store's failures.
    public func run(
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws -> (preview: PolicyPreview, changed: [PolicyPreview.ChangedClaim]) {
        let last = try store.lastClaim()
        let limited = try PreviewLimits(store: store, draft: draft, shelf: shelf, county: county)
            .refused(through: last)
        let parts = try ClaimRanges.map(
            through: last, progress: { progress(Int($0), Int(last)) }
        ) { range in
            var part = Part()
            try store.decidedClaims(range, of: draft.source.programme) { claim in
                try decide(claim, limited[claim.number], &part)
            }
            return part
        }
        var preview = PolicyPreview()
        var changed: [PolicyPreview.ChangedClaim] = []
        for part in parts {
            preview.add(part.preview)
            changed += part.changed
        }
        return (preview, changed)
    }

    private func decide(_ claim: DecidedClaim, _ limit: String?, _ part: inout Part) throws {
        let facts = try claim.facts(draft.register)
        guard let (pack, day) = shelf.pack(for: draft.source.programme, facts), pack === draft
        else { return leave(claim, facts, &part) }
        let before = against.map { decided($0, claim, facts) } ?? (claim.verdict, claim.granted)
        let again = draft.determine(facts, on: day, found: claim.found)
        let isRefused = again.verdict != .ineligible && limit != nil
        let after = isRefused ? (Verdict.ineligible, Money.zero) : (again.verdict, again.amount)
        let group = PolicyPreview.Group(classKey: claim.classKey, month: day.monthText)
        let changed = part.preview.add(
            claim.number, group, fund: claim.state.account == nil ? nil : claim.fundCode,
            before: before, after: after,
            codes: again.findings.filter { $0.severity != .notice }.map(\.code)
                + (isRefused ? [limit ?? ""] : []))
        if let changed { part.changed.append(changed) }
    }

    /// A claim that the draft does not decide; one of its own earlier version loses its pack.
    private func leave(_ claim: DecidedClaim, _ facts: FactSet, _ part: inout Part) {
        let isLost =
            against == nil && own.contains(claim.packSha256)
            && shelf.pack(for: draft.source.programme, facts) == nil
        guard isLost, let day = facts.day(draft.source.dayOfLaw) else {
            part.preview.outOfForce += 1
            return
        }
        let changed = part.preview.add(
            claim.number, .init(classKey: claim.classKey, month: day.monthText),
            fund: claim.state.account == nil ? nil : claim.fundCode,
            before: (claim.verdict, claim.granted), after: (.ineligible, .zero),
            codes: ["no-pack-in-force"])
        if let changed { part.changed.append(changed) }
    }

    private func decided(
        _ pack: PolicyPack, _ claim: DecidedClaim, _ facts: FactSet
    ) -> (Verdict, Money) {
        guard let day = facts.day(pack.source.dayOfLaw), pack.isInForce(on: day) else {
            return (.ineligible, .zero)
        }
        let determination = pack.determine(facts, on: day, found: claim.found)
        return (determination.verdict, determination.amount)
    }
}
