import TradeInCore
import TradeInDesk
import TradeInStore

/// What a form's contents come to, before or after they are submitted.
struct ClaimCheck: Sendable {
    let prepared: PreparedClaim
    /// What the ledger says: in a rehearsal, or for good; nil where it was not asked.
    var outcome: CommandOutcome?
    /// What of it is on record already, told while the rest is still missing.
    var onRecord: [Finding] = []

    /// Looks at a form: reads, decides, looks its identifiers up, and asks the ledger in a rehearsal
    /// about duplicates, limits and money.
    static func of(_ form: ClaimForm, _ visit: Visit, correcting claim: ClaimID? = nil) async throws
        -> ClaimCheck
    {
        var check = ClaimCheck(prepared: try visit.desk.prepare(form.row))
        check.onRecord = try await visit.desk.onRecord(check.prepared, correcting: claim)
        guard check.prepared.determination.verdict != .ineligible else { return check }
        let command = try await command(check.prepared, visit)
        check.outcome = try await visit.desk.rehearse([command], by: visit.user.login).first
        return check
    }

    /// A new claim, or a returned one put right.
    static func command(_ prepared: PreparedClaim, _ visit: Visit) async throws -> LedgerCommand {
        let preparer = try visit.desk.preparer()
        return try await visit.desk.read { store in
            try Corrections(store, preparer).command(prepared)
        }
    }

    var findings: [Finding] {
        var findings = prepared.determination.findings
        if case .done(_, let more)? = outcome { findings += more }
        let known = Set(findings.map { [$0.code, $0.field?.key ?? ""] })
        return findings + onRecord.filter { !known.contains([$0.code, $0.field?.key ?? ""]) }
    }

    var verdict: Verdict {
        if case .refused? = outcome { return .ineligible }
        if case .done(_, let more)? = outcome, more.contains(where: { $0.severity == .warning }) {
            return .review
        }
        return prepared.determination.verdict
    }

    /// The verdict as the panel beside the form shows it.
    func content(_ visit: Visit) -> Content {
        let language = visit.language
        let words = RuleWords(visit, prepared.determination)
        var content: Content = [
            "verdict": verdict.title[language], "verdictKey": verdict.rawValue,
            "amount": prepared.determination.amount.groupedText,
            "hasAmount": verdict != .ineligible,
            "lines": prepared.determination.lines(in: language).map { line in
                [
                    "article": line.article, "text": line.text, "title": words.title(line),
                    "isOpen": line.isRequirement && line.isMet != true,
                ] as Content
            },
            "loose": findings.filter { $0.field == nil && $0.severity != .notice }.map {
                ["style": $0.style, "text": $0.message[language]] as Content
            },
        ]
        if let pack = prepared.determination.pack {
            content["pack"] = "\(pack.source.title[language]) \(pack.source.version)"
        }
        if case .refused(let refusal)? = outcome, refusal.code != .ineligible {
            content["refusal"] = refusal.message[language]
            content["refusalArticle"] = refusal.article ?? ""
        }
        if case .done(let receipt, _)? = outcome, receipt.state == .waitlisted {
            content["waits"] = true
        }
        if case .replayed(let receipt)? = outcome {
            content["booked"] = receipt.claim?.text ?? ""
        }
        return content
    }
}
