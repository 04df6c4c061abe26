import GRDB
import TradeInCore

/// Loads caps, and the counters of funds that have any.
extension Prefetch {
    mutating func loadCaps(_ requests: [LedgerRequest]) throws {
        let rows = try HotStatement(
            database,
            "SELECT code, dimension, value, amountFen FROM cap JOIN fund USING (fundId)")
        while try rows.step() {
            let code = rows.text(0)
            guard let dimension = CapDimension(rawValue: rows.text(1)) else {
                throw LedgerFailure.corrupt("cap of \(code)")
            }
            state.caps[code, default: []].append(
                Cap(
                    fundCode: code, dimension: dimension, value: rows.text(2),
                    amount: Money(fen: rows.integer(3))))
        }
        for request in requests {
            if case .setCap(let cap) = request.command, state.caps[cap.fundCode] == nil {
                state.caps[cap.fundCode] = []
            }
        }
        guard !state.caps.isEmpty else { return }
        let days = Set(requests.map(\.context.now.countyDay))
        for code in state.caps.keys {
            for day in days { try loadUse(of: code, day) }
            // A line that a window held up may move in this batch.
            reach[code, default: .zero] += .zero
        }
    }

    private mutating func loadUse(of code: String, _ day: Day) throws {
        let rows = try HotStatement(
            database,
            """
            SELECT dimension, value, usedFen FROM capCell JOIN fund USING (fundId)
            WHERE code = ? AND (dimension IN ('dealer', 'town') OR value IN (?, ?, ?))
            """)
        rows.bind(1, code)
        for (place, window) in CapDimension.windows(day).enumerated() {
            rows.bind(Int32(place + 2), window.value)
        }
        while try rows.step() {
            guard let dimension = CapDimension(rawValue: rows.text(0)) else {
                throw LedgerFailure.corrupt("capCell of \(code)")
            }
            let key = CapKey(fundCode: code, dimension: dimension, value: rows.text(1))
            state.capUse[key] = rows.integer(2)
        }
    }

    /// The day on which a claim that may come to its end got its money.
    mutating func loadEncumbrance(of number: Int64) throws {
        guard let claim = state.standing[number], claim.encumberedOn == nil,
            claim.state != .waitlisted, let seq = claim.encumberedAt
        else { return }
        let day = try inEntry(seq, Day.init(ofEncumbrance:))
        state.standing[number]?.encumberedOn = day
    }
}

extension Day {
    /// The day on which a log entry encumbers money: the day of the right that it uses, or its own.
    init?(ofEncumbrance json: JSONValue) {
        if let text = json["rightDay"]?.string {
            guard case .success(let day) = Day.parse(text) else { return nil }
            self = day
        } else if let at = json["at"]?.string.flatMap(Moment.init(text:)) {
            self = at.countyDay
        } else {
            return nil
        }
    }
}

extension Persist {
    func write(_ cap: Cap) throws {
        guard let fund = identifiers.funds[cap.fundCode] else {
            preconditionFailure("a cap is of a fund that is there")
        }
        guard let amount = cap.amount else {
            return try database.execute(
                sql: "DELETE FROM cap WHERE fundId = ? AND dimension = ? AND value = ?",
                arguments: [fund, cap.dimension.rawValue, cap.value])
        }
        try database.execute(
            sql: """
                INSERT INTO cap (fundId, dimension, value, amountFen) VALUES (?, ?, ?, ?)
                ON CONFLICT (fundId, dimension, value) DO UPDATE SET amountFen = excluded.amountFen
                """,
            arguments: [fund, cap.dimension.rawValue, cap.value, amount.fen])
    }

    func write(capUse: [CapKey: Int64]) throws {
        guard !capUse.isEmpty else { return }
        let update = try HotStatement(
            database,
            "UPDATE capCell SET usedFen = usedFen + ? WHERE fundId = ? AND dimension = ? AND value = ?"
        )
        let insert = try HotStatement(
            database, "INSERT INTO capCell (usedFen, fundId, dimension, value) VALUES (?, ?, ?, ?)")
        for (key, fen) in capUse where fen != 0 {
            for statement in [update, insert] {
                statement.bind(1, fen)
                statement.bind(2, identifiers.funds[key.fundCode])
                statement.bind(3, key.dimension.rawValue)
                statement.bind(4, key.value)
                try statement.run()
                if database.changesCount == 1 { break }
            }
        }
    }
}
