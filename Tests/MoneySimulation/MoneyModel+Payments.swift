/// Pay batches and confirmations in the model's words.
extension MoneyModel {
    /// Payments as asked for: claims with the approval that was seen.
    mutating func build(_ asked: [[(claim: Int, approval: Int)]], by maker: String) -> String {
        guard Self.roles[maker] == "finance-officer" else { return "role-missing" }
        wake()
        var payments: [(claims: [Int], fen: Int64, state: String)] = []
        for payment in asked {
            let good = payment.filter {
                claims[$0.claim].state == "approved" && claims[$0.claim].approval == $0.approval
            }.map(\.claim)
            if good.isEmpty { continue }
            payments.append((good, good.reduce(0) { $0 + claims[$1].fen }, "scheduled"))
            for claim in good {
                claims[claim].state = "scheduled"
                claims[claim].payment = [batches.count, payments.count - 1]
            }
        }
        if payments.isEmpty { return "nothing-payable" }
        batches.append(Batch(maker: maker, payments: payments))
        return "done"
    }

    mutating func release(_ batch: Int, by actor: String) -> String {
        guard Self.roles[actor] == "finance-checker" else { return "role-missing" }
        wake()
        guard batch < batches.count else { return "batch-unknown" }
        if batches[batch].state == "released" { return "replayed" }
        guard batches[batch].state == "built" else { return "batch-not-drawn" }
        batches[batch].state = "released"
        return "done"
    }

    mutating func cancel(_ batch: Int, by actor: String) -> String {
        guard Self.roles[actor] == "finance-officer" else { return "role-missing" }
        wake()
        guard batch < batches.count else { return "batch-unknown" }
        if batches[batch].state == "cancelled" { return "replayed" }
        guard batches[batch].state == "built" else { return "batch-not-drawn" }
        batches[batch].state = "cancelled"
        for payment in batches[batch].payments {
            for claim in payment.claims { claims[claim].state = "approved" }
        }
        return "done"
    }

    mutating func confirm(
        _ lines: [(batch: Int, line: Int, outcome: String)], by actor: String
    ) -> String {
        guard Self.roles[actor] == "finance-officer" else { return "role-missing" }
        wake()
        let isGood = lines.allSatisfy { line in
            guard line.batch < batches.count, batches[line.batch].state == "released",
                line.line < batches[line.batch].payments.count
            else { return false }
            let payment = batches[line.batch].payments[line.line]
            let needed = line.outcome == "returned" ? "paid" : "scheduled"
            return payment.state == needed
                && payment.claims.allSatisfy {
                    claims[$0].state == needed && claims[$0].payment == [line.batch, line.line]
                }
        }
        if !isGood { return "confirmation-faulty" }
        for line in lines {
            for claim in batches[line.batch].payments[line.line].claims {
                put(claim, into: line.outcome == "paid" ? "paid" : "approved")
            }
            batches[line.batch].payments[line.line].state =
                line.outcome == "paid" ? "paid" : "failed"
        }
        return "done"
    }
}
