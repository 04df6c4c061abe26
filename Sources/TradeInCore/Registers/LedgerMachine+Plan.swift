/// What the plan's targets count: events and old goods, each once.
extension LedgerMachine {
    static func record(
        _ event: CountyEvent, _ context: CommandContext, in state: inout WorkingSet
    ) -> CommandOutcome {
        let key = "event:" + event.eventRef
        let body = event.body
        if let replay = replay(key, body, in: state) { return replay }
        let stored = state.records[key].flatMap { try? JSONValue.parse($0.body) }
        if let stored, !event.continues(stored) {
            return .refused(.recordRefReused(event.eventRef))
        }
        let own = Array(event.eventRef.utf8)
        let places = event.towns.map { placeKey(event, $0) }
        func isTaken(_ place: String) -> Bool {
            state.records[place].map { $0.body != own } ?? false
        }
        // An event that does not take place takes no place.
        if event.state != .cancelled, places.contains(where: isTaken) {
            return .refused(.eventAlreadyRecorded(event))
        }
        for place in places where !isTaken(place) {
            state.records[place] =
                event.state == .cancelled
                ? nil : .init(body: own, logIndex: Int64(state.frontier.size))
        }
        let change = (event.countsInYear == nil ? 0 : 1) - (CountyEvent.isCounted(stored) ? 1 : 0)
        state.effects.count(
            .init(register: .event, month: Month(of: event.startsOn), kind: event.kind.rawValue),
            change, rural: event.rural ? change : 0)
        return keep(.event(event), key, body, "event.record", context, in: &state)
    }

    static func record(
        _ recycling: RecyclingRecord, _ context: CommandContext, in state: inout WorkingSet
    ) -> CommandOutcome {
        let key = "recycling:" + recycling.recordRef
        let body = recycling.body
        if let replay = replay(key, body, in: state) { return replay }
        let stored = state.records[key].flatMap { try? JSONValue.parse($0.body) }
        if let stored, !recycling.continues(stored) {
            return .refused(.recordRefReused(recycling.recordRef))
        }
        let own = Array(recycling.recordRef.utf8)
        func isTaken(_ key: String) -> Bool {
            state.records[key].map { $0.body != own } ?? false
        }
        if let certificate = recycling.certificate, isTaken(certificateKey(certificate)) {
            return .refused(.certificateAlreadyRecorded(certificate))
        }
        if let serial = recycling.serialNumber, isTaken(serialKey(serial)) {
            return .refused(.serialAlreadyRecorded(serial))
        }
        let isLinked = stored.map { recycling.keepsLink(of: $0) } ?? false
        let link = isLinked ? .success(nil) : certificateLink(recycling, in: state)
        if case .failure(let refusal) = link { return .refused(refusal) }
        for key in [
            recycling.certificate.map(certificateKey), recycling.serialNumber.map(serialKey),
        ].compactMap({ $0 }) {
            state.records[key] = .init(body: own, logIndex: Int64(state.frontier.size))
        }
        if let certificate = recycling.certificate {
            let claim = recycling.claimRef.flatMap { reference in
                recycling.dealerCode.map { LinkedClaim.key($0, reference) }
            }
            state.certificateRecords[TextFolding.key(certificate)] = LinkedRecord(
                recordRef: recycling.recordRef, claim: claim)
        }
        if let day = recycling.receivedOn, recycling.countedYear != nil,
            !RecyclingRecord.isCounted(stored)
        {
            state.effects.count(
                .init(register: .recycling, month: Month(of: day), kind: recycling.kind.rawValue),
                recycling.quantity, rural: 0)
        }
        let outcome = keep(
            .recycling(recycling), key, body, "recycling.record", context, in: &state)
        guard case .done(let receipt, _) = outcome, case .success(let finding) = link else {
            return outcome
        }
        return .done(receipt, findings: finding.map { [$0] } ?? [])
    }

    /// How a record stands to the claims of its certificate and of its own link: refused where they
    /// are different ones, pointed out where something is missing.
    private static func certificateLink(
        _ record: RecyclingRecord, in state: WorkingSet
    ) -> Result<Finding?, Refusal> {
        let holder = record.certificate.flatMap { state.certificateClaims[TextFolding.key($0)] }
        guard let reference = record.claimRef, let dealer = record.dealerCode else {
            guard let holder else { return .success(nil) }
            return CreditCode.region(holder.dealerCode) == CreditCode.region(record.recyclerCode)
                ? .success(.recyclingOfClaim(holder))
                : .failure(.certificateOnClaim(record.certificate ?? "", holder))
        }
        if let holder, holder.dealerCode != dealer || holder.claimRef != reference {
            return .failure(.certificateOnClaim(record.certificate ?? "", holder))
        }
        guard let programme = state.linkedClaims[LinkedClaim.key(dealer, reference)] else {
            return .success(.recyclingClaimUnknown(dealer, reference))
        }
        let isOther =
            programme == .vehicleScrappage && record.certificate != nil && holder == nil
        return .success(isOther ? .recyclingCertificateOther(dealer, reference) : nil)
    }
}

