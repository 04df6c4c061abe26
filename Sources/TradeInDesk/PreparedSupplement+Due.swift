import TradeInCore
import TradeInStore

extension PreparedSupplement {
    /// Claims that a later rise of a pack reaches and that have less than it gives.
    ///
    /// - Parameters:
    ///   - pack: an active pack.
    ///   - store: the ledger.
    /// - Returns: one supplement for each such claim, in order of number.
    /// - Throws: the store's failures.
    public static func due(
        under pack: PolicyPack, in store: LedgerStore
    ) throws -> [PreparedSupplement] {
        var due: [PreparedSupplement] = []
        let last = try store.lastClaim()
        let own = Set(
            try store.packStandings().filter { $0.identifier == pack.identifier }.map(\.sha256))
        guard last > 0, !pack.source.supplements.isEmpty else { return [] }
        try store.decidedClaims(1...last, of: pack.source.programme) { claim in
            guard own.contains(claim.packSha256), let account = claim.state.account,
                [.encumbered, .payable, .paid].contains(account)
            else { return }
            let facts = try claim.facts(pack.register)
            guard let day = facts.day(pack.source.dayOfLaw),
                pack.isInForce(on: day)
            else { return }
            let determination = pack.determine(facts, on: day, found: claim.found)
            guard determination.supplementAmount > .zero, determination.amount > claim.granted
            else { return }
            due.append(
                PreparedSupplement(
                    number: claim.number, determination: determination, register: pack.register))
        }
        // Each rule is paid once; a second rise takes a rule of its own.
        return try due.filter { supplement in
            let paid = try store.supplements(of: ClaimID(number: supplement.number))
            let beside = try store.rises(of: ClaimID(number: supplement.number))
            let code = supplement.determination.supplementCode
            return !paid.contains { $0.code == code }
                && !beside.contains { $0.code == code && !$0.isOver }
        }
    }
}
