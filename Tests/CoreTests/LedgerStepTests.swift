import Testing

@testable import TradeInCore

/// A ledger in memory with claims of 100.00 yuan each, entered by "clerk".
struct StepLedger {
    var ledger: TestLedger
    static let amount = Money(fen: 10_000)

    /// Claims 1… in the given states; the fund holds what these need, and `available` beside it.
    init(_ states: [ClaimState], available: Int64 = 0) throws {
        ledger = try TestLedger()
        ledger.createFund("A", .category(.appliance))
        let needed = states.filter { $0.account != nil }.count
        let fen = Int64(needed) * Self.amount.fen + available
        if fen > 0 { ledger.appropriate("A", fen: fen, "文1") }
        for (place, state) in states.enumerated() {
            let number = Int64(place + 1)
            ledger.state.standing[number] = StandingClaim(
                number: number, state: state, heldFrom: state == .held ? .firstApproved : nil,
                granted: Self.amount, supplements: [], packIdentifier: "p", enteredBy: ["clerk"],
                firstReviewer: [.firstApproved, .approved, .held].contains(state) ? "li" : nil,
                fundCode: "A",
                place: TallyPlace(
                    programme: .appliance, soldOn: try day("2026-03-01"), classKey: "refrigerator",
                    townKey: "yangshan", dealerCode: Sample.creditCode(1)),
                units: 1, sales: Money(fen: 100_000))
            if state == .waitlisted { ledger.state.lines["A", default: []].append(number) }
            guard state.account != nil else { continue }
            _ = ledger.state.funds["A"]?.transfer(Self.amount, from: .available, to: .encumbered)
            let course: [AccountKind] = [.encumbered, .payable, .paid, .receivable]
            for (from, to) in zip(course, course.dropFirst()) where from != state.account {
                guard course.prefix(while: { $0 != state.account }).contains(from) else { break }
                _ = ledger.state.funds["A"]?.transfer(Self.amount, from: from, to: to)
            }
            guard [.scheduled, .paid, .clawbackDue].contains(state) else { continue }
            let payment = PaymentPlace(batch: 1, line: place + 1)
            ledger.state.standing[number]?.payment = payment
            var batch =
                ledger.state.batches[1]
                ?? PayBatch(number: 1, programme: .appliance, maker: "zhao", count: 1, total: .zero)
            if state == .paid { batch.paid["A", default: .zero] += Self.amount }
            ledger.state.batches[1] = batch
        }
        ledger.state.lastClaim = Int64(states.count)
        ledger.state.effects = Effects()
    }

    @discardableResult
    mutating func take(
        _ step: ClaimStep, _ number: Int64 = 1, by actor: String = "wang",
        reason: StepReason? = nil, note: SealedRecord? = nil
    ) -> CommandOutcome {
        let why = reason ?? step.reasons.first
        let outcome = LedgerMachine.execute(
            .step(PreparedStep(number: number, step: step, reason: why, note: note)),
            CommandContext(actor: actor, now: ledger.context.now), register: testRegister,
            in: &ledger.state)
        ledger.state.checkInvariants()
        return outcome
    }

    func state(_ number: Int64 = 1) -> ClaimState? { ledger.state.standing[number]?.state }
}

@Suite("The life of a claim after it is registered")
struct LedgerStepTests {
    /// Every step that is drawn, in `Docs/reference/claim-life.md`'s order.
    private static let drawn: [String: ClaimState] = [
        "submitted approve": .firstApproved, "firstApproved approve": .approved,
        "submitted return": .returned, "firstApproved return": .returned,
        "submitted hold": .held, "firstApproved hold": .held, "held unhold": .firstApproved,
        "submitted reject": .rejected, "firstApproved reject": .rejected,
        "held reject": .rejected, "returned reject": .rejected, "waitlisted reject": .rejected,
        "submitted withdraw": .withdrawn, "firstApproved withdraw": .withdrawn,
        "approved withdraw": .withdrawn, "held withdraw": .withdrawn,
        "returned withdraw": .withdrawn, "waitlisted withdraw": .withdrawn,
        "approved reopen": .submitted,
        "paid clawback": .clawbackDue, "clawbackDue recover": .clawedBack,
        "submitted report-return": .withdrawn, "firstApproved report-return": .withdrawn,
        "approved report-return": .withdrawn, "held report-return": .withdrawn,
        "returned report-return": .withdrawn, "waitlisted report-return": .withdrawn,
        "paid report-return": .clawbackDue,
    ]

    @Test(
        "each step from each state leads where it is drawn, or is refused and changes nothing",
        arguments: ClaimState.allCases, ClaimStep.allCases)
    func walk(_ state: ClaimState, _ step: ClaimStep) throws {
        var test = try StepLedger([state])
        let before = LedgerSnapshot(test.ledger.state)
        let outcome = test.take(step)
        guard let target = Self.drawn["\(state.rawValue) \(step.rawValue)"] else {
            #expect(outcome.refusal?.code == .stepNotDrawn)
            #expect(LedgerSnapshot(test.ledger.state) == before)
            #expect(test.state() == state)
            return
        }
        #expect(outcome.receipt?.state == target && test.state() == target)
        for account in [AccountKind.available, .encumbered, .payable] {
            let holds = (target.account ?? .available) == account
            // A claim in line held nothing, so nothing comes back when it goes.
            let isNone = state == .waitlisted
            #expect(
                test.ledger.balance("A", account) == (holds && !isNone ? 10_000 : 0),
                "\(account.key)")
        }
        let tally = test.ledger.state.effects.tally.filter { $0.key.dimension == .itemClass }
        #expect(tally.first { $0.key.state == state }?.value.claims == -1)
        #expect(tally.first { $0.key.state == target }?.value.claims == 1)
        let entry = try JSONValue.parse(#require(test.ledger.state.effects.entries.last))
        #expect(entry["kind"]?.string == "claim.step" && entry["to"]?.string == target.rawValue)
    }

