extension ClaimPreparer {
    /// The locks of what was typed so far, also where the claim as a whole is not sound yet.
    ///
    /// - Parameter prepared: the claim as far as it was typed.
    /// - Returns: a lock for each identifier that was typed without a fault.
    public func typedKeys(of prepared: PreparedClaim) -> [ClaimKey] {
        let faulty = Set(
            prepared.determination.findings.filter { $0.severity == .error }.compactMap(\.field))
        return ClaimKey.keys(of: prepared.claim, index).filter { !faulty.contains($0.field) }
    }
}

extension PreparedClaim {
    /// What is to be said of an identifier that is on record.
    ///
    /// - Parameters:
    ///   - key: its lock.
    ///   - isSame: whether it is the same, not only a look-alike.
    /// - Returns: the finding, in the words in which the ledger refuses or warns.
    public func onRecord(_ key: ClaimKey, isSame: Bool) -> Finding {
        guard isSame else { return .lookAlike(key, claim) }
        let refusal = Refusal.alreadyClaimed(key, claim)
        return Finding(
            refusal.code.rawValue, .error, field: key.field, zh: refusal.message.zh,
            en: refusal.message.en)
    }

    /// What is to be said of a reference that is taken.
    public var referenceTaken: Finding {
        let refusal = Refusal.claimRefReused(claim.ref)
        return Finding(
            refusal.code.rawValue, .error, field: .claimRef, zh: refusal.message.zh,
            en: refusal.message.en)
    }
}
