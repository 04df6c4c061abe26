/// A later rise for a claim that is approved or paid already, as it goes into the ledger.
public struct NewRise: Sendable {
    /// The number of the linked award.
    public var number: Int64
    /// The claim that it adds to.
    public var parent: Int64
    /// The rule's code.
    public var code: String
    /// The amount; above zero.
    public var amount: Money
    /// The pack that granted it.
    public var packSha256: String
    /// Its entry in the log.
    public var logIndex: Int64
}

extension LedgerMachine {
    /// Grants a rise as an award of its own: what is approved or paid is not touched, and what is
    /// added is reviewed by two and paid like a claim.
    static func rise(
        _ prepared: PreparedSupplement, _ claim: StandingClaim, _ code: String, _ amount: Money,
        _ postings: [Posting], _ context: CommandContext, in state: inout WorkingSet
    ) -> CommandOutcome {
        state.lastClaim += 1
        let digest = prepared.determination.pack?.source.sha256 ?? ""
        var award = StandingClaim(
            number: state.lastClaim, state: .submitted, granted: amount, supplements: [],
            packIdentifier: claim.packIdentifier, enteredBy: [context.actor],
            fundCode: claim.fundCode, place: claim.place, units: 0, sales: .zero)
        award.parent = claim.number
        award.packSha256 = digest
        award.encumberedOn = context.now.countyDay
        let booking = state.booking(context)
        award.bookedIn = booking.month
        let place = state.log(
            supplementEntry(
                prepared, claim, award: award, code, amount, postings, booking, context))
        award.lastEntry = place
        state.book(postings, at: place, booking, for: claim.place.programme)
        state.count(claim.fundCode, claim.place.holders, amount.fen)
        state.count(
            claim.fundCode, CapDimension.windows(context.now.countyDay), amount.fen)
        for key in award.place.keys(.submitted) {
            state.effects.tally[key, default: TallySums()] += award.sums(in: state)
        }
        state.effects.rises.append(
            NewRise(
                number: award.number, parent: claim.number, code: code, amount: amount,
                packSha256: digest, logIndex: place))
        state.standing[award.number] = award
        state.standing[claim.number]?.supplements.append(code)
        state.standing[claim.number]?.risen += amount
        return .done(
            Receipt(
                claim: ClaimID(number: award.number), state: .submitted, amount: amount,
                logIndex: place), findings: [])
    }
}
