import Foundation
import MoneySimulation
import TradeInCore

/// The machine in memory against the model.
enum CoreSimulation {
    static let keys: LedgerKeys = {
        guard let keys = LedgerKeys(secret: [UInt8](repeating: 9, count: 96)) else {
            preconditionFailure("96 bytes are keys")
        }
        return keys
    }()

    /// Runs so many commands over a few seeds, one of them drawn anew each time.
    static func run(commands: Int) throws {
        let seeds: [UInt64] = [21, 22, 23, .random(in: 1...999_999)]
        let started = Date()
        var done = 0
        var seen: [String: Int] = [:]
        for seed in seeds {
            tell("simulation core, seed \(seed)")
            var run = try MoneyRun(seed: seed, keys: keys)
            _ = try run.open()
            run.settle()
            var step = 0
            let goal = commands / seeds.count
            var executed = 0
            while executed < goal {
                if try run.next(step) != nil { executed += 1 }
                step += 1
                if step % 100 == 0 { run.settle() }
                if step % 2_000 == 0 { try run.compare() }
            }
            run.settle()
            try run.compare()
            done += executed
            seen.merge(run.seen) { $0 + $1 }
        }
        let seconds = Date().timeIntervalSince(started)
        for (word, count) in seen.sorted(by: { $0.value > $1.value }) { tell("  \(word) \(count)") }
        let rare = [
            "submitted", "waitlisted", "firstApproved", "approved", "clawbackDue", "clawedBack",
            "rejected", "withdrawn", "own-entry", "same-reviewer", "role-missing", "fund-short",
            "confirmation-faulty", "batch-not-drawn", "paper-missing", "paper-not-taken",
            "month-not-ended", "right-already-held", "right-not-held", "draws-used-up",
            "cap-reached", "limit-reached", "month-out-of-order", "month-not-drafted", "replayed",
        ].filter { seen[$0] == nil }
        guard rare.isEmpty else { throw SimulationFault(description: "never seen: \(rare)") }
        tell(
            "\(done) commands in \(Int(seconds.rounded())) s, all as the model says, "
                + "invariants checked after every batch")
    }
}

/// What a simulation found.
struct SimulationFault: Error, CustomStringConvertible {
    let description: String
}
