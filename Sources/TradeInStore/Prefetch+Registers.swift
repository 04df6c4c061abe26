import GRDB
import TradeInCore

/// Loads what stands in the way of events, recycling records, figures and evidence.
extension Prefetch {
    /// Other events of the name and day take the places of their towns.
    mutating func loadEventPlaces(_ event: CountyEvent) throws {
        let found = try HotStatement(
            database,
            """
            SELECT eventRef, townKey, otherTowns FROM event
            WHERE name = ? AND startsOn = ? AND eventRef <> ? AND state <> 'cancelled'
            """)
        found.bind(1, event.name)
        found.bind(2, event.startsOn.isoText)
        found.bind(3, event.eventRef)
        while try found.step() {
            let holder = Array(found.text(0).utf8)
            for town in [found.text(1)] + found.text(2).split(separator: " ").map(String.init) {
                state.records[LedgerMachine.placeKey(event, town)] = .init(
                    body: holder, logIndex: 0)
            }
        }
    }

    mutating func load(_ record: RecyclingRecord) throws {
        if let certificate = record.certificate.map(TextFolding.key) {
            try loadHolder(
                "certificate", certificate, LedgerMachine.certificateKey(certificate), record)
            try loadClaim(ofCertificate: certificate)
        }
        if let serial = record.serialNumber.map(TextFolding.key) {
            try loadHolder("serialNumber", serial, LedgerMachine.serialKey(serial), record)
        }
        if let dealer = record.dealerCode, let reference = record.claimRef {
            try loadLink(dealer, reference)
        }
    }

    /// Another record that has the certificate or serial number already.
    private mutating func loadHolder(
        _ column: String, _ value: String, _ key: String, _ record: RecyclingRecord
    ) throws {
        let found = try HotStatement(
            database, "SELECT recordRef FROM recycling WHERE \(column) = ? AND recordRef <> ?")
        found.bind(1, value)
        found.bind(2, record.recordRef)
        guard try found.step() else { return }
        defer { found.reset() }
        state.records[key] = .init(body: Array(found.text(0).utf8), logIndex: 0)
    }

    private mutating func loadClaim(ofCertificate certificate: String) throws {
        guard let index, state.certificateClaims[certificate] == nil else { return }
        let key = ClaimKey.certificate(certificate, index)
        let rows = try HotStatement(
            database,
            """
            SELECT claimId, dealer.code, claimRef FROM claimKey JOIN claim USING (claimId)
                JOIN dealer USING (dealerId) WHERE keyDigest = ?
            """)
        rows.bind(1, words: key.folded.words.0, key.folded.words.1, key.exact)
        guard try rows.step() else { return }
        defer { rows.reset() }
        state.certificateClaims[certificate] = LinkedClaim(
            number: rows.integer(0), dealerCode: rows.text(1), claimRef: rows.text(2))
    }

    private mutating func loadLink(_ dealer: String, _ reference: String) throws {
        guard let index else { return }
        let digest = ClaimPreparer.refDigest(dealer: dealer, reference, index)
        let rows = try HotStatement(
            database,
            "SELECT programme FROM claimReference JOIN claim USING (claimId) WHERE refDigest = ?")
        rows.bind(1, words: digest.words.0, digest.words.1)
        guard try rows.step() else { return }
        defer { rows.reset() }
        state.linkedClaims[LinkedClaim.key(dealer, reference)] = Programme(rawValue: rows.text(0))
    }

    /// Where the register of old goods links a claim's certificate to; a lookup for claims that
    /// have one.
    mutating func loadRecord(ofCertificate certificate: String, _ lookUps: LookUps) throws {
        guard !certificate.isEmpty else { return }
        let key = TextFolding.key(certificate)
        let rows = lookUps.certificate
        rows.bind(1, key)
        guard try rows.step() else { return }
        defer { rows.reset() }
        let claim = rows.isNull(2) ? nil : LinkedClaim.key(rows.text(1), rows.text(2))
        state.certificateRecords[key] = LinkedRecord(recordRef: rows.text(0), claim: claim)
    }

    /// The figures for the same target and day or year, in order of entry.
    mutating func load(_ figure: TargetFigure) throws {
        guard state.figures[figure.key] == nil else { return }
        let rows = try HotStatement(
            database,
            """
            SELECT \(LedgerStore.figureColumns) FROM targetFigure
            WHERE plan = ? AND targetId = ? AND kind = ? AND period = ? ORDER BY figureId
            """)
        rows.bind(1, figure.plan)
        rows.bind(2, figure.targetID)
        rows.bind(3, figure.point.kind)
        rows.bind(4, figure.point.period)
        var chain: [StandingFigure] = []
        while try rows.step() { chain.append(try LedgerStore.figure(rows)) }
        state.figures[figure.key] = chain
    }

    /// The evidence of a record, and the records of the file.
    mutating func load(_ evidence: PreparedEvidence, _ lookUps: LookUps) throws {
        try loadRecord(evidence.recordKey, lookUps)
        try loadEvidence(of: evidence.recordKey)
        let holders = try HotStatement(
            database, "SELECT recordKey FROM evidence WHERE sha256 = ? LIMIT 100")
        holders.bind(1, evidence.sha256)
        while try holders.step() {
            state.evidenceHolders[evidence.sha256, default: []].insert(holders.text(0))
        }
    }

    /// The files that a record has.
    mutating func loadEvidence(of key: String) throws {
        let rows = try HotStatement(
            database, "SELECT sha256, logIndex FROM evidence WHERE recordKey = ?")
        rows.bind(1, key)
        while try rows.step() {
            state.evidence[key, default: [:]][rows.text(0)] = rows.integer(1)
        }
    }
}
