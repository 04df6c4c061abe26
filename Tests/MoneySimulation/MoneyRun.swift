import TradeInCore

/// Random commands of all roles, each held against the model, in memory.
public struct MoneyRun {
    /// The ledger.
    public internal(set) var ledger: SimulatedLedger
    /// What it should be.
    public private(set) var model = MoneyModel()
    /// How often each outcome was seen.
    public private(set) var seen: [String: Int] = [:]
    /// The paper that the last command put to a claim.
    public private(set) var paper: [UInt8]?
    private var random: SimulatedChance
    private var files = 0
    private var capBody: Int64?
    /// Claims that have not come to their end, looked up now and then.
    private var unended: [Int] = []
    private let people = MoneyModel.roles.keys.sorted()
    private var executed: (request: LedgerRequest, word: String)?
    /// 2026-03-01, the day of the sales, at noon in the county.
    private static let start: Int64 = 1_772_323_200 + 4 * 3600

    /// A run that is set up.
    ///
    /// - Throws: when the shipped packs cannot be read.
    public init(seed: UInt64, keys: LedgerKeys) throws {
        ledger = try SimulatedLedger(keys: keys, roles: MoneyModel.roles)
        random = SimulatedChance(seed: seed)
    }

    /// Executes the opening in memory and gives it for a store.
    ///
    /// - Throws: ``Mismatch`` when a command of it is refused.
    public mutating func open() throws -> [LedgerRequest] {
        let requests = ledger.opening(now)
        for request in requests {
            guard ledger.execute(request).receipt != nil else {
                throw Mismatch(description: "the opening is refused")
            }
        }
        return requests
    }

    private var now: Moment { Moment(seconds: Self.start + Int64(model.today) * 86_400) }

    mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

    /// Who acts: mostly somebody with the role, so that much is done.
    mutating func actor(_ role: String) -> String {
        let able = people.filter { MoneyModel.roles[$0] == role }
        return pick(8) == 0 ? people[pick(people.count)] : able[pick(able.count)]
    }

    /// The next command, executed in memory; nil where chance drew nothing to do.
    ///
    /// - Parameter step: its number, for messages.
    /// - Returns: the request for a store, and the word that its outcome has to be.
    /// - Throws: ``Mismatch`` when machine and model disagree.
    public mutating func next(_ step: Int) throws -> (request: LedgerRequest, word: String)? {
        executed = nil
        paper = nil
        if step % 50 == 0 {
            let ends: Set<String> = ["rejected", "withdrawn", "clawedBack"]
            unended = model.claims.indices.filter { !ends.contains(model.claims[$0].state) }
        }
        switch pick(45) {
        case 0, 1: try submit(step)
        case 2: try order(step)
        case 3: try releaseMoney(step)
        case 4: try build(step)
        case 5: try batch(step)
        case 6, 7: try confirm(step)
        case 8: try books(step)
        case 9...12: try attach(step)
        case 13...15: try rights(step)
        default: try take(step)
        }
        return executed
    }

    mutating func tell(
        _ command: LedgerCommand, by actor: String, _ step: Int,
        _ expected: (inout MoneyModel) -> String
    ) throws -> CommandOutcome {
        let request = LedgerRequest(command, CommandContext(actor: actor, now: now))
        let outcome = ledger.execute(request)
        let word = outcome.simulatedWord
        let wanted = expected(&model)
        seen[word, default: 0] += 1
        guard word == wanted else {
            throw Mismatch(
                description: "step \(step), \(command) by \(actor): \(word), expected \(wanted)")
        }
        executed = (request, word)
        return outcome
    }

    /// A name that no file had before.
    mutating func nextFile(_ head: String) -> String {
        files += 1
        return "\(head)\(files)"
    }

    private mutating func submit(_ step: Int) throws {
        let number = model.claims.count + 1
        guard unended.count < 400 else { return }
        let actor = actor("officer")
        let seed = (0..<ClaimPreparer.seedCount).map { _ in UInt8(pick(256)) }
        let prepared = try ledger.prepared(number, yuan: 100 * (1 + pick(90)), seed: seed)
        let fen = prepared.determination.amount.fen
        let outcome = try tell(.submit(prepared), by: actor, step) { $0.submit(fen, by: actor) }
        guard case .done(let receipt, _) = outcome, let claim = receipt.claim,
            ledger.state.standing[claim.number] == nil, let soldOn = prepared.claim.soldOn
        else { return }
        // A ledger's store would load the claim for the next command; here it stays in memory.
        var standing = StandingClaim(
            number: claim.number, state: .submitted, granted: Money(fen: fen), supplements: [],
            packIdentifier: prepared.determination.pack?.identifier ?? "", enteredBy: [actor],
            fundCode: "P",
            place: TallyPlace(
                programme: .appliance, soldOn: soldOn, classKey: "refrigerator",
                townKey: prepared.claim.townKey, dealerCode: prepared.claim.dealerCode),
            units: 1, sales: prepared.claim.price)
        standing.packSha256 = prepared.determination.pack?.source.sha256 ?? ""
        standing.bookedIn = max(Month(of: now), ledger.state.lastClosed?.next ?? Month(of: now))
        let right = ledger.state.rights.values.first { ended in
            ledger.state.effects.endedRights.contains {
                $0.number == ended.number && $0.claim == claim.number
            }
        }
        standing.encumberedOn = right?.reservedOn ?? now.countyDay
        ledger.state.standing[claim.number] = standing
    }

