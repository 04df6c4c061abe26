import GRDB
import TradeInCore

/// A step that a claim has taken, as people read it.
public struct StepRow: Sendable {
    /// The step.
    public var step: ClaimStep
    /// Where the claim stood.
    public var from: ClaimState
    /// Where it stood then.
    public var to: ClaimState
    /// Who took it.
    public var actor: String
    /// Why.
    public var reason: StepReason?
    /// What was written beside it; nil when nothing was, or when it was erased.
    public var note: String?
    /// Its entry in the log.
    public var logIndex: Int64
}

extension LedgerStore {
    /// The steps of a claim, oldest first, their notes opened.
    public func steps(of id: ClaimID) throws -> [StepRow] {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                """
                SELECT step, fromState, toState, actor, reason, sealedKey, sealed, logIndex
                FROM claimStep WHERE claimId = ? ORDER BY stepId
                """)
            rows.bind(1, id.number)
            var steps: [StepRow] = []
            while try rows.step() {
                guard let step = ClaimStep(rawValue: rows.text(0)),
                    let from = ClaimState(rawValue: rows.text(1)),
                    let to = ClaimState(rawValue: rows.text(2))
                else { throw LedgerFailure.corrupt("claimStep of \(id.text)") }
                steps.append(
                    StepRow(
                        step: step, from: from, to: to, actor: rows.text(3),
                        reason: rows.isNull(4) ? nil : StepReason(rawValue: rows.text(4)),
                        note: try note(rows), logIndex: rows.integer(7)))
            }
            return steps
        }
    }

    private func note(_ rows: HotStatement) throws -> String? {
        guard !rows.isNull(5) else { return nil }
        let record = SealedRecord(sealedKey: rows.blob(5), sealed: rows.blob(6))
        return String(decoding: try record.opened(under: keys.sealing), as: UTF8.self)
    }

    /// What a claim locks and counts, worked out again from its sealed record.
    ///
    /// - Parameters:
    ///   - detail: the claim.
    ///   - pack: the pack that decided it.
    ///   - reader: reads the sealed columns as it read them first.
    /// - Returns: nothing to free when the person was erased.
    /// - Throws: when the log entry cannot be read.
    public func holding(
        of detail: ClaimDetail, pack: PolicyPack, reader: ClaimReader
    ) throws -> ClaimHolding {
        guard let personal = detail.personal,
            let facts = try JSONValue.parse(detail.entry)["facts"].flatMap({
                FactSet(json: $0, register: pack.register)
            }), let day = facts.day(pack.source.dayOfLaw)
        else { return ClaimHolding() }
        return ClaimHolding(
            personal: personal, programme: detail.row.programme, facts: facts, on: day, pack: pack,
            keys: keys, reader: reader)
    }

    /// A claim as commands on it need it; nil when there is none of that number.
    ///
    /// Who entered it stands in its log entry, which payments need not read.
    static func standingClaim(
        _ number: Int64, withActors: Bool = true, _ database: Database
    ) throws -> StandingClaim? {
        let row = try HotStatement(
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
        row.bind(1, number)
        row.bind(2, withActors ? 1 : 0)
        guard try row.step() else { return nil }
        defer { row.reset() }
        guard let state = ClaimState(rawValue: row.text(0)),
            let programme = Programme(rawValue: row.text(2)),
            let soldOn = try? Day.parse(row.text(3)).get(),
            let first = row.integer(12) == 0
                ? (withActors ? LoggedClaim.actor(row.blob(10)) : "").map({ ($0, row.integer(13)) })
                : try firstEntry(of: number, database)
        else { throw LedgerFailure.corrupt("claim \(number)") }
        let supplements = try supplements(of: number, database)
        let added = supplements.reduce(Money.zero) { $0 + $1.amount }
        var claim = StandingClaim(
            number: number, state: state, granted: Money(fen: row.integer(1)) + added,
            supplements: supplements.map(\.code), packIdentifier: row.text(11),

            enteredBy: withActors ? [first.0] : [],
            fundCode: row.text(7),
            place: TallyPlace(
                programme: programme, soldOn: soldOn, classKey: row.text(4), townKey: row.text(5),
                dealerCode: row.text(6)),
            units: row.integer(8), sales: Money(fen: row.integer(9)))
        claim.bookedAt = row.integer(13)
        claim.encumberedAt = first.1
        claim.award = Money(fen: row.integer(1))
        claim.packSha256 = row.text(14)
        claim.parent = row.isNull(15) ? nil : row.integer(15)
        try loadLastSteps(&claim, database)
        return claim
    }

    /// Who entered a claim that has been put right since, and its first log entry.
    private static func firstEntry(
        of number: Int64, _ database: Database
    ) throws -> (actor: String, logIndex: Int64)? {
        let row = try HotStatement(
            database,
            "SELECT actor, logIndex FROM claimRevision WHERE claimId = ? ORDER BY revision LIMIT 1")
        row.bind(1, number)
        guard try row.step() else { return nil }
        defer { row.reset() }
        return (row.text(0), row.integer(1))
    }

    /// Where a held claim came from, and who gave the first review that still stands.
    private static func loadLastSteps(_ claim: inout StandingClaim, _ database: Database) throws {
        let rows = try HotStatement(
            database,
            """
            SELECT fromState, toState, actor, step, logIndex, batchId, line
            FROM claimStep WHERE claimId = ? ORDER BY stepId
            """)
        rows.bind(1, claim.number)
        let now = claim.state
        while try rows.step() {
            guard let from = ClaimState(rawValue: rows.text(0)),
                let to = ClaimState(rawValue: rows.text(1)),
                let step = ClaimStep(rawValue: rows.text(3))
            else { throw LedgerFailure.corrupt("claimStep of \(claim.number)") }
            claim.state = from
            let place =
                rows.isNull(5)
                ? nil : PaymentPlace(batch: rows.integer(5), line: Int(rows.integer(6)))
            claim.take(step, to: to, by: rows.text(2), at: rows.integer(4), in: place)
        }
        claim.state = now
    }
}
