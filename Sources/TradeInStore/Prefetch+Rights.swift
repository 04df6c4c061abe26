import GRDB
import TradeInCore

/// Loads rights: those that commands name, that persons hold, and that are due to lapse.
extension Prefetch {
    private static let columns = """
        rightId, claimRight.programme, fund.code, claimRight.amountFen, dealer.code, holderDigest,
        reservedOn, lastDay, claimRight.state, claimRight.logIndex, bodyDigest
        FROM claimRight JOIN fund USING (fundId) JOIN dealer USING (dealerId)
        """

    mutating func loadDueRights(_ requests: [LedgerRequest]) throws {
        guard let today = requests.map(\.context.now.countyDay).max() else { return }
        let rows = try HotStatement(
            database,
            """
            SELECT \(Self.columns) WHERE claimRight.state = 'reserved' AND lastDay < ?
            ORDER BY lastDay, rightId LIMIT 5000
            """)
        rows.bind(1, today.isoText)
        while try rows.step() {
            let right = try right(rows)
            state.dueRights.append(right.number)
            take(right)
        }
    }

    mutating func load(_ prepared: PreparedRight, _ lookUps: LookUps) throws {
        try loadDealer(prepared.claim.dealerCode, lookUps)
        if !isLastRightKnown {
            state.lastRight =
                try Int64.fetchOne(database, sql: "SELECT max(rightId) FROM claimRight") ?? 0
            isLastRightKnown = true
        }
        for limit in prepared.limits {
            for counter in limit.counters { try loadUsage(counter, lookUps) }
        }
        try loadUsage(prepared.draws, lookUps)
        try loadRight(heldBy: prepared.holder)
        guard let dealer = identifiers.dealers[prepared.claim.dealerCode] else { return }
        let rows = try HotStatement(
            database, "SELECT \(Self.columns) WHERE claimRight.dealerId = ? AND ref = ?")
        rows.bind(1, dealer)
        rows.bind(2, prepared.claim.ref)
        guard try rows.step() else { return }
        defer { rows.reset() }
        let right = try right(rows)
        guard let body = BlindDigest(bytes: rows.blob(10)) else {
            throw LedgerFailure.corrupt("claimRight \(right.number)")
        }
        var receipt = Receipt(amount: right.amount, logIndex: right.logIndex)
        receipt.right = RightID(number: right.number)
        state.rightReferences[prepared.refDigest] = .init(bodyDigest: body, receipt: receipt)
    }

    /// The right of a person, programme and class that is live.
    mutating func loadRight(heldBy holder: BlindDigest) throws {
        guard state.rightHolders[holder] == nil else { return }
        let rows = try HotStatement(
            database,
            "SELECT \(Self.columns) WHERE holderDigest = ? AND claimRight.state = 'reserved'")
        rows.bind(1, words: holder.words.0, holder.words.1)
        guard try rows.step() else { return }
        defer { rows.reset() }
        take(try right(rows))
    }

    mutating func loadRight(_ number: Int64) throws {
        guard state.rights[number] == nil else { return }
        let rows = try HotStatement(database, "SELECT \(Self.columns) WHERE rightId = ?")
        rows.bind(1, number)
        guard try rows.step() else { return }
        defer { rows.reset() }
        take(try right(rows))
    }

    /// Takes a right up; what it keeps may come back in this batch.
    private mutating func take(_ right: StandingRight) {
        guard state.rights[right.number] == nil else { return }
        state.rights[right.number] = right
        guard right.state == .reserved else { return }
        state.rightHolders[right.holder] = right.number
        reach[right.fundCode, default: .zero] += right.amount
    }

    private func right(_ rows: HotStatement) throws -> StandingRight {
        let number = rows.integer(0)
        guard let programme = Programme(rawValue: rows.text(1)),
            let holder = BlindDigest(bytes: rows.blob(5)),
            case .success(let reservedOn) = Day.parse(rows.text(6)),
            case .success(let lastDay) = Day.parse(rows.text(7)),
            let rightState = RightState(rawValue: rows.text(8))
        else { throw LedgerFailure.corrupt("claimRight \(number)") }
        return StandingRight(
            number: number, programme: programme, fundCode: rows.text(2),
            amount: Money(fen: rows.integer(3)), dealerCode: rows.text(4), holder: holder,
            reservedOn: reservedOn, lastDay: lastDay, state: rightState,
            logIndex: rows.integer(9))
    }
}

extension Persist {
    /// Rights as the batch leaves them; one that was held may be drawn again after it ended.
    func write(rights: [NewRight], ended: [EndedRight]) throws {
        guard !rights.isEmpty || !ended.isEmpty else { return }
        let new = Set(rights.map(\.right.number))
        let last = Dictionary(ended.map { ($0.number, $0) }) { $1 }
        for end in ended where !new.contains(end.number) { try write(end) }
        let insert = try HotStatement(
            database,
            """
            INSERT INTO claimRight (rightId, ref, bodyDigest, holderDigest, programme, classKey,
                dealerId, fundId, packId, amountFen, reservedOn, lastDay, state, claimId, actor,
                logIndex, sealedKey, sealed)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        for one in rights {
            let (right, prepared) = (one.right, one.prepared)
            let end = last[right.number]
            insert.bind(1, right.number)
            insert.bind(2, prepared.claim.ref)
            insert.bind(3, words: prepared.bodyDigest.words.0, prepared.bodyDigest.words.1)
            insert.bind(4, words: right.holder.words.0, right.holder.words.1)
            insert.bind(5, right.programme.rawValue)
            insert.bind(6, prepared.classKey)
            insert.bind(7, identifiers.dealers[right.dealerCode])
            insert.bind(8, identifiers.funds[right.fundCode])
            insert.bind(
                9, prepared.determination.pack.flatMap { identifiers.packs[$0.source.sha256] })
            insert.bind(10, right.amount.fen)
            insert.bind(11, right.reservedOn.isoText)
            insert.bind(12, right.lastDay.isoText)
            insert.bind(13, (end?.state ?? .reserved).rawValue)
            insert.bind(14, end?.claim)
            insert.bind(15, one.actor)
            insert.bind(16, right.logIndex)
            insert.bind(17, prepared.sealed.sealedKey)
            insert.bind(18, prepared.sealed.sealed)
            try insert.run()
        }
    }

    private func write(_ end: EndedRight) throws {
        let update = try HotStatement(
            database, "UPDATE claimRight SET state = ?, claimId = ? WHERE rightId = ?")
        update.bind(1, end.state.rawValue)
        update.bind(2, end.claim)
        update.bind(3, end.number)
        try update.run()
    }
}