    /// A claim: mostly one that has not come to its end.
    private mutating func claim() -> Int {
        unended.isEmpty || pick(12) == 0
            ? pick(model.claims.count) : unended[pick(unended.count)]
    }

    private mutating func rights(_ step: Int) throws {
        let actor = actor("officer")
        if pick(5) == 0 {
            let right = max(0, ledger.state.rights.count - pick(6))
            _ = try tell(.cancelRight(Int64(right + 1)), by: actor, step) {
                $0.cancel(right: right, byPerson: actor)
            }
            return
        }
        let person = max(1, model.claims.count + 1 - pick(2) + pick(3))
        let seed = (0..<ClaimPreparer.seedCount).map { _ in UInt8(pick(256)) }
        let prepared = try ledger.preparedRight(
            person, reference: nextFile("D"), yuan: 100 * (1 + pick(90)), today: now.countyDay,
            seed: seed)
        let fen = prepared.determination.amount.fen
        _ = try tell(.reserve(prepared), by: actor, step) {
            $0.reserve(person, fen, by: actor)
        }
    }

    private mutating func take(_ step: Int) throws {
        guard !model.claims.isEmpty else { return }
        let steps = ClaimStep.allCases.filter(\.isAsked)
        let taken = pick(3) != 0 ? .approve : steps[pick(steps.count)]
        let role = taken.act?.roles.map(\.rawValue).filter { $0 != "dealer-staff" }.min() ?? ""
        let actor = actor(role)
        let number = claim()
        let prepared = PreparedStep(
            number: Int64(number + 1), step: taken, reason: taken.reasons.first { $0 != .other })
        _ = try tell(.step(prepared), by: actor, step) {
            $0.step(taken.rawValue, number, by: actor)
        }
    }

    private mutating func attach(_ step: Int) throws {
        guard !model.claims.isEmpty else { return }
        let number = claim()
        let kind: PaperKind = pick(4) == 0 ? .itemPhoto : .invoice
        let actor = actor("officer")
        let bytes = Array("%PDF-1.4 \(number) \(kind.rawValue)\n%%EOF\n".utf8)
        let prepared = PreparedPaper(
            number: Int64(number + 1),
            paper: ClaimPaper(kind: kind, sha256: Digests.sha256Hex(bytes)), format: .pdf,
            byteCount: bytes.count)
        _ = try tell(.attach(prepared), by: actor, step) {
            $0.attach(kind.rawValue, to: number, by: actor)
        }
        paper = bytes
    }

    /// The clock goes on, a cap is set, a month is drafted or closed.
    private mutating func books(_ step: Int) throws {
        switch pick(4) {
        case 0, 1: model.advance(pick(8) == 0 ? 1 + pick(20) : 1)
        case 2:
            let fen: Int64? = pick(4) == 0 ? nil : Int64(100_000 * (1 + pick(6)))
            let actor = actor("finance-officer")
            let isSame = capBody == (fen ?? 0)
            let cap = Cap(fundCode: "P", dimension: .day, amount: fen.map { Money(fen: $0) })
            let outcome = try tell(.setCap(cap), by: actor, step) {
                $0.setCap(fen, isSame: isSame, by: actor)
            }
            if outcome.receipt != nil { capBody = fen ?? 0 }
        default:
            let month = pick(2) == 0 ? model.closed + 1 : max(0, model.thisMonth - pick(3))
            guard let named = Month(text: MoneyModel.name(of: month)) else { return }
            let isDraft = pick(2) == 0
            let actor = actor(isDraft ? "finance-officer" : "finance-checker")
            _ = try tell(isDraft ? .draftMonth(named) : .closeMonth(named), by: actor, step) {
                isDraft ? $0.draft(month, by: actor) : $0.close(month, by: actor)
            }
        }
    }
}
