import Testing

@testable import TradeInCore
@testable import TradeInStore

/// A real ledger with claims of 450.00 yuan each, approved and ready to be paid.
struct PayLedger {
    let ledger: TestLedger

    init(claims count: Int, shares: String = "central:85 county:15") throws {
        ledger = try TestLedger(available: .zero)
        try ledger.run([
            .createFund(
                Fund(
                    code: "C", title: LocalizedText(zh: "县", en: "County"), year: 2026,
                    scope: .county)),
            .createFund(
                Fund(
                    code: "P", title: LocalizedText(zh: "家电", en: "Appliances"), year: 2026,
                    scope: .programme(.appliance), parent: "C",
                    shares: try #require(FundingShares(text: shares)))),
        ])
        try ledger.appropriate(Money(fen: 10_000_000), "文1", to: "C")
        let allocation = MoneyOrder(
            reference: "切1", kind: .allocation, fundCode: "P", amount: Money(fen: 1_000_000))
        try ledger.run([.orderMoney(allocation)])
        try ledger.run([.releaseMoney(reference: "切1")], by: "checker")
        try enrol(account: "6222000000000000012")
        for number in 1...count {
            let outcome = try ledger.submit(TestLedger.row(number)).first
            #expect(outcome?.word == "submitted")
        }
        for claim in 1...Int64(count) { try approve(claim) }
    }

    func enrol(account: String) throws {
        let dealer = Dealer(
            code: TestLedger.dealerCode, name: "示例商行", programmes: Set(Programme.allCases),
            townKey: "jinxiang", settlementAccount: account, settlementBank: "示例银行",
            state: .enrolled)
        let sealed = try SealedAccount(
            of: dealer, keys: ledger.store.keys, seed: RandomBytes.take(56)[...])
        try ledger.run([.enrol(dealer, sealedAccount: sealed)])
    }

    func approve(_ claim: Int64) throws {
        for person in ["li", "wang"] {
            let outcome = try ledger.run(
                [.step(PreparedStep(number: claim, step: .approve))], by: person)
            #expect(outcome.first?.receipt != nil)
        }
    }

    func build(_ reference: String = "批1", upTo limit: Money? = nil) throws -> CommandOutcome? {
        let prepared = try ledger.store.payable(.appliance, upTo: limit, reference: reference)
        return try ledger.run([.buildBatch(prepared)], by: "zhao").first
    }

    func release(_ batch: Int64 = 1) throws -> CommandOutcome? {
        try ledger.run([.releaseBatch(batch)], by: "qian").first
    }

    func confirm(
        _ file: String, _ lines: [(line: Int, fen: Int64, outcome: PreparedConfirmation.Outcome)],
        batch: Int64 = 1
    ) throws -> CommandOutcome? {
        let day = try #require(Day(year: 2026, month: 9, day: 1))
        let lines = try lines.enumerated().map { place, line in
            PreparedConfirmation.Line(
                line: place + 2, place: PaymentPlace(batch: batch, line: line.line),
                amount: Money(fen: line.fen), outcome: line.outcome,
                note: line.outcome == .paid
                    ? nil
                    : try SealedRecord(
                        Array("户名不符".utf8), under: ledger.store.keys.sealing,
                        seed: RandomBytes.take(56)[...]), bankRef: "B\(place)", settledOn: day)
        }
        return try ledger.run(
            [.confirmPayments(PreparedConfirmation(sha256: file, lines: lines))], by: "zhao"
        ).first
    }

    func take(_ step: ClaimStep, _ claim: Int64, by actor: String = "sun") throws -> String? {
        try ledger.run(
            [.step(PreparedStep(number: claim, step: step, reason: step.reasons.first))], by: actor
        ).first?.word
    }

    func state(_ claim: Int64) throws -> ClaimState? {
        try ledger.store.claim(ClaimID(number: claim))?.row.state
    }

    func balance(_ account: AccountKind, of fund: String = "P") throws -> Int64? {
        try ledger.store.funds().first { $0.code == fund }?.balance(account).fen
    }

    func expectClean() throws { #expect(try ledger.verify().problems.map(\.code) == []) }
}