    @Test("nobody reviews what they entered, however they spell their login")
    func ownEntry() throws {
        for step in ClaimStep.allCases where step.isReview {
            let state = ClaimState.allCases.first {
                step.target(from: $0, heldFrom: .submitted) != nil
            }
            var test = try StepLedger([try #require(state)])
            #expect(test.take(step, by: "Clerk ").refusal?.code == .ownEntry, "\(step)")
        }
        var test = try StepLedger([.submitted])
        #expect(test.take(.withdraw, by: "clerk").receipt != nil)
    }

    @Test("the second reviewer is another person, also after a hold")
    func reviewers() throws {
        var test = try StepLedger([.submitted])
        test.take(.approve, by: "li")
        #expect(test.take(.approve, by: "li").refusal?.code == .sameReviewer)
        test.take(.hold, by: "li")
        test.take(.unhold, by: "li")
        #expect(test.take(.approve, by: "LI").refusal?.code == .sameReviewer)
        #expect(test.take(.approve, by: "wang").receipt?.state == .approved)
        test.take(.reopen, by: "zhao")
        // Reviewed anew, either of them may begin.
        #expect(test.take(.approve, by: "wang").receipt?.state == .firstApproved)
    }

    @Test("each step takes its own reasons and no others", arguments: ClaimStep.allCases)
    func reasons(_ step: ClaimStep) throws {
        let state = ClaimState.allCases.first { step.target(from: $0, heldFrom: .submitted) != nil }
        guard step != .promote, let state else { return }
        for reason in StepReason.allCases where step.needsReason && reason != .other {
            var test = try StepLedger([state])
            let code = test.take(step, reason: reason).refusal?.code
            #expect(code == (reason.steps.contains(step) ? nil : .reasonUnfit), "\(reason)")
        }
        guard step.needsReason else { return }
        var test = try StepLedger([state])
        #expect(test.take(step, reason: .other).refusal?.code == .noteMissing)
        let note = SealedRecord(sealedKey: [1], sealed: [2])
        #expect(test.take(step, reason: .other, note: note).receipt != nil)
    }

    @Test("money that comes back lets the line move up in order, and no smaller claim overtakes")
    func promotion() throws {
        var test = try StepLedger(
            [.submitted, .waitlisted, .waitlisted, .submitted, .waitlisted])
        test.ledger.state.standing[2]?.granted = Money(fen: 15_000)
        test.ledger.state.standing[3]?.granted = Money(fen: 1_000)
        test.take(.reject)
        // 100.00 came back; the first in line needs 150.00 and holds up those behind it.
        #expect([2, 3, 5].map { test.state($0) } == [.waitlisted, .waitlisted, .waitlisted])
        test.take(.withdraw, 4)
        #expect([2, 3, 5].map { test.state($0) } == [.submitted, .submitted, .waitlisted])
        #expect(test.ledger.balance("A", .available) == 4_000)
        test.ledger.appropriate("A", fen: 6_000, "文2")
        #expect(test.state(5) == .submitted && test.ledger.balance("A", .available) == 0)
        let entries = try test.ledger.state.effects.entries.map { try JSONValue.parse($0) }
        let promoted = entries.filter { $0["step"]?.string == "promote" }
        #expect(promoted.map { $0["claim"]?.integer } == [2, 3, 5])
    }

    @Test("a rejected hold is not committed later, and nothing is released twice")
    func knownFailures() throws {
        var test = try StepLedger([.held, .submitted])
        #expect(test.take(.reject).receipt?.state == .rejected)
        let available = test.ledger.balance("A", .available)
        for step in [ClaimStep.approve, .unhold, .reject, .withdraw, .reopen] {
            #expect(test.take(step).refusal?.code == .stepNotDrawn)
        }
        #expect(test.ledger.balance("A", .available) == available && available == 10_000)
        #expect(test.ledger.balance("A", .encumbered) == 10_000)
    }

    @Test("a claim of a day with a line joins its end, though the money would do for it")
    func joining() throws {
        var ledger = try TestLedger.ready()
        ledger.state.lines["appliance"] = [99]
        let outcome = try ledger.submit(GoodRow.cells(.appliance))
        #expect(outcome.receipt?.state == .waitlisted)
        #expect(ledger.state.lines["appliance"] == [99, 1])
    }

    @Test("random steps by random people never break the accounts", arguments: [UInt64(3), 5, 8])
    func simulation(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var test = try StepLedger(
            (0..<40).map { $0 % 3 == 0 ? .waitlisted : .submitted }, available: 25_000)
        for turn in 0..<3_000 {
            let number = Int64.random(in: 1...41, using: &random)
            let step = ClaimStep.allCases.randomElement(using: &random) ?? .approve
            let actor = ["li", "wang", "zhao", "clerk"].randomElement(using: &random) ?? "li"
            test.take(step, number, by: actor)
            if turn % 500 == 0 { test.ledger.appropriate("A", fen: 7_000, "文\(turn + 2)") }
            var held: [AccountKind: Int64] = [:]
            for claim in test.ledger.state.standing.values {
                if let account = claim.state.account {
                    held[account, default: 0] += claim.granted.fen
                }
            }
            for account in [AccountKind.encumbered, .payable] {
                #expect(
                    test.ledger.balance("A", account) == held[account] ?? 0,
                    "seed \(seed) turn \(turn)")
            }
        }
    }
}
