/// What a user of the ledger is there for.
public enum Role: String, Sendable, CaseIterable {
    /// Staff of one dealer: registers and follows its claims.
    case dealerStaff = "dealer-staff"
    /// Reviews claims for the bureau.
    case reviewer
    /// Keeps dealers, events and recycling for the bureau.
    case officer
    /// Writes policy packs.
    case policyAuthor = "policy-author"
    /// Lets policy packs decide.
    case policyApprover = "policy-approver"
    /// Makes what moves money.
    case financeOfficer = "finance-officer"
    /// Checks and releases what moves money.
    case financeChecker = "finance-checker"
    /// Reads everything and changes nothing.
    case auditor
    /// Keeps users and keys; no business act.
    case administrator

    /// The role's name.
    public var title: LocalizedText {
        switch self {
        case .dealerStaff: LocalizedText(zh: "经销商人员", en: "Dealer staff")
        case .reviewer: LocalizedText(zh: "审核员", en: "Reviewer")
        case .officer: LocalizedText(zh: "商务局经办", en: "Bureau officer")
        case .policyAuthor: LocalizedText(zh: "政策起草人", en: "Policy author")
        case .policyApprover: LocalizedText(zh: "政策批准人", en: "Policy approver")
        case .financeOfficer: LocalizedText(zh: "财务制单", en: "Finance officer (maker)")
        case .financeChecker: LocalizedText(zh: "财务复核", en: "Finance checker")
        case .auditor: LocalizedText(zh: "审计员", en: "Auditor")
        case .administrator: LocalizedText(zh: "管理员", en: "Administrator")
        }
    }

    /// Whether nobody may hold the role beside another: who keeps the users or audits the
    /// work takes no part in it, and a dealer's staff is not the bureau's.
    public var standsAlone: Bool {
        self == .auditor || self == .administrator || self == .dealerStaff
    }
}

/// A person with a login.
public struct User: Hashable, Sendable {
    /// Whether the login may be used.
    public enum State: String, Sendable, CaseIterable {
        case active, disabled

        /// The state's name.
        public var title: LocalizedText {
            switch self {
            case .active: LocalizedText(zh: "可用", en: "Active")
            case .disabled: LocalizedText(zh: "停用", en: "Disabled")
            }
        }
    }

    /// The login as it was given; two that differ by case, width or blanks only are one.
    public var login: String
    /// What the person is there for; not empty.
    public var roles: Set<Role>
    /// The dealer whose staff it is; nil for all others.
    public var dealerCode: String?
    /// Whether the login may be used.
    public var state: State

    /// A user.
    public init(
        login: String, roles: Set<Role>, dealerCode: String? = nil, state: State = .active
    ) {
        self.login = login
        self.roles = roles
        self.dealerCode = dealerCode
        self.state = state
    }

    /// What tells persons apart.
    public var key: String { TextFolding.key(login) }

    /// The roles in order, as files and the log have them.
    public var roleWords: [String] { Role.allCases.filter(roles.contains).map(\.rawValue) }

    /// Whether the roles may be held by one person, and a dealer is named just for its staff.
    public var isSound: Bool {
        let isDealers = roles.contains(.dealerStaff)
        return !roles.isEmpty && (roles.count == 1 || !roles.contains(where: \.standsAlone))
            && isDealers == (dealerCode != nil)
    }

    /// The user as canonical JSON.
    var body: [UInt8] {
        canonicalObject { json in
            if let dealerCode { json.field("dealer", dealerCode) }
            json.field("login", login)
            json.key("roles")
            json.array { json in roleWords.forEach { json.string($0) } }
            json.field("state", state.rawValue)
        }
    }
}
