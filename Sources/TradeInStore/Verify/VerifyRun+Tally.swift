import GRDB
import TradeInCore

/// Tally cells against the claims that they count.
///
/// Claims have been held against the log by then, so the cells may be recounted from their rows.
extension VerifyRun {
    mutating func tallyCells() throws {
        var expected = try TallyRecount.cells(database)
        for dimension in TallyDimension.allCases {
            for row in try LedgerStore.tally(dimension, year: nil, database) {
                report.cells += 1
                let sums = expected.removeValue(forKey: row.key) ?? TallySums()
                if sums != row.sums { cellDiffers(row.key) }
            }
        }
        for key in expected.keys { cellDiffers(key) }
    }

    private mutating func cellDiffers(_ key: TallyKey) {
        report.add(
            "tally-differs",
            "\(key.dimension.rawValue)/\(key.year)/\(key.programme.rawValue)/\(key.value)/\(key.state.rawValue)",
            zh: "汇总数与按申领重算的不符。", en: "The tally cell differs from the recounted one.")
    }
}
