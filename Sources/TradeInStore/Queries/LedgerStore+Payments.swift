import GRDB
import TradeInCore

/// A payment as its file shows it; the payee's account is opened for it.
public struct PaymentRow: Sendable {
    /// Where it stands.
    public var place: PaymentPlace
    /// Who is paid: the dealer's name, or the applicant's.
    public var payeeName: String
    /// The account.
    public var account: String
    /// Its bank.
    public var bank: String
    /// How much.
    public var amount: Money
    /// How it stands.
    public var state: PaymentState
    /// The claims inside.
    public var claims: [(claim: ClaimID, ref: String, amount: Money)]
}

extension LedgerStore {
    /// All users, in order of login.
    public func users() throws -> [User] {
        try pool.read { database in
            let rows = try HotStatement(
                database, "SELECT login, roles, dealerCode, state FROM user ORDER BY userKey")
            var users: [User] = []
            while try rows.step() { users.append(try Prefetch.user(rows)) }
            return users
        }
    }

    /// Money orders, those that wait for a checker first.
    public func moneyOrders() throws -> [StandingOrder] {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                """
                SELECT reference, kind, code, amountFen, maker, checker
                FROM moneyOrder JOIN fund USING (fundId) ORDER BY checker IS NOT NULL, logIndex
                """)
            var orders: [StandingOrder] = []
            while try rows.step() {
                guard let kind = MoneyOrder.Kind(rawValue: rows.text(1)) else {
                    throw LedgerFailure.corrupt("moneyOrder \(rows.text(0))")
                }
                orders.append(
                    StandingOrder(
                        order: MoneyOrder(
                            reference: rows.text(0), kind: kind, fundCode: rows.text(2),
                            amount: Money(fen: rows.integer(3))),
                        maker: rows.text(4), checker: rows.isNull(5) ? nil : rows.text(5)))
            }
            return orders
        }
    }

    static func batch(_ number: Int64, _ database: Database) throws -> PayBatch? {
        let row = try HotStatement(
            database,
            """
            SELECT programme, state, maker, checker, paymentCount, totalFen
            FROM payBatch WHERE batchId = ?
            """)
        row.bind(1, number)
        guard try row.step() else { return nil }
        defer { row.reset() }
        guard let programme = Programme(rawValue: row.text(0)),
            let state = PayBatch.State(rawValue: row.text(1))
        else { throw LedgerFailure.corrupt("payBatch \(number)") }
        var batch = PayBatch(
            number: number, programme: programme, state: state, maker: row.text(2),
            checker: row.isNull(3) ? nil : row.text(3), count: Int(row.integer(4)),
            total: Money(fen: row.integer(5)))
        let shares = try HotStatement(
            database,
            """
            SELECT code, sum(amountFen) FROM shareCell JOIN fund USING (fundId)
            WHERE batchId = ? GROUP BY code
            """)
        shares.bind(1, number)
        while try shares.step() { batch.paid[shares.text(0)] = Money(fen: shares.integer(1)) }
        return batch
    }

    /// All pay batches in order of number.
    public func batches() throws -> [PayBatch] {
        try pool.read { database in
            let last = try Int64.fetchOne(database, sql: "SELECT max(batchId) FROM payBatch") ?? 0
            guard last > 0 else { return [] }
            return try (1...last).compactMap { try Self.batch($0, database) }
        }
    }

    /// One pay batch; nil when there is none of that number.
    public func batch(_ number: Int64) throws -> PayBatch? {
        try pool.read { try Self.batch(number, $0) }
    }

    /// What a batch has paid, by who bears it, over all its funds.
    public func shares(of batch: Int64) throws -> [(source: FundingSource, amount: Money)] {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                "SELECT source, sum(amountFen) FROM shareCell WHERE batchId = ? GROUP BY source")
            rows.bind(1, batch)
            var sums: [FundingSource: Money] = [:]
            while try rows.step() {
                guard let source = FundingSource(rawValue: rows.text(0)) else {
                    throw LedgerFailure.corrupt("shareCell \(batch)")
                }
                sums[source] = Money(fen: rows.integer(1))
            }
            return FundingSource.allCases.compactMap { source in sums[source].map { (source, $0) } }
        }
    }

    /// The payments of a batch with their payees' accounts, in order of line.
    ///
    /// - Parameters:
    ///   - batch: the batch.
    ///   - line: the line of the last payment of the page before; 0 for the first page.
    ///   - limit: the most payments; all without it.
    /// - Returns: the payments, in order of line.
    /// - Throws: ``LedgerFailure`` when a row cannot be true.
    public func paymentRows(
        of batch: Int64, after line: Int = 0, limit: Int? = nil
    ) throws -> [PaymentRow] {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                """
                SELECT line, payment.amountFen, payment.state, dealer.name, dealer.sealedKey,
                    dealer.sealed
                FROM payment LEFT JOIN dealer USING (dealerId)
                WHERE batchId = ?1 AND line > ?2 ORDER BY line LIMIT ?3
                """)
            rows.bind(1, batch)
            rows.bind(2, Int64(line))
            rows.bind(3, limit.map { Int64($0) } ?? -1)
            var payments: [PaymentRow] = []
            while try rows.step() {
                guard let state = PaymentState(rawValue: rows.text(2)) else {
                    throw LedgerFailure.corrupt("payment \(batch)/\(rows.integer(0))")
                }
                let place = PaymentPlace(batch: batch, line: Int(rows.integer(0)))
                var row = PaymentRow(
                    place: place, payeeName: rows.text(3), account: "", bank: "",
                    amount: Money(fen: rows.integer(1)), state: state,
                    claims: try items(of: place, database))
                if !rows.isNull(4) {
                    let record = SealedRecord(sealedKey: rows.blob(4), sealed: rows.blob(5))
                    let account = try JSONValue.parse(record.opened(under: keys.sealing))
                    row.account = account["account"]?.string ?? ""
                    row.bank = account["bank"]?.string ?? ""
                } else if rows.isNull(3), let claim = row.claims.first {
                    try fill(&row, from: claim.claim, database)
                }
                payments.append(row)
            }
            return payments
        }
    }

    private func items(
        of place: PaymentPlace, _ database: Database
    ) throws -> [(claim: ClaimID, ref: String, amount: Money)] {
        let rows = try HotStatement(
            database,
            """
            SELECT claimId, claimRef, paymentItem.amountFen FROM paymentItem JOIN claim USING (claimId)
            WHERE batchId = ? AND line = ? ORDER BY claimId
            """)
        rows.bind(1, place.batch)
        rows.bind(2, Int64(place.line))
        var items: [(claim: ClaimID, ref: String, amount: Money)] = []
        while try rows.step() {
            items.append(
                (ClaimID(number: rows.integer(0)), rows.text(1), Money(fen: rows.integer(2))))
        }
        return items
    }

    private func fill(
        _ row: inout PaymentRow, from claim: ClaimID, _ database: Database
    ) throws {
        let vault = try HotStatement(
            database, "SELECT sealedKey, sealed FROM vault WHERE claimId = ?")
        vault.bind(1, claim.number)
        guard try vault.step() else { return }
        defer { vault.reset() }
        guard !vault.isNull(0) else { return }
        let person = try open(
            SealedRecord(sealedKey: vault.blob(0), sealed: vault.blob(1))
        ).values
        row.payeeName = person[.applicantName] ?? ""
        row.account = person[.payeeAccount] ?? ""
        row.bank = person[.payeeBank] ?? ""
    }

    /// A returned claim that a dealer's new contents put right; nil when the reference is new,
    /// stands on another state, or says the same already.
    public func returnedClaim(
        _ prepared: PreparedClaim
    ) throws -> (id: ClaimID, before: BlindDigest)? {
        try pool.read { database in
            let row = try HotStatement(
                database,
                """
                SELECT claimId, bodyDigest FROM claimReference JOIN claim USING (claimId)
                WHERE refDigest = ? AND state = 'returned'
                """)
            row.bind(1, words: prepared.refDigest.words.0, prepared.refDigest.words.1)
            guard try row.step() else { return nil }
            defer { row.reset() }
            guard let before = BlindDigest(bytes: row.blob(1)) else {
                throw LedgerFailure.corrupt("claim \(row.integer(0))")
            }
            guard before != prepared.bodyDigest else { return nil }
            return (ClaimID(number: row.integer(0)), before)
        }
    }

    /// Whether any claim waits to be put right.
    public func hasReturnedClaims() throws -> Bool {
        try pool.read { database in
            try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT 1 FROM claim WHERE state = 'returned')")
                ?? false
        }
    }
}
