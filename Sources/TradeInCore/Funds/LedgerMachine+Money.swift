/// Money into, between and out of funds: ordered by one person, released by another.
extension LedgerMachine {
    /// The record key of an order.
    public static func orderKey(_ reference: String) -> String { "money:" + reference }

    /// The record key of an order's release.
    public static func releaseKey(_ reference: String) -> String { "money-released:" + reference }

    static func order(
        _ order: MoneyOrder, _ context: CommandContext, in state: inout WorkingSet
    ) -> CommandOutcome {
        let key = orderKey(order.reference)
        let body = order.body
        if let replay = replay(key, body, in: state) { return replay }
        // Ledgers of before orders hold appropriations under a key of their own.
        if state.records[key] != nil || state.records["appropriation:" + order.reference] != nil {
            return .refused(.appropriationRefReused(order.reference))
        }
        guard let fund = state.funds[order.fundCode] else {
            return .refused(.fundUnknown(order.fundCode))
        }
        guard order.amount > .zero else { return .refused(.amountNotPositive(order.amount)) }
        if order.kind == .allocation, fund.parent == nil { return .refused(.fundHasNoParent(fund)) }
        state.orders[order.reference] = StandingOrder(order: order, maker: context.actor)
        return keep(
            .order(order, maker: context.actor), key, body, "money.order", context, in: &state)
    }

    static func releaseMoney(
        _ reference: String, _ context: CommandContext, in state: inout WorkingSet
    ) -> CommandOutcome {
        let key = releaseKey(reference)
        if let stored = state.records[key] {
            return .replayed(Receipt(logIndex: stored.logIndex))
        }
        guard let standing = state.orders[reference] else {
            return .refused(.orderUnknown(reference))
        }
        if context.isActor(standing.maker) { return .refused(.makerChecks(standing.maker)) }
        let order = standing.order
        guard let postings = move(order, in: &state) else {
            return .refused(short(order, in: state))
        }
        let body = canonicalObject { json in
            json.field("amountFen", order.amount.fen)
            json.field("fund", order.fundCode)
            json.field("maker", standing.maker)
            json.field("order", order.kind.rawValue)
            json.key("postings")
            append(postings, to: &json)
            json.field("reference", reference)
        }
        let place = Int64(state.frontier.size)
        state.book(postings, at: place, state.booking(context), for: nil)
        state.orders[reference]?.checker = context.actor
        let outcome = keep(
            .orderRelease(reference: reference, checker: context.actor), key, body,
            "money.release", context, in: &state)
        for posting in postings where posting.account == .available && posting.amount > .zero {
            promote(posting.fundCode, context, in: &state)
        }
        return outcome
    }

    /// Moves what an order says; nil when its source holds less.
    private static func move(_ order: MoneyOrder, in state: inout WorkingSet) -> [Posting]? {
        guard let fund = state.funds[order.fundCode] else {
            preconditionFailure("an order names a fund that is there")
        }
        switch (order.kind, fund.parent) {
        case (.appropriation, _):
            return state.transfer(
                order.amount, from: (fund.code, .appropriation), to: (fund.code, .available))
        case (.allocation, let parent?):
            return state.transfer(
                order.amount, from: (parent, .available), to: (fund.code, .available))
        case (.recall, let parent?):
            return state.transfer(
                order.amount, from: (fund.code, .available), to: (parent, .available))
        case (.recall, nil):
            // Money that came up from a part was never appropriated here and cannot leave here.
            guard fund.balance(.appropriation) >= order.amount else { return nil }
            return state.transfer(
                order.amount, from: (fund.code, .available), to: (fund.code, .appropriation))
        case (.allocation, nil): preconditionFailure("an allocation comes from a parent")
        }
    }

    private static func short(_ order: MoneyOrder, in state: WorkingSet) -> Refusal {
        let fund = state.funds[order.fundCode]
        let source = order.kind == .allocation ? fund?.parent ?? "" : order.fundCode
        let available = state.funds[source]?.balance(.available) ?? .zero
        let isOut = order.kind == .recall && fund?.parent == nil
        let most = isOut ? min(available, fund?.balance(.appropriation) ?? .zero) : available
        return .fundShort(source, needed: order.amount, available: most)
    }
}

extension WorkingSet {
    /// Moves money between two accounts of any funds; nil when the source holds less.
    mutating func transfer(
        _ amount: Money, from source: (fund: String, account: AccountKind),
        to target: (fund: String, account: AccountKind)
    ) -> [Posting]? {
        guard let out = funds[source.fund]?.take(amount, from: source.account) else { return nil }
        guard let into = funds[target.fund]?.put(amount, into: target.account) else {
            preconditionFailure("money goes to a fund that is there")
        }
        return [out, into]
    }
}

extension Refusal {
    static func fundHasNoParent(_ fund: Fund) -> Refusal {
        Refusal(
            .fundHasNoParent, zh: "资金“\(fund.code)”没有上级资金，不能切块。请改为下达，或另设下级资金。",
            en: "Fund \(fund.code) is part of no other, so nothing can be allocated to it. "
                + "Appropriate to it, or create a fund below another.")
    }

    static func parentUnfit(_ fund: Fund, _ parent: String) -> Refusal {
        Refusal(
            .parentUnfit,
            zh: "“\(parent)”不能作“\(fund.code)”的上级：上级须已设立、同一年度、范围更宽。",
            en: "\(parent) cannot be above \(fund.code): the fund above must be there, of the same "
                + "year, and wider in scope.")
    }

    static func orderUnknown(_ reference: String) -> Refusal {
        Refusal(
            .orderUnknown, zh: "没有文号为“\(reference)”的待复核资金单。请用 fund orders 查看。",
            en: "No order has the reference \(reference). See fund orders.")
    }
}
