import Foundation
import Hummingbird
import HummingbirdTesting
import PolicyLibrary
import Testing
import TradeInCore
import TradeInDesk
import TradeInServer
import TradeInStore

/// A real ledger in a folder of its own, behind a server that listens nowhere.
final class TestServer: Sendable {
    static let dealerCode = "91370899MA0000015Y"
    static let personName = "测试人"
    /// 2026-09-21 in the county.
    static let now = Moment(seconds: 1_790_000_000)

    let folder: URL
    let store: LedgerStore
    let shelf: PackShelf
    let county: County

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "server-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        county = try PlanLibrary.jinxiang()
        shelf = try PolicyLibrary.shelf(countyCode: county.code)
        store = try LedgerStore.create(
            at: folder.appendingPathComponent("test.ledger").path, countyCode: county.code)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Calls the application without a network.
    func test<Value: Sendable>(
        now: Moment = TestServer.now, mostWaiting: Int = 256,
        _ body: @Sendable (any TestClientProtocol) async throws -> Value
    ) async throws -> Value {
        let desk = try Desk(
            store: store, county: county, plan: try PlanLibrary.jinxiang2024(), clock: { now },
            mostWaiting: mostWaiting)
        defer { desk.close() }
        let application = try buildApplication(desk: desk, configuration: ServerConfiguration())
        return try await application.test(.router, body)
    }

    /// One answer.
    func get(
        _ uri: String, method: HTTPRequest.Method = .get, headers: HTTPFields = [:]
    ) async throws -> Answer {
        try await test { client in
            try await client.execute(uri: uri, method: method, headers: headers) {
                Answer(status: $0.status.code, headers: $0.headers, body: String(buffer: $0.body))
            }
        }
    }

    struct Answer: Sendable {
        let status: Int
        let headers: HTTPFields
        let body: String

        func json() throws -> JSONValue { try JSONValue.parse(Array(body.utf8)) }
    }

    /// Packs, a dealer, a fund, a held fair and `claims` claims, of which the money covers two.
    func fill(claims count: Int = 3, fundTitle: String = "家电") throws {
        let dealer = Dealer(
            code: Self.dealerCode, name: "示例商行", programmes: Set(Programme.allCases),
            townKey: "jinxiang", settlementAccount: "", settlementBank: "", state: .enrolled)
        let packs = shelf.packs.filter { !$0.source.isTemplate }
        _ = try store.commit(
            packs.map { .proposePack(KeptPack($0, notice: Self.notice(of: $0))) },
            CommandContext(actor: "author", now: Moment(seconds: 1_790_000_000)),
            register: shelf.register)
        var commands: [LedgerCommand] = packs.map { .activatePack(sha256: $0.source.sha256) }
        commands += [
            .enrol(dealer, sealedAccount: nil),
            .createFund(
                Fund(
                    code: "F", title: LocalizedText(zh: fundTitle, en: "Appliances"), year: 2026,
                    scope: .category(.appliance))),
            .orderMoney(
                MoneyOrder(
                    reference: "A-1", kind: .appropriation, fundCode: "F",
                    amount: Money(fen: 100_000))),
        ]
        let day = try #require(Day(year: 2026, month: 5, day: 1))
        commands.append(
            .recordEvent(
                CountyEvent(
                    eventRef: "E-1", kind: .nevFair, name: "展销", rural: true, startsOn: day,
                    endsOn: day, town: "yangshan", state: .held)))
        let context = CommandContext(actor: "tester", now: Self.now)
        _ = try store.commit(commands, context, register: shelf.register)
        _ = try store.commit(
            [.releaseMoney(reference: "A-1")], CommandContext(actor: "checker", now: Self.now),
            register: shelf.register)
        _ = try store.commit(try claims(count), context, register: shelf.register)
    }

    /// The notice that ships with a pack: without it the ledger's copy would not compile again.
    private static func notice(of pack: PolicyPack) -> String {
        let files = PolicyLibrary.shippedFiles.first { $0.yamlName == pack.source.file }
        return String(decoding: files?.notice ?? [], as: UTF8.self)
    }

    private func claims(_ count: Int) throws -> [LedgerCommand] {
        let preparer = ClaimPreparer(
            decider: ClaimDecider(shelf: shelf, county: county), keys: store.keys)
        return try (0..<count).map { number in
            var claim = RawClaim(row: number + 1)
            for (field, value) in Self.values(number) { claim[field] = value }
            let seed = try RandomBytes.take(ClaimPreparer.seedCount)
            return .submit(try preparer.prepare(ReadRow(claim: claim), seed: seed[...]))
        }
    }

    /// A refrigerator of 3,000.00 yuan, which earns 450.00; `number` makes it another person's.
    private static func values(_ number: Int) -> [ClaimField: String] {
        [
            .claimRef: "T-\(number)", .programme: "appliance", .dealerCode: dealerCode,
            .applicantName: personName, .applicantId: residentIDs[number],
            .applicantPhone: "1540000000\(number)", .townCode: "羊山镇", .soldOn: "2026-03-01",
            .invoiceNumber: "2637200000000000001\(number)", .invoiceBuyerId: residentIDs[number],
            .price: "3000.00", .itemClass: "refrigerator", .brand: "示例牌", .model: "X1",
            .serialNumber: "SN0000000\(number)", .efficiencyGrade: "1",
        ]
    }

    /// Synthetic resident IDs of region 370899 with their check characters.
    static let residentIDs: [String] = (0..<9).map { number in
        let body = "37089919900101" + "00\(number + 1)"
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(body.utf8, weights).reduce(0) { $0 + Int($1.0 - 48) * $1.1 }
        return body + String(Array("10X98765432")[sum % 11])
    }
}
