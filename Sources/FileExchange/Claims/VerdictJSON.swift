import TradeInCore

/// The verdict on a row as the claim format fixes it: one JSON object, in that order of keys.
public enum VerdictJSON {
    /// What the ledger did with a row, for an import's answer.
    public struct Booking: Sendable {
        /// The outcome.
        public var outcome: CommandOutcome

        /// A booking.
        public init(_ outcome: CommandOutcome) { self.outcome = outcome }
    }

    /// One line without its end.
    ///
    /// - Parameters:
    ///   - claim: the claim.
    ///   - determination: its determination.
    ///   - booking: what the ledger did; nil for a stateless determination.
    ///   - language: the language of messages and lines.
    /// - Returns: UTF-8 JSON.
    public static func line(
        _ claim: Claim, _ determination: Determination, booking: Booking? = nil,
        in language: Language
    ) -> [UInt8] {
        var findings = determination.findings
        var verdict = determination.verdict
        if case .done(_, let more)? = booking?.outcome {
            findings += more
            if more.contains(where: { $0.severity == .warning }) { verdict = .review }
        }
        return canonicalObject(capacity: 2048) { json in
            json.field("row", Int64(claim.row))
            json.field("ref", claim.ref)
            json.field("programme", claim.programme?.rawValue ?? claim.raw[.programme])
            json.field("verdict", verdict.rawValue)
            json.field("amountFen", determination.amount.fen)
            if let source = determination.pack?.source {
                json.field("pack", source.identifier.text)
                json.field("packVersion", source.version)
                json.field("packSha256", source.sha256)
            }
            json.key("findings")
            append(findings, to: &json, language)
            json.key("lines")
            append(determination.lines(in: language), to: &json)
            if let booking { append(booking.outcome, to: &json, language) }
        }
    }

    /// Findings as an array of objects.
    public static func append(
        _ findings: [Finding], to json: inout CanonicalJSON, _ language: Language
    ) {
        json.array { json in
            for finding in findings {
                json.object { json in
                    json.field("code", finding.code)
                    json.field("severity", finding.severity.rawValue)
                    if let field = finding.field { json.field("field", field.key) }
                    if let article = finding.article { json.field("article", article) }
                    json.field("message", finding.message[language])
                }
            }
        }
    }

    private static func append(_ lines: [DeterminationLine], to json: inout CanonicalJSON) {
        json.array { json in
            for line in lines {
                json.object { json in
                    json.field("rule", line.rule)
                    json.field("article", line.article)
                    json.field("text", line.text)
                }
            }
        }
    }

    private static func append(
        _ outcome: CommandOutcome, to json: inout CanonicalJSON, _ language: Language
    ) {
        if let receipt = outcome.receipt {
            if let claim = receipt.claim { json.field("claimId", claim.text) }
            if let state = receipt.state { json.field("state", state.rawValue) }
            if case .replayed = outcome { json.field("replayed", true) }
            json.key("receipt")
            json.object { $0.field("logIndex", receipt.logIndex) }
        }
        if case .refused(let refusal) = outcome {
            json.key("refusal")
            json.object { json in
                json.field("code", refusal.code.rawValue)
                if let article = refusal.article { json.field("article", article) }
                json.field("message", refusal.message[language])
            }
        }
    }
}
