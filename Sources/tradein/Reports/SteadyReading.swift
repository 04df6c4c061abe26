import ArgumentParser
import TradeInCore
import TradeInStore

extension LedgerStore {
    /// Several reads that belong to one checkpoint: done again when a commit came between.
    ///
    /// Unlike ``readTogether(_:)`` it gives up after five tries, for reads that are long: on a
    /// ledger that is written to all the time they would never end.
    ///
    /// - Parameter read: reads the ledger; may run several times.
    /// - Returns: what was read, and the log's statement then; nil while the log is empty.
    /// - Throws: what `read` throws, the store's failures, and an exit when it gave up.
    func readSteadily<Value>(
        _ read: () throws -> Value
    ) throws -> (value: Value, statement: Checkpoint?) {
        var before = try latestStatement()
        for _ in 0..<5 {
            let value = try read()
            let after = try latestStatement()
            if after == before { return (value, after) }
            before = after
        }
        Output.complain(
            say(
                "读取期间账本不断有新的提交，没有导出。请稍后再试。",
                "The ledger kept being written to while it was read; nothing was given out. Try again "
                    + "later."))
        throw ExitCode(1)
    }
}
