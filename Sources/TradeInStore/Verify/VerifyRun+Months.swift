import GRDB
import TradeInCore

/// A month's close as the log tells it.
struct LoggedClose: Sendable {
    var seq: Int64
    var month: Month
    var body: JSONValue
    var checker: String
}

/// The months' books against the log, and closed months against what was closed.
extension VerifyRun {
    mutating func months() throws {
        let programmes = try programmesOfClaims()
        var cells: [MonthKey: MonthSums] = [:]
        var lastClosed: Month?
        var next = 0
        for logged in postings {
            while next < closes.count, closes[next].seq < logged.logIndex {
                lastClosed = closes[next].month
                next += 1
            }
            if isMisplaced(logged.booking, lastClosed) {
                report.add(
                    "month-changed", "log \(logged.logIndex)",
                    zh: "记入了已结的月份，或更正了未结的月份。",
                    en: "It is booked in a closed month, or puts an open one right.")
            }
            let key = MonthKey(
                month: logged.booking.month, corrects: logged.booking.corrects,
                fundCode: logged.posting.fundCode,
                programme: logged.programme ?? logged.claim.flatMap { programmes[$0] },
                account: logged.posting.account)
            cells[key, default: MonthSums()].add(logged.posting.amount)
        }
        try compare(cells)
        try compareCloses(cells)
    }

    private func isMisplaced(_ booking: Booking, _ lastClosed: Month?) -> Bool {
        guard let lastClosed else { return booking.corrects != nil }
        return booking.month <= lastClosed || booking.corrects.map { $0 > lastClosed } ?? false
    }

    private func programmesOfClaims() throws -> [Int64: Programme] {
        let rows = try HotStatement(database, "SELECT claimId, programme FROM claim")
        var programmes: [Int64: Programme] = [:]
        while try rows.step() {
            programmes[rows.integer(0)] = Programme(rawValue: rows.text(1))
        }
        return programmes
    }

    private mutating func compare(_ cells: [MonthKey: MonthSums]) throws {
        let stored = try LedgerStore.monthCells(of: nil, database)
        for key in Set(cells.keys).union(stored.keys).sorted(by: MonthKey.precedes)
        where cells[key] != stored[key] {
            report.add(
                "month-differs", "\(key.month.text) \(key.fundCode)/\(key.account.key)",
                zh: "月份账与日志不符。", en: "The month's book does not agree with the log.")
        }
    }

    /// What a month was closed with is what it comes to today, and the rows know who closed it.
    private mutating func compareCloses(_ cells: [MonthKey: MonthSums]) throws {
        let months = try LedgerStore.months(database)
        for close in closes {
            let own = cells.filter { $0.key.month == close.month }
            let again = try JSONValue.parse(MonthKey.body(of: close.month, own))
            guard
                close.body != again
                    || months[close.month]?.checker != close.checker
            else { continue }
            report.add(
                "month-changed", close.month.text, zh: "已结月份的金额与结账时不符。",
                en: "The closed month no longer comes to what it was closed with.")
        }
        let closed = Set(closes.map(\.month))
        for (month, standing) in months where standing.checker != nil && !closed.contains(month) {
            report.add(
                "month-unlogged", month.text, zh: "月份标为已结，日志中没有。",
                en: "The month is marked closed, but the log does not say so.")
        }
    }
}
