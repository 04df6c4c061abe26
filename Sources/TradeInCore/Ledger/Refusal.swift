/// Why the ledger does not do as a well-formed command says.
///
/// The cases stand in order of precedence: the first that applies is the answer.
/// `Docs/reference/refusals.md` lists them in this order.
public enum RefusalCode: String, Sendable, CaseIterable {
    /// The request's key stands on another request.
    case requestKeyReused = "request-key-reused"
    /// The ledger has users, and this is none of them.
    case userUnknown = "user-unknown"
    /// The user is disabled.
    case userDisabled = "user-disabled"
    /// None of the user's roles may do this.
    case roleMissing = "role-missing"
    /// A dealer's staff acts for another dealer.
    case otherDealer = "other-dealer"
    /// The claim is not as the request says it was.
    case claimChanged = "claim-changed"
    /// The dealer's reference stands on another claim with another body.
    case claimRefReused = "claim-ref-reused"
    /// No dealer has the credit code.
    case dealerUnknown = "dealer-unknown"
    /// The dealer is suspended or removed.
    case dealerNotActive = "dealer-not-active"
    /// The dealer is not enrolled in the programme.
    case dealerNotEnrolled = "dealer-not-enrolled"
    /// The pack that decided the claim is not active in this ledger.
    case packNotActive = "pack-not-active"
    /// A pack for a narrower place has been activated since the claim was decided.
    case packOvertaken = "pack-overtaken"
    /// A check or a rule refuses the claim; its findings say which.
    case ineligible
    /// The invoice stands on another claim.
    case invoiceAlreadyClaimed = "invoice-already-claimed"
    /// The new vehicle stands on another claim.
    case newVehicleAlreadyClaimed = "new-vehicle-already-claimed"
    /// The old vehicle stands on another claim of the programme group.
    case oldVehicleAlreadyClaimed = "old-vehicle-already-claimed"
    /// The recycling certificate stands on another claim.
    case certificateAlreadyClaimed = "certificate-already-claimed"
    /// The brand's serial number stands on another claim.
    case serialAlreadyClaimed = "serial-already-claimed"
    /// An IMEI stands on another claim.
    case imeiAlreadyClaimed = "imei-already-claimed"
    /// The person has had as many subsidies as the pack allows.
    case limitReached = "limit-reached"
    /// The pack offers no rights before the sale.
    case reservationNotOffered = "reservation-not-offered"
    /// The person holds a right of the class.
    case rightAlreadyHeld = "right-already-held"
    /// The person has drawn as many rights of the class as the pack allows in a year.
    case drawsUsedUp = "draws-used-up"
    /// No fund pays for the programme in the year of the sale.
    case fundMissing = "fund-missing"
    /// A cap of the fund has no room for the claim.
    case capReached = "cap-reached"
    /// No claim has the number.
    case claimUnknown = "claim-unknown"
    /// The step is not possible where the claim stands.
    case stepNotDrawn = "step-not-drawn"
    /// Who entered a claim may not review it.
    case ownEntry = "own-entry"
    /// Who gave the first review may not give the second.
    case sameReviewer = "same-reviewer"
    /// The step takes a reason, and this is none of its reasons.
    case reasonUnfit = "reason-unfit"
    /// The reason "other" comes without a note.
    case noteMissing = "note-missing"
    /// A paper that the pack asks for is not there.
    case paperMissing = "paper-missing"
    /// The claim has come to an end and takes no more papers.
    case paperNotTaken = "paper-not-taken"
    /// The claim has as many papers as one may have.
    case papersFull = "papers-full"
    /// No rise gives the claim more than it has.
    case supplementNotDue = "supplement-not-due"
    /// The fund has less than is needed.
    case fundShort = "fund-short"
    /// The correction names another programme than the claim's.
    case correctionForeign = "correction-foreign"
    /// No right has the number.
    case rightUnknown = "right-unknown"
    /// The right is used, lapsed or cancelled already.
    case rightNotHeld = "right-not-held"
    /// The fund's code is taken by another fund.
    case fundCodeTaken = "fund-code-taken"
    /// Another fund holds the same scope in the same year.
    case fundScopeTaken = "fund-scope-taken"
    /// The fund above is not there, of another year, or not wider.
    case parentUnfit = "parent-unfit"
    /// The reference of a money order stands on another one.
    case appropriationRefReused = "appropriation-ref-reused"
    /// No fund has the code.
    case fundUnknown = "fund-unknown"
    /// An amount is not above zero.
    case amountNotPositive = "amount-not-positive"
    /// The fund is part of no other, so nothing can be allocated to it.
    case fundHasNoParent = "fund-has-no-parent"
    /// No money order has the reference.
    case orderUnknown = "order-unknown"
    /// No pay batch has the number.
    case batchUnknown = "batch-unknown"
    /// The batch is released or cancelled already.
    case batchNotDrawn = "batch-not-drawn"
    /// The batch is not released, so its file is not given out.
    case batchNotReleased = "batch-not-released"
    /// Who made an order or a batch may not release it.
    case makerChecks = "maker-checks"
    /// No claim of the programme can be paid.
    case nothingPayable = "nothing-payable"
    /// The bank's file was taken before.
    case confirmationRepeated = "confirmation-repeated"
    /// Lines of the bank's file cannot be taken, so nothing is.
    case confirmationFaulty = "confirmation-faulty"
    /// The month has not ended.
    case monthNotEnded = "month-not-ended"
    /// Months are closed one after another.
    case monthOutOfOrder = "month-out-of-order"
    /// The month has no draft with the amounts as they are.
    case monthNotDrafted = "month-not-drafted"
    /// The roles do not go together.
    case rolesConflict = "roles-conflict"
    /// A ledger needs an active administrator.
    case lastAdministrator = "last-administrator"
    /// The record's reference stands on another record with another body.
    case recordRefReused = "record-ref-reused"
    /// The recycling certificate stands on another recycling record.
    case certificateAlreadyRecorded = "certificate-already-recorded"
    /// The old item's serial number stands on another recycling record.
    case serialAlreadyRecorded = "serial-already-recorded"
    /// The recycling certificate stands on another claim than the record's.
    case certificateOnClaim = "certificate-on-claim"
    /// Another event has the same name, town and first day.
    case eventAlreadyRecorded = "event-already-recorded"
    /// The target has a figure for the day or year, and this does not say it corrects it.
    case figureRecorded = "figure-recorded"
    /// The figure says it corrects one, and there is none.
    case figureMissing = "figure-missing"
    /// No register record has the reference.
    case recordUnknown = "record-unknown"
    /// The record has as many files of evidence as one may have.
    case evidenceFull = "evidence-full"
    /// The ledger keeps no pack with the digest.
    case packUnknown = "pack-unknown"
    /// The pack's version stands on another text of it.
    case packVersionTaken = "pack-version-taken"
    /// Who proposed a pack may not activate it.
    case authorApproves = "author-approves"
    /// The pack is a template: figures are missing.
    case packIsTemplate = "pack-is-template"
    /// The active version of the pack is as new or newer.
    case packVersionNotNewer = "pack-version-not-newer"
    /// Another active pack decides for the same programme, place and days.
    case packsOverlap = "packs-overlap"
    /// The pack has no value of the name that is still to be confirmed.
    case valueNotOpen = "value-not-open"
}

/// A refusal with what was seen and what to do.
public struct Refusal: Error, Hashable, Sendable {
    /// The code.
    public var code: RefusalCode
    /// The article that the refusal rests on, where a pack spoke.
    public var article: String?
    /// What was refused and what to do, in both languages.
    public var message: LocalizedText
    /// What is wrong part by part, where the command had many.
    public var findings: [Finding] = []
    /// How the claim stands, where the request took it to stand otherwise.
    public var version: ClaimVersion?

    /// A refusal with its finished message.
    public init(_ code: RefusalCode, article: String? = nil, zh: String, en: String) {
        self.code = code
        self.article = article
        self.message = LocalizedText(zh: zh, en: en)
    }
}
