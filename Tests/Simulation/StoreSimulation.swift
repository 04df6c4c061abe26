import Foundation
import MoneySimulation
import PolicyLibrary
import TradeInCore
import TradeInStore

/// The same commands through a ledger's file.
///
/// It says on standard output how many are acknowledged.
///
/// Started again after a kill, it makes the history anew in memory up to where the file's log
/// ends: that must be after all that was acknowledged, at the end of a batch, with the same root.
struct StoreSimulation {
    let ledger: String
    let seed: UInt64
    /// Commands that were acknowledged before.
    let acked: Int
    let until: Int

    func run() throws {
        let isNew = !FileManager.default.fileExists(atPath: ledger)
        let store =
            isNew
            ? try LedgerStore.create(at: ledger, countyCode: PlanLibrary.jinxiang().code)
            : try LedgerStore.open(at: ledger)
        var run = try MoneyRun(seed: seed, keys: store.keys)
        var batches = SimulatedChance(seed: seed ^ 0xBA7C)
        var step = 0
        var executed = 0
        let size = try store.latestStatement()?.size ?? 0
        let opening = try run.open()
        run.settle()
        if size == 0 {
            guard acked == 0 else { throw SimulationFault(description: "the opening is lost") }
            _ = try store.commit(opening, register: run.ledger.register)
            tell("opened")
        } else {
            executed = try catchUp(&run, &batches, &step, to: size, store)
        }
        while executed < until {
            let batch = try next(&run, &batches, &step)
            for paper in batch.papers { _ = try store.papers.put(paper) }
            let outcomes = try store.commit(batch.requests, register: run.ledger.register)
            let words = outcomes.map(\.simulatedWord)
            guard words == batch.words else {
                throw SimulationFault(
                    description: "after \(executed): the file says \(words), memory \(batch.words)")
            }
            executed += batch.requests.count
            try sameRoot(run, store, batch)
            tell(String(executed))
        }
        try finish(run, store)
    }

    /// Commands with what memory says of them.
    private struct Batch {
        var requests: [LedgerRequest]
        var words: [String]
        var papers: [[UInt8]]
        var entries: [[UInt8]]
    }

    /// The next batch, executed in memory; its size depends on the seed alone.
    private func next(
        _ run: inout MoneyRun, _ batches: inout SimulatedChance, _ step: inout Int
    ) throws -> Batch {
        let count = 1 + Int(batches.next() % 24)
        var requests: [LedgerRequest] = []
        var words: [String] = []
        var papers: [[UInt8]] = []
        while requests.count < count {
            defer { step += 1 }
            guard let (request, word) = try run.next(step) else { continue }
            requests.append(request)
            words.append(word)
            if let paper = run.paper { papers.append(paper) }
            // A claim that is new is loaded for the next batch only.
            if case .submit = request.command { break }
        }
        let entries = run.ledger.state.effects.entries
        run.settle()
        return Batch(requests: requests, words: words, papers: papers, entries: entries)
    }

    private func catchUp(
        _ run: inout MoneyRun, _ batches: inout SimulatedChance, _ step: inout Int,
        to size: UInt64, _ store: LedgerStore
    ) throws -> Int {
        var executed = 0
        while run.ledger.state.frontier.size < size {
            executed += try next(&run, &batches, &step).requests.count
        }
        // A batch of refusals alone leaves no trace, so what was acknowledged may go beyond.
        while executed < acked, run.ledger.state.frontier.size == size {
            var ahead = run
            var others = batches
            var place = step
            let batch = try next(&ahead, &others, &place)
            guard ahead.ledger.state.frontier.size == size else { break }
            (run, batches, step) = (ahead, others, place)
            executed += batch.requests.count
        }
        guard executed >= acked else {
            throw SimulationFault(
                description: "\(acked) were acknowledged, the file has \(executed) of them")
        }
        try sameRoot(run, store)
        return executed
    }

    private func sameRoot(
        _ run: MoneyRun, _ store: LedgerStore, _ batch: Batch? = nil
    ) throws {
        let statement = try store.latestStatement()
        let frontier = run.ledger.state.frontier
        guard statement?.size == frontier.size, statement?.root == frontier.root else {
            throw SimulationFault(
                description: "the file's log of \(statement?.size ?? 0) entries is not the one in "
                    + "memory of \(frontier.size)" + difference(frontier.size, store, batch))
        }
    }

    /// The first entry of the last batch that the file has otherwise, or not at all.
    private func difference(_ size: UInt64, _ store: LedgerStore, _ batch: Batch?) -> String {
        guard let batch, let statement = try? store.latestStatement() else { return "" }
        let start = Int(size) - batch.entries.count
        let there = max(Int(statement.size) - start, 0)
        let entries =
            (try? store.readLog { try $0.entries(from: UInt64(start), count: there) }) ?? nil ?? []
        for (place, entry) in batch.entries.enumerated() {
            let kept = entries.dropFirst(place).first
            if kept != entry {
                return
                    "\nentry \(start + place) in memory: \(String(decoding: entry, as: UTF8.self))"
                    + "\nin the file: \(kept.map { String(decoding: $0, as: UTF8.self) } ?? "none")"
            }
        }
        return ""
    }

    /// Everything in the file is as the model says, and the file verifies clean.
    private func finish(_ run: MoneyRun, _ store: LedgerStore) throws {
        let funds = Dictionary(
            try store.funds().map { ($0.code, $0) }
        ) { first, _ in first }
        try run.compare { funds[$0]?.postingSum($1) }
        let states = try store.claims(limit: .max).map(\.state.rawValue)
        guard states == run.claimStates else {
            throw SimulationFault(description: "claims of the file differ from the model")
        }
        guard try store.rights(limit: .max).map(\.state.rawValue) == run.rightStates else {
            throw SimulationFault(description: "rights of the file differ from the model")
        }
        let pack = run.ledger.compiled
        let report = try store.verify(
            register: run.ledger.register, pack: { $0 == pack.source.sha256 ? pack : nil })
        guard report.isClean else {
            throw SimulationFault(description: "verify: \(report.problems.prefix(5))")
        }
        tell("clean \(report.entries)")
        try store.close()
    }
}
