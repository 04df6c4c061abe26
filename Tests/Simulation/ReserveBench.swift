import Foundation
import MoneySimulation
import PolicyLibrary
import TradeInCore
import TradeInStore

/// Rights drawn one per command by many callers in this process, each on disk before the next.
enum ReserveBench {
    /// Times of the callers, in nanoseconds.
    private final class Times: @unchecked Sendable {
        private let lock = NSLock()
        private var all: [UInt64] = []

        func add(_ times: [UInt64]) { lock.withLock { all += times } }

        func sorted() -> [UInt64] { lock.withLock { all.sorted() } }
    }

    static func run(callers: Int, commands: Int) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "reserve-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try LedgerStore.create(
            at: folder.appendingPathComponent("r.ledger").path,
            countyCode: PlanLibrary.jinxiang().code)
        let ledger = try SimulatedLedger(
            keys: store.keys,
            roles: ["bo": "officer", "zhao": "finance-officer", "qian": "finance-checker"],
            drawsPerClass: nil)
        let context = CommandContext(actor: "bo", now: Moment(seconds: 1_780_000_000))
        try open(store, ledger, context.now)
        let rights = try (1...commands).map { number in
            try ledger.preparedRight(
                number, reference: "S-\(number)", yuan: 3000, today: context.now.countyDay,
                seed: RandomBytes.take(ClaimPreparer.seedCount))
        }
        let queue = CommitQueue(store, register: ledger.register)
        let times = Times()
        let started = DispatchTime.now().uptimeNanoseconds
        let group = DispatchGroup()
        for caller in 0..<callers {
            group.enter()
            Thread {
                var own: [UInt64] = []
                for place in stride(from: caller, to: commands, by: callers) {
                    let start = DispatchTime.now().uptimeNanoseconds
                    let outcome = try? queue.execute(
                        LedgerRequest(.reserve(rights[place]), context))
                    own.append(DispatchTime.now().uptimeNanoseconds - start)
                    precondition(outcome?.receipt != nil, "each right is drawn")
                }
                times.add(own)
                group.leave()
            }.start()
        }
        group.wait()
        let seconds = Double(DispatchTime.now().uptimeNanoseconds - started) / 1e9
        queue.close()
        let sorted = times.sorted()
        func milliseconds(_ share: Double) -> Double {
            Double(sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]) / 1e6
        }
        let report: [String: Any] = [
            "callers": callers, "commands": commands, "perSecond": Double(commands) / seconds,
            "p50": milliseconds(0.5), "p99": milliseconds(0.99),
        ]
        let drawn = try store.rights(.reserved, limit: commands + 1).count
        precondition(drawn == commands, "every right is in the file")
        try store.close()
        let json = try JSONSerialization.data(withJSONObject: report, options: [.sortedKeys])
        tell(String(decoding: json, as: UTF8.self))
    }

    /// Sets the ledger up, with more money than all rights keep.
    private static func open(
        _ store: LedgerStore, _ ledger: SimulatedLedger, _ now: Moment
    ) throws {
        let order = MoneyOrder(
            reference: "1", kind: .appropriation, fundCode: "P",
            amount: Money(fen: 1_000_000_000_000))
        let requests =
            ledger.opening(now) + [
                LedgerRequest(.orderMoney(order), CommandContext(actor: "zhao", now: now)),
                LedgerRequest(
                    .releaseMoney(reference: "1"), CommandContext(actor: "qian", now: now)),
            ]
        let outcomes = try store.commit(requests, register: ledger.register)
        precondition(outcomes.allSatisfy { $0.receipt != nil }, "the opening is taken")
    }
}
