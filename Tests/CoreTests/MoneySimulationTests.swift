import MoneySimulation
import Testing
import TradeInCore

@Suite("Random commands of all roles move claims and money as a plain model expects")
struct MoneySimulationTests {
    /// A short run beside the long one of `make test`, which is built for speed.
    @Test(
        "states, refusals and every account agree, command by command",
        arguments: [11, 12, .random(in: .min ... .max)] as [UInt64])
    func simulation(seed: UInt64) throws {
        print("MoneySimulationTests seed \(seed)")
        let keys = try #require(LedgerKeys(secret: [UInt8](repeating: 9, count: 96)))
        var run = try MoneyRun(seed: seed, keys: keys)
        _ = try run.open()
        for step in 0..<10_000 {
            _ = try run.next(step)
            if step % 100 == 0 {
                run.settle()
                try run.compare()
            }
        }
        run.settle()
        try run.compare()
    }
}
