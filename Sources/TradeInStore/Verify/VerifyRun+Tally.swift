import GRDB
import TradeInCore

/// Tally cells against the claims that they count.
///
/// Claims have been held against the log by then, so the cells may be recounted from their rows.
extension VerifyRun {
    mutating func tallyCells() throws {
        for dimension in TallyDimension.allCases {
            var expected = try counted(dimension)
            for row in try LedgerStore.tally(dimension, year: nil, database) {
                report.cells += 1
                let sums = expected.removeValue(forKey: row.key) ?? TallySums()
                if sums != row.sums { cellDiffers(row.key) }
            }
            for key in expected.keys { cellDiffers(key) }
        }
    }

    private func counted(_ dimension: TallyDimension) throws -> [TallyKey: TallySums] {
        let value =
            switch dimension {
            case .itemClass: "classKey"
            case .town: "claim.townKey"
            case .dealer: "dealer.code"
            case .month: "substr(soldOn, 1, 7)"
            }
        let rows = try HotStatement(
            database,
            """
            SELECT CAST(substr(soldOn, 1, 4) AS INTEGER), programme, \(value), claim.state,
                count(*) - count(parentId),
                sum(units), sum(priceFen), sum(amountFen + coalesce((SELECT sum(amountFen)
                    FROM supplement WHERE supplement.claimId = claim.claimId), 0))
            FROM claim JOIN dealer USING (dealerId) GROUP BY 1, 2, 3, 4
            """)
        var counted: [TallyKey: TallySums] = [:]
        while try rows.step() {
            guard let programme = Programme(rawValue: rows.text(1)),
                let state = ClaimState(rawValue: rows.text(3))
            else { throw LedgerFailure.corrupt("claim") }
            let key = TallyKey(
                dimension: dimension, year: Int(rows.integer(0)), programme: programme,
                value: rows.text(2), state: state)
            counted[key] = TallySums(
                claims: rows.integer(4), units: rows.integer(5), sales: Money(fen: rows.integer(6)),
                subsidy: Money(fen: rows.integer(7)))
        }
        return counted
    }

    private mutating func cellDiffers(_ key: TallyKey) {
        report.add(
            "tally-differs",
            "\(key.dimension.rawValue)/\(key.year)/\(key.programme.rawValue)/\(key.value)/\(key.state.rawValue)",
            zh: "汇总数与按申领重算的不符。", en: "The tally cell differs from the recounted one.")
    }
}
