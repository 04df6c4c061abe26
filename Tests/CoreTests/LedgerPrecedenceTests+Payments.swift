import Testing

@testable import TradeInCore

extension LedgerPrecedenceTests {
    /// The outcome of a command on users, money orders or payments that is refused for `first`.
    func paymentOutcome(from first: RefusalCode) throws -> CommandOutcome? {
        switch first {
        case .userUnknown, .userDisabled, .roleMissing, .otherDealer:
            return try dutyOutcome(from: first)
        case .rolesConflict:
            var ledger = try TestLedger()
            return ledger.execute(.keepUser(User(login: "li", roles: [.auditor, .reviewer])))
        case .lastAdministrator:
            var ledger = try TestLedger()
            return ledger.execute(.keepUser(User(login: "li", roles: [.reviewer])))
        case .correctionForeign: return try correction()
        case .parentUnfit:
            var ledger = try TestLedger.ready()
            let title = LocalizedText(zh: "甲", en: "A")
            return ledger.execute(
                .createFund(
                    Fund(
                        code: "wide", title: title, year: 2026, scope: .county,
                        parent: "appliance")))
        case .fundHasNoParent:
            var ledger = try TestLedger.ready()
            return ledger.execute(
                .orderMoney(
                    MoneyOrder(
                        reference: "文9", kind: .allocation, fundCode: "vehicle",
                        amount: Money(fen: 1))))
        case .monthNotEnded, .monthOutOfOrder, .monthNotDrafted:
            return try monthOutcome(from: first)
        case .orderUnknown:
            var ledger = try TestLedger()
            return ledger.execute(.releaseMoney(reference: "文9"))
        default: return try batchOutcome(from: first)
        }
    }

    /// The outcome of closing a month against which everything from `first` on stands.
    private func monthOutcome(from first: RefusalCode) throws -> CommandOutcome {
        var ledger = try TestLedger()
        let month = try #require(Month(text: first == .monthNotEnded ? "2026-03" : "2026-02"))
        if first != .monthNotDrafted {
            ledger.state.bookedMonths = [try #require(Month(text: "2026-01"))]
        }
        return ledger.execute(.closeMonth(month))
    }

    private func batchOutcome(from first: RefusalCode) throws -> CommandOutcome? {
        var ledger = try TestLedger()
        var batch = PayBatch(
            number: 1, programme: .appliance, maker: "tester", count: 1, total: Money(fen: 1))
        switch first {
        case .batchUnknown: return ledger.execute(.releaseBatch(1))
        case .batchNotReleased:
            ledger.state.batches[1] = batch
            return ledger.execute(.view(.payees(batch: 1)))
        case .batchNotDrawn:
            batch.state = .cancelled
            ledger.state.batches[1] = batch
            return ledger.execute(.releaseBatch(1))
        case .makerChecks:
            ledger.state.batches[1] = batch
            return ledger.execute(.releaseBatch(1))
        case .nothingPayable:
            return ledger.execute(
                .buildBatch(PreparedBatch(programme: .appliance, reference: "文1", payments: [])))
        case .confirmationRepeated, .confirmationFaulty:
            if first == .confirmationRepeated {
                ledger.state.records["pay-confirmation:ab"] = .init(body: [], logIndex: 0)
            }
            let line = PreparedConfirmation.Line(
                line: 2, place: PaymentPlace(batch: 1, line: 1), amount: Money(fen: 1),
                outcome: .paid, settledOn: try day("2026-05-01"))
            return ledger.execute(
                .confirmPayments(PreparedConfirmation(sha256: "ab", lines: [line])))
        default: return nil
        }
    }

    /// A claim that everything else refuses too, handed in by somebody without the duty.
    private func dutyOutcome(from first: RefusalCode) throws -> CommandOutcome {
        var ledger = try TestLedger()
        var user = User(login: "Tester", roles: [.auditor], state: .disabled)
        if first != .userDisabled { user.state = .active }
        if first == .otherDealer {
            user.roles = [.dealerStaff]
            user.dealerCode = Sample.creditCode(2)
        }
        ledger.state.hasUsers = true
        if first != .userUnknown { ledger.state.users[user.key] = user }
        var cells = GoodRow.cells(.appliance)
        cells[.price] = ""
        return try ledger.submit(cells)
    }

    /// A returned appliance claim that comes back as a digital one.
    private func correction() throws -> CommandOutcome {
        var ledger = try TestLedger.ready()
        try ledger.submit(GoodRow.cells(.appliance))
        let first = try ledger.prepared(GoodRow.cells(.appliance))
        ledger.state.standing[1] = StandingClaim(
            number: 1, state: .returned, granted: first.determination.amount, supplements: [],
            packIdentifier: "p", enteredBy: ["tester"], fundCode: "appliance",
            place: TallyPlace(
                programme: .appliance, soldOn: try day("2026-03-01"), classKey: "refrigerator",
                townKey: "yangshan", dealerCode: Sample.creditCode(1)),
            units: 1, sales: first.claim.price)
        var cells = GoodRow.cells(.digital)
        cells[.claimRef] = first.claim.ref
        cells[.dealerCode] = first.claim.dealerCode
        // Its old invoice and number are its own, but nothing was given back here.
        cells[.invoiceNumber] = "26372000000000099999"
        cells[.serialNumber] = "SN-ANOTHER"
        return ledger.execute(
            .correct(
                PreparedCorrection(
                    number: 1, prepared: try ledger.prepared(cells), before: first.bodyDigest,
                    holding: ClaimHolding())))
    }
}
