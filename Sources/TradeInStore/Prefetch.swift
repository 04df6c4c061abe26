import GRDB
import TradeInCore

/// Row numbers of what a batch names, so that persisting looks nothing up again.
struct RowIdentifiers {
    struct AccountKey: Hashable {
        var fundCode: String
        var kind: AccountKind
    }

    var dealers: [String: Int64] = [:]
    var funds: [String: Int64] = [:]
    var accounts: [AccountKey: Int64] = [:]
    var packs: [String: Int64] = [:]
}

/// Loads the working set that a batch of commands needs: what they name, nothing else.
struct Prefetch {
    let database: Database
    /// Finds claims by what is known of them in clear; nil where nothing is looked up.
    let index: BlindIndex?
    var identifiers = RowIdentifiers()
    var state = WorkingSet()
    /// Reads standing claims; made when the first is asked for.
    var reader: StandingReader?
    /// Claims that are loaded without who entered them.
    var withoutActors: Set<Int64> = []
    /// Whether the last right's number is loaded.
    var isLastRightKnown = false
    /// Whether steps must know in which month a claim's money was booked.
    var needsBookedMonths = false
    /// By fund, the most that the batch may bring to those in line.
    var reach: [String: Money] = [:]

    init(_ database: Database, index: BlindIndex? = nil) {
        self.database = database
        self.index = index
    }

