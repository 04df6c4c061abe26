import TradeInCore
import TradeInDesk

/// What of a file had been booked before, by an earlier run that ended or was broken off.
struct BookedBefore {
    private var count = 0
    private var first = 0
    private var last = 0
    private var entries: ClosedRange<Int64>?

    mutating func add(_ answer: RowAnswer) {
        guard case .replayed(let receipt)? = answer.outcome else { return }
        if count == 0 { first = answer.claim.row }
        last = answer.claim.row
        count += 1
        let index = receipt.logIndex
        entries =
            entries.map { min($0.lowerBound, index)...max($0.upperBound, index) } ?? index...index
    }

    /// The words; nil when there was nothing.
    var told: String? {
        guard let entries else { return nil }
        return say(
            "此前已登记\(count)行（第\(first)至\(last)行之间，日志第\(entries.lowerBound)至"
                + "\(entries.upperBound)条），本次未重复登记。",
            "\(count) rows had been booked before (between rows \(first) and \(last), log entries "
                + "\(entries.lowerBound) to \(entries.upperBound)); they were not booked again.")
    }
}
