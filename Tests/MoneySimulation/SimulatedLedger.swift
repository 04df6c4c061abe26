import Foundation
import PolicyLibrary
import TradeInCore

/// What a simulated command came to where it should not have.
public struct Mismatch: Error, CustomStringConvertible {
    /// Where, what was seen and what was expected.
    public let description: String
}

/// A small generator, so that a failing run can be repeated from its seed.
public struct SimulatedChance: RandomNumberGenerator {
    private var state: UInt64

    /// A generator.
    public init(seed: UInt64) { state = seed }

    /// The next number.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// A ledger in memory, whose commands a store can be given too: same commands, same log.
public struct SimulatedLedger {
    /// What the machine works on; everything stays loaded.
    public var state = WorkingSet()
    let preparer: ClaimPreparer
    /// The item classes.
    public let register: ItemClassRegister
    private let people: [(login: String, role: Role)]
    private let pack: KeptPack
    /// The pack as it is compiled: the appliances of 2026, offering rights of two days.
    public let compiled: PolicyPack

    /// An empty ledger under a store's keys.
    ///
    /// - Parameters:
    ///   - keys: the store's.
    ///   - roles: who may do what, by login.
    ///   - drawsPerClass: how often a person may draw a right in a year; nil without a limit.
    /// - Throws: when the shipped packs cannot be read.
    public init(
        keys: LedgerKeys, roles: [String: String], drawsPerClass: Int? = 3
    ) throws {
        let county = try PlanLibrary.jinxiang()
        let shelf = try PolicyLibrary.shelf(countyCode: county.code)
        register = shelf.register
        guard
            var files = PolicyLibrary.shippedFiles.first(where: { $0.base == "cn_appliance_2026" })
        else { throw Mismatch(description: "the appliance pack of 2026 is not shipped") }
        var deadlines = "\ndeadlines:\n  reserveDays: {value: 2, article: 六, mark: S1}\n"
        if let drawsPerClass {
            deadlines += "  drawsPerClass: {value: \(drawsPerClass), article: 六, mark: S1}\n"
        }
        files.yaml += Array(deadlines.utf8)
        let own = try PolicyLibrary.pack(from: files, register: shelf.register).get()
        compiled = own
        pack = KeptPack(own, notice: String(decoding: files.notice, as: UTF8.self))
        preparer = ClaimPreparer(
            decider: ClaimDecider(
                shelf: PackShelf([own], register: register, countyCode: county.code),
                county: county), keys: keys)
        people = roles.sorted { $0.key < $1.key }.compactMap { login, role in
            Role(rawValue: role).map { (login, $0) }
        }
        state.countyCode = county.code
        // A store loads what counts towards caps with the first of them; here it is kept from the
        // beginning.
        for code in ["C", "P"] { state.caps[code] = [] }
    }

    static let dealerCode = "91370899MA0000015Y"

    /// The commands that set the ledger up, in order.
    public func opening(_ now: Moment) -> [LedgerRequest] {
        func request(_ command: LedgerCommand, _ actor: String) -> LedgerRequest {
            LedgerRequest(command, CommandContext(actor: actor, now: now))
        }
        let dealer = Dealer(
            code: Self.dealerCode, name: "示例商行", programmes: [.appliance], townKey: "jinxiang",
            settlementAccount: "", settlementBank: "", state: .enrolled)
        let shares = FundingShares(text: "central:85 county:15") ?? FundingShares()
        let funds = [("C", FundScope.county, nil), ("P", .programme(.appliance), "C")].map {
            Fund(
                code: $0.0, title: LocalizedText(zh: $0.0, en: $0.0), year: 2026, scope: $0.1,
                parent: $0.2, shares: shares)
        }
        return [
            request(.proposePack(pack), "author"),
            request(.activatePack(sha256: pack.sha256), "approver"),
            request(.enrol(dealer, sealedAccount: nil), "guan"),
        ] + funds.map { request(.createFund($0), "guan") }
            + [request(.keepUser(User(login: "guan", roles: [.administrator])), "guan")]
            + people.map {
                request(.keepUser(User(login: $0.login, roles: [$0.role])), "guan")
            }
    }

    /// Executes a request in memory.
    public mutating func execute(_ request: LedgerRequest) -> CommandOutcome {
        LedgerMachine.execute(request.command, request.context, register: register, in: &state)
    }

    /// A draw by the person of a claim number, for a price in whole yuan.
    public func preparedRight(
        _ number: Int, reference: String, yuan: Int, today: Day, seed: [UInt8]
    ) throws -> PreparedRight {
        var row = Self.row(number, yuan: yuan)
        row.claim[.claimRef] = reference
        for field in [ClaimField.invoiceNumber, .invoiceBuyerId, .serialNumber, .brand, .model] {
            row.claim[field] = ""
        }
        return try preparer.prepareRight(row, today: today, seed: seed[...])
    }

    /// A claim for a refrigerator at a price in whole yuan.
    func prepared(_ number: Int, yuan: Int, seed: [UInt8]) throws -> PreparedClaim {
        try preparer.prepare(Self.row(number, yuan: yuan), seed: seed[...])
    }

    private static func row(_ number: Int, yuan: Int) -> ReadRow {
        var cells = RawClaim(row: 1)
        let id = residentID(number)
        let values: [ClaimField: String] = [
            .claimRef: "S-\(number)", .programme: "appliance", .dealerCode: Self.dealerCode,
            .applicantName: "模拟", .applicantId: id, .applicantPhone: Self.digits("154", number, 8),
            .townCode: "yangshan", .soldOn: "2026-03-01",
            .invoiceNumber: Self.digits("26372900", number, 12), .invoiceBuyerId: id,
            .price: "\(yuan).00", .itemClass: "refrigerator", .brand: "示例", .model: "M",
            .serialNumber: Self.digits("SN", number, 8), .efficiencyGrade: "1",
        ]
        for (field, value) in values { cells[field] = value }
        return ReadRow(claim: cells)
    }

    private static func digits(_ head: String, _ number: Int, _ count: Int) -> String {
        let text = String(number)
        return head + String(repeating: "0", count: count - text.utf8.count) + text
    }

    /// A resident ID of the region 370899, which is not assigned, with its check character.
    private static func residentID(_ number: Int) -> String {
        let body = digits("370899" + String(1950 + number / 900) + "0101", number % 900 + 1, 3)
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(body.utf8, weights).reduce(0) { $0 + Int($1.0 - 48) * $1.1 }
        return body + String(Array("10X98765432")[sum % 11])
    }
}

extension CommandOutcome {
    /// One word for comparisons: the state, `done`, `replayed`, or the refusal's code.
    public var simulatedWord: String {
        switch self {
        case .done(let receipt, _): receipt.state?.rawValue ?? "done"
        case .replayed: "replayed"
        case .refused(let refusal): refusal.code.rawValue
        }
    }
}
