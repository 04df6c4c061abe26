/// Month close: one person drafts an ended month's totals, another closes it with the same ones.
///
/// After that nothing is booked in the month: what puts its money right is booked in the open
/// month and names it.
extension LedgerMachine {
    /// The record key of a month's draft.
    public static func draftKey(_ month: Month) -> String { "month-draft:" + month.text }

    /// The record key of a month's close.
    public static func closeKey(_ month: Month) -> String { "month-close:" + month.text }

    static func draft(
        _ month: Month, _ context: CommandContext, in state: inout WorkingSet
    ) -> CommandOutcome {
        if let stored = state.records[closeKey(month)] {
            return .replayed(Receipt(logIndex: stored.logIndex))
        }
        if let refusal = order(month, context, in: state) { return .refused(refusal) }
        let body = state.body(of: month)
        let key = draftKey(month)
        if let replay = replay(key, body, in: state) { return replay }
        state.months[month] = StandingMonth(maker: context.actor)
        return keep(
            .monthDraft(month, maker: context.actor), key, body, "month.draft", context,
            in: &state)
    }

    static func close(
        _ month: Month, _ context: CommandContext, in state: inout WorkingSet
    ) -> CommandOutcome {
        let key = closeKey(month)
        if let stored = state.records[key] {
            return .replayed(Receipt(logIndex: stored.logIndex))
        }
        if let refusal = order(month, context, in: state) { return .refused(refusal) }
        let body = state.body(of: month)
        guard let draft = state.months[month], state.records[draftKey(month)]?.body == body else {
            return .refused(.monthNotDrafted(month))
        }
        if context.isActor(draft.maker) { return .refused(.makerChecks(draft.maker)) }
        state.months[month]?.checker = context.actor
        state.lastClosed = month
        return keep(
            .monthClose(month, checker: context.actor), key, body, "month.close", context,
            in: &state)
    }

    /// Months are closed once they have ended, each after all before it.
    private static func order(
        _ month: Month, _ context: CommandContext, in state: WorkingSet
    ) -> Refusal? {
        guard month < Month(of: context.now) else { return .monthNotEnded(month) }
        if let lastClosed = state.lastClosed, month <= lastClosed {
            return .monthOutOfOrder(month, open: lastClosed.next)
        }
        let open = state.bookedMonths.union(state.effects.months.keys.map(\.month))
            .filter { month in state.lastClosed.map { month > $0 } ?? true }.min()
        guard let open, open < month else { return nil }
        return .monthOutOfOrder(month, open: open)
    }
}

extension WorkingSet {
    /// The month that an entry made now is booked in: never one that is closed.
    ///
    /// - Parameters:
    ///   - context: who asks and when.
    ///   - claim: the claim whose money is taken back; nil where none is.
    /// - Returns: the month, and the closed month that is put right.
    func booking(_ context: CommandContext, takingBack claim: StandingClaim? = nil) -> Booking {
        let now = Month(of: context.now)
        guard let lastClosed else { return Booking(month: now) }
        let booked = claim?.bookedIn
        return Booking(
            month: max(now, lastClosed.next),
            corrects: booked.flatMap { $0 <= lastClosed ? $0 : nil })
    }

    /// Books the postings of an entry: in the ledger, and in the month's cells.
    mutating func book(
        _ postings: [Posting], at place: Int64, _ booking: Booking, for programme: Programme?
    ) {
        for posting in postings {
            effects.postings.append((place, posting))
            effects.touchedFunds.insert(posting.fundCode)
            let key = MonthKey(
                month: booking.month, corrects: booking.corrects, fundCode: posting.fundCode,
                programme: programme, account: posting.account)
            effects.months[key, default: MonthSums()].add(posting.amount)
        }
    }

    /// A month's totals as canonical JSON, cell by cell in order.
    func body(of month: Month) -> [UInt8] {
        var cells = monthCells.filter { $0.key.month == month }
        for (key, sums) in effects.months where key.month == month {
            cells[key, default: MonthSums()] += sums
        }
        return MonthKey.body(of: month, cells)
    }
}

extension MonthKey {
    /// A month's totals as canonical JSON: per cell fund, programme, account, closed month that is
    /// put right, debits, credits, postings.
    public static func body(of month: Month, _ cells: [MonthKey: MonthSums]) -> [UInt8] {
        canonicalObject(capacity: 128 + cells.count * 64) { json in
            json.key("cells")
            json.array { json in
                for (key, sums) in cells.sorted(by: { precedes($0.key, $1.key) }) {
                    json.array { json in
                        json.string(key.fundCode)
                        json.string(key.programme?.rawValue ?? "")
                        json.string(key.account.key)
                        json.string(key.corrects?.text ?? "")
                        json.integer(sums.debit.fen)
                        json.integer(sums.credit.fen)
                        json.integer(sums.postings)
                    }
                }
            }
            json.field("month", month.text)
        }
    }
}

extension Booking {
    /// The members of a log entry that the month of its time does not tell already.
    func monthMember(_ context: CommandContext) -> String? {
        month == Month(of: context.now) ? nil : month.text
    }
}

extension Refusal {
    static func monthNotEnded(_ month: Month) -> Refusal {
        Refusal(
            .monthNotEnded, zh: "\(month.text) 尚未结束，不能结账。请在下月办理。",
            en: "\(month.text) has not ended yet and cannot be closed. Do it next month.")
    }

    static func monthOutOfOrder(_ month: Month, open: Month) -> Refusal {
        Refusal(
            .monthOutOfOrder,
            zh: "月份须依次结账，\(month.text) 不在其列。最早的未结月份为 \(open.text)，请先办理。",
            en:
                "Months are closed in order and \(month.text) is not the next. The first open one is "
                + "\(open.text); close it first.")
    }

    static func monthNotDrafted(_ month: Month) -> Refusal {
        Refusal(
            .monthNotDrafted,
            zh: "\(month.text) 没有与现有金额相符的结账单。请财务制单先编制该月的结账单。",
            en: "\(month.text) has no draft with the amounts as they are. A maker drafts "
                + "the month first.")
    }
}
