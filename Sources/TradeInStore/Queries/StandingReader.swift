import GRDB
import TradeInCore

/// Reads claims as commands on them need them, many with the same statements.
final class StandingReader {
    private let database: Database
    private let claims: HotStatement
    private let steps: HotStatement
    /// Whether the ledger has granted any supplement; most have not, and no claim is asked for one.
    private let hasSupplements: Bool

    init(_ database: Database) throws {
        self.database = database
        claims = try HotStatement(
            database,
            """
            SELECT claim.state, amountFen, claim.programme, soldOn, classKey, claim.townKey,
                dealer.code, fund.code, units, priceFen,
                (SELECT body FROM logEntry WHERE ?2 AND seq = logIndex), identifier, revision, logIndex,
                policyPack.sha256, claim.parentId
            FROM claim JOIN dealer USING (dealerId) JOIN fund USING (fundId)
                JOIN policyPack USING (packId)
            WHERE claimId = ?1
            """)
        steps = try HotStatement(
            database,
            """
            SELECT fromState, toState, actor, step, logIndex, batchId, line
            FROM claimStep WHERE claimId = ? ORDER BY stepId
            """)
        hasSupplements =
            try Int.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM supplement)") == 1
    }

    /// A claim; nil when there is none of that number.
    ///
    /// - Parameters:
    ///   - number: its number.
    ///   - withActors: whether who entered it is read from its log entry; payments need not know.
    /// - Returns: the claim.
    /// - Throws: ``LedgerFailure`` when a row cannot be true.
    func claim(_ number: Int64, withActors: Bool = true) throws -> StandingClaim? {
        claims.bind(1, number)
        claims.bind(2, withActors ? 1 : 0)
        guard try claims.step() else { return nil }
        defer { claims.reset() }
        guard let state = ClaimState(rawValue: claims.text(0)),
            let programme = Programme(rawValue: claims.text(2)),
            let soldOn = try? Day.parse(claims.text(3)).get(),
            let first = try firstEntry(of: number, withActors)
        else { throw LedgerFailure.corrupt("claim \(number)") }
        let supplements =
            hasSupplements ? try LedgerStore.supplements(of: number, database) : []
        let added = supplements.reduce(Money.zero) { $0 + $1.amount }
        var claim = StandingClaim(
            number: number, state: state, granted: Money(fen: claims.integer(1)) + added,
            supplements: supplements.map(\.code), packIdentifier: claims.text(11),
            enteredBy: withActors ? [first.actor] : [], fundCode: claims.text(7),
            place: TallyPlace(
                programme: programme, soldOn: soldOn, classKey: claims.text(4),
                townKey: claims.text(5), dealerCode: claims.text(6)),
            units: claims.integer(8), sales: Money(fen: claims.integer(9)))
        claim.bookedAt = claims.integer(13)
        claim.encumberedAt = first.logIndex
        claim.award = Money(fen: claims.integer(1))
        claim.packSha256 = claims.text(14)
        claim.parent = claims.isNull(15) ? nil : claims.integer(15)
        try loadLastSteps(&claim)
        return claim
    }

    /// Who entered the claim that was just found, and its first log entry.
    private func firstEntry(
        of number: Int64, _ withActors: Bool
    ) throws -> (actor: String, logIndex: Int64)? {
        guard claims.integer(12) > 0 else {
            let actor = withActors ? LoggedClaim.actor(claims.blob(10)) : ""
            return actor.map { ($0, claims.integer(13)) }
        }
        // One that has been put right keeps its first contents beside it.
        let row = try HotStatement(
            database,
            "SELECT actor, logIndex FROM claimRevision WHERE claimId = ? ORDER BY revision LIMIT 1")
        row.bind(1, number)
        guard try row.step() else { return nil }
        defer { row.reset() }
        return (row.text(0), row.integer(1))
    }

    /// Where a held claim came from, and who gave the first review that still stands.
    private func loadLastSteps(_ claim: inout StandingClaim) throws {
        steps.bind(1, claim.number)
        let now = claim.state
        while try steps.step() {
            guard let from = ClaimState(rawValue: steps.text(0)),
                let to = ClaimState(rawValue: steps.text(1)),
                let step = ClaimStep(rawValue: steps.text(3))
            else { throw LedgerFailure.corrupt("claimStep of \(claim.number)") }
            claim.state = from
            let place =
                steps.isNull(5)
                ? nil : PaymentPlace(batch: steps.integer(5), line: Int(steps.integer(6)))
            claim.take(step, to: to, by: steps.text(2), at: steps.integer(4), in: place)
        }
        claim.state = now
    }
}
