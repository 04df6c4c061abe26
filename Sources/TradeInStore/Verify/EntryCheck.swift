import TradeInCore

/// One log entry with the rows that it must agree with.
struct StoredEntry: Sendable {
    var seq: Int64
    var body: [UInt8]
    var claim: ClaimRow?
    var sealed: SealedRecord?
    var isErased = false
    /// A claim's earlier contents: their record is kept, its row says something else by now.
    var isSuperseded = false
    var units: Int64?
}

/// Recomputes one entry: its hash, its determination, its personal record's commitment.
///
/// Everything is worked out from the entry and the pack that it names; the rows are
/// then held against it, never the other way round.
struct EntryCheck: Sendable {
    let keys: LedgerKeys
    let register: ItemClassRegister
    let pack: @Sendable (String) -> PolicyPack?
    /// The log entries between which each pack was active, by digest.
    var activity: [String: Range<Int64>] = [:]

    /// What a stretch of entries gives when recomputed.
    struct Result: Sendable {
        var report = VerifyReport()
        var leaves: [LogHash] = []
        var postings: [LoggedPosting] = []
        var closes: [LoggedClose] = []
        var papers: [LoggedPaper] = []
        var evidence: [LoggedEvidence] = []
        /// Register records that the plan counts, by key, in the order of the log.
        var planRecords: [(key: String, seq: Int64)] = []
        /// How many figures of targets there are.
        var figures = 0
        var rights: [LoggedRight] = []
        var rises: [LoggedRise] = []
        /// Claims that got their money, with the day, in the order of the log.
        var encumbered: [(claim: Int64, day: Day)] = []
        var supplements: [Supplement] = []
        var steps: [LoggedStep] = []
    }

    /// A posting as its log entry tells it.
    struct LoggedPosting: Sendable {
        var logIndex: Int64
        var posting: Posting
        var booking: Booking
        var claim: Int64?
        var programme: Programme?
    }

    /// A step as its log entry tells it.
    struct LoggedStep: Sendable {
        var number: Int64
        var step: ClaimStep
        var from: ClaimState
        var to: ClaimState
        var actor: String
        var reason: String?
        var noteDigest: String?
        var seq: Int64
        var payment: PaymentPlace?
        /// Money moved, by account.
        var moved: [String: Int64]
    }

    /// A supplement as its log entry grants it.
    struct Supplement: Sendable {
        var granted: NewSupplement
        /// What the claim had before.
        var before: Money
    }

    func check(_ entries: ArraySlice<StoredEntry>) -> Result {
        var result = Result()
        result.leaves.reserveCapacity(entries.count)
        for entry in entries {
            result.leaves.append(LogHash.leaf(entry.body))
            result.report.entries += 1
            guard let json = try? JSONValue.parse(entry.body), let kind = json["kind"]?.string
            else {
                result.report.add(
                    "entry-unreadable", "log \(entry.seq)", zh: "日志内容无法读取。",
                    en: "The entry cannot be read.")
                continue
            }
            switch kind {
            case "claim.submit": checkClaim(entry, json, &result)
            case "claim.correct":
                checkClaim(entry, json, &result)
                checkCorrection(entry.seq, json, &result)
            case "claim.rise": checkRise(entry, json, &result)
            case "claim.step": checkStep(entry.seq, json, &result)
            case "claim.supplement": checkSupplement(entry.seq, json, &result)
            // Ledgers of before money orders have appropriations of one step.
            case "fund.appropriate", "money.release":
                takePostings(json["body"]?["postings"], json, entry.seq, &result)
            case "right.reserve": takeRight(entry.seq, json, nil, &result)
            case "right.lapse": takeRight(entry.seq, json, .lapsed, &result)
            case "right.cancel": takeRight(entry.seq, json, .cancelled, &result)
            case "claim.paper": takePaper(entry.seq, json, &result)
            case "record.evidence": takeEvidence(entry.seq, json, &result)
            case "event.record": takeRecord("event", json["body"]?["event"], entry.seq, &result)
            case "recycling.record":
                takeRecord("recycling", json["body"]?["record"], entry.seq, &result)
            case "target.figure": result.figures += 1
            case "month.close": takeClose(entry.seq, json, &result)
            default: break
            }
        }
        return result
    }

