import Foundation
import GRDB
import PolicyLibrary
import TradeInCore

@testable import TradeInStore

/// A real ledger in a folder of its own, with one dealer and funds of 2026.
final class TestLedger {
    let folder: URL
    let store: LedgerStore
    let preparer: ClaimPreparer
    let register: ItemClassRegister
    let context = CommandContext(actor: "tester", now: Moment(seconds: 1_790_000_000))
    static let dealerCode = "91370899MA0000015Y"

    init(
        available: Money = Money(fen: 100_000_000), packs: [PolicyPack]? = nil,
        asksForPapers: Bool = false, shares: String = ""
    ) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "ledger-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let county = try PlanLibrary.jinxiang()
        let register = try PolicyLibrary.register()
        let shipped =
            asksForPapers
            ? try PolicyLibrary.shelf(countyCode: county.code)
            : try PolicyLibrary.shelf(
                from: PolicyLibrary.shippedFiles.map(\.withoutPapers), register: register,
                countyCode: county.code)
        let shelf =
            packs.map {
                PackShelf($0, register: shipped.register, countyCode: county.code)
            } ?? shipped
        store = try LedgerStore.create(
            at: folder.appendingPathComponent("test.ledger").path, countyCode: county.code)
        self.register = shelf.register
        preparer = ClaimPreparer(
            decider: ClaimDecider(shelf: shelf, county: county), keys: store.keys)
        try adopt(shelf.packs)
        try run(setUp(shelf, FundingShares(text: shares) ?? FundingShares()))
        if available > .zero { try appropriate(available, "A-1") }
    }

    /// Proposes the packs as one person and activates them as another.
    func adopt(_ packs: [PolicyPack]) throws {
        let packs = packs.filter { !$0.source.isTemplate }
        let proposals = packs.map { pack in
            let files = PolicyLibrary.shippedFiles.first { $0.yamlName == pack.source.file }
            return LedgerCommand.proposePack(
                KeptPack(pack, notice: String(decoding: files?.notice ?? [], as: UTF8.self)))
        }
        let author = CommandContext(actor: "author", now: context.now)
        _ = try store.commit(proposals, author, register: register)
        try run(packs.map { .activatePack(sha256: $0.source.sha256) })
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func setUp(_ shelf: PackShelf, _ shares: FundingShares) -> [LedgerCommand] {
        let dealer = Dealer(
            code: Self.dealerCode, name: "示例商行", programmes: Set(Programme.allCases),
            townKey: "jinxiang", settlementAccount: "", settlementBank: "", state: .enrolled)
        var commands: [LedgerCommand] = []
        commands.append(.enrol(dealer, sealedAccount: nil))
        commands.append(
            .createFund(
                Fund(
                    code: "F", title: LocalizedText(zh: "家电", en: "Appliances"), year: 2026,
                    scope: .category(.appliance), shares: shares)))
        return commands
    }

    /// Orders money as one person and releases it as another.
    @discardableResult
    func appropriate(
        _ amount: Money, _ reference: String, to fund: String = "F"
    ) throws -> [CommandOutcome] {
        let order = MoneyOrder(
            reference: reference, kind: .appropriation, fundCode: fund, amount: amount)
        return try run([.orderMoney(order)])
            + run([.releaseMoney(reference: reference)], by: "checker")
    }

    /// Executes commands as somebody else.
    @discardableResult
    func run(_ commands: [LedgerCommand], by actor: String) throws -> [CommandOutcome] {
        try store.commit(
            commands, CommandContext(actor: actor, now: context.now), register: register)
    }

    @discardableResult
    func run(_ commands: [LedgerCommand]) throws -> [CommandOutcome] {
        try store.commit(commands, context, register: register)
    }

    /// A valid refrigerator claim of 2026 for 3,000.00 yuan; `number` makes it another person's.
    static func row(_ number: Int, _ changes: [ClaimField: String] = [:]) -> ReadRow {
        var claim = RawClaim(row: number)
        let person = residentID(number)
        let values: [ClaimField: String] = [
            .claimRef: "T-\(number)", .programme: "appliance", .dealerCode: dealerCode,
            .applicantName: "测试\(number)", .applicantId: person,
            .applicantPhone: "1540000" + padded(number, 4), .townCode: "羊山镇",
            .soldOn: "2026-03-01", .invoiceNumber: "2637200000" + padded(number, 9) + "1",
            .invoiceBuyerId: person, .price: "3000.00", .itemClass: "refrigerator",
            .brand: "示例牌", .model: "X1", .serialNumber: "SN" + padded(number, 8),
            .efficiencyGrade: "1",
        ]
        for (field, value) in values.merging(changes, uniquingKeysWith: { $1 }) {
            claim[field] = value
        }
        return ReadRow(claim: claim)
    }

    func prepare(_ row: ReadRow) throws -> PreparedClaim {
        try preparer.prepare(row, seed: try RandomBytes.take(ClaimPreparer.seedCount)[...])
    }

    func submit(_ rows: ReadRow...) throws -> [CommandOutcome] { try submit(rows) }

    func submit(_ rows: [ReadRow]) throws -> [CommandOutcome] {
        try run(try rows.map { .submit(try prepare($0)) })
    }

    func verify(_ others: [PolicyPack] = []) throws -> VerifyReport {
        let packs = Dictionary(
            uniqueKeysWithValues: (preparer.decider.shelf.packs + others).map {
                ($0.source.sha256, $0)
            })
        return try store.verify(register: register, pack: { packs[$0] })
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// A synthetic resident ID of region 370899, born on 1990-01-01, with its check character.
    static func residentID(_ number: Int) -> String {
        let body =
            "37089919" + padded(50 + number / 999 % 40, 2) + "0101" + padded(number % 999 + 1, 3)
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(body.utf8, weights).reduce(0) { $0 + Int($1.0 - 48) * $1.1 }
        return body + String(Array("10X98765432")[sum % 11])
    }
}

extension CommandOutcome {
    /// One word for comparisons: the state, `replayed`, or the refusal's code.
    var word: String {
        switch self {
        case .done(let receipt, _): receipt.state?.rawValue ?? "done"
        case .replayed: "replayed"
        case .refused(let refusal): refusal.code.rawValue
        }
    }
}

extension PackFiles {
    /// The same pack, asking for no papers.
    var withoutPapers: PackFiles {
        var files = self
        let text = String(decoding: yaml, as: UTF8.self)
        guard let start = text.range(of: "\npapers:\n") else { return self }
        let rest = text[start.upperBound...]
        let end = rest.split(separator: "\n").prefix { $0.hasPrefix("  ") }.last?.endIndex
        files.yaml = Array((text[..<start.lowerBound] + rest[(end ?? rest.startIndex)...]).utf8)
        // Articles that only asked for papers say now that they have no rule.
        let notice = String(decoding: self.notice, as: UTF8.self)
        files.notice = Array(
            notice.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                line.hasPrefix("## ") && !line.hasSuffix("[no rule]") ? line + " [no rule]" : line
            }.joined(separator: "\n").utf8)
        return files
    }
}
