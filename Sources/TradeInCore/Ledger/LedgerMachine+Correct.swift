/// A returned claim put right: what it says now, and what it gives back.
public struct PreparedCorrection: Sendable {
    /// The claim's number.
    public var number: Int64
    /// What it says now.
    public var prepared: PreparedClaim
    /// The digest of what it said before, as it was seen when this was prepared.
    public var before: BlindDigest
    /// What it locks and counts until now.
    public var holding: ClaimHolding

    /// A correction.
    public init(
        number: Int64, prepared: PreparedClaim, before: BlindDigest, holding: ClaimHolding
    ) {
        self.number = number
        self.prepared = prepared
        self.before = before
        self.holding = holding
    }
}

/// A claim's new contents as they go into the ledger.
public struct NewRevision: Sendable {
    /// The claim, with its new contents; number and place in the line are the old ones.
    public var claim: Effects.NewClaim
    /// How often it has been put right, from 1.
    public var revision: Int
}

extension LedgerMachine {
    /// Puts a returned claim right; it keeps its number, its place in line and its old contents.
    static func correct(
        _ correction: PreparedCorrection, _ context: CommandContext,
        _ register: ItemClassRegister, in state: inout WorkingSet
    ) -> CommandOutcome {
        let prepared = correction.prepared
        guard let stored = state.claims[prepared.refDigest],
            let claim = state.standing[correction.number],
            stored.receipt.claim?.number == correction.number
        else { return .refused(.claimUnknown(correction.number)) }
        if stored.bodyDigest == prepared.bodyDigest { return .replayed(stored.receipt) }
        // A supplement was granted on the old contents; the claim is settled in another way then.
        guard claim.state == .returned, stored.bodyDigest == correction.before,
            claim.supplements.isEmpty
        else {
            return .refused(.stepNotDrawn(claim, .resubmit))
        }
        free(correction.holding, in: &state)
        do throws(Refusal) {
            let lookAlikes = try checkContents(prepared, in: state)
            guard prepared.claim.programme == claim.place.programme else {
                throw .correctionForeign(claim)
            }
            let fundCode = try fund(for: prepared, in: state)
            try checkCaps(prepared, fundCode, replacing: claim, in: state)
            let postings = try exchange(claim, prepared, fundCode, in: &state)
            return accept(
                prepared, claim, lookAlikes, fundCode, postings, context, register, in: &state)
        } catch {
            takeBack(correction.holding, correction.number, in: &state)
            logAttempt(prepared, error, context, in: &state)
            return .refused(error)
        }
    }

    /// Takes the freed locks and counts again, since the correction was not taken.
    private static func takeBack(
        _ holding: ClaimHolding, _ number: Int64, in state: inout WorkingSet
    ) {
        for key in holding.keys {
            state.keys[key.folded, default: []].append(key.exact)
            state.effects.keys.append(.init(key: key, holder: number))
        }
        for counter in holding.counters {
            let count = (state.usage[counter] ?? 0) + 1
            state.usage[counter] = count
            state.effects.usage[counter] = count
        }
    }

    /// Counts the claim by what it says now, in the windows in which it got its money first.
    private static func recount(
        _ old: StandingClaim, _ prepared: PreparedClaim, _ fundCode: String,
        in state: inout WorkingSet
    ) {
        let new = prepared.determination.amount
        state.count(old.fundCode, old.place.holders, -old.granted.fen)
        state.count(fundCode, prepared.claim.holders, new.fen)
        guard let day = old.encumberedOn else { return }
        state.count(old.fundCode, CapDimension.windows(day), -old.award.fen)
        state.count(fundCode, CapDimension.windows(day), new.fen)
    }

