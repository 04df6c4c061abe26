/// Rights: money kept for a person before the sale, until the end of its last day.
///
/// A draw is counted for the person and the class and does not come back, whether the right is
/// used, lapses or is given back. Rights whose last day has gone by lapse before the next command.
extension LedgerMachine {
    static func reserve(
        _ prepared: PreparedRight, _ context: CommandContext, in state: inout WorkingSet
    ) -> CommandOutcome {
        if let stored = state.rightReferences[prepared.refDigest] {
            guard stored.bodyDigest == prepared.bodyDigest else {
                return .refused(.claimRefReused(prepared.claim.ref))
            }
            return .replayed(stored.receipt)
        }
        do throws(Refusal) {
            try checkDealer(prepared.claim, prepared.determination, in: state)
            let days = try checkRight(prepared, in: state)
            return try draw(prepared, days, context, in: &state)
        } catch { return .refused(error) }
    }

    /// Everything about person and pack that refuses, in the documented order; gives the days.
    private static func checkRight(
        _ prepared: PreparedRight, in state: WorkingSet
    ) throws(Refusal) -> Int {
        let determination = prepared.determination
        if let pack = determination.pack, let day = determination.day {
            try checkPack(pack, on: day, in: state)
        }
        if determination.verdict == .ineligible { throw .ineligible(determination) }
        try checkLimits(prepared.limits, in: state)
        guard let source = determination.pack?.source, let days = source.reserveDays else {
            throw .reservationNotOffered(determination.pack)
        }
        if let number = state.rightHolders[prepared.holder], let held = state.rights[number] {
            throw .rightAlreadyHeld(held)
        }
        if let most = source.drawsPerClass {
            let drawn = state.usage[prepared.draws] ?? 0
            if drawn >= most { throw .drawsUsedUp(drawn, most) }
        }
        return days
    }

    private static func draw(
        _ prepared: PreparedRight, _ days: Int, _ context: CommandContext,
        in state: inout WorkingSet
    ) throws(Refusal) -> CommandOutcome {
        let today = context.now.countyDay
        let amount = prepared.determination.amount
        guard let programme = prepared.claim.programme else {
            preconditionFailure("a right that can be drawn has a programme")
        }
        let year = prepared.claim.soldOn?.year ?? today.year
        let fundCode = try fund(for: programme, in: year, state)
        // A right is there at once or not at all: it waits in no line.
        if let full = state.fullCap(fundCode, CapDimension.windows(today), amount) {
            throw .capReached(full)
        }
        let available = state.funds[fundCode]?.balance(.available) ?? .zero
        guard state.lines[fundCode]?.isEmpty ?? true,
            let postings = state.funds[fundCode]?.transfer(
                amount, from: .available, to: .encumbered)
        else { throw .fundShort(fundCode, needed: amount, available: available) }
        state.lastRight += 1
        let right = StandingRight(
            number: state.lastRight, programme: programme, fundCode: fundCode, amount: amount,
            dealerCode: prepared.claim.dealerCode, holder: prepared.holder, reservedOn: today,
            lastDay: today.advanced(byDays: days - 1), state: .reserved,
            logIndex: Int64(state.frontier.size))
        let booking = state.booking(context)
        let place = state.log(entry(right, prepared, postings, booking, context))
        state.book(postings, at: place, booking, for: programme)
        state.count(fundCode, CapDimension.windows(today), amount.fen)
        if prepared.determination.pack?.source.drawsPerClass != nil {
            let drawn = (state.usage[prepared.draws] ?? 0) + 1
            state.usage[prepared.draws] = drawn
            state.effects.usage[prepared.draws] = drawn
        }
        state.rights[right.number] = right
        watch(right, in: &state)
        state.rightHolders[right.holder] = right.number
        var receipt = Receipt(amount: amount, logIndex: place)
        receipt.right = RightID(number: right.number)
        state.rightReferences[prepared.refDigest] = .init(
            bodyDigest: prepared.bodyDigest, receipt: receipt)
        state.effects.rights.append(
            NewRight(right: right, prepared: prepared, actor: context.actor))
        return .done(receipt, findings: [])
    }

    static func cancelRight(
        _ number: Int64, _ reason: RightCancelReason?, _ context: CommandContext,
        in state: inout WorkingSet
    ) -> CommandOutcome {
        guard let right = state.rights[number] else { return .refused(.rightUnknown(number)) }
        guard right.state == .reserved else { return .refused(.rightNotHeld(right)) }
        let place = giveBack(right, .cancelled, reason, context, in: &state)
        promote(right.fundCode, context, in: &state)
        var receipt = Receipt(amount: right.amount, logIndex: place)
        receipt.right = RightID(number: number)
        return .done(receipt, findings: [])
    }

    /// Puts a new right among those that may lapse: the clock may pass its last day before the
    /// batch ends.
    private static func watch(_ right: StandingRight, in state: inout WorkingSet) {
        let place = state.dueRights.lastIndex {
            state.rights[$0].map { $0.lastDay <= right.lastDay } ?? true
        }
        state.dueRights.insert(right.number, at: place.map { $0 + 1 } ?? 0)
    }

    /// Ends the rights whose last day has gone by.
    static func lapse(_ context: CommandContext, in state: inout WorkingSet) {
        let today = context.now.countyDay
        while let number = state.dueRights.first, let right = state.rights[number] {
            guard right.lastDay < today else { return }
            state.dueRights.removeFirst()
            guard right.state == .reserved else { continue }
            giveBack(right, .lapsed, nil, context, in: &state)
            promote(right.fundCode, context, in: &state)
        }
    }

