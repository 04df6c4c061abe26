extension LedgerMachine {
    /// Registers a claim: locks, limits, money, tally and log entry, all or none.
    static func submit(
        _ prepared: PreparedClaim, _ context: CommandContext, _ register: ItemClassRegister,
        in state: inout WorkingSet
    ) -> CommandOutcome {
        if let stored = state.claims[prepared.refDigest], stored.bodyDigest == prepared.bodyDigest {
            return .replayed(stored.receipt)
        }
        do throws(Refusal) {
            let lookAlikes = try check(prepared, in: state)
            let fundCode = try fund(for: prepared, in: state)
            try checkCaps(prepared, fundCode, in: state)
            let right = try usableRight(prepared, fundCode, context, in: state)
            return accept(
                prepared, lookAlikes, fundCode, right, context, register, in: &state)
        } catch {
            logAttempt(prepared, error, context, in: &state)
            return .refused(error)
        }
    }

    /// Everything that refuses, in the documented order; gives the look-alike findings.
    private static func check(
        _ prepared: PreparedClaim, in state: WorkingSet
    ) throws(Refusal) -> [Finding] {
        if state.claims[prepared.refDigest] != nil { throw .claimRefReused(prepared.claim.ref) }
        return try checkContents(prepared, in: state)
    }

    /// What a claim says, new or put right, against dealer, pack, locks and limits.
    static func checkContents(
        _ prepared: PreparedClaim, in state: WorkingSet
    ) throws(Refusal) -> [Finding] {
        try checkDealer(prepared.claim, prepared.determination, in: state)
        if let pack = prepared.determination.pack, let day = prepared.determination.day {
            try checkPack(pack, on: day, in: state)
        }
        if prepared.determination.verdict == .ineligible {
            throw .ineligible(prepared.determination)
        }
        var lookAlikes: [Finding] = []
        for key in prepared.keys {
            guard let holders = state.keys[key.folded], !holders.isEmpty else { continue }
            if holders.contains(key.exact) { throw .alreadyClaimed(key, prepared.claim) }
            lookAlikes.append(.lookAlike(key, prepared.claim))
        }
        try checkLimits(prepared.limits, in: state)
        if let finding = registerFinding(prepared.claim, in: state) { lookAlikes.append(finding) }
        return lookAlikes
    }

    /// No limit of the person is reached.
    static func checkLimits(
        _ limits: [PreparedLimit], in state: WorkingSet
    ) throws(Refusal) {
        for limit in limits {
            let used = limit.counters.map { state.usage[$0] ?? 0 }.max() ?? 0
            if used >= limit.most { throw .limitReached(limit, used: used) }
        }
    }

    /// The pack decides here and now: it is active, and none for a narrower place is.
    static func checkPack(
        _ pack: PolicyPack, on day: Day, in state: WorkingSet
    ) throws(Refusal) {
        guard state.packs[pack.source.sha256]?.state == .active else { throw .packNotActive(pack) }
        func width(_ place: String) -> Int { place == "CN" ? 0 : place.utf8.count }
        for other in state.packs.values
        where other.state == .active && other.scope.programme == pack.source.programme
            && width(other.scope.place) > width(pack.source.place)
            && state.countyCode.hasPrefix(other.scope.place) && other.scope.days.contains(day)
        { throw .packOvertaken(pack, other) }
    }

    static func checkDealer(
        _ claim: Claim, _ determination: Determination, in state: WorkingSet
    ) throws(Refusal) {
        let codeIsMissing = determination.findings.contains {
            $0.field == .dealerCode && $0.severity == .error
        }
        // A code that cannot be read is a finding about the row, told with all the others.
        if codeIsMissing { return }
        guard let dealer = state.dealers[claim.dealerCode] else {
            throw .dealerUnknown(claim.dealerCode)
        }
        guard dealer.state == .enrolled else { throw .dealerNotActive(dealer) }
        if let programme = claim.programme, !dealer.programmes.contains(programme) {
            throw .dealerNotEnrolled(dealer, programme)
        }
    }

    /// The narrowest fund for the programme in the year of the sale.
    static func fund(
        for prepared: PreparedClaim, in state: WorkingSet
    ) throws(Refusal) -> String {
        guard let programme = prepared.claim.programme, let day = prepared.claim.soldOn else {
            preconditionFailure("an eligible claim has a programme and a day")
        }
        return try fund(for: programme, in: day.year, state)
    }

    /// The narrowest fund of a year that covers a programme.
    static func fund(
        for programme: Programme, in year: Int, _ state: WorkingSet
    ) throws(Refusal) -> String {
        var found: Fund?
        for fund in state.funds.values where fund.year == year && fund.scope.covers(programme) {
            if fund.scope.width < found?.scope.width ?? .max { found = fund }
        }
        guard let found else { throw .fundMissing(programme, year) }
        return found.code
    }

    /// The caps of dealer and town; those of time make a claim wait instead.
    ///
    /// A claim that is put right gives back what it was granted.
    static func checkCaps(
        _ prepared: PreparedClaim, _ fundCode: String, replacing old: StandingClaim? = nil,
        in state: WorkingSet
    ) throws(Refusal) {
        let amount = prepared.determination.amount
        guard amount > .zero,
            let full = state.fullCap(fundCode, prepared.claim.holders, amount, without: old)
        else { return }
        throw .capReached(full)
    }

    private static func accept(
        _ prepared: PreparedClaim, _ lookAlikes: [Finding], _ fundCode: String,
        _ right: StandingRight?, _ context: CommandContext, _ register: ItemClassRegister,
        in state: inout WorkingSet
    ) -> CommandOutcome {
        let amount = prepared.determination.amount
        var postings: [Posting] = []
        if let right {
            postings = release(right, .used, claim: state.lastClaim + 1, in: &state)
        }
        // A right of the same fund has waited, and counted, on the day it was drawn.
        let own = right.flatMap { $0.fundCode == fundCode ? $0 : nil }
        let windows = CapDimension.windows(own?.reservedOn ?? context.now.countyDay)
        let (moved, finding) = encumber(
            amount, fundCode, windows, hasRight: own != nil, in: &state)
        postings += moved
        let claimState = finding == nil ? ClaimState.submitted : .waitlisted
        let ledgerFindings = lookAlikes + (finding.map { [$0] } ?? [])
        let verdict =
            lookAlikes.isEmpty ? prepared.determination.verdict : Verdict.review
        state.lastClaim += 1
        let number = state.lastClaim
        let classKey = prepared.claim.facts.tallyClass(register)
        let booking = state.booking(context)
        let entry = claimEntry(
            prepared, number: number, claimState, verdict, ledgerFindings, fundCode, postings,
            booking, context, right: right)
        let logIndex = state.log(entry)
        let claim = Effects.NewClaim(
            number: number, logIndex: logIndex, prepared: prepared, state: claimState,
            verdict: verdict, fundCode: fundCode, classKey: classKey)
        state.book(postings, at: logIndex, booking, for: prepared.claim.programme)
        lock(claim, in: &state)
        state.count(fundCode, prepared.claim.holders, amount.fen)
        if claimState == .submitted { state.count(fundCode, windows, amount.fen) }
        let receipt = Receipt(
            claim: ClaimID(number: number), state: claimState, amount: amount, logIndex: logIndex)
        link(prepared.claim, number, in: &state)
        if claimState == .waitlisted { join(claim, context, in: &state) }
        if let right { promote(right.fundCode, context, in: &state) }
        state.claims[prepared.refDigest] = .init(bodyDigest: prepared.bodyDigest, receipt: receipt)
        return .done(receipt, findings: ledgerFindings)
    }

    /// Encumbers an award, or says why it has to wait.
    private static func encumber(
        _ amount: Money, _ fundCode: String,
        _ windows: [(dimension: CapDimension, value: String)], hasRight: Bool,
        in state: inout WorkingSet
    ) -> (postings: [Posting], finding: Finding?) {
        guard amount > .zero else { return ([], nil) }
        if !hasRight, let full = state.fullCap(fundCode, windows, amount) {
            return ([], .windowFull(full))
        }
        // A line is not overtaken but by who has a right: whoever comes after it joins its end.
        if hasRight || state.lines[fundCode]?.isEmpty ?? true,
            let moved = state.funds[fundCode]?.transfer(
                amount, from: .available, to: .encumbered)
        {
            return (moved, nil)
        }
        let available = state.funds[fundCode]?.balance(.available) ?? .zero
        return ([], .fundExhausted(fundCode, needed: amount, available: available))
    }

    /// Puts a claim at the end of its fund's line.
    private static func join(
        _ new: Effects.NewClaim, _ context: CommandContext, in state: inout WorkingSet
    ) {
        let claim = new.prepared.claim
        guard let programme = claim.programme, let soldOn = claim.soldOn else {
            preconditionFailure("an accepted claim has a programme and a day")
        }
        state.lines[new.fundCode, default: []].append(new.number)
        state.standing[new.number] = StandingClaim(
            number: new.number, state: .waitlisted,
            granted: new.prepared.determination.amount, supplements: [],
            packIdentifier: new.prepared.determination.pack?.identifier ?? "",
            enteredBy: [context.actor], fundCode: new.fundCode,
            place: TallyPlace(
                programme: programme, soldOn: soldOn, classKey: new.classKey,
                townKey: claim.townKey, dealerCode: claim.dealerCode),
            units: claim.quantity, sales: claim.price)
        state.standing[new.number]?.lastEntry = new.logIndex
        state.standing[new.number]?.packSha256 =
            new.prepared.determination.pack?.source.sha256 ?? ""
    }

    /// Takes the keys, counts the limits and adds to the tally.
    private static func lock(_ new: Effects.NewClaim, in state: inout WorkingSet) {
        let prepared = new.prepared
        hold(prepared, new.number, in: &state)
        let claim = prepared.claim
        guard let programme = claim.programme, let soldOn = claim.soldOn else {
            preconditionFailure("an accepted claim has a programme and a day")
        }
        let sums = TallySums(
            claims: 1, units: claim.quantity, sales: claim.price,
            subsidy: prepared.determination.amount,
            borne: state.borne(prepared.determination.amount, by: new.fundCode))
        for key in TallyKey.keys(
            programme: programme, soldOn: soldOn, classKey: new.classKey, townKey: claim.townKey,
            dealerCode: claim.dealerCode, state: new.state)
        {
            state.effects.tally[key, default: TallySums()] += sums
        }
        state.effects.claims.append(new)
    }

    /// Takes the keys and counts the limits.
    static func hold(_ prepared: PreparedClaim, _ number: Int64, in state: inout WorkingSet) {
        for key in prepared.keys {
            state.keys[key.folded, default: []].append(key.exact)
            state.effects.keys.append(.init(key: key, holder: number))
        }
        for limit in prepared.limits {
            for counter in limit.counters {
                let count = (state.usage[counter] ?? 0) + 1
                state.usage[counter] = count
                state.effects.usage[counter] = count
            }
        }
    }

    /// Logs a refused attempt once; the same body refused for the same reason is not news.
    static func logAttempt(
        _ prepared: PreparedClaim, _ refusal: Refusal, _ context: CommandContext,
        in state: inout WorkingSet
    ) {
        let attempt = WorkingSet.Attempt(
            bodyDigest: prepared.bodyDigest, code: refusal.code.rawValue)
        guard state.attempts.insert(attempt).inserted else { return }
        // An unknown code may be anything that was typed into the column, so it is not logged.
        let dealer = state.dealers[prepared.claim.dealerCode]?.code
        let place = state.log(attemptEntry(prepared, refusal, dealer: dealer, context))
        state.effects.attempts.append((attempt, place))
    }
}
