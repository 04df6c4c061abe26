/// The bodies of log entries: canonical JSON, no personal data.
extension LedgerMachine {
    static func claimEntry(
        _ prepared: PreparedClaim, number: Int64, _ claimState: ClaimState, _ verdict: Verdict,
        _ ledgerFindings: [Finding], _ fundCode: String, _ postings: [Posting],
        _ booking: Booking, _ context: CommandContext, revision: Int = 0,
        right: StandingRight? = nil
    ) -> [UInt8] {
        let claim = prepared.claim
        let determination = prepared.determination
        return canonicalObject(capacity: 1024) { json in
            json.field("actor", context.actor)
            json.field("amountFen", determination.amount.fen)
            json.field("at", context.now.text)
            json.field("claim", number)
            json.field("commitment", prepared.commitment)
            if let corrects = booking.corrects { json.field("corrects", corrects.text) }
            json.field("dealer", claim.dealerCode)
            json.field("facts", raw: prepared.factsJSON)
            json.key("findings")
            append(determination.findings + ledgerFindings, to: &json)
            json.field("fund", fundCode)
            json.field("keys", raw: prepared.keyCommitments)
            json.field("kind", revision == 0 ? "claim.submit" : "claim.correct")
            if let month = booking.monthMember(context) { json.field("month", month) }
            json.field("pack", determination.pack?.source.sha256 ?? "")
            json.key("postings")
            append(postings, to: &json)
            json.field("programme", claim.programme?.rawValue ?? "")
            if revision > 0 { json.field("revision", Int64(revision)) }
            if let right {
                json.field("right", right.number)
                if right.fundCode == fundCode {
                    json.field("rightDay", right.reservedOn.isoText)
                }
                json.field("rightFen", right.amount.fen)
            }
            json.field("state", claimState.rawValue)
            json.field("town", claim.townKey)
            json.field("verdict", verdict.rawValue)
        }
    }

    static func attemptEntry(
        _ prepared: PreparedClaim, _ refusal: Refusal, dealer: String?, _ context: CommandContext
    ) -> [UInt8] {
        canonicalObject(capacity: 512) { json in
            json.field("actor", context.actor)
            json.field("at", context.now.text)
            json.field("code", refusal.code.rawValue)
            if let dealer { json.field("dealer", dealer) }
            json.key("findings")
            append(prepared.determination.findings, to: &json)
            json.field("kind", "claim.refuse")
            if let pack = prepared.determination.pack { json.field("pack", pack.source.sha256) }
            if let programme = prepared.claim.programme {
                json.field("programme", programme.rawValue)
            }
        }
    }

    private static func append(_ findings: [Finding], to json: inout CanonicalJSON) {
        json.array { json in
            for finding in findings {
                json.object { json in
                    if let article = finding.article { json.field("article", article) }
                    json.field("code", finding.code)
                    if let field = finding.field { json.field("field", field.key) }
                    json.field("severity", finding.severity.rawValue)
                }
            }
        }
    }

    static func append(_ postings: [Posting], to json: inout CanonicalJSON) {
        json.array { json in
            for posting in postings {
                json.array { json in
                    json.string(posting.fundCode)
                    json.string(posting.account.key)
                    json.integer(posting.amount.fen)
                }
            }
        }
    }
}
