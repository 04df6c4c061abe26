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
}
