import TradeInCore
import TradeInStore

/// What stands beside a claim for whoever reviews it.
///
/// Claims that share something with it, and the history of its dealer and its applicant. Nothing of
/// a person is in it but masked.
public struct ClaimContext: Sendable {
    /// The most claims that a list shows.
    public static let most = 20

    /// The claims that share something, those that share most first.
    public var alike: [AlikeClaim] = []
    /// Whether there are more of them than are listed.
    public var hasMoreAlike = false
    /// The names of the dealers of all claims listed, by credit code.
    public var dealerNames: [String: String] = [:]
    /// The dealer's history.
    public var dealer: DealerHistory?
    /// The applicant's; nil when the person was erased.
    public var applicant: ApplicantHistory?
}

/// A claim that shares something with another.
public struct AlikeClaim: Sendable {
    /// The claim.
    public var row: ClaimRow
    /// What it shares, in the order of columns, papers last.
    public var likenesses: [Likeness]
}

/// One thing that two claims share.
public struct Likeness: Hashable, Sendable {
    /// How near the two are.
    public enum Degree: String, Sendable, CaseIterable {
        /// The same thing.
        case same
        /// Texts that a person may take for one another, as O and 0.
        case near
        /// The other claim said so before it was put right.
        case before

        /// The degree in words.
        public var title: LocalizedText {
            switch self {
            case .same: LocalizedText(zh: "相同", en: "the same")
            case .near: LocalizedText(zh: "形近", en: "looks alike")
            case .before: LocalizedText(zh: "补正前相同", en: "the same before it was corrected")
            }
        }
    }

    /// What is shared.
    public enum Subject: Hashable, Sendable {
        case column(ClaimField)
        case paper(PaperKind)
    }

    /// What is shared.
    public var subject: Subject
    /// How near the two are.
    public var degree: Degree
    /// What the other claim says now, masked; empty for papers and where its person was erased.
    public var value: String
}

/// What the ledger knows of an applicant beside one claim.
public struct ApplicantHistory: Sendable {
    /// The applicant's other claims in all programmes, newest first.
    public var claims: [ClaimRow] = []
    /// Whether there are more of them than are listed.
    public var hasMore = false
    /// What the claims listed and the claim itself were granted, less those that have ended.
    public var granted = Money.zero
    /// The limits that bear on these claims.
    public var limits: [LimitUse] = []
}

/// A limit of a person, and how far it is used.
public struct LimitUse: Sendable {
    /// The limit with what it is counted by.
    public var limit: PersonLimit
    /// The class that is counted; empty where all are counted together.
    public var classKey: String
    /// The claims that count.
    public var used: Int

    /// The claims that may still come.
    public var left: Int { max(0, limit.limit.most - used) }
}