    /// Amounts that a claim or a supplement can have; a forged one must not stop the report.
    static let sane: ClosedRange<Int64> = 0...1_000_000_000_000_000

    private func checkClaim(_ entry: StoredEntry, _ json: JSONValue, _ result: inout Result) {
        let place = "log \(entry.seq)"
        guard let facts = json["facts"].flatMap({ FactSet(json: $0, register: register) }),
            let digest = json["pack"]?.string, let verdict = json["verdict"]?.string,
            let amount = json["amountFen"]?.integer, Self.sane.contains(amount),
            let number = json["claim"]?.integer,
            let stateName = json["state"]?.string, let state = ClaimState(rawValue: stateName),
            let programme = json["programme"]?.string.flatMap(Programme.init(rawValue:)),
            let town = json["town"]?.string, let dealer = json["dealer"]?.string,
            let soldOn = facts.day(.soldOn)
        else {
            return result.report.add(
                "entry-incomplete", place, zh: "申领记录不完整。", en: "The claim's entry is incomplete.")
        }
        result.report.claims += 1
        recompute(entry.seq, json, facts, digest, verdict, amount, place, &result.report)
        takePostings(json["postings"], json, entry.seq, &result)
        // What a correction moves is the difference; the funds are held against all claims later.
        if json["revision"] == nil {
            // What a right kept was encumbered before.
            let kept = json["rightFen"]?.integer ?? 0
            if json["right"] != nil { takeRight(entry.seq, json, .used, &result) }
            checkMoney(
                json["postings"], (state == .waitlisted ? 0 : amount) &- kept, place,
                &result.report)
        }
        if json["revision"] == nil, state == .submitted { takeEncumbrance(json, &result) }
        let classKey = facts.tallyClass(register)
        let price = Money(fen: facts[.price] ?? 0)
        let units = facts[.quantity] ?? 1
        let expected = ExpectedRow(
            number: number, dealer: dealer, programme: programme, classKey: classKey, town: town,
            soldOn: soldOn.isoText, price: price, amount: amount, verdict: verdict, state: state,
            fund: json["fund"]?.string ?? "", pack: digest)
        if !entry.isSuperseded { expected.compare(entry, &result.report) }
        if let stored = entry.units, stored != units {
            result.report.add(
                "claim-differs", place, zh: "件数应为\(units)，实为\(stored)。",
                en: "The units should be \(units), are \(stored).")
        }
        checkRecord(entry, json, &result.report)
    }

    /// Decides the claim again from its facts, under the pack that the entry names.
    private func recompute(
        _ seq: Int64, _ json: JSONValue, _ facts: FactSet, _ digest: String, _ verdict: String,
        _ amount: Int64, _ place: String, _ report: inout VerifyReport
    ) {
        guard let (pack, day) = keptPack(digest, facts, place, &report) else { return }
        if let active = activity[digest], !active.contains(seq) {
            report.add(
                "pack-not-active", place, zh: "判定时政策包 \(digest.prefix(12)) 未启用。",
                en: "Pack \(digest.prefix(12)) was not active when it decided.")
        }
        let stored = (json["findings"]?.array ?? []).compactMap(LoggedFinding.init)
        let given = stored.filter { $0.article == nil }.map(\.finding)
        let again = pack.determine(facts, on: day, found: given)
        let ruled = again.findings.filter { $0.article != nil }.map(LoggedFinding.init)
        guard again.verdict.rawValue == verdict, again.amount.fen == amount,
            ruled == stored.filter({ $0.article != nil })
        else {
            return report.add(
                "determination-differs", place,
                zh:
                    "重算为“\(again.verdict.rawValue) \(again.amount.groupedText)”，记录为“\(verdict) \(Money(fen: amount).groupedText)”。",
                en: "Recomputed as \(again.verdict.rawValue) \(again.amount.groupedText); "
                    + "logged as \(verdict) \(Money(fen: amount).groupedText).")
        }
    }

