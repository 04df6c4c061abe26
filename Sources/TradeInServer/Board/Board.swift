import Foundation
import PolicyLibrary
import TradeInCore
import TradeInDesk
import TradeInStore

/// What the server knows, and how it asks the ledger.
struct Board: Sendable {
    let store: LedgerStore
    let shelf: PackShelf
    let plan: CountyPlan
    let county: County
    let clock: @Sendable () -> Moment
    private let queue: OperationQueue

    init(
        store: LedgerStore, shelf: PackShelf, plan: CountyPlan, county: County,
        clock: @escaping @Sendable () -> Moment
    ) {
        self.store = store
        self.shelf = shelf
        self.plan = plan
        self.county = county
        self.clock = clock
        queue = OperationQueue()
        // As many as the ledger has readers; the threads that serve requests never wait for a disk.
        queue.maxConcurrentOperationCount = 4
    }

    /// The shipped packs: they give item classes and packs their names, and decide nothing here.
    static func shelf(of desk: Desk) throws -> PackShelf {
        try PolicyLibrary.shelf(countyCode: desk.county.code)
    }

    /// The calendar year in the county now.
    var currentYear: Int { clock().countyDay.year }

    /// Runs a read of the ledger beside the threads that serve requests.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (LedgerStore) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { continuation.resume(with: Result { try body(store) }) }
        }
    }

    /// Several reads that belong to one checkpoint: done again when a commit came between.
    func readTogether<Value: Sendable>(
        _ body: @escaping @Sendable (LedgerStore) throws -> Value
    ) async throws -> (value: Value, checkpoint: CheckpointFacts?) {
        try await read { store in
            var before = try store.latestCheckpoint()
            var value = try body(store)
            for _ in 0..<3 {
                let after = try store.latestCheckpoint()
                if after == before { break }
                before = after
                value = try body(store)
            }
            return (value, before.flatMap(CheckpointFacts.init))
        }
    }

    /// How every target stands today, read for a year, in the order of the plan.
    func readings(_ actuals: TargetActuals, year: Int) -> [BoardTarget] {
        let today = clock().countyDay
        return plan.targets.map { target in
            BoardTarget(
                target: target,
                reading: TargetEvaluation.evaluate(
                    target, actuals: actuals, asOf: today, year: year))
        }
    }
}

/// A target with how it stands.
struct BoardTarget: Sendable {
    let target: PlanTarget
    let reading: TargetReading
}

/// What a checkpoint says, for show; whoever doubts it checks the note itself.
struct CheckpointFacts: Hashable, Sendable {
    let note: String
    let origin: String
    let size: String
    let root: String

    init?(note: String) {
        let lines = note.split(separator: "\n", maxSplits: 3, omittingEmptySubsequences: false)
        guard lines.count == 4 else { return nil }
        self.note = note
        (origin, size, root) = (String(lines[0]), String(lines[1]), String(lines[2]))
    }
}
