/// Where a claim stands; `Docs/GLOSSARY.md` has the whole life.
public enum ClaimState: String, Sendable, CaseIterable {
    /// Registered, its money encumbered, awaiting the first review.
    case submitted
    /// Registered and in line, in the order of submission, because its fund is short.
    case waitlisted
    /// Stopped until something is cleared up; its money stays encumbered.
    case held
    /// Sent back to be corrected; it keeps its place, its keys and its money.
    case returned
    /// A first reviewer has approved; a second one must too.
    case firstApproved
    /// Approved by two; its money is payable.
    case approved
    /// In a pay batch; its money stays payable until the bank confirms.
    case scheduled
    /// Paid, by the bank's confirmation.
    case paid
    /// Paid, and to be paid back.
    case clawbackDue
    /// Paid back; its money is free again, its keys are not: whether a right comes back after a
    /// return differs from place to place, so nothing frees them silently.
    case clawedBack
    /// Refused by a reviewer; money and keys are free again.
    case rejected
    /// Taken back by the dealer; money and keys are free again.
    case withdrawn

    /// The state's name.
    public var title: LocalizedText {
        switch self {
        case .submitted: LocalizedText(zh: "已提交", en: "Submitted")
        case .waitlisted: LocalizedText(zh: "候补", en: "Waitlisted")
        case .held: LocalizedText(zh: "暂缓", en: "Held")
        case .returned: LocalizedText(zh: "退回补正", en: "Returned")
        case .firstApproved: LocalizedText(zh: "初审通过", en: "First approved")
        case .approved: LocalizedText(zh: "复审通过", en: "Approved")
        case .scheduled: LocalizedText(zh: "待付款", en: "Scheduled")
        case .paid: LocalizedText(zh: "已付款", en: "Paid")
        case .clawbackDue: LocalizedText(zh: "待追回", en: "Clawback due")
        case .clawedBack: LocalizedText(zh: "已追回", en: "Clawed back")
        case .rejected: LocalizedText(zh: "驳回", en: "Rejected")
        case .withdrawn: LocalizedText(zh: "撤回", en: "Withdrawn")
        }
    }

    /// The account that holds the claim's money; nil where it holds none.
    public var account: AccountKind? {
        switch self {
        case .submitted, .held, .returned, .firstApproved: .encumbered
        case .approved, .scheduled: .payable
        case .paid: .paid
        case .clawbackDue: .receivable
        case .waitlisted, .rejected, .withdrawn, .clawedBack: nil
        }
    }

    /// Whether its locks and counts are free again.
    public var freesKeys: Bool { self == .rejected || self == .withdrawn }

    /// Whether the claim has come to an end: it holds no money and counts in no tally.
    public var isOver: Bool { freesKeys || self == .clawedBack }
}