    /// The pack that an entry names and the day it decides for; told where nothing can be decided.
    func keptPack(
        _ digest: String, _ facts: FactSet, _ place: String, _ report: inout VerifyReport
    ) -> (pack: PolicyPack, day: Day)? {
        if let pack = pack(digest), let day = facts.day(pack.source.dayOfLaw),
            pack.isInForce(on: day)
        {
            return (pack, day)
        }
        report.add(
            "pack-missing", place, zh: "政策包 \(digest.prefix(12)) 不在账本中，无法重算。",
            en: "Pack \(digest.prefix(12)) is not kept in the ledger; nothing can be recomputed.")
        return nil
    }

    func takePostings(
        _ postings: JSONValue?, _ json: JSONValue, _ seq: Int64, _ result: inout Result
    ) {
        let items = postings?.array ?? []
        guard !items.isEmpty else { return }
        let corrects = json["corrects"]?.string
        guard let month = Month(ofEntry: json), corrects.map({ Month(text: $0) != nil }) ?? true
        else {
            return result.report.add(
                "entry-incomplete", "log \(seq)", zh: "没有可读的时间。", en: "It has no readable time.")
        }
        let booking = Booking(month: month, corrects: corrects.flatMap(Month.init(text:)))
        for item in items {
            guard let parts = item.array, parts.count == 3, let fund = parts[0].string,
                let name = parts[1].string, let fen = parts[2].integer,
                let account = AccountKind.allCases.first(where: { $0.key == name })
            else {
                result.report.add(
                    "entry-incomplete", "log \(seq)", zh: "分录不完整。", en: "A posting is incomplete.")
                continue
            }
            result.postings.append(
                LoggedPosting(
                    logIndex: seq,
                    posting: Posting(fundCode: fund, account: account, amount: Money(fen: fen)),
                    booking: booking, claim: json["claim"]?.integer,
                    programme: json["programme"]?.string.flatMap(Programme.init(rawValue:))))
        }
    }

    /// The day on which a claim got its money, by its own entry or by its leaving the line.
    func takeEncumbrance(_ json: JSONValue, _ result: inout Result) {
        guard let claim = json["claim"]?.integer,
            let day = Day(ofEncumbrance: json)
        else { return }
        result.encumbered.append((claim, day))
    }

    private func takeClose(_ seq: Int64, _ json: JSONValue, _ result: inout Result) {
        guard let body = json["body"], let actor = json["actor"]?.string,
            let month = body["month"]?.string.flatMap(Month.init(text:))
        else {
            return result.report.add(
                "entry-incomplete", "log \(seq)", zh: "结账记录不完整。",
                en: "The close's entry is incomplete.")
        }
        result.closes.append(
            LoggedClose(seq: seq, month: month, body: body, checker: actor))
    }

    /// A submitted claim encumbers its amount, a waitlisted one nothing.
    func checkMoney(
        _ postings: JSONValue?, _ expected: Int64, _ place: String,
        _ report: inout VerifyReport
    ) {
        let moved = (postings?.array ?? []).compactMap { $0.array }.filter {
            $0.count == 3 && $0[1].string == AccountKind.encumbered.key
        }.reduce(0) { $0 &+ ($1[2].integer ?? 0) }
        guard moved != expected else { return }
        report.add(
            "encumbrance-differs", place,
            zh: "应预占\(Money(fen: expected).groupedText)，实为\(Money(fen: moved).groupedText)。",
            en: "Should encumber \(Money(fen: expected).groupedText), "
                + "encumbers \(Money(fen: moved).groupedText).")
    }

    private func checkRecord(_ entry: StoredEntry, _ json: JSONValue, _ report: inout VerifyReport)
    {
        guard !entry.isErased else { return }
        guard let sealed = entry.sealed, let opened = try? sealed.opened(under: keys.sealing),
            opened.count > 16
        else {
            return report.add(
                "record-unreadable", "log \(entry.seq)", zh: "个人信息密封件缺失或被改动。",
                en: "The sealed personal record is missing or was changed.")
        }
        report.records += 1
        let commitment = Commitment.text(
            salt: opened.prefix(16), purpose: "record", value: opened.dropFirst(16))
        guard commitment != json["commitment"]?.string else { return }
        report.add(
            "commitment-differs", "log \(entry.seq)", zh: "个人信息与日志中的承诺值不符。",
            en: "The personal record does not match its commitment in the log.")
    }
}
