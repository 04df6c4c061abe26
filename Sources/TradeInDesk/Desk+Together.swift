import TradeInCore
import TradeInStore

extension Desk {
    /// Executes commands that belong together in one durable transaction, in order.
    ///
    /// - Parameters:
    ///   - commands: the commands; none is nothing to do.
    ///   - login: who asks.
    /// - Returns: one outcome per command.
    /// - Throws: ``LedgerFailure`` when the world fails; then nothing was written.
    public func executeTogether(
        _ commands: [LedgerCommand], by login: String
    ) async throws -> [CommandOutcome] {
        guard !commands.isEmpty else { return [] }
        let context = CommandContext(actor: login, now: clock())
        return try await read { [register] in
            try $0.commit(commands, context, register: register)
        }
    }
}
