import Foundation
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
        let county = try PlanLibrary.jinxiang()
        let store = try LedgerStore.create(
            at: folder.appendingPathComponent("r.ledger").path, countyCode: county.code)
        let pack = try offering()
        let register = try PolicyLibrary.register()
        try open(store, pack, register)
        let preparer = ClaimPreparer(
            decider: ClaimDecider(
                shelf: PackShelf([pack], register: register, countyCode: county.code),
                county: county), keys: store.keys)
        let context = CommandContext(actor: "bo", now: Moment(seconds: 1_780_000_000))
        let rights = try (0..<commands).map { number in
            try preparer.prepareRight(
                row(number), today: context.now.countyDay,
                seed: RandomBytes.take(ClaimPreparer.seedCount)[...])
        }
        let queue = CommitQueue(store, register: register)
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

    /// The appliance pack of 2026, offering rights of two days.
    private static func offering() throws -> PolicyPack {
        guard
            var files = PolicyLibrary.shippedFiles.first(where: { $0.base == "cn_appliance_2026" })
        else { throw SimulationFault(description: "the appliance pack of 2026 is not shipped") }
        files.yaml += Array(
            "\ndeadlines:\n  reserveDays: {value: 2, article: 六, mark: S1}\n".utf8)
        return try PolicyLibrary.pack(from: files, register: PolicyLibrary.register()).get()
    }

    private static func open(
        _ store: LedgerStore, _ pack: PolicyPack, _ register: ItemClassRegister
    ) throws {
        func run(_ command: LedgerCommand, _ actor: String) throws {
            let context = CommandContext(actor: actor, now: Moment(seconds: 1_780_000_000))
            _ = try store.commit([command], context, register: register)
        }
        try run(.proposePack(KeptPack(pack, notice: "")), "author")
        try run(.activatePack(sha256: pack.source.sha256), "bo")
        try run(
            .enrol(
                Dealer(
                    code: "91370899MA0000015Y", name: "示例商行", programmes: [.appliance],
                    townKey: "jinxiang", settlementAccount: "", settlementBank: "",
                    state: .enrolled), sealedAccount: nil), "bo")
        try run(
            .createFund(
                Fund(
                    code: "P", title: LocalizedText(zh: "家电", en: "Appliances"), year: 2026,
                    scope: .programme(.appliance))), "bo")
        let order = MoneyOrder(
            reference: "1", kind: .appropriation, fundCode: "P",
            amount: Money(fen: 1_000_000_000_000))
        try run(.orderMoney(order), "zhao")
        try run(.releaseMoney(reference: "1"), "qian")
    }

    private static func row(_ number: Int) -> ReadRow {
        var cells = RawClaim(row: 1)
        let digits = String(number)
        func padded(_ head: String, _ count: Int) -> String {
            head + String(repeating: "0", count: count - digits.utf8.count) + digits
        }
        let body =
            "370899" + String(1900 + number / 365_000) + monthAndDay(number / 1000 % 365)
            + String(1000 + number % 1000).dropFirst()
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(body.utf8, weights).reduce(0) { $0 + Int($1.0 - 48) * $1.1 }
        let values: [ClaimField: String] = [
            .claimRef: padded("S-", 8), .programme: "appliance",
            .dealerCode: "91370899MA0000015Y", .applicantName: "模拟",
            .applicantId: body + String(Array("10X98765432")[sum % 11]),
            .applicantPhone: padded("154", 8), .townCode: "yangshan", .price: "3000.00",
            .itemClass: "refrigerator", .efficiencyGrade: "1",
        ]
        for (field, value) in values { cells[field] = value }
        return ReadRow(claim: cells)
    }

    private static func monthAndDay(_ place: Int) -> String {
        let day = Day(year: 1999, month: 1, day: 1)?.advanced(byDays: place) ?? Day(number: 0)
        let (_, month, date) = day.civil
        return String(10_000 + month * 100 + date).suffix(4).description
    }
}
