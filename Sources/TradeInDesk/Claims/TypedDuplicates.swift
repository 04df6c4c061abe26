import TradeInCore
import TradeInStore

extension Desk {
    /// What of a claim that is being typed is on record already, whether or not the rest is sound.
    ///
    /// - Parameters:
    ///   - prepared: the claim as far as it was typed.
    ///   - claim: the returned claim that it puts right; nil for a new one.
    /// - Returns: a finding per column: an identifier or a reference that is taken, or an
    ///   identifier that looks like one on record.
    /// - Throws: the store's failures.
    public func onRecord(
        _ prepared: PreparedClaim, correcting claim: ClaimID? = nil
    ) async throws -> [Finding] {
        let keys = try preparer().typedKeys(of: prepared)
        return try await read { store in
            let known = try store.claim(ofReference: prepared.refDigest)
            // The same claim once more is no duplicate: it is answered as it was the first time.
            if let known, known.bodyDigest == prepared.bodyDigest { return [] }
            let isReturned = known?.state == .returned
            let own = claim ?? (isReturned ? known?.id : nil)
            var findings: [Finding] = []
            if let known, known.id != own { findings.append(prepared.referenceTaken) }
            let none = ClaimID(number: 0)
            let holders = try store.holders(of: keys, except: own ?? none)
            let byField = Dictionary(grouping: holders, by: \.key.field)
            for field in byField.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
                let found = byField[field] ?? []
                guard let worst = found.first(where: \.isSame) ?? found.first else { continue }
                findings.append(prepared.onRecord(worst.key, isSame: worst.isSame))
            }
            return findings
        }
    }
}
