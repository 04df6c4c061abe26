import GRDB
import TradeInCore

/// Caps and what counts towards them, against claims and log.
extension VerifyRun {
    mutating func capsAndUse() throws {
        var expected: [CapKey: Int64] = [:]
        let rows = try HotStatement(
            database,
            """
            SELECT claimId, fund.code, dealer.code, claim.townKey, claim.state, amountFen,
                coalesce((SELECT sum(amountFen) FROM supplement
                    WHERE supplement.claimId = claim.claimId), 0)
            FROM claim JOIN fund USING (fundId) JOIN dealer USING (dealerId)
            """)
        while try rows.step() {
            guard let state = ClaimState(rawValue: rows.text(4)), !state.isOver else { continue }
            let fund = rows.text(1)
            let award = rows.integer(5)
            let holders = CapDimension.holders(dealer: rows.text(2), town: rows.text(3))
            count(fund, holders, award &+ rows.integer(6), &expected)
            guard state != .waitlisted, let day = encumbered[rows.integer(0)] else { continue }
            count(fund, CapDimension.windows(day), award, &expected)
        }
        let kept = try HotStatement(
            database,
            """
            SELECT code, reservedOn, sum(amountFen) FROM claimRight JOIN fund USING (fundId)
            WHERE state = 'reserved' GROUP BY 1, 2
            """)
        while try kept.step() {
            guard case .success(let day) = Day.parse(kept.text(1)) else { continue }
            count(kept.text(0), CapDimension.windows(day), kept.integer(2), &expected)
        }
        try compare(expected)
        try compareCaps()
    }

    private func count(
        _ fund: String, _ keys: [(dimension: CapDimension, value: String)], _ fen: Int64,
        _ expected: inout [CapKey: Int64]
    ) {
        for (dimension, value) in keys {
            expected[CapKey(fundCode: fund, dimension: dimension, value: value), default: 0] &+= fen
        }
    }

    private mutating func compare(_ expected: [CapKey: Int64]) throws {
        var expected = expected.filter { $0.value != 0 }
        let cells = try HotStatement(
            database,
            "SELECT code, dimension, value, usedFen FROM capCell JOIN fund USING (fundId)")
        while try cells.step() {
            let name = "\(cells.text(0)) \(cells.text(1)) \(cells.text(2))"
            guard let dimension = CapDimension(rawValue: cells.text(1)) else { continue }
            let key = CapKey(
                fundCode: cells.text(0), dimension: dimension, value: cells.text(2))
            guard expected.removeValue(forKey: key) ?? 0 != cells.integer(3) else { continue }
            capDiffers(name)
        }
        for key in expected.keys {
            capDiffers("\(key.fundCode) \(key.dimension.rawValue) \(key.value)")
        }
    }

    /// The caps that stand are those that the log set last.
    private mutating func compareCaps() throws {
        let count = try Int.fetchOne(
            database,
            sql: """
                SELECT count(*) FROM (
                    SELECT 'cap:' || code || '|' || dimension || '|' || value AS key, amountFen
                    FROM cap JOIN fund USING (fundId)
                    UNION ALL
                    SELECT key, json_extract(CAST(body AS TEXT), '$.amountFen') FROM record
                    WHERE key LIKE 'cap:%' AND json_extract(CAST(body AS TEXT), '$.amountFen') > 0
                ) GROUP BY key, amountFen HAVING count(*) <> 2 LIMIT 1
                """)
        if count != nil { capDiffers("cap") }
    }

    private mutating func capDiffers(_ place: String) {
        report.add(
            "cap-differs", place, zh: "上限或其已用额与申领、日志不符。",
            en: "A cap or what counts towards it does not agree with claims and log.")
    }
}
