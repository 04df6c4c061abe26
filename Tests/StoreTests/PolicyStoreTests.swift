import GRDB
import LedgerSchema
import PolicyLibrary
import Testing
import TradeInCore

@testable import TradeInStore

@Suite("Packs and supplements in a real ledger")
struct PolicyStoreTests {
    private static let car: [ClaimField: String] = [
        .programme: "vehicle-scrappage", .soldOn: "2024-06-03", .price: "150000.00",
        .itemClass: "", .brand: "", .model: "", .serialNumber: "", .efficiencyGrade: "",
        .payeeAccount: "6222000000000000012", .payeeBank: "示例银行", .payeeAccountClass: "I",
        .newVin: "LZZTEST18SA000002", .newEnergy: "nev", .newInCatalogue: "是",
        .newRegisteredOn: "2024-06-05", .oldVin: "LZZTEST21B0000003", .oldPlate: "鲁H00T01",
        .oldVehicleClass: "small-passenger", .oldFuel: "petrol",
        .oldFirstRegisteredOn: "2010-05-20", .oldOwnedSince: "2015-06-18",
        .recyclingCertificate: "RC-370899-2024-000001", .recycledOn: "2024-05-30",
        .deregisteredOn: "2024-05-31",
    ]

    /// The pack of 2024 as shipped, and as it was before the rise: first amounts, no supplement.
    private func packs() throws -> (before: PolicyPack, risen: PolicyPack) {
        let shelf = try PolicyLibrary.shelf(countyCode: "370828")
        let risen = try #require(
            shelf.packs.first { $0.identifier == "cn-vehicle-scrappage-2024" })
        var source = risen.source
        source.version = "0.9.0"
        (source.supplements, source.papers) = ([], [])
        source.text = source.text.replacing("version: 1.1.0", with: "version: 0.9.0")
        source.sha256 = Digests.sha256Hex(Array(source.text.utf8))
        let before = try PolicyPack(source, register: shelf.register, checksArticles: false)
        return (before, risen)
    }

    /// A ledger with one claim of June 2024, decided before the rise, and the rise now active.
    private func risenLedger(
        available: Int64 = 2_000_000
    ) throws -> (ledger: TestLedger, number: Int64, risen: PolicyPack) {
        let (before, risen) = try packs()
        let ledger = try TestLedger(packs: [before])
        try ledger.run([
            .createFund(
                Fund(
                    code: "V", title: LocalizedText(zh: "汽车", en: "Vehicles"), year: 2024,
                    scope: .category(.vehicle)))
        ])
        try ledger.appropriate(Money(fen: available), "V-1", to: "V")
        var cells = Self.car
        cells[.oldOwnerId] = TestLedger.residentID(1)
        let outcome = try #require(try ledger.submit(TestLedger.row(1, cells)).first)
        let receipt = try #require(outcome.receipt, "\(outcome)")
        #expect(receipt.amount?.fen == 1_000_000)
        try ledger.adopt([risen])
        return (ledger, try #require(receipt.claim?.number), risen)
    }

    private func grant(
        _ number: Int64, _ risen: PolicyPack, in ledger: TestLedger
    ) throws -> CommandOutcome {
        var decided: [DecidedClaim] = []
        try ledger.store.decidedClaims(1...number, of: .vehicleScrappage) { decided.append($0) }
        let claim = try #require(decided.first { $0.number == number })
        let json = try JSONValue.parse(Array(claim.factsJSON))
        let facts = try #require(FactSet(json: json, register: ledger.register))
        let day = try #require(facts.day(.soldOn))
        let again = risen.determine(facts, on: day, found: claim.found)
        let prepared = PreparedSupplement(
            number: number, determination: again, register: ledger.register)
        return try #require(try ledger.run([.supplement(prepared)]).first)
    }

    @Test("a claim keeps its first award, gets the rise once, and verify recomputes both")
    func supplement() throws {
        let (ledger, number, risen) = try risenLedger()
        let first = try grant(number, risen, in: ledger)
        #expect(first.receipt?.amount?.fen == 1_000_000)
        #expect(try grant(number, risen, in: ledger).word == "supplement-not-due")
        let id = ClaimID(number: number)
        #expect(try ledger.store.claim(id)?.row.amount.fen == 1_000_000)
        #expect(try ledger.store.supplements(of: id).map(\.amount.fen) == [1_000_000])
        let fund = try #require(try ledger.store.funds().first { $0.code == "V" })
        #expect(fund.balance(.encumbered).fen == 2_000_000)
        let cells = try ledger.store.tally(.itemClass, year: 2024)
        #expect(cells.reduce(0) { $0 + $1.sums.subsidy.fen } == 2_000_000)
        #expect(cells.reduce(0) { $0 + $1.sums.claims } == 1)
        #expect(try ledger.verify([risen]).problems.map(\.code) == [])
    }

    private func take(
        _ steps: [(ClaimStep, String)], _ number: Int64, in ledger: TestLedger
    ) throws {
        for (step, person) in steps {
            let prepared = PreparedStep(
                number: number, step: step, reason: step.reasons.first { $0 != .other })
            let outcome = try ledger.run([.step(prepared)], by: person).first
            #expect(outcome?.receipt != nil, "\(outcome as Any)")
        }
    }

    @Test(
        "a claim that is approved or paid gets the rise as an award of its own, paid like a claim")
    func paid() throws {
        let (ledger, number, risen) = try risenLedger(available: 2_500_000)
        try take([(.approve, "li"), (.approve, "wang")], number, in: ledger)
        func pay(_ batch: Int64, fen: Int64) throws {
            let prepared = try ledger.store.payable(
                .vehicleScrappage, reference: "批\(batch)")
            #expect(try ledger.run([.buildBatch(prepared)], by: "zhao").first?.word == "done")
            #expect(try ledger.run([.releaseBatch(batch)], by: "qian").first?.word == "done")
            let line = PreparedConfirmation.Line(
                line: 2, place: PaymentPlace(batch: batch, line: 1), amount: Money(fen: fen),
                outcome: .paid, settledOn: try #require(Day(year: 2026, month: 9, day: 1)))
            let file = PreparedConfirmation(sha256: "f\(batch)", lines: [line])
            #expect(try ledger.run([.confirmPayments(file)], by: "zhao").first?.word == "done")
        }
        try pay(1, fen: 1_000_000)
        let granted = try #require(try grant(number, risen, in: ledger).receipt)
        let award = try #require(granted.claim)
        #expect(award.number != number && granted.state == .submitted)
        #expect(granted.amount?.fen == 1_000_000)
        #expect(try grant(number, risen, in: ledger).word == "supplement-not-due")
        #expect(try ledger.store.claim(award)?.row.parent == ClaimID(number: number))
        #expect(try ledger.store.rises(of: ClaimID(number: number)).map(\.id) == [award])
        #expect(try ledger.store.papers(of: award).missing.isEmpty, "its papers are the claim's")
        let cells = try ledger.store.tally(.itemClass, year: 2024)
        #expect(cells.reduce(0) { $0 + $1.sums.claims } == 1, "the award is no other claim")
        #expect(cells.reduce(0) { $0 + $1.sums.units } == 1)
        #expect(cells.reduce(0) { $0 + $1.sums.subsidy.fen } == 2_000_000)
        try take([(.approve, "li"), (.approve, "wang")], award.number, in: ledger)
        try pay(2, fen: 1_000_000)
        #expect(try ledger.store.claim(award)?.row.state == .paid)
        let fund = try #require(try ledger.store.funds().first { $0.code == "V" })
        #expect(fund.balance(.paid).fen == 2_000_000)
        #expect(try ledger.verify([risen]).problems.map(\.code) == [])
        // Another name in the row is found.
        try ledger.store.pool.write {
            try $0.execute(sql: "UPDATE claim SET riseCode = 'x' WHERE riseCode IS NOT NULL")
        }
        #expect(try ledger.verify([risen]).problems.map(\.code) == ["supplement-differs"])
    }

    @Test("an award that was rejected frees no lock of its claim and may be granted again")
    func rejected() throws {
        let (ledger, number, risen) = try risenLedger(available: 2_500_000)
        try take([(.approve, "li"), (.approve, "wang")], number, in: ledger)
        let award = try #require(try grant(number, risen, in: ledger).receipt?.claim)
        try take([(.reject, "li")], award.number, in: ledger)
        let locks = try ledger.store.pool.read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM claimKey") ?? 0
        }
        #expect(locks > 0, "the claim keeps its locks")
        #expect(try grant(number, risen, in: ledger).word == "submitted")
        #expect(try ledger.verify([risen]).problems.map(\.code) == [])
    }

    @Test("a fund that is short refuses the supplement, and the ledger stays whole")
    func short() throws {
        let (ledger, number, risen) = try risenLedger(available: 1_999_999)
        #expect(try grant(number, risen, in: ledger).word == "fund-short")
        #expect(try ledger.verify([risen]).isClean)
        try ledger.appropriate(Money(fen: 1), "V-2", to: "V")
        #expect(try grant(number, risen, in: ledger).receipt != nil)
    }

    @Test(
        "tampering with packs and supplements is found",
        arguments: [
            ("UPDATE supplement SET amountFen = amountFen + 1", "supplement-differs"),
            ("DELETE FROM supplement", "supplement-differs"),
            (
                "UPDATE policyPack SET state = 'proposed' WHERE state = 'active'",
                "activation-differs"
            ),
            (
                "INSERT INTO policyPack (identifier, version, sha256, text, notice, programme, place, "
                    + "fromDay, toDay) VALUES ('x', '1.0.0', 'aa', '', '', 'appliance', 'CN', "
                    + "'2026-01-01', '2026-12-31')", "pack-unlogged"
            ),
            ("UPDATE policyPack SET notice = notice || '#'", "pack-differs"),
            ("DELETE FROM record WHERE key LIKE 'pack:%'", "pack-unlogged"),
            ("UPDATE policyPack SET author = 'somebody'", "activation-differs"),
            ("UPDATE policyPack SET approver = 'somebody'", "activation-differs"),
            ("UPDATE policyPack SET unconfirmed = ''", "confirmation-differs"),
            ("UPDATE packConfirmation SET reference = 'x'", "confirmation-differs"),
            ("DELETE FROM packConfirmation", "confirmation-differs"),
            ("UPDATE policyPack SET toDay = '2030-01-01'", "pack-scope-differs"),
            ("UPDATE policyPack SET place = '37'", "pack-scope-differs"),
            ("UPDATE policyPack SET text = text || '#'", "pack-differs"),
        ])
    func tampering(_ sql: String, _ code: String) throws {
        let (ledger, number, risen) = try risenLedger()
        _ = try grant(number, risen, in: ledger)
        try ledger.run([
            .confirmValues(
                PackConfirmation(
                    sha256: risen.source.sha256, items: ["rounding"], reference: "文1"))
        ])
        #expect(try ledger.verify([risen]).problems.map(\.code) == [])
        try ledger.store.pool.writeWithoutTransaction { try $0.execute(sql: sql) }
        let codes = Set(try ledger.verify([risen]).problems.map(\.code))
        #expect(codes.contains(code), "\(codes)")
    }

    @Test("one version of a pack is active, and how each stands can be asked")
    func standings() throws {
        let (ledger, _, risen) = try risenLedger()
        let standings = try ledger.store.packStandings()
        #expect(standings.map(\.state) == [.superseded, .active])
        #expect(standings.map(\.author) == ["author", "author"])
        #expect(standings.map(\.approver) == ["tester", "tester"])
        #expect(standings[1].unconfirmed == risen.source.confirmableItems)
        let item = try #require(standings[1].unconfirmed.first)
        try ledger.run([
            .confirmValues(
                PackConfirmation(
                    sha256: risen.source.sha256, items: [item], reference: "文1第1页"))
        ])
        let left = try ledger.store.packStandings()[1].unconfirmed
        #expect(left == Array(standings[1].unconfirmed.dropFirst()))
        #expect(try ledger.verify([risen]).isClean)
    }

    @Test("a ledger of the first schema goes on deciding by the packs that it kept")
    func migration() throws {
        let queue = try DatabaseQueue()
        try queue.write { database in
            try database.execute(sql: LedgerSchema.migrations[0].sql)
            try database.execute(
                sql: """
                    INSERT INTO policyPack (identifier, version, sha256, text, notice)
                    VALUES ('cn-appliance-2026', '1.0.0', 'aa', 'pack: x', '## 一')
                    """)
            try database.execute(
                sql: """
                    INSERT INTO logEntry (seq, body)
                    VALUES (0, CAST('{"actor":"zhang","kind":"policy.keep"}' AS BLOB));
                    INSERT INTO record (key, body, logIndex) VALUES ('pack:aa', x'7b7d', 0);
                    """)
            try database.execute(sql: LedgerSchema.migrations[1].sql)
            let row = try Row.fetchOne(database, sql: "SELECT * FROM policyPack")
            #expect(row?["state"] as String? == "active" && row?["approver"] as String? == nil)
            #expect(row?["author"] as String? == "zhang" && row?["text"] as String? == "pack: x")
        }
    }
}
