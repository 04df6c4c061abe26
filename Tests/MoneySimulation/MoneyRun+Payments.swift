import TradeInCore

/// Money orders, pay batches and confirmations by chance, and the comparison of the whole.
extension MoneyRun {
    mutating func order(_ step: Int) throws {
        let kinds = MoneyOrder.Kind.allCases
        let kind = pick(3) == 0 ? kinds[pick(3)] : (pick(2) == 0 ? .allocation : kinds[0])
        let fund = pick(3) == 0 || kind == .appropriation ? "C" : "P"
        let fen = Int64(1 + pick(900_000))
        let reference = "R\(model.orders.count + pick(2))"
        let maker = actor("finance-officer")
        let order = MoneyOrder(
            reference: reference, kind: kind, fundCode: fund, amount: Money(fen: fen))
        _ = try tell(.orderMoney(order), by: maker, step) {
            $0.order(reference, .init(kind: kind.rawValue, fund: fund, fen: fen, maker: maker))
        }
    }

    mutating func releaseMoney(_ step: Int) throws {
        let reference = "R\(model.orders.count - min(model.orders.count, pick(6)))"
        let actor = actor("finance-checker")
        _ = try tell(.releaseMoney(reference: reference), by: actor, step) {
            $0.releaseMoney(reference, by: actor)
        }
    }

    mutating func build(_ step: Int) throws {
        guard model.claims.count > 3 else { return }
        let approved = model.claims.indices.filter { model.claims[$0].state == "approved" }
        var asked: [[(claim: Int, approval: Int)]] = []
        var named = Set<Int>()
        var left = approved + [pick(model.claims.count)]
        while !left.isEmpty {
            let part = left.prefix(1 + pick(3))
            left.removeFirst(part.count)
            // A claim that is named twice is paid once; the model is asked for it once.
            let once = part.filter { named.insert($0).inserted }
            asked.append(once.map { ($0, model.claims[$0].approval) })
        }
        let payments = asked.enumerated().map { place, claims in
            PreparedBatch.Payment(
                payee: .applicant(BlindDigest(number: place)),
                claims: claims.map {
                    let number = Int64($0.claim + 1)
                    return PayableClaim(
                        number: number,
                        approvedAt: ledger.state.standing[number]?.approvedAt ?? 0)
                })
        }
        let maker = actor("finance-officer")
        let batch = PreparedBatch(
            programme: .appliance, reference: nextFile("B"), payments: payments)
        _ = try tell(.buildBatch(batch), by: maker, step) { $0.build(asked, by: maker) }
    }

    mutating func batch(_ step: Int) throws {
        let batch = max(0, model.batches.count - pick(4))
        let isRelease = pick(4) != 0
        let actor = actor(isRelease ? "finance-checker" : "finance-officer")
        let number = Int64(batch + 1)
        _ = try tell(isRelease ? .releaseBatch(number) : .cancelBatch(number), by: actor, step) {
            isRelease ? $0.release(batch, by: actor) : $0.cancel(batch, by: actor)
        }
    }

    mutating func confirm(_ step: Int) throws {
        guard !model.batches.isEmpty, let day = Day(year: 2026, month: 5, day: 1) else { return }
        var lines: [(batch: Int, line: Int, outcome: String)] = []
        // Mostly one of the last batches, so that much is confirmed.
        let near = max(0, model.batches.count - 1 - pick(5))
        let batch = pick(4) == 0 ? pick(model.batches.count) : near
        for line in model.batches[batch].payments.indices where pick(3) != 0 {
            let isPaid = model.batches[batch].payments[line].state == "paid"
            let outcome = isPaid && pick(6) == 0 ? "returned" : pick(5) == 0 ? "failed" : "paid"
            if isPaid, outcome != "returned", pick(10) != 0 { continue }
            lines.append((batch, line, outcome))
        }
        if pick(10) == 0 { lines.append((batch, 99, "paid")) }
        guard !lines.isEmpty else { return }
        let actor = actor("finance-officer")
        let prepared = lines.enumerated().compactMap { place, line in
            PreparedConfirmation.Outcome(rawValue: line.outcome).map {
                let payments = model.batches[line.batch].payments
                let fen = line.line < payments.count ? payments[line.line].fen : 1
                return PreparedConfirmation.Line(
                    line: place + 2,
                    place: PaymentPlace(batch: Int64(line.batch + 1), line: line.line + 1),
                    amount: Money(fen: fen), outcome: $0, settledOn: day)
            }
        }
        let file = PreparedConfirmation(sha256: nextFile("f"), lines: prepared)
        _ = try tell(.confirmPayments(file), by: actor, step) { $0.confirm(lines, by: actor) }
    }

    /// Ends a batch: the sum of its effects is kept, as a store would, and the invariants hold.
    public mutating func settle() { ledger.settle() }

    /// Holds every claim, account and line of the machine against the model.
    ///
    /// - Throws: ``Mismatch`` at the first that differs.
    public func compare() throws {
        let state = ledger.state
        for (number, claim) in model.claims.enumerated() {
            let seen = state.standing[Int64(number + 1)]?.state.rawValue
            try expect(seen == claim.state, "claim \(number + 1)", "\(seen ?? "none")")
        }
        for (number, right) in model.rights.enumerated() {
            let seen = state.rights[Int64(number + 1)]?.state.rawValue
            try expect(seen == right.state, "right \(number + 1)", "\(seen ?? "none")")
        }
        try compare(accounts: { state.funds[$0]?.postingSum($1) })
        let paid = state.batches.values.reduce(Int64(0)) { $0 + ($1.paid["P"]?.fen ?? 0) }
        try expect(paid == model.holds("P", "paid"), "what batches have paid", "\(paid)")
        let line = model.line.filter { model.claims[$0].state == "waitlisted" }
        let waiting = (state.lines["P"] ?? []).filter {
            state.standing[$0]?.state == .waitlisted
        }
        try expect(waiting == line.map { Int64($0 + 1) }, "the line", "\(waiting)")
    }

    /// Holds accounts, from wherever they are read, against the model.
    ///
    /// - Parameter accounts: the sum of an account's postings.
    /// - Throws: ``Mismatch`` at the first that differs.
    public func compare(accounts: (String, AccountKind) -> Int64?) throws {
        for (code, sums) in model.money {
            for account in AccountKind.allCases {
                let seen = accounts(code, account)
                try expect(
                    seen == sums[account.key] ?? 0, "\(code)/\(account.key)", "\(seen ?? -1)")
            }
        }
    }

    /// The states that rights have to be in, in order of number.
    public var rightStates: [String] { model.rights.map(\.state) }

    /// The states that claims have to be in, in order of number.
    public var claimStates: [String] { model.claims.map(\.state) }

    private func expect(_ holds: Bool, _ what: String, _ seen: String) throws {
        guard !holds else { return }
        throw Mismatch(description: "\(what): \(seen)")
    }
}

extension SimulatedLedger {
    /// Checks the invariants, and keeps the sums of a batch as a store would.
    mutating func settle() {
        state.checkInvariants()
        for (key, sums) in state.effects.months {
            state.monthCells[key, default: MonthSums()] += sums
            state.bookedMonths.insert(key.month)
        }
        state.effects = Effects()
    }
}

extension BlindDigest {
    /// Any digest; different for different numbers.
    fileprivate init(number: Int) {
        let bytes = (0..<16).map { UInt8(truncatingIfNeeded: number >> ($0 < 8 ? $0 * 8 : 0)) }
        guard let digest = BlindDigest(bytes: bytes) else {
            preconditionFailure("sixteen bytes are a digest")
        }
        self = digest
    }
}
