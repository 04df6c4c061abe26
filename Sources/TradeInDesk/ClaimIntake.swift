import Foundation
import TradeInCore
import TradeInStore

/// Takes claims one by one from programs that send thousands in a second.
///
/// What preparing needs is kept for a quarter of a second, so that a claim costs no query of its own.
/// Staleness harms nothing: the ledger itself refuses a claim that a pack decided which is no longer
/// active, and a reference that is taken is looked at again.
public final class ClaimIntake: Sendable {
    private let desk: Desk
    private let kept = Kept()

    /// What was read last.
    private final class Kept: @unchecked Sendable {
        let gate = NSLock()
        var preparer: ClaimPreparer?
        var hasReturned = false
        var age = Age(readAt: 0)
        var change = 0
    }

    /// An intake before a desk.
    public init(_ desk: Desk) { self.desk = desk }

    /// Decides a claim and stores nothing.
    public func decided(_ row: ReadRow) throws -> (claim: Claim, determination: Determination) {
        try current().preparer.decider.decide(row)
    }

    /// Prepares a claim for the ledger.
    public func prepared(_ row: ReadRow) throws -> PreparedClaim {
        let seed = try RandomBytes.take(ClaimPreparer.seedCount)
        return try current().preparer.prepare(row, seed: seed[...])
    }

    /// Registers a claim; one that was returned is put right under its reference.
    ///
    /// - Parameters:
    ///   - row: the claim as it was sent.
    ///   - login: who asks.
    ///   - repeatKey: tells the same request when it comes again.
    /// - Returns: the claim, and what the ledger answers.
    /// - Throws: ``LedgerFailure`` when the world fails, or too many wait.
    public func take(
        _ row: ReadRow, by login: String, repeatKey: RepeatKey? = nil
    ) async throws -> (prepared: PreparedClaim, outcome: CommandOutcome) {
        let (preparer, hasReturned) = try current()
        let seed = try RandomBytes.take(ClaimPreparer.seedCount)
        let prepared = try preparer.prepare(row, seed: seed[...])
        let command = hasReturned ? try correction(prepared, preparer) : nil
        let outcome = try await desk.execute(
            command ?? .submit(prepared), by: login, repeatKey: repeatKey)
        guard case .refused(let refusal) = outcome, refusal.code == .claimRefReused, !hasReturned,
            let late = try correction(prepared, preparer)
        else { return (prepared, outcome) }
        return (prepared, try await desk.execute(late, by: login, repeatKey: repeatKey))
    }

    /// What registering would come to, on the real path and rolled back.
    public func rehearsed(
        _ row: ReadRow, by login: String
    ) async throws -> (prepared: PreparedClaim, outcome: CommandOutcome) {
        let prepared = try prepared(row)
        let command = try correction(prepared, current().preparer) ?? .submit(prepared)
        let outcomes = try await desk.rehearse([command], by: login)
        guard let outcome = outcomes.first else { preconditionFailure("a command has an outcome") }
        return (prepared, outcome)
    }

    private func correction(
        _ prepared: PreparedClaim, _ preparer: ClaimPreparer
    ) throws -> LedgerCommand? {
        let command = try Corrections(desk.store, preparer).command(prepared)
        if case .correct = command { return command }
        return nil
    }

    private func current() throws -> (preparer: ClaimPreparer, hasReturned: Bool) {
        kept.gate.lock()
        defer { kept.gate.unlock() }
        let now = Age.now
        let change = desk.changes
        if let preparer = kept.preparer, change == kept.change,
            kept.age.isFresh(at: now)
        {
            return (preparer, kept.hasReturned)
        }
        let preparer = try desk.preparer()
        kept.preparer = preparer
        kept.hasReturned = try desk.store.hasReturnedClaims()
        kept.age = Age(readAt: now)
        kept.change = change
        return (preparer, kept.hasReturned)
    }
}
