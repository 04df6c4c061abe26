import TradeInCore

/// An award linked to a claim, as the log grants it.
struct LoggedRise: Sendable {
    var number: Int64
    var parent: Int64
    var code: String
    var seq: Int64
}

extension EntryCheck {
    /// Decides a linked award again: the whole is what the claim had before and what is added.
    func checkRise(_ entry: StoredEntry, _ json: JSONValue, _ result: inout Result) {
        let place = "log \(entry.seq)"
        guard let facts = json["facts"].flatMap({ FactSet(json: $0, register: register) }),
            let digest = json["pack"]?.string, let code = json["code"]?.string,
            let amount = json["amountFen"]?.integer, let before = json["before"]?.integer,
            Self.sane.contains(amount), Self.sane.contains(before),
            let number = json["claim"]?.integer, let parent = json["parent"]?.integer,
            let programme = json["programme"]?.string.flatMap(Programme.init(rawValue:)),
            let soldOn = facts.day(.soldOn)
        else {
            return result.report.add(
                "entry-incomplete", place, zh: "补差记录不完整。",
                en: "The supplement's entry is incomplete.")
        }
        takePostings(json["postings"], json, entry.seq, &result)
        checkMoney(json["postings"], amount, place, &result.report)
        takeEncumbrance(json, &result)
        recompute(entry.seq, facts, digest, code, before + amount, &result.report)
        ExpectedRow(
            number: number, dealer: json["dealer"]?.string ?? "", programme: programme,
            classKey: facts.tallyClass(register), town: json["town"]?.string ?? "",
            soldOn: soldOn.isoText, price: .zero, amount: amount,
            verdict: Verdict.eligible.rawValue, state: .submitted,
            fund: json["fund"]?.string ?? "", pack: digest
        ).compare(entry, &result.report)
        result.rises.append(
            LoggedRise(number: number, parent: parent, code: code, seq: entry.seq))
    }
}

extension VerifyRun {
    /// Linked awards name the claim and the rule that the log names.
    mutating func riseRows() throws {
        let rows = try HotStatement(
            database,
            "SELECT claimId, parentId, riseCode FROM claim WHERE parentId IS NOT NULL")
        var stored: [Int64: String] = [:]
        while try rows.step() {
            stored[rows.integer(0)] = "\(rows.integer(1)) \(rows.text(2))"
        }
        let logged = Dictionary(rises.map { ($0.number, "\($0.parent) \($0.code)") }) { $1 }
        guard stored != logged else { return }
        report.add(
            "supplement-differs", "claim", zh: "补差与日志不符。",
            en: "Linked awards do not agree with the log.")
    }
}