    mutating func load(_ requests: [LedgerRequest]) throws -> WorkingSet {
        let commands = requests.map(\.command)
        state.users = try Self.users(requests, database)
        state.hasUsers =
            try Int.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM user)") == 1
        try loadFunds()
        try loadPacks()
        state.countyCode =
            try String.fetchOne(
                database, sql: "SELECT value FROM ledger WHERE key = 'countyCode'") ?? ""
        try loadCaps(requests)
        try loadDueRights(requests)
        try loadFrontier()
        try loadLastClosed(commands)
        try loadHeadsOfLines()
        state.lastClaim =
            try Int64.fetchOne(database, sql: "SELECT max(claimId) FROM claim") ?? 0
        let lookUps = try LookUps(database)
        try loadExpected(requests)
        for command in commands {
            switch command {
            case .submit(let prepared): try load(prepared, lookUps)
            case .enrol(let dealer, _):
                try loadDealer(dealer.code, lookUps)
                try loadRecord("dealer:" + dealer.code, lookUps)
            case .createFund(let fund): try loadRecord("fund:" + fund.code, lookUps)
            case .setCap(let cap): try loadRecord(LedgerMachine.capKey(cap), lookUps)
            case .orderMoney(let order):
                try loadRecord("appropriation:" + order.reference, lookUps)
                try loadRecord(LedgerMachine.orderKey(order.reference), lookUps)
                expect(order)
            case .releaseMoney(let reference):
                try loadRecord(LedgerMachine.releaseKey(reference), lookUps)
                try loadOrder(reference)
            case .recordEvent(let event):
                try loadRecord("event:" + event.eventRef, lookUps)
                try loadEventPlaces(event)
            case .recordRecycling(let record):
                try loadRecord("recycling:" + record.recordRef, lookUps)
                try load(record)
            case .recordFigure(let figure): try load(figure)
            case .attachEvidence(let evidence): try load(evidence, lookUps)
            case .proposePack(let pack): try loadRecord("pack:" + pack.sha256, lookUps)
            case .activatePack(let sha256): try loadRecord("pack-active:" + sha256, lookUps)
            case .confirmValues(let confirmation):
                try loadRecord(LedgerMachine.confirmationKey(confirmation), lookUps)
            case .supplement(let prepared):
                try loadStanding(prepared.number)
                try loadRises(of: prepared.number)
            case .step(let prepared): try load(prepared, lookUps)
            case .correct(let correction):
                try load(correction.prepared, lookUps)
                try loadStanding(correction.number)
                try loadRises(of: correction.number)
                if let claim = state.standing[correction.number] {
                    reach[claim.fundCode, default: .zero] += claim.granted
                    try loadEncumbrance(of: claim.number)
                }
                try load(correction.holding, lookUps)
            case .reserve(let prepared): try load(prepared, lookUps)
            case .cancelRight(let number, _): try loadRight(number)
            case .attach(let paper): try load(paper)
            case .buildBatch(let prepared): try load(prepared, lookUps)
            case .releaseBatch(let number):
                try loadRecord(LedgerMachine.releaseKey(number), lookUps)
                try loadBatch(number)
            case .cancelBatch(let number):
                try loadRecord(LedgerMachine.cancelKey(number), lookUps)
                try loadBatch(number)
                try loadPayments(of: number)
            case .confirmPayments(let confirmation): try load(confirmation, lookUps)
            case .view(.record(let number, _)), .view(.papers(let number, _)):
                try loadStanding(number)
            case .view(.payees(let number)): try loadBatch(number)
            case .view(.evidence(let key, _, _)):
                try loadRecord(key, lookUps)
                try loadEvidence(of: key)
            case .draftMonth(let month), .closeMonth(let month): try load(month, lookUps)
            case .keepUser(let user):
                try loadRecord("user:" + user.key, lookUps)
                state.administrators = try Self.administrators(database)
            }
        }
        for (fundCode, money) in reach { try loadLine(fundCode, money) }
        return state
    }

    /// The prepared look-ups of one batch.
    struct LookUps {
        let claim: HotStatement
        let key: HotStatement
        let usage: HotStatement
        let attempt: HotStatement
        let dealer: HotStatement
        let record: HotStatement
        let certificate: HotStatement

        init(_ database: Database) throws {
            claim = try HotStatement(
                database,
                """
                SELECT claimId, bodyDigest, state, amountFen, logIndex
                FROM claimReference JOIN claim USING (claimId) WHERE refDigest = ?
                """)
            key = try HotStatement(
                database, "SELECT keyDigest FROM claimKey WHERE keyDigest >= ? AND keyDigest <= ?")
            usage = try HotStatement(database, "SELECT count FROM usage WHERE counterDigest = ?")
            attempt = try HotStatement(database, "SELECT code FROM attempt WHERE bodyDigest = ?")
            dealer = try HotStatement(
                database,
                """
                SELECT dealerId, name, programmes, townKey, state, accountChangedAt
                FROM dealer WHERE code = ?
                """)
            record = try HotStatement(database, "SELECT body, logIndex FROM record WHERE key = ?")
            certificate = try HotStatement(
                database,
                "SELECT recordRef, dealerCode, claimRef FROM recycling WHERE certificate = ?")
        }
    }

    private mutating func load(_ prepared: PreparedClaim, _ lookUps: LookUps) throws {
        try loadDealer(prepared.claim.dealerCode, lookUps)
        try loadStoredClaim(prepared.refDigest, lookUps)
        try loadAttempts(prepared.bodyDigest, lookUps)
        for key in prepared.keys { try loadKey(key, lookUps) }
        try loadRecord(ofCertificate: prepared.claim.identifiers.certificate, lookUps)
        if let holder = prepared.holder { try loadRight(heldBy: holder) }
        for limit in prepared.limits {
            for counter in limit.counters { try loadUsage(counter, lookUps) }
        }
    }

    private mutating func loadStoredClaim(_ digest: BlindDigest, _ lookUps: LookUps) throws {
        lookUps.claim.bind(1, words: digest.words.0, digest.words.1)
        guard try lookUps.claim.step() else { return }
        defer { lookUps.claim.reset() }
        guard let body = BlindDigest(bytes: lookUps.claim.blob(1)),
            let claimState = ClaimState(rawValue: lookUps.claim.text(2))
        else { throw LedgerFailure.corrupt("claim \(lookUps.claim.integer(0))") }
        let receipt = Receipt(
            claim: ClaimID(number: lookUps.claim.integer(0)), state: claimState,
            amount: Money(fen: lookUps.claim.integer(3)), logIndex: lookUps.claim.integer(4))
        state.claims[digest] = .init(bodyDigest: body, receipt: receipt)
    }

    private mutating func loadAttempts(_ digest: BlindDigest, _ lookUps: LookUps) throws {
        lookUps.attempt.bind(1, words: digest.words.0, digest.words.1)
        while try lookUps.attempt.step() {
            state.attempts.insert(.init(bodyDigest: digest, code: lookUps.attempt.text(0)))
        }
    }

    private mutating func loadKey(_ key: ClaimKey, _ lookUps: LookUps) throws {
        guard state.keys[key.folded] == nil else { return }
        lookUps.key.bind(1, words: key.folded.words.0, key.folded.words.1, 0)
        lookUps.key.bind(2, words: key.folded.words.0, key.folded.words.1, .max)
        while try lookUps.key.step() {
            let digest = lookUps.key.blob(0)
            let exact = digest.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            state.keys[key.folded, default: []].append(exact)
        }
    }

    mutating func loadDealer(_ code: String, _ lookUps: LookUps) throws {
        guard identifiers.dealers[code] == nil else { return }
        lookUps.dealer.bind(1, code)
        guard try lookUps.dealer.step() else { return }
        defer { lookUps.dealer.reset() }
        guard let dealerState = Dealer.State(rawValue: lookUps.dealer.text(4)) else {
            throw LedgerFailure.corrupt("dealer \(code)")
        }
        let names = lookUps.dealer.text(2).split(separator: " ")
        identifiers.dealers[code] = lookUps.dealer.integer(0)
        state.dealers[code] = Dealer(
            code: code, name: lookUps.dealer.text(1),
            programmes: Set(names.compactMap { Programme(rawValue: String($0)) }),
            townKey: lookUps.dealer.text(3), settlementAccount: "", settlementBank: "",
            state: dealerState)
        if !lookUps.dealer.isNull(5) {
            state.dealers[code]?.accountChangedAt = lookUps.dealer.integer(5)
        }
    }

    mutating func loadRecord(_ key: String, _ lookUps: LookUps) throws {
        lookUps.record.bind(1, key)
        guard try lookUps.record.step() else { return }
        state.records[key] = .init(
            body: lookUps.record.blob(0), logIndex: lookUps.record.integer(1))
        lookUps.record.reset()
    }

    private mutating func loadPacks() throws {
        for (packId, pack) in try LedgerStore.packs(database) {
            identifiers.packs[pack.sha256] = packId
            state.packs[pack.sha256] = pack
        }
    }

    private mutating func load(_ prepared: PreparedStep, _ lookUps: LookUps) throws {
        try loadStanding(prepared.number)
        if let claim = state.standing[prepared.number] {
            let bringsMoney = prepared.step.endsClaim || prepared.step == .recover
            reach[claim.fundCode, default: .zero] += bringsMoney ? claim.granted : .zero
            if bringsMoney { try loadEncumbrance(of: claim.number) }
            if let payment = claim.payment { try loadBatch(payment.batch) }
            if prepared.step == .approve, state.packs[claim.packSha256]?.papers.isEmpty == false {
                try loadPapers(of: claim.number)
            }
        }
        try load(prepared.holding, lookUps)
    }

    private mutating func load(_ holding: ClaimHolding, _ lookUps: LookUps) throws {
        for key in holding.keys { try loadKey(key, lookUps) }
        for counter in holding.counters { try loadUsage(counter, lookUps) }
    }

    mutating func loadUsage(_ counter: BlindDigest, _ lookUps: LookUps) throws {
        guard state.usage[counter] == nil else { return }
        lookUps.usage.bind(1, words: counter.words.0, counter.words.1)
        guard try lookUps.usage.step() else { return }
        state.usage[counter] = Int(lookUps.usage.integer(0))
        lookUps.usage.reset()
    }

    private mutating func loadFrontier() throws {
        let last = try Int64.fetchOne(database, sql: "SELECT max(seq) FROM logEntry")
        guard let last else { return }
        state.frontier = try Self.frontier(size: UInt64(last) + 1, database)
    }

    /// The right edge of a log of `size` entries, from its partial tiles.
    static func frontier(size: UInt64, _ database: Database) throws -> LogFrontier {
        let tile = try HotStatement(
            database, "SELECT hashes FROM logTile WHERE level = ? AND tileIndex = ?")
        var edge: [[UInt8]] = []
        var remaining = size
        for level in 0..<LogFrontier.levels(size: size) {
            let width = Int(remaining % 256)
            remaining /= 256
            tile.bind(1, Int64(level))
            tile.bind(2, Int64(remaining))
            var hashes: [UInt8] = []
            if width > 0, try tile.step() {
                hashes = Array(tile.blob(0).prefix(width * 32))
                tile.reset()
            }
            edge.append(hashes)
        }
        guard let frontier = LogFrontier(size: size, edge: edge) else {
            throw LedgerFailure.corrupt("logTile")
        }
        return frontier
    }
}
