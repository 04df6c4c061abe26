/// The words of refusals about steps on claims.
extension Refusal {
    static func stepNotDrawn(_ claim: StandingClaim, _ step: ClaimStep) -> Refusal {
        let text = ClaimID(number: claim.number).text
        let possible = ClaimStep.allCases.filter {
            $0.isAsked && $0.target(from: claim.state, heldFrom: claim.heldFrom) != nil
        }
        let zh = possible.map(\.title.zh).joined(separator: "、")
        let en = possible.map(\.title.en).joined(separator: ", ")
        return Refusal(
            .stepNotDrawn,
            zh: "申领\(text)现为“\(claim.state.title.zh)”，不能“\(step.title.zh)”。可以："
                + (zh.isEmpty ? "无" : zh) + "。",
            en: "Claim \(text) is \(claim.state.title.en.lowercased()); \(step.title.en) is not "
                + "possible. Possible are: \(en.isEmpty ? "none" : en).")
    }

    static func ownEntry(_ claim: StandingClaim) -> Refusal {
        Refusal(
            .ownEntry,
            zh:
                "申领\(ClaimID(number: claim.number).text)由“\(claim.enteredBy.joined(separator: "、"))”"
                + "录入或补正，不能由本人审核。请换一人。",
            en: "\(claim.enteredBy.joined(separator: ", ")) entered or corrected claim "
                + "\(ClaimID(number: claim.number).text) and may not review it. Another person has to."
        )
    }

    static func sameReviewer(_ claim: StandingClaim) -> Refusal {
        Refusal(
            .sameReviewer,
            zh:
                "申领\(ClaimID(number: claim.number).text)的初审人是“\(claim.firstReviewer ?? "")”，复审须换一人。",
            en: "\(claim.firstReviewer ?? "") gave claim \(ClaimID(number: claim.number).text) its "
                + "first review; another person gives the second.")
    }

    static func reasonUnfit(_ prepared: PreparedStep) -> Refusal {
        let fitting = prepared.step.reasons.map(\.rawValue).joined(separator: " ")
        let given = prepared.reason.map { "“\($0.rawValue)”" }
        return Refusal(
            .reasonUnfit,
            zh: "“\(prepared.step.title.zh)”须写明原因" + (given.map { "，\($0)不适用" } ?? "")
                + "。可用：\(fitting)。",
            en: "To \(prepared.step.title.en) takes a reason"
                + (prepared.reason.map { "; \($0.rawValue) does not fit" } ?? "")
                + ". Known are: \(fitting).")
    }

    static func noteMissing(_ step: ClaimStep) -> Refusal {
        Refusal(
            .noteMissing, zh: "原因为“其他”时须写备注。请在备注中说明。",
            en: "The reason other needs a note. Say in the note what it is.")
    }
}
