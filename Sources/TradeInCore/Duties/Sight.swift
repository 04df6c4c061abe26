/// What a user may read; what a user may do is ``Act``.
///
/// `Docs/reference/duties.md` shows the same table.
public enum Sight: String, Sendable, CaseIterable {
    /// Claims with their masked persons, papers by name, and rights; a dealer's staff its own only.
    case claims
    /// The line of claims that wait for a review, of all dealers.
    case queue
    /// Dealers, events, recycling.
    case registers
    /// Tallies and totals beyond the public board.
    case tallies
    /// Funds with their orders and statements.
    case funds
    /// Pay batches, months, clawbacks.
    case payments
    /// Policy packs, kept and proposed.
    case packs
    /// Log entries one by one.
    case log
    /// Users and their roles.
    case users
    /// Sessions, tokens, who came in when, keys and the state of the file.
    case access

    /// What is read, in words.
    public var title: LocalizedText {
        switch self {
        case .claims: LocalizedText(zh: "申领", en: "claims")
        case .queue: LocalizedText(zh: "待审队列", en: "the review queue")
        case .registers: LocalizedText(zh: "经销商、活动和回收", en: "dealers, events and recycling")
        case .tallies: LocalizedText(zh: "汇总", en: "tallies")
        case .funds: LocalizedText(zh: "资金", en: "funds")
        case .payments: LocalizedText(zh: "付款和月结", en: "payments and months")
        case .packs: LocalizedText(zh: "政策包", en: "policy packs")
        case .log: LocalizedText(zh: "日志", en: "the log")
        case .users: LocalizedText(zh: "用户", en: "users")
        case .access: LocalizedText(zh: "登录和系统状态", en: "log-ins and the system's state")
        }
    }

    /// The roles that may read it.
    public var roles: Set<Role> {
        let bureau: Set<Role> = [
            .reviewer, .officer, .financeOfficer, .financeChecker, .auditor,
        ]
        return switch self {
        case .claims: bureau.union([.dealerStaff])
        case .queue: [.reviewer, .officer, .auditor]
        case .registers, .tallies, .funds: bureau
        case .payments: [.officer, .financeOfficer, .financeChecker, .auditor]
        case .packs, .log: bureau.union([.policyAuthor, .policyApprover])
        case .users: [.administrator, .auditor]
        case .access: [.administrator]
        }
    }
}

extension User {
    /// Whether one of the user's roles may read it.
    public func maySee(_ sight: Sight) -> Bool { !sight.roles.isDisjoint(with: roles) }

    /// Whether one of the user's roles may do it; what a person may not be to a thing is asked later.
    public func mayDo(_ act: Act) -> Bool { !act.roles.isDisjoint(with: roles) }
}

/// What a token of another program may be used for, within what its user may do.
public enum TokenScope: String, Sendable, CaseIterable {
    /// Read what the user may read.
    case read
    /// Register, correct and withdraw claims, put papers to them, draw rights.
    case claims
    /// Review claims.
    case review
    /// Keep dealers, events, recycling and figures.
    case registers
    /// Order, release and pay money, close months.
    case finance
    /// Propose, activate and confirm packs.
    case policy
    /// Keep users.
    case users

    /// The scope's name.
    public var title: LocalizedText {
        switch self {
        case .read: LocalizedText(zh: "读取", en: "read")
        case .claims: LocalizedText(zh: "申领", en: "claims")
        case .review: LocalizedText(zh: "审核", en: "reviews")
        case .registers: LocalizedText(zh: "登记", en: "registers")
        case .finance: LocalizedText(zh: "资金", en: "money")
        case .policy: LocalizedText(zh: "政策包", en: "packs")
        case .users: LocalizedText(zh: "用户", en: "users")
        }
    }
}

extension Act {
    /// The scope that a token needs for it.
    public var scope: TokenScope {
        switch self {
        case .submit, .correct, .withdraw, .reportReturn, .reserve, .cancelRight, .attach: .claims
        case .approve, .sendBack, .reject, .hold, .unhold, .reopen, .supplement, .viewPersonal:
            .review
        case .enrolDealer, .recordEvent, .recordRecycling, .recordFigure, .attachEvidence,
            .viewEvidence:
            .registers
        case .proposePack, .activatePack, .confirmValues: .policy
        case .clawback, .recover, .createFund, .setCap, .orderMoney, .releaseMoney, .buildBatch,
            .releaseBatch, .cancelBatch, .confirmPayments, .exportPayments, .draftMonth,
            .closeMonth:
            .finance
        case .keepUser: .users
        }
    }
}
