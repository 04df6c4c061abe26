import Foundation
import Testing

@testable import TradeInCore

@Suite("Random commands of all roles move claims and money as a plain model expects")
struct MoneySimulationTests {
    /// Commands per seed; `TRADEIN_SIMULATION` asks for more.
    private static let count =
        ProcessInfo.processInfo.environment["TRADEIN_SIMULATION"].flatMap(Int.init) ?? 20_000
    private static let seeds: [UInt64] = [11, 12, 13, .random(in: .min ... .max)]
    private static let people = MoneyModel.roles.keys.sorted()

    /// The ledger, the model, and what both have seen.
    private struct Run {
        var ledger: TestLedger
        var model = MoneyModel()
        var random: SeededGenerator
        var files = 0
        var seen: [String: Int] = [:]

        init(seed: UInt64) throws {
            ledger = try TestLedger(seed: seed)
            random = SeededGenerator(seed: seed)
            ledger.enrol()
            for (code, scope, parent) in [
                ("C", FundScope.county, nil), ("P", .programme(.appliance), "C"),
            ] {
                ledger.execute(
                    .createFund(
                        Fund(
                            code: code, title: LocalizedText(zh: code, en: code), year: 2026,
                            scope: scope, parent: parent,
                            shares: try #require(FundingShares(text: "central:85 county:15")))))
            }
            ledger.state.hasUsers = true
            for (login, role) in MoneyModel.roles {
                let user = User(login: login, roles: [try #require(Role(rawValue: role))])
                ledger.state.users[user.key] = user
            }
        }

        mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

        /// Who acts: mostly somebody with the role, so that much is done.
        mutating func actor(_ role: String) -> String {
            let able = MoneySimulationTests.people.filter { MoneyModel.roles[$0] == role }
            return pick(8) == 0
                ? MoneySimulationTests.people[pick(MoneySimulationTests.people.count)]
                : able[pick(able.count)]
        }
    }

    @Test("states, refusals and every account agree, command by command", arguments: seeds)
    func simulation(seed: UInt64) throws {
        print("MoneySimulationTests seed \(seed)")
        var run = try Run(seed: seed)
        for step in 0..<Self.count {
            let place = "seed \(seed), step \(step)"
            switch run.pick(40) {
            case 0, 1: try submit(&run, place)
            case 2: order(&run, place)
            case 3: releaseMoney(&run, place)
            case 4: build(&run, place)
            case 5: batch(&run, place)
            case 6, 7: confirm(&run, place)
            default: take(&run, place)
            }
            if step % 100 == 0 { compare(run, place) }
        }
        compare(run, "seed \(seed), end")
        guard seed != Self.seeds.last else { return }
        for word in [
            "submitted", "waitlisted", "approved", "clawbackDue", "clawedBack", "rejected",
            "withdrawn", "own-entry", "same-reviewer", "role-missing", "fund-short",
            "confirmation-faulty", "batch-not-drawn", "maker-done",
        ] { #expect(run.seen[word, default: 0] > 0, "seed \(seed) never saw \(word)") }
    }

    private func tell(
        _ outcome: CommandOutcome, _ expected: String, _ run: inout Run, _ place: String
    ) {
        let word: String
        switch outcome {
        case .done(let receipt, _): word = receipt.state?.rawValue ?? "done"
        case .replayed: word = "replayed"
        case .refused(let refusal): word = refusal.code.rawValue
        }
        run.seen[word, default: 0] += 1
        #expect(word == expected, "\(place)")
    }

    private func submit(_ run: inout Run, _ place: String) throws {
        let number = run.model.claims.count + 1
        guard number < 900 else { return }
        let yuan = 100 * (1 + run.pick(90))
        let actor = run.actor("officer")
        var cells = GoodRow.cells(.appliance, number: number)
        cells[.price] = "\(yuan).00"
        let prepared = try run.ledger.prepared(cells)
        let fen = prepared.determination.amount.fen
        let outcome = run.ledger.execute(.submit(prepared), by: actor)
        let expected = run.model.submit(fen, by: actor)
        tell(outcome, expected, &run, "\(place) submit \(outcome)")
        guard case .done(let receipt, _) = outcome, let claim = receipt.claim else { return }
        // A ledger's store would load the claim for the next command; here it stays in memory.
        guard run.ledger.state.standing[claim.number] == nil else { return }
        run.ledger.state.standing[claim.number] = StandingClaim(
            number: claim.number, state: .submitted, granted: Money(fen: fen), supplements: [],
            packIdentifier: "p", enteredBy: [actor], fundCode: "P",
            place: TallyPlace(
                programme: .appliance, soldOn: try #require(prepared.claim.soldOn),
                classKey: "refrigerator", townKey: prepared.claim.townKey,
                dealerCode: prepared.claim.dealerCode),
            units: 1, sales: prepared.claim.price)
    }

    private func take(_ run: inout Run, _ place: String) {
        guard !run.model.claims.isEmpty else { return }
        let steps = ClaimStep.allCases.filter(\.isAsked)
        let isApproval = run.pick(3) != 0
        let step = isApproval ? .approve : steps[run.pick(steps.count)]
        let role = step.act?.roles.map(\.rawValue).filter { $0 != "dealer-staff" }.min() ?? ""
        let actor = run.actor(role)
        let number = run.pick(run.model.claims.count)
        let outcome = run.ledger.execute(
            .step(
                PreparedStep(
                    number: Int64(number + 1), step: step,
                    reason: step.reasons.first { $0 != .other })), by: actor)
        let expected = run.model.step(step.rawValue, number, by: actor)
        tell(outcome, expected, &run, "\(place) \(step.rawValue) \(number) by \(actor)")
    }

    private func order(_ run: inout Run, _ place: String) {
        let kinds = MoneyOrder.Kind.allCases
        let kind =
            run.pick(3) == 0 ? kinds[run.pick(3)] : (run.pick(2) == 0 ? .allocation : kinds[0])
        let fund = run.pick(3) == 0 || kind == .appropriation ? "C" : "P"
        let fen = Int64(1 + run.pick(900_000))
        let reference = "R\(run.model.orders.count + run.pick(2))"
        let maker = run.actor("finance-officer")
        let outcome = run.ledger.execute(
            .orderMoney(
                MoneyOrder(
                    reference: reference, kind: kind, fundCode: fund, amount: Money(fen: fen))),
            by: maker)
        let expected = run.model.order(
            reference, .init(kind: kind.rawValue, fund: fund, fen: fen, maker: maker))
        if expected == "done" { run.seen["maker-done", default: 0] += 1 }
        tell(outcome, expected, &run, "\(place) order \(reference)")
    }

    private func releaseMoney(_ run: inout Run, _ place: String) {
        let reference = "R\(run.pick(run.model.orders.count + 1))"
        let actor = run.actor("finance-checker")
        let outcome = run.ledger.execute(.releaseMoney(reference: reference), by: actor)
        let expected = run.model.releaseMoney(reference, by: actor)
        tell(outcome, expected, &run, "\(place) release \(reference)")
    }

    private func build(_ run: inout Run, _ place: String) {
        guard run.model.claims.count > 3 else { return }
        let approved = run.model.claims.indices.filter { run.model.claims[$0].state == "approved" }
        var asked: [[(claim: Int, approval: Int)]] = []
        var left = approved + [run.pick(run.model.claims.count)]
        while !left.isEmpty {
            let part = left.prefix(1 + run.pick(3))
            left.removeFirst(part.count)
            // A claim that is named twice is paid once; the model is asked for it once.
            let fresh = part.filter { claim in
                !asked.joined().contains { $0.claim == claim }
            }
            var once: [Int] = []
            for claim in fresh where !once.contains(claim) { once.append(claim) }
            asked.append(once.map { ($0, run.model.claims[$0].approval) })
        }
        let state = run.ledger.state
        let payments = asked.enumerated().map { place, claims in
            PreparedBatch.Payment(
                payee: .applicant(
                    BlindIndex(key: run.ledger.preparer.testKeys.indexing).digest(
                        "payee", String(place))),
                claims: claims.map {
                    let number = Int64($0.claim + 1)
                    return PayableClaim(
                        number: number, approvedAt: state.standing[number]?.approvedAt ?? 0)
                })
        }
        let maker = run.actor("finance-officer")
        run.files += 1
        let outcome = run.ledger.execute(
            .buildBatch(
                PreparedBatch(
                    programme: .appliance, reference: "B\(run.files)", payments: payments)),
            by: maker)
        let expected = run.model.build(asked, by: maker)
        tell(outcome, expected, &run, "\(place) build")
    }

    private func batch(_ run: inout Run, _ place: String) {
        let batch = run.pick(run.model.batches.count + 1)
        let isRelease = run.pick(4) != 0
        let actor = run.actor(isRelease ? "finance-checker" : "finance-officer")
        let number = Int64(batch + 1)
        let outcome = run.ledger.execute(
            isRelease ? .releaseBatch(number) : .cancelBatch(number), by: actor)
        let expected =
            isRelease ? run.model.release(batch, by: actor) : run.model.cancel(batch, by: actor)
        tell(outcome, expected, &run, "\(place) batch \(number)")
    }

    private func confirm(_ run: inout Run, _ place: String) {
        guard !run.model.batches.isEmpty else { return }
        var lines: [(batch: Int, line: Int, outcome: String)] = []
        let batch = run.pick(run.model.batches.count)
        for line in run.model.batches[batch].payments.indices where run.pick(3) != 0 {
            let isPaid = run.model.batches[batch].payments[line].state == "paid"
            let outcome =
                isPaid && run.pick(6) == 0 ? "returned" : run.pick(5) == 0 ? "failed" : "paid"
            if isPaid, outcome != "returned", run.pick(10) != 0 { continue }
            lines.append((batch, line, outcome))
        }
        if run.pick(10) == 0 { lines.append((batch, 99, "paid")) }
        guard !lines.isEmpty, let day = Day(year: 2026, month: 5, day: 1) else { return }
        run.files += 1
        let actor = run.actor("finance-officer")
        let prepared = lines.enumerated().compactMap { place, line in
            PreparedConfirmation.Outcome(rawValue: line.outcome).map {
                let payments = run.model.batches[line.batch].payments
                let fen = line.line < payments.count ? payments[line.line].fen : 1
                return PreparedConfirmation.Line(
                    line: place + 2,
                    place: PaymentPlace(batch: Int64(line.batch + 1), line: line.line + 1),
                    amount: Money(fen: fen), outcome: $0, settledOn: day)
            }
        }
        let outcome = run.ledger.execute(
            .confirmPayments(PreparedConfirmation(sha256: "f\(run.files)", lines: prepared)),
            by: actor)
        tell(outcome, run.model.confirm(lines, by: actor), &run, "\(place) confirm \(lines)")
    }

    private func compare(_ run: Run, _ place: String) {
        let state = run.ledger.state
        for (number, claim) in run.model.claims.enumerated() {
            #expect(
                state.standing[Int64(number + 1)]?.state.rawValue == claim.state,
                "\(place) claim \(number)")
        }
        for (code, accounts) in run.model.money {
            for account in AccountKind.allCases {
                #expect(
                    state.funds[code]?.postingSum(account) == accounts[account.key] ?? 0,
                    "\(place) \(code)/\(account.key)")
            }
        }
        let paid = state.batches.values.reduce(Int64(0)) { $0 + ($1.paid["P"]?.fen ?? 0) }
        #expect(paid == run.model.holds("P", "paid"), "\(place): what batches have paid")
        let line = run.model.line.filter { run.model.claims[$0].state == "waitlisted" }
        let waiting = (state.lines["P"] ?? []).filter { state.standing[$0]?.state == .waitlisted }
        #expect(waiting == line.map { Int64($0 + 1) }, "\(place): the line")
    }
}

extension ClaimPreparer {
    /// Keys for digests in tests; any will do.
    var testKeys: LedgerKeys {
        guard let keys = LedgerKeys(secret: [UInt8](repeating: 9, count: 96)) else {
            preconditionFailure("96 bytes are keys")
        }
        return keys
    }
}