/// A claim as a recycling record names it.
public struct LinkedClaim: Hashable, Sendable {
    /// The claim's number.
    public var number: Int64
    /// Its dealer's credit code.
    public var dealerCode: String
    /// The dealer's own reference.
    public var claimRef: String

    /// A claim.
    public init(number: Int64, dealerCode: String, claimRef: String) {
        self.number = number
        self.dealerCode = dealerCode
        self.claimRef = claimRef
    }

    /// What tells the claims of dealers apart.
    public static func key(_ dealer: String, _ reference: String) -> String {
        dealer + "|" + reference
    }
}

/// A record of old goods as its certificate leads to it.
public struct LinkedRecord: Hashable, Sendable {
    /// The record's reference.
    public var recordRef: String
    /// The claim that it names; nil where it names none.
    public var claim: String?

    /// A record.
    public init(recordRef: String, claim: String?) {
        self.recordRef = recordRef
        self.claim = claim
    }
}

extension LedgerMachine {
    /// Lets old goods of the same batch know a claim that has just come.
    static func link(_ claim: Claim, _ number: Int64, in state: inout WorkingSet) {
        state.linkedClaims[LinkedClaim.key(claim.dealerCode, claim.ref)] = claim.programme
        let certificate = claim.identifiers.certificate
        guard !certificate.isEmpty else { return }
        state.certificateClaims[TextFolding.key(certificate)] = LinkedClaim(
            number: number, dealerCode: claim.dealerCode, claimRef: claim.ref)
    }

    /// What the register of old goods says against a claim's certificate; nil when nothing.
    static func registerFinding(_ claim: Claim, in state: WorkingSet) -> Finding? {
        let certificate = claim.identifiers.certificate
        guard !certificate.isEmpty,
            let record = state.certificateRecords[TextFolding.key(certificate)],
            let linked = record.claim, linked != LinkedClaim.key(claim.dealerCode, claim.ref)
        else { return nil }
        return .certificateOfOtherClaim(record.recordRef)
    }
}

extension CreditCode {
    /// The six digits of the region that registered the holder (GB 32100, characters 3 to 8).
    public static func region(_ code: String) -> Substring { code.dropFirst(2).prefix(6) }
}

extension Finding {
    static func recyclingOfClaim(_ claim: LinkedClaim) -> Finding {
        let text = ClaimID(number: claim.number).text
        return Finding(
            "recycling-of-claim", .notice,
            zh: "该回收证明也在申领\(text)上。如属同一辆车，请补填关联申领编号和经销商代码。",
            en: "The certificate stands on claim \(text) too. If it is the same vehicle, fill in "
                + "claimRef and dealerCode.")
    }

    static func recyclingClaimUnknown(_ dealer: String, _ reference: String) -> Finding {
        Finding(
            "recycling-claim-unknown", .warning,
            zh: "账本中没有经销商\(dealer)的申领“\(reference)”。记录已收下；请核对编号，或待该申领登记后再核对。",
            en:
                "The ledger has no claim \(reference) of dealer \(dealer). The record is kept; check "
                + "the reference, or look again when the claim has come.")
    }
}

extension Finding {
    static func recyclingCertificateOther(_ dealer: String, _ reference: String) -> Finding {
        Finding(
            "recycling-certificate-other", .warning,
            zh: "申领“\(reference)”（经销商\(dealer)）登记的是另一份回收证明。记录已收下；请核对证明编号。",
            en:
                "Claim \(reference) of dealer \(dealer) stands on another certificate. The record is "
                + "kept; check the certificate's number.")
    }

    static func certificateOfOtherClaim(_ recordRef: String) -> Finding {
        Finding(
            "certificate-of-other-claim", .warning, field: .recyclingCertificate,
            zh: "回收台账的记录“\(recordRef)”把这份回收证明关联到了另一笔申领。请核对证明；审核人会看到。",
            en:
                "Record \(recordRef) of the register of old goods gives this certificate to another "
                + "claim. Check the certificate; the reviewers see it.")
    }
}

extension Refusal {
    static func certificateOnClaim(_ certificate: String, _ holder: LinkedClaim) -> Refusal {
        let text = ClaimID(number: holder.number).text
        let region = CreditCode.region(holder.dealerCode)
        return Refusal(
            .certificateOnClaim,
            zh: "回收证明“\(certificate)”已用于申领\(text)（经销商\(holder.dealerCode)，登记地\(region)），"
                + "与本记录的关联不符。一份证明只用一次；请核对证明编号和关联申领。",
            en: "Certificate \(certificate) stands on claim \(text) of dealer \(holder.dealerCode) "
                + "(registered in \(region)), which is not the claim of this record. A certificate "
                + "counts once: check its number and the claim.")
    }

    static func serialAlreadyRecorded(_ serial: String) -> Refusal {
        Refusal(
            .serialAlreadyRecorded, zh: "序列号“\(serial)”已登记在另一条回收记录上，不能重复计数。请核对。",
            en:
                "Serial number \(serial) stands on another recycling record and counts once. Check it."
        )
    }
}
