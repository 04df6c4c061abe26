extension ClaimPreparer {
    /// The columns that a draw needs, of those that its programme has; others are read as far as
    /// they are there.
    public static let rightFields: Set<ClaimField> = [
        .claimRef, .programme, .dealerCode, .applicantName, .applicantId, .applicantPhone,
        .townCode, .itemClass, .newEnergy, .price,
    ]

    /// Reads, decides, hashes and seals a row that draws a right.
    ///
    /// - Parameters:
    ///   - row: the row: a claim's columns, as far as they are known before the sale; the price is
    ///     the one expected.
    ///   - today: the day of the draw, which is the day of law where the row has no sale.
    ///   - seed: ``seedCount`` random bytes, used once.
    /// - Returns: the prepared right, also of a row that will be refused.
    /// - Throws: only when sealing fails, which is the library's failure.
    public func prepareRight(
        _ row: ReadRow, today: Day, seed: ArraySlice<UInt8>
    ) throws -> PreparedRight {
        precondition(seed.count == Self.seedCount, "a right's salt, key and nonces")
        var dated = row
        if dated.claim[.soldOn].isEmpty { dated.claim[.soldOn] = today.isoText }
        var reading = decider.reader.read(dated)
        reading.findings.removeAll { finding in
            finding.code == "field-missing"
                && finding.field.map { !Self.rightFields.contains($0) } ?? false
        }
        let determination = decider.determineRight(reading)
        let claim = reading.claim
        let salt = seed.prefix(16)
        let record = claim.vaultRecord()
        let classKey = claim.facts.tallyClass(decider.shelf.register)
        let programme = claim.programme?.rawValue ?? ""
        let person = claim.identifiers.applicantId
        return PreparedRight(
            claim: claim, determination: determination,
            refDigest: index.digest("right-ref", claim.dealerCode, claim.ref),
            bodyDigest: index.digest("body", row.claim.values.joined(separator: "\u{1E}")),
            holder: rightHolder(programme, classKey, person),
            draws: index.digest("draws", programme, classKey, "\(today.year)\u{1E}\(person)"),
            limits: limits(claim, determination),
            sealed: try SealedRecord(
                Array(salt) + record, under: keys.sealing, seed: seed.dropFirst(16)),
            classKey: classKey,
            commitment: Commitment.text(salt: salt, purpose: "record", value: record),
            factsJSON: claim.factsJSON(decider.shelf.register))
    }

    /// Tells person, programme and class apart, without telling them.
    func rightHolder(_ programme: String, _ classKey: String, _ person: String) -> BlindDigest {
        index.digest("right-holder", programme, classKey, person)
    }
}

extension ClaimDecider {
    /// Decides what a right keeps, as far as the row goes.
    func determineRight(_ reading: ClaimReading) -> Determination {
        guard let programme = reading.claim.programme,
            let (pack, day) = shelf.pack(for: programme, reading.claim.facts)
        else { return determine(reading) }
        return pack.determineRight(reading.claim.facts, on: day, found: reading.findings)
    }
}