    /// Changes what is encumbered from the old award to the new one; all or nothing.
    private static func exchange(
        _ claim: StandingClaim, _ prepared: PreparedClaim, _ fundCode: String,
        in state: inout WorkingSet
    ) throws(Refusal) -> [Posting] {
        let old = claim.granted
        let new = prepared.determination.amount
        let isSameFund = fundCode == claim.fundCode
        let extra = isSameFund ? new - old : new
        let available = state.funds[fundCode]?.balance(.available) ?? .zero
        guard extra <= available else {
            throw .fundShort(fundCode, needed: extra, available: available)
        }
        var postings: [Posting] = []
        func add(_ moved: [Posting]?) {
            guard let moved else { preconditionFailure("the money was seen to be there") }
            postings += moved
        }
        if !isSameFund, old > .zero {
            add(state.funds[claim.fundCode]?.transfer(old, from: .encumbered, to: .available))
        }
        if extra > .zero {
            add(state.funds[fundCode]?.transfer(extra, from: .available, to: .encumbered))
        } else if extra < .zero {
            add(state.funds[fundCode]?.transfer(-extra, from: .encumbered, to: .available))
        }
        return postings
    }

    private static func accept(
        _ prepared: PreparedClaim, _ old: StandingClaim, _ lookAlikes: [Finding],
        _ fundCode: String, _ postings: [Posting], _ context: CommandContext,
        _ register: ItemClassRegister, in state: inout WorkingSet
    ) -> CommandOutcome {
        let verdict = lookAlikes.isEmpty ? prepared.determination.verdict : Verdict.review
        let revision = old.revision + 1
        let booking = state.booking(context, takingBack: postings.isEmpty ? nil : old)
        let place = state.log(
            claimEntry(
                prepared, number: old.number, .submitted, verdict, lookAlikes, fundCode, postings,
                booking, context, revision: revision))
        state.book(postings, at: place, booking, for: old.place.programme)
        let new = Effects.NewClaim(
            number: old.number, logIndex: place, prepared: prepared, state: .submitted,
            verdict: verdict, fundCode: fundCode,
            classKey: prepared.claim.facts.tallyClass(register))
        hold(prepared, old.number, in: &state)
        recount(old, prepared, fundCode, in: &state)
        var claim = old.corrected(by: new, context.actor, at: place)
        if !postings.isEmpty { claim.bookedIn = booking.month }
        for (part, sign) in [(old, false), (claim, true)] {
            for key in part.place.keys(part.state) {
                state.effects.tally[key, default: TallySums()] +=
                    sign ? part.sums(in: state) : part.sums(in: state).negated
            }
        }
        state.standing[old.number] = claim
        state.effects.steps.append(
            NewStep(
                number: old.number, step: .resubmit, from: .returned, to: .submitted,
                actor: context.actor, logIndex: place))
        state.effects.revisions.append(NewRevision(claim: new, revision: revision))
        let receipt = Receipt(
            claim: ClaimID(number: old.number), state: .submitted,
            amount: prepared.determination.amount, logIndex: place)
        state.claims[prepared.refDigest] = .init(
            bodyDigest: prepared.bodyDigest, receipt: receipt)
        for fund in Set([old.fundCode, fundCode]).sorted() {
            promote(fund, context, in: &state)
        }
        return .done(receipt, findings: lookAlikes)
    }
}

extension StandingClaim {
    /// The claim with new contents.
    func corrected(by new: Effects.NewClaim, _ actor: String, at logIndex: Int64) -> StandingClaim {
        let body = new.prepared.claim
        guard let programme = body.programme, let soldOn = body.soldOn else {
            preconditionFailure("an accepted claim has a programme and a day")
        }
        var claim = self
        claim.take(.resubmit, to: .submitted, by: actor, at: logIndex)
        claim.granted = new.prepared.determination.amount
        claim.award = claim.granted
        claim.packIdentifier = new.prepared.determination.pack?.identifier ?? ""
        claim.packSha256 = new.prepared.determination.pack?.source.sha256 ?? ""
        claim.fundCode = new.fundCode
        claim.place = TallyPlace(
            programme: programme, soldOn: soldOn, classKey: new.classKey, townKey: body.townKey,
            dealerCode: body.dealerCode)
        claim.units = body.quantity
        claim.sales = body.price
        return claim
    }
}

extension Refusal {
    static func correctionForeign(_ claim: StandingClaim) -> Refusal {
        Refusal(
            .correctionForeign,
            zh: "补正不能改变补贴项目（原为“\(claim.place.programme.title.zh)”）。请撤回原申领，另行提交。",
            en:
                "A correction keeps the programme (\(claim.place.programme.rawValue)). Withdraw the "
                + "claim and submit another.")
    }
}
