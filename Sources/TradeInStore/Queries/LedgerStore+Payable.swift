import Foundation
import GRDB
import TradeInCore

/// A claim that can be paid, with its sealed payee where the applicant is paid.
private struct PayableRow: Sendable {
    var claim: PayableClaim
    var dealerCode: String
    var sealed: SealedRecord?
}

extension LedgerStore {
    /// The payments that a programme's approved claims come to, in order of approval.
    ///
    /// Dealers who advanced the subsidies are paid in one sum each, applicants in one sum per
    /// name, account and bank.
    ///
    /// - Parameters:
    ///   - programme: the programme.
    ///   - limit: the most that the payments may come to; nil for all. The first claim that
    ///     would go beyond it ends the batch.
    ///   - lastDay: the last day of approval that counts; nil for all.
    ///   - reference: what makes a repeated command the same one.
    /// - Returns: the batch, without payments when nothing can be paid.
    /// - Throws: ``LedgerFailure`` when a row cannot be true.
    public func payable(
        _ programme: Programme, upTo limit: Money? = nil, approvedBy lastDay: Day? = nil,
        reference: String
    ) throws -> PreparedBatch {
        let rows = try pool.read { try Self.payableRows(programme, limit, lastDay, $0) }
        var payments: [PreparedBatch.Payment] = []
        var places: [PreparedBatch.Payee: Int] = [:]
        for (row, payee) in zip(rows, try payees(of: rows, programme)) {
            if let place = places[payee] {
                payments[place].claims.append(row.claim)
            } else {
                places[payee] = payments.count
                payments.append(.init(payee: payee, claims: [row.claim]))
            }
        }
        return PreparedBatch(programme: programme, reference: reference, payments: payments)
    }

    private static func payableRows(
        _ programme: Programme, _ limit: Money?, _ lastDay: Day?, _ database: Database
    ) throws -> [PayableRow] {
        // Sorted without the sealed persons, which are many times as large as the rest.
        let rows = try HotStatement(
            database,
            """
            SELECT claim.claimId, dealer.code, claim.amountFen + coalesce((SELECT sum(amountFen)
                    FROM supplement WHERE supplement.claimId = claim.claimId), 0),
                (SELECT max(logIndex) FROM claimStep WHERE claimStep.claimId = claim.claimId
                    AND step = 'approve' AND toState = 'approved') AS approvedAt
            FROM claim JOIN dealer USING (dealerId)
            WHERE claim.state = 'approved' AND programme = ?1 AND (?2 IS NULL OR (
                SELECT date(json_extract(CAST(body AS TEXT), '$.at'), '+8 hours')
                FROM logEntry WHERE seq = approvedAt) <= ?2)
            ORDER BY approvedAt
            """)
        rows.bind(1, programme.rawValue)
        rows.bind(2, lastDay?.isoText)
        let vault = try HotStatement(
            database, "SELECT sealedKey, sealed FROM vault WHERE claimId = ?")
        var found: [PayableRow] = []
        var total = Money.zero
        while try rows.step() {
            total += Money(fen: rows.integer(2))
            if let limit, total > limit {
                rows.reset()
                break
            }
            let claim = PayableClaim(number: rows.integer(0), approvedAt: rows.integer(3))
            found.append(PayableRow(claim: claim, dealerCode: rows.text(1)))
            guard programme.paysApplicant else { continue }
            vault.bind(1, claim.number)
            guard try vault.step() else { continue }
            if !vault.isNull(0) {
                found[found.count - 1].sealed = SealedRecord(
                    sealedKey: vault.blob(0), sealed: vault.blob(1))
            }
            vault.reset()
        }
        return found
    }

    /// Who is paid for each row; persons are opened on all cores.
    private func payees(
        of rows: [PayableRow], _ programme: Programme
    ) throws -> [PreparedBatch.Payee] {
        guard programme.paysApplicant else { return rows.map { .dealer($0.dealerCode) } }
        return try Parallel.map(rows, parts: 8) { try $0.map(applicant) }.flatMap { $0 }
    }

    private func applicant(_ row: PayableRow) throws -> PreparedBatch.Payee {
        let index = BlindIndex(key: keys.indexing)
        // An erased person cannot be paid together with anybody.
        guard let sealed = row.sealed else {
            return .applicant(index.digest("payee-erased", String(row.claim.number)))
        }
        let person = try open(sealed).values
        return .applicant(
            index.digest(
                "payee", person[.applicantName] ?? "", person[.payeeAccount] ?? "",
                person[.payeeBank] ?? ""))
    }
}
