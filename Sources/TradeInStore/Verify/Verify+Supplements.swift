import TradeInCore

extension EntryCheck {
    /// Takes a supplement, and decides it again.
    func checkSupplement(_ seq: Int64, _ json: JSONValue, _ result: inout Result) {
        let place = "log \(seq)"
        guard let facts = json["facts"].flatMap({ FactSet(json: $0, register: register) }),
            let digest = json["pack"]?.string, let code = json["code"]?.string,
            let amount = json["amountFen"]?.integer, let before = json["before"]?.integer,
            Self.sane.contains(amount), Self.sane.contains(before),
            let number = json["claim"]?.integer,
            json["state"]?.string.flatMap(ClaimState.init(rawValue:)) != nil
        else {
            return result.report.add(
                "entry-incomplete", place, zh: "补差记录不完整。",
                en: "The supplement's entry is incomplete.")
        }
        takePostings(json["postings"], json, seq, &result)
        checkMoney(json["postings"], amount, place, &result.report)
        recompute(seq, facts, digest, code, before + amount, &result.report)
        let granted = NewSupplement(
            number: number, code: code, amount: Money(fen: amount), packSha256: digest,
            logIndex: seq)
        result.supplements.append(.init(granted: granted, before: Money(fen: before)))
    }

    /// Decides a supplement again, from the facts and the pack that its entry names; `total` is
    /// what award and supplement come to by the log, in fen.
    func recompute(
        _ seq: Int64, _ facts: FactSet, _ digest: String, _ code: String, _ total: Int64,
        _ report: inout VerifyReport
    ) {
        let place = "log \(seq)"
        guard let (pack, day) = keptPack(digest, facts, place, &report) else { return }
        if let active = activity[digest], !active.contains(seq) {
            report.add(
                "pack-not-active", place, zh: "补差时政策包 \(digest.prefix(12)) 未启用。",
                en: "Pack \(digest.prefix(12)) was not active when it granted the supplement.")
        }
        let again = pack.determine(facts, on: day)
        guard again.supplementCode != code || again.amount.fen != total else { return }
        let logged = Money(fen: total).groupedText
        report.add(
            "determination-differs", place,
            zh: "补差重算后合计为\(again.amount.groupedText)，记录为\(logged)。",
            en: "Recomputed, award and supplement come to \(again.amount.groupedText); logged "
                + "\(logged).")
    }
}

extension VerifyRun {
    /// Supplement rows against the log, and each against what its claim had before.
    mutating func supplementRows() throws {
        let rows = try HotStatement(
            database,
            """
            SELECT claimId, code, supplement.amountFen, policyPack.sha256, supplement.logIndex,
                claim.amountFen + coalesce((SELECT sum(amountFen) FROM supplement AS earlier
                    WHERE earlier.claimId = supplement.claimId
                        AND earlier.supplementId < supplement.supplementId), 0),
                policyPack.identifier = own.identifier
            FROM supplement JOIN claim USING (claimId)
                JOIN policyPack ON policyPack.packId = supplement.packId
                JOIN policyPack AS own ON own.packId = claim.packId
            ORDER BY supplementId
            """)
        var stored: [NewSupplement] = []
        var before: [Money] = []
        while try rows.step() {
            stored.append(
                NewSupplement(
                    number: rows.integer(0), code: rows.text(1),
                    amount: Money(fen: rows.integer(2)),
                    packSha256: rows.text(3), logIndex: rows.integer(4)))
            before.append(Money(fen: rows.integer(5)))
            if rows.integer(6) == 0 {
                report.add(
                    "supplement-foreign", ClaimID(number: rows.integer(0)).text,
                    zh: "补差的政策包不是判定该申领的政策包。",
                    en: "The supplement's pack is not the one that decided the claim.")
            }
        }
        let logged = supplements
        guard stored != logged.map(\.granted) || before != logged.map(\.before) else { return }
        report.add(
            "supplement-differs", "supplement",
            zh: "账本有\(stored.count)笔补差，日志有\(logged.count)笔，内容不一致。",
            en:
                "The ledger's \(stored.count) supplements do not agree with the log's \(logged.count)."
        )
    }
}