    /// Puts a right's money back and logs how it ended.
    @discardableResult
    private static func giveBack(
        _ right: StandingRight, _ end: RightState, _ reason: RightCancelReason?,
        _ context: CommandContext, in state: inout WorkingSet
    ) -> Int64 {
        let postings = release(right, end, claim: nil, in: &state)
        let booking = state.booking(context)
        let place = state.log(
            canonicalObject { json in
                json.field("actor", context.actor)
                json.field("amountFen", right.amount.fen)
                json.field("at", context.now.text)
                json.field("fund", right.fundCode)
                json.field("kind", end == .lapsed ? "right.lapse" : "right.cancel")
                if let month = booking.monthMember(context) { json.field("month", month) }
                json.key("postings")
                append(postings, to: &json)
                json.field("programme", right.programme.rawValue)
                if let reason { json.field("reason", reason.rawValue) }
                json.field("right", right.number)
            })
        state.book(postings, at: place, booking, for: right.programme)
        return place
    }

    /// Takes a right's money out of what is encumbered, and the right out of the hands of its holder.
    static func release(
        _ right: StandingRight, _ end: RightState, claim: Int64?, in state: inout WorkingSet
    ) -> [Posting] {
        guard
            let postings = state.funds[right.fundCode]?.transfer(
                right.amount, from: .encumbered, to: .available)
        else { preconditionFailure("a right's money is encumbered") }
        state.count(
            right.fundCode, CapDimension.windows(right.reservedOn), -right.amount.fen)
        state.rights[right.number]?.state = end
        state.rightHolders[right.holder] = nil
        state.effects.endedRights.append(
            EndedRight(number: right.number, state: end, claim: claim))
        return postings
    }

    private static func entry(
        _ right: StandingRight, _ prepared: PreparedRight, _ postings: [Posting],
        _ booking: Booking, _ context: CommandContext
    ) -> [UInt8] {
        canonicalObject(capacity: 768) { json in
            json.field("actor", context.actor)
            json.field("amountFen", right.amount.fen)
            json.field("at", context.now.text)
            json.field("class", prepared.classKey)
            json.field("commitment", prepared.commitment)
            json.field("dealer", right.dealerCode)
            json.field("facts", raw: prepared.factsJSON)
            json.field("fund", right.fundCode)
            json.field("kind", "right.reserve")
            json.field("lastDay", right.lastDay.isoText)
            if let month = booking.monthMember(context) { json.field("month", month) }
            json.field("pack", prepared.determination.pack?.source.sha256 ?? "")
            json.key("postings")
            append(postings, to: &json)
            json.field("programme", right.programme.rawValue)
            json.field("right", right.number)
        }
    }
}

extension Refusal {
    static func reservationNotOffered(_ pack: PolicyPack?) -> Refusal {
        Refusal(
            .reservationNotOffered,
            zh: "政策包\(pack?.identifier ?? "")没有规定预约（deadlines.reserveDays），请直接提交申领。",
            en:
                "Pack \(pack?.identifier ?? "") offers no reservation (deadlines.reserveDays). Submit "
                + "the claim itself.")
    }

    static func rightAlreadyHeld(_ right: StandingRight) -> Refusal {
        Refusal(
            .rightAlreadyHeld,
            zh: "该申领人已有同品类的有效资格\(RightID(number: right.number).text)，"
                + "\(right.lastDay.isoText) 23:59:59前有效。请先使用或取消。",
            en:
                "The applicant holds right \(RightID(number: right.number).text) of the class, good "
                + "until \(right.lastDay.isoText) 23:59:59. Use it or cancel it first.")
    }

    static func drawsUsedUp(_ drawn: Int, _ most: Int) -> Refusal {
        Refusal(
            .drawsUsedUp, zh: "该申领人本年度该品类已领取资格\(drawn)次，最多\(most)次。",
            en: "The applicant has drawn \(drawn) rights of the class this year; at most \(most).")
    }

    static func rightUnknown(_ number: Int64) -> Refusal {
        Refusal(
            .rightUnknown, zh: "没有资格\(RightID(number: number).text)。请核对编号。",
            en: "There is no right \(RightID(number: number).text). Check the number.")
    }

    static func rightNotHeld(_ right: StandingRight) -> Refusal {
        Refusal(
            .rightNotHeld,
            zh: "资格\(RightID(number: right.number).text)现为“\(right.state.title.zh)”，不能取消。",
            en:
                "Right \(RightID(number: right.number).text) is \(right.state.rawValue) and cannot be "
                + "cancelled.")
    }
}

extension LedgerMachine {
    /// The right that a claim is submitted on; nil where its person holds none.
    ///
    /// - Throws: `fund-short` when the award is more than the right keeps and the fund, or the
    ///   window that caps it, has no room for the rest; the right then stays.
    static func usableRight(
        _ prepared: PreparedClaim, _ fundCode: String, _ context: CommandContext,
        in state: WorkingSet
    ) throws(Refusal) -> StandingRight? {
        guard let number = prepared.holder.flatMap({ state.rightHolders[$0] }),
            let right = state.rights[number], right.lastDay >= context.now.countyDay
        else { return nil }
        let extra = prepared.determination.amount - right.amount
        guard right.fundCode == fundCode, extra > .zero else { return right }
        let available = state.funds[fundCode]?.balance(.available) ?? .zero
        let today = context.now.countyDay
        guard available >= extra, state.lines[fundCode]?.isEmpty ?? true,
            right.reservedOn != today
                || state.fullCap(fundCode, CapDimension.windows(today), extra) == nil
        else { throw .fundShort(fundCode, needed: extra, available: available) }
        return right
    }
}
