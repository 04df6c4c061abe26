import GRDB
import TradeInCore

/// Everything a statement of totals needs, read at one moment: no commit lies between its parts.
public struct LedgerTotals: Sendable {
    /// The cells of the dimension asked for.
    public var cells: [TallyRow]
    /// The cells by class: every claim counts in exactly one, under its own programme.
    public var classCells: [TallyRow]
    /// All funds with their balances, in order of year and code.
    public var funds: [Fund]
    /// What rights keep that no claim has used yet, by fund.
    public var kept: [String: Money]
    /// The log as signed last; nil while it is empty.
    public var checkpoint: Checkpoint?
}

extension LedgerStore {
    /// The cells of one dimension, the funds and the log's statement, in one snapshot.
    ///
    /// Reads cells and balances only; no claim is read.
    ///
    /// - Parameters:
    ///   - dimension: the dimension.
    ///   - year: the year of sale, for cells and funds alike; nil for all years.
    /// - Returns: cells and funds of that year, and the newest statement.
    /// - Throws: ``LedgerFailure/corrupt(_:)`` when the newest checkpoint is not signed by us.
    public func totals(_ dimension: TallyDimension, year: Int? = nil) throws -> LedgerTotals {
        try pool.read { database in
            let classCells = try Self.tally(.itemClass, year: year, database)
            let isByClass = dimension == .itemClass
            let cells = isByClass ? classCells : try Self.tally(dimension, year: year, database)
            var prefetch = Prefetch(database)
            let funds = try prefetch.load([]).funds.values
                .filter { year == nil || $0.year == year }
                .sorted { ($0.year, $0.code) < ($1.year, $1.code) }
            return LedgerTotals(
                cells: cells, classCells: classCells, funds: funds, kept: try Self.kept(database),
                checkpoint: try statement(database))
        }
    }

    private static func kept(_ database: Database) throws -> [String: Money] {
        let rows = try HotStatement(
            database,
            """
            SELECT code, sum(amountFen) FROM claimRight JOIN fund USING (fundId)
            WHERE state = 'reserved' GROUP BY 1
            """)
        var kept: [String: Money] = [:]
        while try rows.step() { kept[rows.text(0)] = Money(fen: rows.integer(1)) }
        return kept
    }

    /// What the newest checkpoint states, its signature checked; nil while the log is empty.
    ///
    /// - Throws: ``LedgerFailure/corrupt(_:)`` when it is malformed or not signed by our key.
    public func latestStatement() throws -> Checkpoint? { try pool.read { try statement($0) } }

    /// Several reads that belong to one checkpoint: done again when a commit came between.
    ///
    /// - Parameter read: reads the ledger.
    /// - Returns: what was read, and the log's statement then; nil while the log is empty.
    /// - Throws: what `read` throws, and the store's failures.
    public func readTogether<Value>(
        _ read: () throws -> Value
    ) throws -> (value: Value, statement: Checkpoint?) {
        var before = try latestStatement()
        while true {
            let value = try read()
            let after = try latestStatement()
            if after == before { return (value, after) }
            before = after
        }
    }

    func statement(_ database: Database) throws -> Checkpoint? {
        let newest = "SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1"
        guard let note = try String.fetchOne(database, sql: newest) else { return nil }
        guard let checkpoint = Checkpoint(note: note, verifiedBy: keys.verifying),
            checkpoint.origin == origin
        else { throw LedgerFailure.corrupt("checkpoint") }
        return checkpoint
    }
}
