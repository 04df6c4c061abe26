import Foundation
import MoneySimulation

/// Starts the store's simulation and kills it (SIGKILL) at random moments, again and again.
enum KillSimulation {
    static func run(kills: Int, seed: Int) throws {
        tell("simulation kill, seed \(seed)")
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "kill-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let ledger = folder.appendingPathComponent("k.ledger").path
        var chance = SimulatedChance(seed: UInt64(seed))
        var acked = 0
        var done = 0
        var idle = 0
        let started = Date()
        while done < kills {
            let life = try Life(ledger: ledger, seed: seed, acked: acked, until: nil)
            // Counted from the first acknowledgement, so that each life gets somewhere; now and
            // then from the start, so that opening is killed too.
            let isEarly = chance.next() % 8 == 0
            let micros = UInt32(chance.next() % (isEarly ? 30_000 : 25_000))
            let (last, code) = life.kill(afterFirstWord: !isEarly, micros: micros)
            if let code, code != 0 {
                throw SimulationFault(description: "life \(done) ended with \(code): \(life.text)")
            }
            if last == acked { idle += 1 }
            acked = max(acked, last)
            done += 1
        }
        let life = try Life(ledger: ledger, seed: seed, acked: acked, until: acked + 200)
        let (last, code) = life.kill(afterFirstWord: true, micros: nil)
        guard code == 0, life.text.contains("clean") else {
            throw SimulationFault(description: "the last life: \(code ?? -1) \(life.text)")
        }
        let seconds = Int(Date().timeIntervalSince(started).rounded())
        tell(
            "\(done) kills over \(last) commands in \(seconds) s (\(idle) before an "
                + "acknowledgement): nothing acknowledged was lost, nothing applied twice, "
                + "the file verifies clean and is as the model says")
    }
}

/// One run of the child, until it ends or is killed.
private final class Life {
    private let process = Process()
    private let pipe = Pipe()
    private(set) var text = ""

    init(ledger: String, seed: Int, acked: Int, until: Int?) throws {
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
        process.arguments =
            ["child", ledger, "--seed", String(seed), "--acked", String(acked)]
            + (until.map { ["--until", String($0)] } ?? [])
        process.standardOutput = pipe
        try process.run()
    }

    /// Waits, kills, and says which acknowledgement was last; the code where it ended by itself.
    func kill(afterFirstWord: Bool, micros: UInt32?) -> (last: Int, code: Int32?) {
        let output = pipe.fileHandleForReading
        if afterFirstWord { text += String(decoding: output.availableData, as: UTF8.self) }
        if let micros {
            usleep(micros)
            Foundation.kill(process.processIdentifier, SIGKILL)
        }
        text += String(decoding: output.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        // The last line may be cut; only whole ones are acknowledgements.
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        let last = lines.compactMap { Int($0) }.last ?? 0
        return (
            last, process.terminationReason == .uncaughtSignal ? nil : process.terminationStatus
        )
    }
}
