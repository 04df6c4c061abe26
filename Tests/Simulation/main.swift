import Foundation
import MoneySimulation
import PolicyLibrary
import TradeInCore
import TradeInStore

// Random commands of all roles against a plain model, in memory and through a ledger's file,
// whose process is killed again and again. Seeds are printed, so that a run can be repeated.
let words = Array(CommandLine.arguments.dropFirst())

/// A line on standard output, at once: an acknowledgement may not wait in a buffer.
func tell(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

/// The number after a word of the command line.
func number(_ name: String, _ fallback: Int) -> Int {
    words.firstIndex(of: name).flatMap { $0 + 1 < words.count ? Int(words[$0 + 1]) : nil }
        ?? fallback
}

do {
    switch words.first {
    case "core": try CoreSimulation.run(commands: number("--commands", 1_000_000))
    case "kill":
        try KillSimulation.run(
            kills: number("--kills", 200), seed: number("--seed", Int.random(in: 1...999_999)))
    case "reserve":
        try ReserveBench.run(
            callers: number("--callers", 32), commands: number("--commands", 40_000))
    case "child":
        try StoreSimulation(
            ledger: words[1], seed: UInt64(number("--seed", 1)), acked: number("--acked", 0),
            until: number("--until", .max)
        ).run()
    default:
        tell(
            "usage: simulation core [--commands N] | kill [--kills N] [--seed N] | "
                + "reserve [--callers N] [--commands N]")
        exit(64)
    }
} catch {
    tell("FAILED: \(error)")
    exit(1)
}
