import Testing
import TradeInCore

/// A ledger in memory with its own randomness, for walking commands through the machine.
struct TestLedger {
    let preparer: ClaimPreparer
    var state = WorkingSet()
    private var random: SeededGenerator
    let context = CommandContext(actor: "tester", now: Moment(seconds: 1_772_323_200))

    init(seed: UInt64 = 1) throws {
        random = SeededGenerator(seed: seed)
        let keys = try #require(LedgerKeys(secret: [UInt8](repeating: 9, count: 96)))
        let decider = ClaimDecider(shelf: try PackSketch.shelf(), county: testCounty)
        preparer = ClaimPreparer(decider: decider, keys: keys)
        for pack in decider.shelf.packs { activate(pack) }
    }

    /// Lets a pack decide, as if it had been proposed and activated.
    private mutating func activate(_ pack: PolicyPack) {
        let kept = KeptPack(pack, notice: "")
        state.packs[kept.sha256] = PackStanding(
            identifier: kept.identifier, version: kept.version, sha256: kept.sha256,
            scope: kept.scope, author: "author", approver: "approver", state: .active,
            unconfirmed: kept.unconfirmed)
    }

    mutating func prepared(_ cells: [ClaimField: String]) throws -> PreparedClaim {
        try preparer.prepare(row(cells), seed: random.bytes(ClaimPreparer.seedCount)[...])
    }

    @discardableResult
    mutating func execute(_ command: LedgerCommand) -> CommandOutcome {
        let outcome = LedgerMachine.execute(
            command, context, register: testRegister, in: &state)
        state.checkInvariants()
        return outcome
    }

    @discardableResult
    mutating func submit(_ cells: [ClaimField: String]) throws -> CommandOutcome {
        execute(.submit(try prepared(cells)))
    }

    @discardableResult
    mutating func enrol(
        _ number: Int = 1, _ programmes: Set<Programme> = Set(Programme.allCases),
        _ dealerState: Dealer.State = .enrolled
    ) -> CommandOutcome {
        execute(.enrol(Self.dealer(number, programmes, dealerState), sealedAccount: nil))
    }

    static func dealer(
        _ number: Int, _ programmes: Set<Programme> = Set(Programme.allCases),
        _ state: Dealer.State = .enrolled
    ) -> Dealer {
        Dealer(
            code: Sample.creditCode(number), name: "示例商店\(number)", programmes: programmes,
            townKey: "yangshan", settlementAccount: "", settlementBank: "", state: state)
    }

    @discardableResult
    mutating func createFund(
        _ code: String, _ scope: FundScope, year: Int = 2026
    ) -> CommandOutcome {
        execute(
            .createFund(
                Fund(
                    code: code, title: LocalizedText(zh: "资金", en: "Fund"), year: year,
                    scope: scope)))
    }

    @discardableResult
    mutating func appropriate(
        _ fund: String, fen: Int64, _ reference: String
    ) -> CommandOutcome {
        let order = MoneyOrder(
            reference: reference, kind: .appropriation, fundCode: fund, amount: Money(fen: fen))
        let ordered = execute(.orderMoney(order))
        guard ordered.refusal == nil else { return ordered }
        return execute(.releaseMoney(reference: reference), by: "checker")
    }

    /// Executes a command as somebody else.
    @discardableResult
    mutating func execute(_ command: LedgerCommand, by actor: String) -> CommandOutcome {
        let outcome = LedgerMachine.execute(
            command, CommandContext(actor: actor, now: context.now), register: testRegister,
            in: &state)
        state.checkInvariants()
        return outcome
    }

    /// A ledger with dealer 1 and ample funds for every category.
    static func ready(seed: UInt64 = 1) throws -> TestLedger {
        var ledger = try TestLedger(seed: seed)
        ledger.enrol()
        for category in [Category.vehicle, .appliance, .homeGoods] {
            ledger.createFund(category.rawValue, .category(category))
            ledger.appropriate(category.rawValue, fen: 100_000_000, "文1-\(category.rawValue)")
        }
        return ledger
    }

    func balance(_ fund: String, _ account: AccountKind) -> Int64? {
        state.funds[fund]?.balance(account).fen
    }
}

extension CommandOutcome {
    var refusal: Refusal? { if case .refused(let refusal) = self { refusal } else { nil } }
    var isReplay: Bool { if case .replayed = self { true } else { false } }
    var findings: [Finding] { if case .done(_, let findings) = self { findings } else { [] } }
}

/// All that a refusal must leave as it was; the log and the attempts are told apart.
struct LedgerSnapshot: Equatable {
    var dealers: [String: Dealer]
    var receipts: [BlindDigest: Receipt]
    var keys: [BlindDigest: [UInt64]]
    var usage: [BlindDigest: Int]
    var funds: [String: Fund]
    var records: [String: [UInt8]]
    var lastClaim: Int64
    var newClaims: Int
    var newUsage: [BlindDigest: Int]
    var postings: [Posting]
    var touched: Set<String>
    var tally: [TallyKey: TallySums]
    var rows: Int

    init(_ state: WorkingSet) {
        dealers = state.dealers
        receipts = state.claims.mapValues(\.receipt)
        keys = state.keys
        usage = state.usage
        funds = state.funds
        records = state.records.mapValues(\.body)
        lastClaim = state.lastClaim
        newClaims = state.effects.claims.count
        newUsage = state.effects.usage
        postings = state.effects.postings.map(\.posting)
        touched = state.effects.touchedFunds
        tally = state.effects.tally
        rows = state.effects.register.count
    }
}
