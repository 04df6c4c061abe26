import TradeInCore
import TradeInDesk
import TradeInStore

/// Look-alikes and histories as rows of a claim's page.
enum ContextRows {
    /// What the page shows; nothing for who may not look at all dealers' claims.
    static func content(_ context: ClaimContext?, _ visit: Visit) -> Content {
        guard let context else { return ["hasContext": false] }
        var content: Content = [
            "hasContext": true, "hasAlike": !context.alike.isEmpty,
            "hasMoreAlike": context.hasMoreAlike, "mostAlike": ClaimContext.most,
            "alike": context.alike.map { alike in
                var row = claim(alike.row, context, visit)
                row["likenesses"] = alike.likenesses.map { likeness($0, visit) }
                return row
            },
        ]
        if let dealer = context.dealer {
            content["dealerHistory"] = DealerRows.content(dealer, visit)
        }
        content["applicantHistory"] = context.applicant.map { applicant($0, context, visit) }
        return content
    }

    private static func claim(_ row: ClaimRow, _ context: ClaimContext, _ visit: Visit) -> Content {
        [
            "id": row.id.text, "state": row.state.title[visit.language], "mark": row.state.mark,
            "soldOn": row.soldOn, "dealer": context.dealerNames[row.dealerCode] ?? row.dealerCode,
            "programme": row.programme.title[visit.language],
            "class": visit.names.itemClass(row.classKey), "amount": row.amount.groupedText,
        ]
    }

    private static func likeness(_ likeness: Likeness, _ visit: Visit) -> Content {
        [
            "label": likeness.subject.title(visit.language),
            "degree": likeness.degree.title[visit.language],
            "mark": likeness.degree == .same ? "bad" : "warn", "value": likeness.value,
        ]
    }

    private static func applicant(
        _ history: ApplicantHistory, _ context: ClaimContext, _ visit: Visit
    ) -> Content {
        [
            "hasClaims": !history.claims.isEmpty, "hasMore": history.hasMore,
            "most": ClaimContext.most, "granted": history.granted.groupedText,
            "claims": history.claims.map { claim($0, context, visit) },
            "hasLimits": !history.limits.isEmpty,
            "limits": history.limits.map { use in
                let limit = use.limit
                let scope = [
                    limit.programme.title[visit.language],
                    use.classKey.isEmpty ? "" : visit.names.itemClass(use.classKey),
                    String(limit.year),
                ].filter { !$0.isEmpty }.joined(separator: " · ")
                return [
                    "scope": scope, "article": limit.limit.article, "used": use.used,
                    "most": limit.limit.most, "left": use.left,
                    "mark": use.left == 0 ? "warn" : "ok",
                ] as Content
            },
        ]
    }
}

extension Likeness.Subject {
    /// The column or the paper, as the form names it.
    func title(_ language: Language) -> String {
        switch self {
        case .column(let field): field.label(language)
        case .paper(let kind): kind.title[language]
        }
    }
}

/// A dealer's history as the page shows it.
enum DealerRows {
    static func content(_ history: DealerHistory, _ visit: Visit) -> Content {
        let all = Shares(history.states)
        let own = Shares(history.compared.own)
        let county = Shares(history.compared.county)
        let recent = history.recent
        return [
            "state": history.dealer.state.title[visit.language], "mark": history.dealer.state.mark,
            "recordedOn": history.recordedAt?.countyDay.isoText ?? "",
            "logIndex": history.logIndex.map { String($0) } ?? "",
            "accountChangedOn": history.accountChangedAt?.countyDay.isoText ?? "",
            "first": history.first?.claim.text ?? "",
            "firstOn": history.first?.at?.countyDay.isoText ?? "",
            "address": Visit.address("/claims", [("dealer", history.dealer.code)]),
            "claims": all.claims.grouped, "hasCompared": own.claims > 0,
            "states": ClaimState.allCases.compactMap { state -> Content? in
                guard let count = history.states[state]?.claims, count > 0 else { return nil }
                return [
                    "title": state.title[visit.language], "mark": state.mark,
                    "count": count.grouped,
                ]
            },
            "rejected": Shares.text(own.rejected, of: own.claims),
            "countyRejected": Shares.text(county.rejected, of: county.claims),
            "clawbacks": all.clawbacks.grouped, "hasClawbacks": all.clawbacks > 0,
            "clawedBack": all.clawedBack.groupedText,
            "average": own.average?.groupedText ?? "",
            "countyAverage": county.average?.groupedText ?? "",
            "recentClaims": recent.claims.grouped, "hasRecent": recent.claims > 0,
            "doubtful": Shares.text(recent.doubtful, of: recent.claims),
            "returned": Shares.text(recent.returned, of: recent.claims),
            "recentRejected": Shares.text(recent.rejected, of: recent.claims),
        ]
    }
}

/// Claims by state as a reviewer weighs them.
struct Shares {
    var claims: Int64 = 0
    var rejected: Int64 = 0
    var clawbacks: Int64 = 0
    var clawedBack = Money.zero
    /// The subsidy of an average claim, without those that were rejected or withdrawn, rounded down
    /// to the fen; nil where there is none.
    var average: Money?

    init(_ states: [ClaimState: TallySums]) {
        var granted = Money.zero
        var grants: Int64 = 0
        for (state, sums) in states {
            claims += sums.claims
            if state == .rejected { rejected += sums.claims }
            if state == .clawbackDue || state == .clawedBack {
                clawbacks += sums.claims
                clawedBack += sums.subsidy
            }
            if !state.freesKeys {
                grants += sums.claims
                granted += sums.subsidy
            }
        }
        if grants > 0 { average = Money(fen: granted.fen / grants) }
    }

    /// A share in per cent with one decimal, rounded to the nearest; empty where there is no whole.
    static func text(_ part: Int64, of whole: Int64) -> String {
        guard whole > 0 else { return "" }
        let permille = (part * 2_000 + whole) / (whole * 2)
        return "\(permille / 10).\(permille % 10)%"
    }
}
