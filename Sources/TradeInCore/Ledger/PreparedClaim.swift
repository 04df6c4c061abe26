/// A claim with all that can be worked out before the ledger is asked.
///
/// Hashing, sealing and deciding happen here, off the writer's thread; what is
/// left for the transaction is to look up, decide and write.
///
/// An object, since it is handed from list to list on the write path and a copy of
/// its thirty texts would cost more than deciding it.
public final class PreparedClaim: Sendable {
    /// The claim.
    public let claim: Claim
    /// What the packs say.
    public let determination: Determination
    /// The digest of dealer and reference.
    public let refDigest: BlindDigest
    /// The digest of the whole body; equal bodies have equal digests.
    public let bodyDigest: BlindDigest
    /// The keys to lock.
    public let keys: [ClaimKey]
    /// What lets a reviewer find claims that share something with it.
    public let traces: [ClaimTrace]
    /// The limits to count.
    public let limits: [PreparedLimit]
    /// Tells person, programme and class apart, where the pack offers rights.
    public let holder: BlindDigest?
    /// The personal record, sealed.
    public let sealed: SealedRecord
    /// Members of the log entry that bind it to the sealed record.
    let commitment: String
    let keyCommitments: [UInt8]
    let factsJSON: [UInt8]

    init(
        claim: Claim, determination: Determination, refDigest: BlindDigest,
        bodyDigest: BlindDigest, keys: [ClaimKey], traces: [ClaimTrace], limits: [PreparedLimit],
        holder: BlindDigest?, sealed: SealedRecord,
        commitment: String, keyCommitments: [UInt8], factsJSON: [UInt8]
    ) {
        self.claim = claim
        self.determination = determination
        self.refDigest = refDigest
        self.bodyDigest = bodyDigest
        self.keys = keys
        self.traces = traces
        self.limits = limits
        self.holder = holder
        self.sealed = sealed
        self.commitment = commitment
        self.keyCommitments = keyCommitments
        self.factsJSON = factsJSON
    }
}

/// A limit with the counters that it looks at.
public struct PreparedLimit: Sendable {
    /// The limit's code.
    public var code: String
    /// The article.
    public var article: String
    /// The most that is allowed.
    public var most: Int
    /// One counter per identity of the person; the fullest decides.
    public var counters: [BlindDigest]
    /// What to say when it is reached.
    public var message: LocalizedText
}

/// Prepares claims for one ledger.
public struct ClaimPreparer: Sendable {
    /// Random bytes that one claim uses up.
    public static let seedCount = 72
    /// Reads and decides.
    public let decider: ClaimDecider
    let keys: LedgerKeys
    let index: BlindIndex

    /// A preparer under a ledger's keys.
    public init(decider: ClaimDecider, keys: LedgerKeys) {
        self.decider = decider
        self.keys = keys
        self.index = BlindIndex(key: keys.indexing)
    }

    /// Reads, decides, hashes and seals one row.
    ///
    /// - Parameters:
    ///   - row: the row.
    ///   - seed: ``seedCount`` random bytes, used once.
    /// - Returns: the prepared claim, also of a row that will be refused.
    /// - Throws: only when sealing fails, which is the library's failure.
    public func prepare(_ row: ReadRow, seed: ArraySlice<UInt8>) throws -> PreparedClaim {
        precondition(seed.count == Self.seedCount, "a claim's salt, key and nonces")
        let (claim, determination) = decider.decide(row)
        let salt = seed.prefix(16)
        let record = claim.vaultRecord()
        let isIneligible = determination.verdict == .ineligible
        return PreparedClaim(
            claim: claim, determination: determination,
            refDigest: Self.refDigest(dealer: claim.dealerCode, claim.ref, index),
            bodyDigest: index.digest("body", claim.raw.values.joined(separator: "\u{1E}")),
            keys: isIneligible ? [] : ClaimKey.keys(of: claim, index),
            traces: isIneligible ? [] : ClaimTrace.all(of: { claim.raw[$0] }, index),
            limits: limits(claim, determination),
            holder: holder(claim, determination),
            sealed: try SealedRecord(
                Array(salt) + record, under: keys.sealing, seed: seed.dropFirst(16)),
            commitment: Commitment.text(salt: salt, purpose: "record", value: record),
            keyCommitments: claim.keyCommitments(salt: salt),
            factsJSON: claim.factsJSON(decider.shelf.register))
    }

    /// The digest under which a dealer's reference is taken.
    public static func refDigest(
        dealer: String, _ reference: String, _ index: BlindIndex
    ) -> BlindDigest { index.digest("claim-ref", dealer, reference) }

    private func holder(_ claim: Claim, _ determination: Determination) -> BlindDigest? {
        guard determination.verdict != .ineligible,
            determination.pack?.source.reserveDays != nil, let programme = claim.programme
        else { return nil }
        return rightHolder(
            programme.rawValue, claim.facts.tallyClass(decider.shelf.register),
            claim.identifiers.applicantId)
    }

    func limits(_ claim: Claim, _ determination: Determination) -> [PreparedLimit] {
        guard determination.verdict != .ineligible, let pack = determination.pack,
            let day = determination.day
        else { return [] }
        return pack.preparedLimits(claim.facts, on: day, claim.identifiers, index)
    }
}

extension Claim.Identifiers {
    /// The identifier that an identity of a person is.
    subscript(identity: PackSource.Identity) -> String {
        switch identity {
        case .applicantId: applicantId
        case .applicantPhone: applicantPhone
        case .payeeAccount: payeeAccount
        }
    }
}

extension Claim {
    /// The columns that are sealed: all that is no fact, in canonical JSON by column key.
    func vaultRecord() -> [UInt8] {
        canonicalObject(capacity: 512) { json in
            for field in ClaimField.sealedByName where !raw[field].isEmpty {
                json.field(field.key, raw[field])
            }
        }
    }

    /// One salted commitment per key, of 128 bits, by kind.
    func keyCommitments(salt: ArraySlice<UInt8>) -> [UInt8] {
        canonicalObject(capacity: 256) { json in
            func commit(_ name: String, _ text: String) {
                guard !text.isEmpty else { return }
                json.field(
                    name, Commitment.text(salt: salt, purpose: "key", value: text.utf8, length: 16))
            }
            commit("certificate", identifiers.certificate)
            commit("imei", identifiers.imei)
            commit("imei2", identifiers.imei2)
            commit("invoice", identifiers.invoice)
            commit("newVin", identifiers.newVin)
            commit("oldVin", identifiers.oldVin)
            commit("serial", identifiers.serialNumber)
        }
    }

    func factsJSON(_ register: ItemClassRegister) -> [UInt8] {
        var json = CanonicalJSON(capacity: 384)
        facts.appendJSON(to: &json, register: register)
        return json.bytes
    }
}

extension ClaimField {
    /// The sealed columns in the order of their keys: persons, and the identifiers of things.
    static let sealedByName: [ClaimField] = allCases.filter { field in
        switch field {
        case .invoiceNumber, .invoiceCode, .brand, .model, .gtin, .serialNumber, .imei, .imei2,
            .recyclingCertificate, .oldItemSerial, .recyclerCode, .payeeBank:
            true
        default: field.isPersonal
        }
    }.sorted { $0.key < $1.key }
}
