import Hummingbird
import TradeInCore
import TradeInDesk
import TradeInStore

/// What a later rise of a pack adds to earlier awards: which claims are due it, what granting would
/// come to, and granting.
enum SupplementPages {
    static var routes: [Route] {
        [
            .get("/supplements", .doing(.supplement)) { try await show($0) },
            .post("/supplements/rehearse", .doing(.supplement)) { try await rehearse($0) },
            .post("/supplements", .doing(.supplement)) { try await grant($0) },
        ]
    }

    private static let turn = OneAtATime()
    private static let mostRows = 200

    /// The active packs that say what a rise adds.
    private static func packs(_ visit: Visit) throws -> [PolicyPack] {
        try visit.desk.shelf().packs.filter { !$0.source.supplements.isEmpty }
    }

    /// The pack that was chosen; nil where none was.
    private static func chosen(_ digest: String?, _ visit: Visit) throws -> PolicyPack? {
        guard let digest else { return nil }
        guard let pack = try packs(visit).first(where: { $0.source.sha256 == digest }) else {
            throw Problem.notFound
        }
        return pack
    }

    /// A claim that is due a supplement.
    private struct Due: Sendable {
        let prepared: PreparedSupplement
        var claim: ClaimRow?
    }

    private static func due(_ pack: PolicyPack, _ visit: Visit) async throws -> [Due] {
        try await visit.alone(turn, otherwise: Problem.underWay) { () async throws -> [Due] in
            try await visit.desk.read { store in try read(pack, store) }
        }
    }

    private static func read(_ pack: PolicyPack, _ store: LedgerStore) throws -> [Due] {
        var all: [Due] = []
        for prepared in try PreparedSupplement.due(under: pack, in: store) {
            // What is shown is told in full; what is not needs no row.
            let isShown = all.count < mostRows
            let id = ClaimID(number: prepared.number)
            all.append(
                Due(prepared: prepared, claim: isShown ? try store.claim(id)?.row : nil))
        }
        return all
    }

    private static func show(_ visit: Visit, problem: Problem? = nil) async throws -> Response {
        do {
            let pack = try chosen(visit.query("pack") ?? visit.form["pack"], visit)
            guard let pack else { return try page(visit, nil, [], problem: problem) }
            return try page(visit, pack, await due(pack, visit), problem: problem)
        } catch let problem as Problem where problem.code == Problem.underWay.code {
            return try page(visit, nil, [], problem: problem)
        }
    }

    private static func page(
        _ visit: Visit, _ pack: PolicyPack?, _ due: [Due], outcomes: [CommandOutcome]? = nil,
        problem: Problem? = nil
    ) throws -> Response {
        let language = visit.language
        var content: Content = [
            "packs": try packs(visit).map { other in
                [
                    "address": Visit.address("/supplements", [("pack", other.source.sha256)]),
                    "title": other.source.title[language], "version": other.source.version,
                    "isChosen": other.source.sha256 == pack?.source.sha256,
                ] as Content
            },
            "hasPacks": try !packs(visit).isEmpty, "isChosen": pack != nil,
            "count": due.count, "hasDue": !due.isEmpty, "isRehearsed": outcomes != nil,
            "rows": due.prefix(mostRows).enumerated().map { place, one in
                row(one, outcomes?[place], visit)
            },
            "more": max(0, due.count - mostRows), "hasMore": due.count > mostRows,
        ]
        if let pack {
            content["pack"] = pack.source.sha256
            content["packTitle"] = "\(pack.source.title[language]) \(pack.source.version)"
            content["packAddress"] = "/packs/" + pack.source.sha256
        }
        if let outcomes {
            let receipts = outcomes.compactMap(\.receipt)
            content["granted"] = receipts.count
            content["amount"] = sum(receipts).groupedText
            content["refused"] = outcomes.count - receipts.count
            content["isSome"] = !receipts.isEmpty
        }
        return visit.page(
            "supplements", title: visit.say("补差", "Supplements"), content,
            status: problem?.status ?? 200, alert: problem?.detail)
    }

    private static func sum(_ receipts: [Receipt]) -> Money {
        receipts.reduce(.zero) { $0 + ($1.amount ?? .zero) }
    }

    private static func row(_ due: Due, _ outcome: CommandOutcome?, _ visit: Visit) -> Content {
        let determination = due.prepared.determination
        var row: Content = [
            "id": ClaimID(number: due.prepared.number).text,
            "rule": determination.supplementCode ?? "",
            "decided": determination.amount.groupedText,
        ]
        if let claim = due.claim {
            row["class"] = visit.names.itemClass(claim.classKey)
            row["soldOn"] = claim.soldOn
            row["before"] = claim.amount.groupedText
            row["state"] = claim.state.title[visit.language]
            row["mark"] = claim.state.mark
        }
        switch outcome {
        case .done(let receipt, _)?, .replayed(let receipt)?:
            row["adds"] = (receipt.amount ?? .zero).groupedText
        case .refused(let refusal)?: row["refusal"] = refusal.message[visit.language]
        case nil: break
        }
        return row
    }

    // MARK: Acts

    /// Grants all for real, and rolls it back.
    private static func rehearse(_ visit: Visit) async throws -> Response {
        guard let pack = try chosen(visit.form["pack"], visit) else { throw Problem.formUnsound }
        do {
            let all = try await due(pack, visit)
            let outcomes = try await visit.desk.rehearse(
                all.map { .supplement($0.prepared) }, by: visit.user.login)
            return try page(visit, pack, all, outcomes: outcomes)
        } catch let problem as Problem where problem.code == Problem.underWay.code {
            return try page(visit, nil, [], problem: problem)
        }
    }

    private static func grant(_ visit: Visit) async throws -> Response {
        guard let pack = try chosen(visit.form["pack"], visit),
            let seen = visit.form["count"].flatMap({ Int($0) })
        else { throw Problem.formUnsound }
        do {
            let all = try await due(pack, visit)
            // What was seen is what is granted: claims that came since are looked at first.
            guard all.count == seen else {
                return try page(visit, pack, all, problem: .dueChanged(seen, all.count))
            }
            let outcomes = try await visit.desk.executeTogether(
                all.map { .supplement($0.prepared) }, by: visit.user.login)
            let receipts = outcomes.compactMap(\.receipt)
            let (amount, rest) = (sum(receipts).groupedText, outcomes.count - receipts.count)
            return visit.redirect(
                to: Visit.address("/supplements", [("pack", pack.source.sha256)]),
                telling: visit.say(
                    "已补差\(receipts.count)笔，合计\(amount)元；未办\(rest)笔。",
                    "\(receipts.count) \(receipts.count == 1 ? "supplement" : "supplements") granted, "
                        + "\(amount) yuan in all; \(rest) refused."))
        } catch let problem as Problem where problem.code == Problem.underWay.code {
            return try page(visit, nil, [], problem: problem)
        }
    }
}

extension Problem {
    fileprivate static func dueChanged(_ seen: Int, _ now: Int) -> Problem {
        Problem(
            code: "due-changed", status: 409,
            title: LocalizedText(zh: "名单有变化", en: "The list has changed"),
            detail: LocalizedText(
                zh: "您看到的是\(seen)笔，现在应补差的是\(now)笔，没有办理。请核对下面的新名单后再办。",
                en:
                    "You saw \(seen), and \(now) are due now, so nothing was granted. Look at the new "
                    + "list below, then grant."))
    }
}
