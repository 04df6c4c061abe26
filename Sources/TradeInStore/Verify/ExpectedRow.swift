import TradeInCore

/// A finding as the log keeps it.
struct LoggedFinding: Hashable {
    var article: String?
    var code: String
    var field: String?
    var severity: String

    init?(_ json: JSONValue) {
        guard let code = json["code"]?.string, let severity = json["severity"]?.string else {
            return nil
        }
        self.article = json["article"]?.string
        self.code = code
        self.field = json["field"]?.string
        self.severity = severity
    }

    init(_ finding: Finding) {
        article = finding.article
        code = finding.code
        field = finding.field?.key
        severity = finding.severity.rawValue
    }

    var finding: Finding {
        Finding(
            code, Finding.Severity(rawValue: severity) ?? .error,
            field: field.flatMap { ClaimField(heading: $0) }, article: article, zh: "", en: "")
    }
}

/// A claim's row as its log entry says it must be.
struct ExpectedRow {
    var number: Int64
    var dealer: String
    var programme: Programme
    var classKey: String
    var town: String
    var soldOn: String
    var price: Money
    var amount: Int64
    var verdict: String
    var state: ClaimState
    var fund: String
    var pack: String

    func compare(_ entry: StoredEntry, _ report: inout VerifyReport) {
        guard let row = entry.claim else {
            return report.add(
                "claim-missing", "log \(entry.seq)", zh: "日志中的申领\(number)在账本中不存在。",
                en: "Claim \(number) of the log is not in the ledger.")
        }
        let agrees =
            row.id.number == number && row.dealerCode == dealer && row.programme == programme
            && row.classKey == classKey && row.townKey == town && row.soldOn == soldOn
            && row.price == price && row.amount.fen == amount && row.verdict.rawValue == verdict
            && row.state == state && row.fundCode == fund && row.packSha256 == pack
            && row.logIndex == entry.seq
        guard !agrees else { return }
        report.add(
            "claim-differs", row.id.text, zh: "申领行与日志第\(entry.seq)条不符。",
            en: "The claim's row does not agree with log entry \(entry.seq).")
    }
}
