import GRDB
import TradeInCore

/// Loads which months are closed, and the books of a month that is to be.
extension Prefetch {
    mutating func loadLastClosed(_ commands: [LedgerCommand]) throws {
        let text = try String.fetchOne(
            database, sql: "SELECT max(month) FROM accountingMonth WHERE checker IS NOT NULL")
        state.lastClosed = text.flatMap(Month.init(text:))
        needsBookedMonths =
            state.lastClosed != nil
            || commands.contains { if case .closeMonth = $0 { true } else { false } }
    }

    mutating func load(_ month: Month, _ lookUps: LookUps) throws {
        try loadRecord(LedgerMachine.draftKey(month), lookUps)
        try loadRecord(LedgerMachine.closeKey(month), lookUps)
        let row = try HotStatement(
            database, "SELECT maker, checker FROM accountingMonth WHERE month = ?")
        row.bind(1, month.text)
        if try row.step() {
            state.months[month] = StandingMonth(
                maker: row.text(0), checker: row.isNull(1) ? nil : row.text(1))
            row.reset()
        }
        let months = try HotStatement(
            database, "SELECT DISTINCT month FROM monthCell WHERE month > ?")
        months.bind(1, state.lastClosed?.text ?? "")
        while try months.step() {
            guard let booked = Month(text: months.text(0)) else {
                throw LedgerFailure.corrupt("monthCell \(months.text(0))")
            }
            state.bookedMonths.insert(booked)
        }
        for (key, sums) in try LedgerStore.monthCells(of: month, database) {
            state.monthCells[key] = sums
        }
    }

    /// The month in which a claim's money was booked last, by the log entry that did it.
    func bookedIn(_ claim: StandingClaim) throws -> Month? {
        guard needsBookedMonths, let seq = claim.bookedAt else { return nil }
        return try inEntry(seq, Month.init(ofEntry:))
    }

    /// What a log entry says, as it is wanted.
    func inEntry<Value>(_ seq: Int64, _ read: (JSONValue) -> Value?) throws -> Value {
        let entry = try HotStatement(database, "SELECT body FROM logEntry WHERE seq = ?")
        entry.bind(1, seq)
        guard try entry.step() else { throw LedgerFailure.corrupt("logEntry \(seq)") }
        defer { entry.reset() }
        guard let value = (try? JSONValue.parse(entry.blob(0))).flatMap(read) else {
            throw LedgerFailure.corrupt("logEntry \(seq)")
        }
        return value
    }
}

extension Month {
    /// The month that a log entry is booked in: what it says, else that of its time.
    init?(ofEntry json: JSONValue) {
        if let text = json["month"]?.string {
            self.init(text: text)
        } else if let at = json["at"]?.string.flatMap(Moment.init(text:)) {
            self.init(of: at)
        } else {
            return nil
        }
    }
}
