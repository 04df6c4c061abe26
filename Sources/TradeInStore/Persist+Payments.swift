import GRDB
import TradeInCore

/// Rows of users, money orders, pay batches and payments.
extension Persist {
    func write(_ user: User) throws {
        try database.execute(
            sql: """
                INSERT INTO user (userKey, login, roles, dealerCode, state) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (userKey) DO UPDATE SET login = excluded.login, roles = excluded.roles,
                    dealerCode = excluded.dealerCode, state = excluded.state
                """,
            arguments: [
                user.key, user.login, user.roleWords.joined(separator: " "), user.dealerCode,
                user.state.rawValue,
            ])
    }

    func write(_ order: MoneyOrder, _ maker: String, _ logIndex: Int64) throws {
        guard let fund = identifiers.funds[order.fundCode] else {
            preconditionFailure("an order names a fund that is there")
        }
        try database.execute(
            sql: """
                INSERT INTO moneyOrder (reference, kind, fundId, amountFen, maker, logIndex)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                order.reference, order.kind.rawValue, fund, order.amount.fen, maker, logIndex,
            ])
    }

    func release(order reference: String, _ checker: String) throws {
        try database.execute(
            sql: "UPDATE moneyOrder SET checker = ? WHERE reference = ?",
            arguments: [checker, reference])
    }

    func write(_ batch: PayBatch, _ reference: String, _ logIndex: Int64) throws {
        try database.execute(
            sql: """
                INSERT INTO payBatch (batchId, reference, programme, state, maker, paymentCount,
                    totalFen, logIndex) VALUES (?, ?, ?, 'built', ?, ?, ?, ?)
                """,
            arguments: [
                batch.number, reference, batch.programme.rawValue, batch.maker, batch.count,
                batch.total.fen, logIndex,
            ])
    }

    func write(batch number: Int64, _ state: PayBatch.State, _ actor: String) throws {
        try database.execute(
            sql: "UPDATE payBatch SET state = ?, checker = coalesce(?, checker) WHERE batchId = ?",
            arguments: [state.rawValue, state == .released ? actor : nil, number])
    }

    /// Payments as the batch leaves them: what one command freed, a later one may pay again, and
    /// a claim is in one live payment at every moment.
    func write(payments: [NewPayment], settled: [SettledPayment]) throws {
        let new = Set(payments.map(\.place))
        let last = Dictionary(settled.map { ($0.place, $0.state) }) { $1 }
        try write(settled: settled.filter { !new.contains($0.place) })
        try write(payments: payments) { last[$0].map { $0 == .paid } ?? true }
        try write(settled: settled.filter { new.contains($0.place) })
    }

    private func write(payments: [NewPayment], isLive: (PaymentPlace) -> Bool) throws {
        guard !payments.isEmpty else { return }
        let payment = try HotStatement(
            database,
            """
            INSERT INTO payment (batchId, line, dealerId, amountFen, state)
            VALUES (?, ?, ?, ?, 'scheduled')
            """)
        let item = try HotStatement(
            database,
            """
            INSERT INTO paymentItem (batchId, line, claimId, amountFen, isLive)
            VALUES (?, ?, ?, ?, ?)
            """)
        for new in payments {
            payment.bind(1, new.place.batch)
            payment.bind(2, Int64(new.place.line))
            if case .dealer(let code) = new.payee {
                payment.bind(3, identifiers.dealers[code])
            } else {
                payment.bind(3, Int64?.none)
            }
            payment.bind(4, new.amount.fen)
            try payment.run()
            for part in new.items {
                item.bind(1, new.place.batch)
                item.bind(2, Int64(new.place.line))
                item.bind(3, part.claim)
                item.bind(4, part.amount.fen)
                item.bind(5, isLive(new.place) ? 1 : 0)
                try item.run()
            }
        }
    }

    private func write(settled: [SettledPayment]) throws {
        guard !settled.isEmpty else { return }
        let payment = try HotStatement(
            database,
            """
            UPDATE payment SET state = ?, bankRef = ?, settledOn = ?, sealedKey = ?, sealed = ?
            WHERE batchId = ? AND line = ?
            """)
        let free = try HotStatement(
            database, "UPDATE paymentItem SET isLive = 0 WHERE batchId = ? AND line = ?")
        for one in settled {
            payment.bind(1, one.state.rawValue)
            payment.bind(2, one.bankRef)
            payment.bind(3, one.settledOn?.isoText)
            payment.bind(4, one.note?.sealedKey)
            payment.bind(5, one.note?.sealed)
            payment.bind(6, one.place.batch)
            payment.bind(7, Int64(one.place.line))
            try payment.run()
            guard one.state != .paid else { continue }
            free.bind(1, one.place.batch)
            free.bind(2, Int64(one.place.line))
            try free.run()
        }
    }

    func write(shares: Set<BatchFund>, in state: WorkingSet) throws {
        guard !shares.isEmpty else { return }
        let upsert = try HotStatement(
            database,
            """
            INSERT INTO shareCell (batchId, fundId, source, amountFen) VALUES (?, ?, ?, ?)
            ON CONFLICT (batchId, fundId, source) DO UPDATE SET amountFen = excluded.amountFen
            """)
        for changed in shares {
            guard let fund = state.funds[changed.fundCode],
                let fundId = identifiers.funds[changed.fundCode],
                let paid = state.batches[changed.batch]?.paid[changed.fundCode]
            else { preconditionFailure("what a batch paid is loaded") }
            for part in fund.shares.split(paid) {
                upsert.bind(1, changed.batch)
                upsert.bind(2, fundId)
                upsert.bind(3, part.source.rawValue)
                upsert.bind(4, part.amount.fen)
                try upsert.run()
            }
        }
    }
}
