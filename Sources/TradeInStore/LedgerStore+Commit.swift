import Foundation
import GRDB
import TradeInCore

extension LedgerStore {
    /// Executes a batch in one durable transaction: all of its effects, or none.
    ///
    /// When it returns, every outcome is on disk, in the log tree and under a signed
    /// checkpoint. Other processes may write between two batches, never within one.
    ///
    /// - Parameters:
    ///   - commands: executed in order.
    ///   - context: who asks and when.
    ///   - register: the item classes.
    /// - Returns: one outcome per command.
    /// - Throws: ``LedgerFailure`` when the world fails; then nothing was written.
    public func commit(
        _ commands: [LedgerCommand], _ context: CommandContext, register: ItemClassRegister
    ) throws -> [CommandOutcome] {
        try commit(commands.map { LedgerRequest($0, context) }, register: register)
    }

    /// Executes a batch of several people's commands in one durable transaction.
    ///
    /// - Parameters:
    ///   - requests: executed in order.
    ///   - register: the item classes.
    /// - Returns: one outcome per request.
    /// - Throws: ``LedgerFailure`` when the world fails; then nothing was written.
    public func commit(
        _ requests: [LedgerRequest], register: ItemClassRegister
    ) throws -> [CommandOutcome] {
        defer { if requests.contains(where: \.keepsUser) { accessCount.add() } }
        return try translatingFailures {
            try pool.writeWithoutTransaction { database in
                var outcomes: [CommandOutcome] = []
                try database.inTransaction(.immediate) {
                    outcomes = try apply(requests, register, database)
                    return .commit
                }
                return outcomes
            }
        }
    }

    /// Executes batches as ``commit(_:_:register:)`` does, in one transaction that is
    /// rolled back at the end: the dry run is the real path.
    ///
    /// - Parameters:
    ///   - context: who asks and when.
    ///   - register: the item classes.
    ///   - next: the next batch, or nil at the end.
    ///   - each: receives the outcomes of each batch.
    /// - Throws: ``LedgerFailure`` when the world fails, and what the closures throw.
    public func rehearse(
        _ context: CommandContext, register: ItemClassRegister,
        next: () throws -> [LedgerCommand]?, each: ([CommandOutcome]) throws -> Void
    ) throws {
        try rehearse(context, register: register) { commit in
            while let commands = try next() { try each(commit(commands)) }
        }
    }

    /// Hands `body` a way to execute batches, all in one transaction that is rolled back.
    ///
    /// - Parameters:
    ///   - context: who asks and when.
    ///   - register: the item classes.
    ///   - body: executes batches; it may not read the store by other ways meanwhile.
    /// - Throws: ``LedgerFailure`` when the world fails, and what `body` throws.
    public func rehearse(
        _ context: CommandContext, register: ItemClassRegister,
        _ body: (_ commit: ([LedgerCommand]) throws -> [CommandOutcome]) throws -> Void
    ) throws {
        try translatingFailures {
            try pool.writeWithoutTransaction { database in
                try database.inTransaction(.immediate) {
                    try body { commands in
                        try apply(
                            commands.map { LedgerRequest($0, context) }, register, database)
                    }
                    return .rollback
                }
            }
        }
    }

    private func apply(
        _ requests: [LedgerRequest], _ register: ItemClassRegister, _ database: Database
    ) throws -> [CommandOutcome] {
        var prefetch = Prefetch(database, index: BlindIndex(key: keys.indexing))
        var state = try prefetch.load(requests)
        state.checkInvariants()
        let answered = AnsweredRequests(database)
        let outcomes = try requests.map { request in
            if let before = try answered.answer(to: request) { return before }
            let outcome = LedgerMachine.execute(
                request.command, request.context, expecting: request.expecting,
                register: register, in: &state)
            try answered.keep(outcome, of: request)
            return outcome
        }
        state.checkInvariants()
        if !state.effects.isEmpty {
            var persist = Persist(database, identifiers: prefetch.identifiers)
            try persist.write(state)
            try sign(state.frontier, database)
        }
        return outcomes
    }

    private func sign(_ frontier: LogFrontier, _ database: Database) throws {
        let checkpoint = Checkpoint(origin: origin, size: frontier.size, root: frontier.root)
        let insert = try HotStatement(
            database, "INSERT INTO checkpoint (size, note) VALUES (?, ?)")
        insert.bind(1, Int64(frontier.size))
        insert.bind(2, try checkpoint.signed(by: keys.signing))
        try insert.run()
    }

    /// Tells a full disk and a held lock from other failures, which pass untouched.
    func translatingFailures<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_FULL: throw LedgerFailure.diskFull
            case .SQLITE_BUSY: throw LedgerFailure.busy
            case .SQLITE_NOTADB, .SQLITE_CORRUPT:
                throw LedgerFailure.corrupt(error.message ?? "SQLite")
            default: throw error
            }
        }
    }
}
