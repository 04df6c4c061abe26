import Foundation
import PolicyLibrary
import TradeInCore
import TradeInStore

/// Decides a ledger's claims again under a draft, on two threads; stores nothing.
final class PreviewRun: @unchecked Sendable {
    /// What one thread works out.
    private struct Part {
        var preview = PolicyPreview()
        var changed: [PolicyPreview.ChangedClaim] = []
        var failure: (any Error)?
    }

    private let store: LedgerStore
    private let draft: PolicyPack
    /// The pack to compare with, instead of what is stored.
    private let against: PolicyPack?
    private let limits: PreviewLimits
    private var parts: [Part] = []
    private let lock = NSLock()
    private var done = 0

    /// A run over the claims that are in the ledger when it starts.
    init(store: LedgerStore, draft: PolicyPack, against: PolicyPack?) throws {
        self.store = store
        self.draft = draft
        self.against = against
        limits = PreviewLimits(store: store, draft: draft)
    }

    /// Decides all claims; `progress` is called now and then on this thread.
    func run(
        progress: (_ done: Int, _ total: Int) -> Void
    ) throws -> (preview: PolicyPreview, changed: [PolicyPreview.ChangedClaim]) {
        let last = try store.lastClaim()
        guard last > 0 else { return (PolicyPreview(), []) }
        try limits.count(through: last)
        // Small ranges, so that two threads end together and nothing is held open for long.
        let size: Int64 = 20_000
        let ranges = stride(from: 1, through: last, by: Int(size)).map {
            Int64($0)...min(Int64($0) + size - 1, last)
        }
        parts = Array(repeating: Part(), count: ranges.count)
        let group = DispatchGroup()
        let queue = OperationQueue()
        queue.maxConcurrentOperationCount = 2
        for (place, range) in ranges.enumerated() {
            group.enter()
            queue.addOperation { [self] in
                let part = part(range)
                lock.withLock {
                    parts[place] = part
                    done += range.count
                }
                group.leave()
            }
        }
        while group.wait(timeout: .now() + .milliseconds(100)) == .timedOut {
            progress(lock.withLock { done }, Int(last))
        }
        var preview = PolicyPreview()
        var changed: [PolicyPreview.ChangedClaim] = []
        for part in parts {
            if let failure = part.failure { throw failure }
            preview.add(part.preview)
            changed += part.changed
        }
        return (preview, changed)
    }

    private func part(_ range: ClosedRange<Int64>) -> Part {
        var part = Part()
        do {
            try store.decidedClaims(range, of: draft.source.programme) { claim in
                try decide(claim, &part)
            }
        } catch {
            part.failure = error
        }
        return part
    }

    private func decide(_ claim: DecidedClaim, _ part: inout Part) throws {
        let facts = try claim.facts(draft.register)
        guard let day = facts.day(draft.source.dayOfLaw), draft.isInForce(on: day) else {
            part.preview.outOfForce += 1
            return
        }
        let before = against.map { stored($0, claim, facts) } ?? (claim.verdict, claim.granted)
        let again = draft.determine(facts, on: day, found: claim.found)
        let limit = again.verdict == .ineligible ? nil : limits.reached(claim.number)
        let after: (Verdict, Money) =
            limit == nil ? (again.verdict, again.amount) : (.ineligible, .zero)
        let group = PolicyPreview.Group(classKey: claim.classKey, month: day.monthText)
        let isFunded = claim.state != .waitlisted
        let changed = part.preview.add(
            claim.number, group, fund: isFunded ? claim.fundCode : nil, before: before,
            after: after,
            codes: again.findings.filter { $0.severity != .notice }.map(\.code)
                + (limit.map { [$0] } ?? []))
        if let changed { part.changed.append(changed) }
    }

    private func stored(
        _ pack: PolicyPack, _ claim: DecidedClaim, _ facts: FactSet
    ) -> (Verdict, Money) {
        guard let day = facts.day(pack.source.dayOfLaw), pack.isInForce(on: day) else {
            return (.ineligible, .zero)
        }
        let determination = pack.determine(facts, on: day, found: claim.found)
        return (determination.verdict, determination.amount)
    }
}
