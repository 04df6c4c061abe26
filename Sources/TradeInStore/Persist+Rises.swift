import GRDB
import TradeInCore

/// Rows of awards that are linked to claims.
extension Persist {
    func write(rises: [NewRise]) throws {
        guard !rises.isEmpty else { return }
        let claim = try HotStatement(
            database,
            """
            INSERT INTO claim (claimId, logIndex, dealerId, claimRef, bodyDigest, programme, classKey,
                townKey, soldOn, units, priceFen, amountFen, verdict, state, fundId, packId, parentId,
                riseCode)
            SELECT ?1, ?2, dealerId, claimRef, bodyDigest, programme, classKey, townKey, soldOn, 0, 0,
                ?3, 'eligible', 'submitted', fundId, ?4, claimId, ?5 FROM claim WHERE claimId = ?6
            """)
        // The payee is the claim's, so its person is sealed beside the award too.
        let vault = try HotStatement(
            database,
            """
            INSERT INTO vault (claimId, sealedKey, sealed)
            SELECT ?1, sealedKey, sealed FROM vault WHERE claimId = ?2
            """)
        for rise in rises {
            guard let pack = identifiers.packs[rise.packSha256] else {
                preconditionFailure("the pack of a rise is active")
            }
            claim.bind(1, rise.number)
            claim.bind(2, rise.logIndex)
            claim.bind(3, rise.amount.fen)
            claim.bind(4, pack)
            claim.bind(5, rise.code)
            claim.bind(6, rise.parent)
            try claim.run()
            vault.bind(1, rise.number)
            vault.bind(2, rise.parent)
            try vault.run()
        }
    }
}

extension Prefetch {
    /// What later rises have added to a claim as awards of their own.
    mutating func loadRises(of number: Int64) throws {
        guard var claim = state.standing[number], !claim.hasRises else { return }
        for rise in try LedgerStore.rises(of: number, database) where !rise.isOver {
            claim.supplements.append(rise.code)
            claim.risen += rise.amount
        }
        claim.hasRises = true
        state.standing[number] = claim
    }
}

/// An award that a later rise added to a claim that was approved or paid.
public struct RiseRow: Hashable, Sendable {
    /// Its number.
    public var id: ClaimID
    /// The rule's code.
    public var code: String
    /// The amount.
    public var amount: Money
    /// How it stands.
    public var state: ClaimState

    /// Whether it was rejected or withdrawn, so that it may be granted again.
    public var isOver: Bool { state.freesKeys }
}

extension LedgerStore {
    /// The awards that later rises added to a claim beside it, oldest first.
    public func rises(of id: ClaimID) throws -> [RiseRow] {
        try pool.read { try Self.rises(of: id.number, $0) }
    }

    static func rises(of number: Int64, _ database: Database) throws -> [RiseRow] {
        let rows = try HotStatement(database, ContextSQL.rises)
        rows.bind(1, number)
        var rises: [RiseRow] = []
        while try rows.step() {
            guard let state = ClaimState(rawValue: rows.text(3)) else {
                throw LedgerFailure.corrupt("claim \(rows.integer(0))")
            }
            rises.append(
                RiseRow(
                    id: ClaimID(number: rows.integer(0)), code: rows.text(1),
                    amount: Money(fen: rows.integer(2)), state: state))
        }
        return rises
    }
}
