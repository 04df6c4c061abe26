import GRDB
import TradeInCore

/// Loads users, money orders, pay batches and payments that a batch of commands names.
extension Prefetch {
    static func user(_ row: HotStatement) throws -> User {
        guard let state = User.State(rawValue: row.text(3)) else {
            throw LedgerFailure.corrupt("user \(row.text(0))")
        }
        let roles = row.text(1).split(separator: " ").compactMap { Role(rawValue: String($0)) }
        return User(
            login: row.text(0), roles: Set(roles), dealerCode: row.isNull(2) ? nil : row.text(2),
            state: state)
    }

    /// Those who act, and those whom the commands keep.
    static func users(
        _ requests: [LedgerRequest], _ database: Database
    ) throws -> [String: User] {
        var keys = Set(requests.map { TextFolding.key($0.context.actor) })
        for request in requests {
            if case .keepUser(let user) = request.command { keys.insert(user.key) }
        }
        let row = try HotStatement(
            database, "SELECT login, roles, dealerCode, state FROM user WHERE userKey = ?")
        var users: [String: User] = [:]
        for key in keys {
            row.bind(1, key)
            guard try row.step() else { continue }
            users[key] = try user(row)
            row.reset()
        }
        return users
    }

    static func administrators(_ database: Database) throws -> Set<String> {
        let rows = try HotStatement(
            database,
            "SELECT userKey FROM user WHERE state = 'active' AND roles = 'administrator'")
        var keys = Set<String>()
        while try rows.step() { keys.insert(rows.text(0)) }
        return keys
    }

    mutating func loadOrder(_ reference: String) throws {
        let row = try HotStatement(
            database,
            """
            SELECT kind, code, amountFen, maker, checker
            FROM moneyOrder JOIN fund USING (fundId) WHERE reference = ?
            """)
        row.bind(1, reference)
        guard try row.step() else { return }
        defer { row.reset() }
        guard let kind = MoneyOrder.Kind(rawValue: row.text(0)) else {
            throw LedgerFailure.corrupt("moneyOrder \(reference)")
        }
        let order = MoneyOrder(
            reference: reference, kind: kind, fundCode: row.text(1),
            amount: Money(fen: row.integer(2)))
        state.orders[reference] = StandingOrder(
            order: order, maker: row.text(3), checker: row.isNull(4) ? nil : row.text(4))
        expect(order)
    }

    /// An order may bring its money in this batch, also one that is made in it.
    mutating func expect(_ order: MoneyOrder) {
        let target = order.kind == .recall ? state.funds[order.fundCode]?.parent : order.fundCode
        if let target { reach[target, default: .zero] += max(order.amount, .zero) }
    }

    mutating func load(_ prepared: PreparedBatch, _ lookUps: LookUps) throws {
        try loadRecord(LedgerMachine.batchKey(prepared.reference), lookUps)
        state.lastBatch =
            try Int64.fetchOne(database, sql: "SELECT max(batchId) FROM payBatch") ?? 0
        for payment in prepared.payments {
            if case .dealer(let code) = payment.payee { try loadDealer(code, lookUps) }
            for claim in payment.claims { try loadPaid(claim.number) }
        }
    }

    mutating func loadBatch(_ number: Int64) throws {
        guard state.batches[number] == nil else { return }
        state.batches[number] = try LedgerStore.batch(number, database)
    }

    /// All payments of a batch with their claims.
    mutating func loadPayments(of batch: Int64) throws {
        let lines = try HotStatement(
            database, "SELECT line FROM payment WHERE batchId = ? ORDER BY line")
        lines.bind(1, batch)
        var found: [Int] = []
        while try lines.step() { found.append(Int(lines.integer(0))) }
        for line in found { try loadPayment(PaymentPlace(batch: batch, line: line)) }
    }

    mutating func load(_ confirmation: PreparedConfirmation, _ lookUps: LookUps) throws {
        try loadRecord(LedgerMachine.confirmationFileKey(confirmation.sha256), lookUps)
        for line in confirmation.lines {
            try loadBatch(line.place.batch)
            try loadPayment(line.place)
        }
    }

    private mutating func loadPayment(_ place: PaymentPlace) throws {
        guard state.payments[place] == nil else { return }
        let row = try HotStatement(
            database, "SELECT amountFen, state FROM payment WHERE batchId = ? AND line = ?")
        row.bind(1, place.batch)
        row.bind(2, Int64(place.line))
        guard try row.step() else { return }
        let amount = Money(fen: row.integer(0))
        let word = row.text(1)
        row.reset()
        guard let paymentState = PaymentState(rawValue: word) else {
            throw LedgerFailure.corrupt("payment \(place.batch)/\(place.line)")
        }
        let items = try HotStatement(
            database,
            "SELECT claimId FROM paymentItem WHERE batchId = ? AND line = ? ORDER BY claimId")
        items.bind(1, place.batch)
        items.bind(2, Int64(place.line))
        var claims: [Int64] = []
        while try items.step() { claims.append(items.integer(0)) }
        for claim in claims { try loadPaid(claim) }
        state.payments[place] = StandingPayment(
            place: place, amount: amount, state: paymentState, claims: claims)
    }
}
