/// Commands on the registers: each record has a reference and a canonical body;
/// the same body again is a replay, another body under the reference is refused.
extension LedgerMachine {
    /// The record key under which an event's name, one of its towns and its first day are taken.
    public static func placeKey(_ event: CountyEvent, _ town: String) -> String {
        "event-place:\(event.name)|\(town)|\(event.startsOn.isoText)"
    }

    /// The record key under which an old item's serial number is taken.
    public static func serialKey(_ serial: String) -> String {
        "recycling-serial:" + TextFolding.key(serial)
    }

    /// The record key under which a recycling certificate is taken.
    public static func certificateKey(_ certificate: String) -> String {
        "recycling-certificate:" + TextFolding.key(certificate)
    }

    private static func entry(
        _ kind: String, _ body: [UInt8], _ booking: Booking, _ context: CommandContext
    ) -> [UInt8] {
        canonicalObject(capacity: body.count + 128) { json in
            json.field("actor", context.actor)
            json.field("at", context.now.text)
            json.field("body", raw: body)
            json.field("kind", kind)
            if let month = booking.monthMember(context) { json.field("month", month) }
        }
    }

    /// Answers a record that stands in the register already; nil when it is new.
    static func replay(
        _ key: String, _ body: [UInt8], in state: WorkingSet
    ) -> CommandOutcome? {
        guard let stored = state.records[key], stored.body == body else { return nil }
        return .replayed(Receipt(logIndex: stored.logIndex))
    }

    static func keep(
        _ row: Effects.RegisterRow, _ key: String, _ body: [UInt8], _ kind: String,
        _ context: CommandContext, in state: inout WorkingSet
    ) -> CommandOutcome {
        let place = state.log(entry(kind, body, state.booking(context), context))
        state.records[key] = .init(body: body, logIndex: place)
        state.effects.register.append((row, key, body, place))
        return .done(Receipt(logIndex: place), findings: [])
    }

    /// Enrols a dealer; another body under the same code is a change of the dealer, logged too.
    static func enrol(
        _ dealer: Dealer, _ account: SealedAccount?, _ context: CommandContext,
        in state: inout WorkingSet
    ) -> CommandOutcome {
        let body = canonicalObject { json in
            if let account { json.field("account", hexadecimal(account.digest.bytes)) }
            json.field("dealer", dealer.code)
            json.field("name", dealer.name)
            json.key("programmes")
            json.array { json in
                for programme in dealer.programmes.map(\.rawValue).sorted() {
                    json.string(programme)
                }
            }
            json.field("state", dealer.state.rawValue)
            json.field("town", dealer.townKey)
        }
        let key = "dealer:" + dealer.code
        if let replay = replay(key, body, in: state) { return replay }
        var dealer = dealer
        let known = state.records[key].flatMap { try? JSONValue.parse($0.body) }?["account"]?.string
        let isNewAccount = account.map { hexadecimal($0.digest.bytes) != known } ?? false
        dealer.accountChangedAt =
            isNewAccount
            ? Int64(state.frontier.size) : state.dealers[dealer.code]?.accountChangedAt
        state.dealers[dealer.code] = dealer
        return keep(
            .dealer(dealer, sealedAccount: account), key, body, "dealer.enrol", context, in: &state)
    }

    static func createFund(
        _ fund: Fund, _ context: CommandContext, in state: inout WorkingSet
    ) -> CommandOutcome {
        let body = canonicalObject { json in
            json.field("en", fund.title.en)
            json.field("fund", fund.code)
            if let parent = fund.parent { json.field("parent", parent) }
            json.field("scope", fund.scope.key)
            if !fund.shares.text.isEmpty { json.field("shares", fund.shares.text) }
            json.field("year", Int64(fund.year))
            json.field("zh", fund.title.zh)
        }
        let key = "fund:" + fund.code
        if let replay = replay(key, body, in: state) { return replay }
        if state.funds[fund.code] != nil { return .refused(.fundCodeTaken(fund.code)) }
        if let other = state.funds.values.first(where: {
            $0.year == fund.year && $0.scope == fund.scope
        }) {
            return .refused(.fundScopeTaken(fund, other.code))
        }
        if let parent = fund.parent {
            guard let above = state.funds[parent], above.year == fund.year,
                above.scope.width > fund.scope.width
            else { return .refused(.parentUnfit(fund, parent)) }
        }
        state.funds[fund.code] = fund
        return keep(.fund(fund), key, body, "fund.create", context, in: &state)
    }
}
