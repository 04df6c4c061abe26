/// A later rise, paid as a new award that is linked to the claim; the first award stands.
extension LedgerMachine {
    static func supplement(
        _ prepared: PreparedSupplement, _ context: CommandContext, in state: inout WorkingSet
    ) -> CommandOutcome {
        guard let claim = state.standing[prepared.number] else {
            return .refused(.claimUnknown(prepared.number))
        }
        let determination = prepared.determination
        // Another pack's claims are none of its business, whatever programme and day they share.
        guard let pack = determination.pack, let code = determination.supplementCode,
            pack.identifier == claim.packIdentifier, claim.parent == nil,
            [.encumbered, .payable, .paid].contains(claim.state.account),
            !claim.supplements.contains(code),
            determination.amount > claim.granted + claim.risen
        else { return .refused(.supplementNotDue(claim, determination.amount)) }
        guard state.packs[pack.source.sha256]?.state == .active else {
            return .refused(.packNotActive(pack))
        }
        let amount = determination.amount - claim.granted - claim.risen
        guard
            let postings = state.funds[claim.fundCode]?.transfer(
                amount, from: .available, to: .encumbered)
        else {
            let available = state.funds[claim.fundCode]?.balance(.available) ?? .zero
            return .refused(.fundShort(claim.fundCode, needed: amount, available: available))
        }
        guard claim.state.account == .encumbered else {
            return rise(prepared, claim, code, amount, postings, context, in: &state)
        }
        let booking = state.booking(context)
        let place = state.log(
            supplementEntry(prepared, claim, code, amount, postings, booking, context))
        state.book(postings, at: place, booking, for: claim.place.programme)
        state.count(claim.fundCode, claim.place.holders, amount.fen)
        // The shares of the whole award, so that it is split as if it had been granted at once.
        var borne = state.borne(claim.granted + amount, by: claim.fundCode)
        borne += state.borne(claim.granted, by: claim.fundCode).negated
        for key in claim.place.keys(claim.state) {
            state.effects.tally[key, default: TallySums()] += TallySums(
                claims: 0, units: 0, sales: .zero, subsidy: amount, borne: borne)
        }
        state.effects.supplements.append(
            NewSupplement(
                number: prepared.number, code: code, amount: amount,
                packSha256: pack.source.sha256, logIndex: place))
        state.standing[prepared.number]?.granted += amount
        state.standing[prepared.number]?.lastEntry = place
        state.standing[prepared.number]?.supplements.append(code)
        return .done(
            Receipt(
                claim: ClaimID(number: prepared.number), state: claim.state, amount: amount,
                logIndex: place), findings: [])
    }

    /// What a supplement's entry says, whether it adds to the claim's award or, as an award of its
    /// own, stands beside it.
    static func supplementEntry(
        _ prepared: PreparedSupplement, _ claim: StandingClaim, award: StandingClaim? = nil,
        _ code: String, _ amount: Money, _ postings: [Posting], _ booking: Booking,
        _ context: CommandContext
    ) -> [UInt8] {
        let source = prepared.determination.pack?.source
        let article = source?.supplements.first { $0.code.text == code }?.article
        return canonicalObject(capacity: 768) { json in
            json.field("actor", context.actor)
            json.field("amountFen", amount.fen)
            json.field("article", article?.text ?? "")
            json.field("at", context.now.text)
            json.field("before", (claim.granted + claim.risen).fen)
            json.field("claim", (award ?? claim).number)
            json.field("code", code)
            json.field("dealer", claim.place.dealerCode)
            json.field("facts", raw: prepared.factsJSON)
            json.field("fund", claim.fundCode)
            json.field("kind", award == nil ? "claim.supplement" : "claim.rise")
            if let month = booking.monthMember(context) { json.field("month", month) }
            json.field("pack", source?.sha256 ?? "")
            if award != nil { json.field("parent", claim.number) }
            json.key("postings")
            append(postings, to: &json)
            if award != nil { json.field("programme", claim.place.programme.rawValue) }
            json.field("state", (award ?? claim).state.rawValue)
            json.field("town", claim.place.townKey)
        }
    }
}
