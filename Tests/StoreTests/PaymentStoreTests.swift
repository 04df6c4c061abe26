import GRDB
import Testing

@testable import TradeInCore
@testable import TradeInStore

@Suite("Pay runs: never two payments of one award, money to the fen")
struct PaymentStoreTests {
    @Test("a batch is built, released by another, paid, and shared out")
    func course() throws {
        let pay = try PayLedger(claims: 3)
        let built = try #require(try pay.build())
        #expect(built.receipt?.amount?.fen == 135_000 && built.receipt?.batch == 1)
        #expect(try pay.state(1) == .scheduled && pay.balance(.payable) == 135_000)
        let again = try #require(try pay.build())
        #expect(again.word == "replayed" && again.receipt?.batch == 1)
        #expect(try pay.build("批2")?.word == "nothing-payable")
        #expect(
            try pay.ledger.run([.releaseBatch(1)], by: "Zhao").first?.word == "maker-checks")
        #expect(try pay.confirm("a", [(1, 135_000, .paid)])?.word == "confirmation-faulty")
        #expect(try pay.release()?.word == "done")
        #expect(try pay.ledger.run([.cancelBatch(1)], by: "zhao").first?.word == "batch-not-drawn")
        #expect(try pay.confirm("a", [(1, 135_000, .paid)])?.word == "done")
        #expect(try pay.confirm("a", [(1, 135_000, .paid)])?.word == "confirmation-repeated")
        #expect(try pay.confirm("b", [(1, 135_000, .paid)])?.word == "confirmation-faulty")
        #expect(try pay.state(3) == .paid && pay.balance(.paid) == 135_000)
        let shares = try pay.ledger.store.shares(of: 1)
        #expect(shares.map(\.source) == [.central, .county])
        #expect(shares.map(\.amount.fen) == [114_750, 20_250])
        let rows = try pay.ledger.store.paymentRows(of: 1)
        #expect(rows.count == 1 && rows[0].account == "6222000000000000012")
        #expect(rows[0].claims.map(\.ref) == ["T-1", "T-2", "T-3"])
        try pay.expectClean()
    }

    @Test("a confirmation with one bad line takes nothing, and says which")
    func allOrNothing() throws {
        let pay = try PayLedger(claims: 1)
        _ = try pay.build()
        _ = try pay.release()
        let outcome = try #require(
            try pay.confirm("a", [(1, 45_000, .paid), (9, 1, .paid)]))
        guard case .refused(let refusal) = outcome else {
            Issue.record("not refused")
            return
        }
        #expect(refusal.findings.map(\.code) == ["payment-unknown"])
        #expect(refusal.findings.first?.message.en.contains("Line 3") ?? false)
        #expect(try pay.state(1) == .scheduled && pay.balance(.paid) == 0)
        #expect(try pay.confirm("b", [(1, 44_999, .paid)])?.word == "confirmation-faulty")
        #expect(try pay.confirm("c", [(1, 45_000, .returned)])?.word == "confirmation-faulty")
        try pay.expectClean()
    }

    @Test("a failed payment and one sent back are payable again, and shares follow")
    func failures() throws {
        let pay = try PayLedger(claims: 2)
        _ = try pay.build()
        _ = try pay.release()
        #expect(try pay.confirm("a", [(1, 90_000, .failed)])?.word == "done")
        #expect(try pay.state(1) == .approved && pay.balance(.payable) == 90_000)
        let second = try #require(try pay.build("批2"))
        #expect(second.receipt?.batch == 2)
        _ = try pay.release(2)
        #expect(try pay.confirm("b", [(1, 90_000, .paid)], batch: 2)?.word == "done")
        #expect(try pay.confirm("c", [(1, 90_000, .returned)], batch: 2)?.word == "done")
        #expect(try pay.state(2) == .approved && pay.balance(.paid) == 0)
        #expect(try pay.ledger.store.shares(of: 2).allSatisfy { $0.amount == .zero })
        try pay.expectClean()
    }

    @Test("a batch that is given up leaves its claims payable")
    func cancelled() throws {
        let pay = try PayLedger(claims: 2)
        _ = try pay.build("批1", upTo: Money(fen: 50_000))
        #expect(try pay.state(1) == .scheduled && pay.state(2) == .approved)
        #expect(try pay.ledger.run([.cancelBatch(1)], by: "zhao").first?.word == "done")
        #expect(try pay.state(1) == .approved)
        #expect(try pay.release()?.word == "batch-not-drawn")
        #expect(try pay.build("批2")?.receipt?.amount?.fen == 90_000)
        try pay.expectClean()
    }

    @Test("a payee whose account changed after the approval is left out and listed")
    func changedAccount() throws {
        let pay = try PayLedger(claims: 1)
        try pay.enrol(account: "6222000000000000020")
        let outcome = try #require(try pay.build())
        guard case .refused(let refusal) = outcome else {
            Issue.record("not refused")
            return
        }
        #expect(refusal.findings.map(\.code) == ["payee-changed"])
        #expect(try pay.take(.reopen, 1, by: "li") == "submitted")
        try pay.approve(1)
        #expect(try pay.build()?.receipt?.batch == 1)
        try pay.expectClean()
    }

    @Test("goods returned after payment are clawed back, and the money pays for others again")
    func clawback() throws {
        let pay = try PayLedger(claims: 2)
        _ = try pay.build()
        #expect(try pay.take(.reportReturn, 1) == "step-not-drawn")
        _ = try pay.release()
        _ = try pay.confirm("a", [(1, 90_000, .paid)])
        #expect(try pay.take(.reportReturn, 1) == "clawbackDue")
        #expect(try pay.balance(.receivable) == 45_000)
        #expect(try pay.confirm("b", [(1, 90_000, .returned)])?.word == "confirmation-faulty")
        #expect(try pay.ledger.store.shares(of: 1).map(\.amount.fen) == [38_250, 6_750])
        #expect(try pay.take(.recover, 1) == "clawedBack")
        #expect(try pay.take(.recover, 1) == "step-not-drawn")
        #expect(try pay.balance(.receivable) == 0)
        // The item stays locked: whether the right comes back is for the county to say.
        let same = TestLedger.row(3, [.serialNumber: "SN00000001"])
        #expect(try pay.ledger.submit(same).first?.word == "serial-already-claimed")
        try pay.expectClean()
    }

    @Test(
        "tampering with payments is found",
        arguments: [
            "UPDATE payment SET amountFen = amountFen + 1",
            "UPDATE payment SET state = 'failed'", "UPDATE payBatch SET totalFen = totalFen + 1",
            "UPDATE shareCell SET amountFen = amountFen + 1 WHERE source = 'county'",
            "UPDATE claim SET state = 'approved' WHERE claimId = 1",
            "UPDATE paymentItem SET amountFen = amountFen - 1",
            "INSERT INTO user VALUES ('EVE', 'eve', 'finance-checker', NULL, 'active')",
        ])
    func tampering(_ sql: String) throws {
        let pay = try PayLedger(claims: 2)
        _ = try pay.build()
        _ = try pay.release()
        _ = try pay.confirm("a", [(1, 90_000, .paid)])
        try pay.expectClean()
        try pay.ledger.store.pool.write { try $0.execute(sql: sql) }
        #expect(try !pay.ledger.verify().isClean, "\(sql)")
    }

    @Test("money goes from the county's fund to its part and back, and never more than is there")
    func tree() throws {
        let pay = try PayLedger(claims: 1)
        func order(_ kind: MoneyOrder.Kind, _ fund: String, _ fen: Int64) throws -> String? {
            let reference = "\(kind.rawValue)-\(fund)-\(fen)"
            try pay.ledger.run([
                .orderMoney(
                    MoneyOrder(
                        reference: reference, kind: kind, fundCode: fund, amount: Money(fen: fen)))
            ])
            return try pay.ledger.run([.releaseMoney(reference: reference)], by: "checker")
                .first?.word
        }
        #expect(try pay.balance(.available, of: "C") == 9_000_000)
        #expect(try order(.allocation, "P", 9_000_001) == "fund-short")
        #expect(try order(.recall, "P", 955_001) == "fund-short")
        #expect(try order(.recall, "P", 955_000) == "done")
        #expect(try pay.balance(.available) == 0)
        #expect(try order(.recall, "C", 9_955_000) == "done")
        #expect(try pay.balance(.appropriation, of: "C") == 45_000)
        try pay.expectClean()
    }

    @Test("what was never appropriated to a fund cannot be recalled out of it")
    func recallTooMuch() throws {
        let pay = try PayLedger(claims: 1)
        try pay.ledger.appropriate(Money(fen: 500), "直1", to: "P")
        func recall(_ reference: String, _ fund: String, _ fen: Int64) throws -> String? {
            let order = MoneyOrder(
                reference: reference, kind: .recall, fundCode: fund, amount: Money(fen: fen))
            try pay.ledger.run([.orderMoney(order)])
            return try pay.ledger.run([.releaseMoney(reference: reference)], by: "checker")
                .first?.word
        }
        #expect(try recall("收1", "P", 955_500) == "done")
        // The county's fund now has 500 fen more available than were ever appropriated to it.
        #expect(try recall("收2", "C", 9_955_500) == "done")
        #expect(try recall("收3", "C", 1) == "fund-short")
        try pay.expectClean()
    }

    @Test("a confirmation that names one payment twice takes nothing")
    func twice() throws {
        let pay = try PayLedger(claims: 1)
        _ = try pay.build()
        _ = try pay.release()
        let outcome = try pay.confirm("a", [(1, 45_000, .paid), (1, 45_000, .failed)])
        #expect(outcome?.word == "confirmation-faulty")
        #expect(try pay.state(1) == .scheduled)
        try pay.expectClean()
    }

    /// A scrappage claim of 2026; 11 and 12 are two cars.
    private static func car(_ number: Int) -> [ClaimField: String] {
        [
            .programme: "vehicle-scrappage", .soldOn: "2026-06-03", .price: "150000.00",
            .itemClass: "", .brand: "", .model: "", .serialNumber: "", .efficiencyGrade: "",
            .payeeAccount: "6222000000000000012", .payeeBank: "示例银行", .payeeAccountClass: "I",
            .newVin: number == 11 ? "LZZTEST18SA000002" : "LZZTEST49TA900001",
            .newEnergy: "nev", .newInCatalogue: "是", .newRegisteredOn: "2026-06-05",
            .oldVin: number == 11 ? "LZZTEST21B0000003" : "LZZTEST31H0000004",
            .oldPlate: "鲁H00T\(number)", .oldVehicleClass: "small-passenger",
            .oldFuel: "petrol", .oldFirstRegisteredOn: "2010-05-20",
            .oldOwnedSince: "2015-06-18",
            .recyclingCertificate: "RC-370899-2026-0000\(number)", .recycledOn: "2026-05-30",
            .deregisteredOn: "2026-05-31",
        ]
    }

    @Test("an applicant is paid in one sum, to the account of the claim")
    func applicants() throws {
        let pay = try PayLedger(claims: 1)
        try pay.ledger.run([
            .createFund(
                Fund(
                    code: "V", title: LocalizedText(zh: "汽车", en: "Vehicles"), year: 2026,
                    scope: .category(.vehicle)))
        ])
        try pay.ledger.appropriate(Money(fen: 10_000_000), "文V", to: "V")
        for number in [11, 12] {
            var row = TestLedger.row(number, Self.car(number))
            row.claim[.oldOwnerId] = row.claim[.applicantId]
            let outcome = try pay.ledger.submit(row).first
            #expect(outcome?.word == "submitted", "\(outcome as Any)")
        }
        for claim in [Int64(2), 3] { try pay.approve(claim) }
        let prepared = try pay.ledger.store.payable(.vehicleScrappage, reference: "车1")
        #expect(prepared.payments.count == 2)
        let built = try pay.ledger.run([.buildBatch(prepared)], by: "zhao").first
        #expect(built?.receipt?.batch == 1)
        _ = try pay.release()
        let rows = try pay.ledger.store.paymentRows(of: 1)
        #expect(rows.map(\.payeeName) == ["测试11", "测试12"])
        #expect(rows.allSatisfy { $0.account == "6222000000000000012" && $0.claims.count == 1 })
        try pay.expectClean()
    }

    @Test("what one command of a transaction frees, the next may pay, and give up again")
    func oneTransaction() throws {
        let pay = try PayLedger(claims: 2)
        let first = try pay.ledger.store.payable(.appliance, reference: "批1")
        _ = try pay.ledger.run([.buildBatch(first)], by: "zhao")
        func again(_ reference: String) -> LedgerCommand {
            var batch = first
            batch.reference = reference
            return .buildBatch(batch)
        }
        let words = try pay.ledger.run(
            [.cancelBatch(1), again("批2"), .cancelBatch(2), again("批3")], by: "zhao"
        ).map(\.word)
        #expect(words == ["done", "done", "done", "done"])
        #expect(try pay.state(1) == .scheduled)
        try pay.expectClean()
    }

    @Test("a batch up to a day takes what was approved by then, in the county's days")
    func approvedBy() throws {
        let pay = try PayLedger(claims: 2)
        let today = pay.ledger.context.now.countyDay
        func count(_ day: Day) throws -> Int {
            try pay.ledger.store.payable(.appliance, approvedBy: day, reference: "批")
                .payments.reduce(0) { $0 + $1.claims.count }
        }
        #expect(try count(today.advanced(byDays: -1)) == 0)
        #expect(try count(today) == 2)
    }
}
