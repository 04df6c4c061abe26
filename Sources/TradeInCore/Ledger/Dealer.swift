/// A shop that registers trade-ins and, in some programmes, advances the subsidy.
public struct Dealer: Hashable, Sendable {
    /// Whether the dealer may register claims.
    public enum State: String, Sendable, CaseIterable {
        case enrolled, suspended, removed

        /// The state's name.
        public var title: LocalizedText {
            switch self {
            case .enrolled: LocalizedText(zh: "在册", en: "Enrolled")
            case .suspended: LocalizedText(zh: "暂停", en: "Suspended")
            case .removed: LocalizedText(zh: "清退", en: "Removed")
            }
        }
    }

    /// The unified social credit code, 18 characters.
    public var code: String
    /// The registered name.
    public var name: String
    /// The programmes that it is enrolled in; not empty.
    public var programmes: Set<Programme>
    /// The town's key.
    public var townKey: String
    /// The settlement account; sealed at rest.
    public var settlementAccount: String
    /// The account's bank.
    public var settlementBank: String
    /// Whether it may register claims.
    public var state: State
    /// The log entry that last changed its settlement account; nil while it has none.
    public var accountChangedAt: Int64?

    /// A dealer.
    public init(
        code: String, name: String, programmes: Set<Programme>, townKey: String,
        settlementAccount: String, settlementBank: String, state: State
    ) {
        self.code = code
        self.name = name
        self.programmes = programmes
        self.townKey = townKey
        self.settlementAccount = settlementAccount
        self.settlementBank = settlementBank
        self.state = state
    }
}

/// A dealer's settlement account, sealed, with a blind digest that tells a new account from the old.
public struct SealedAccount: Hashable, Sendable {
    /// The account.
    public var record: SealedRecord
    /// The digest of account and bank under the ledger's indexing key.
    public var digest: BlindDigest

    /// Seals an account.
    ///
    /// - Parameters:
    ///   - dealer: the dealer with its account.
    ///   - keys: the ledger's keys.
    ///   - seed: 56 random bytes, used once.
    /// - Throws: what the cryptographic library throws.
    public init(of dealer: Dealer, keys: LedgerKeys, seed: ArraySlice<UInt8>) throws {
        let body = canonicalObject { json in
            json.field("account", dealer.settlementAccount)
            json.field("bank", dealer.settlementBank)
        }
        record = try SealedRecord(body, under: keys.sealing, seed: seed)
        digest = BlindIndex(key: keys.indexing).digest(
            "settlement", dealer.settlementAccount, dealer.settlementBank)
    }
}

extension Dealer {
    /// The columns of a dealer file.
    public static let columns: [RegisterColumn] = [
        RegisterColumn("dealerCode", "统一社会信用代码", required: true),
        RegisterColumn("name", "名称", required: true),
        RegisterColumn("programmes", "补贴项目", required: true),
        RegisterColumn("townCode", "镇街", required: true),
        RegisterColumn("settlementAccount", "结算账号", required: false),
        RegisterColumn("settlementBank", "开户行", required: false),
        RegisterColumn("state", "状态", required: false),
    ]

    /// Reads a row of a dealer file; all findings at once.
    ///
    /// - Parameters:
    ///   - cells: texts by column key.
    ///   - county: the county, for its towns.
    /// - Returns: the dealer unless a finding is an error, and the findings.
    public static func read(
        _ cells: [String: String], county: County
    ) -> (dealer: Dealer?, findings: [Finding]) {
        var row = RegisterCells(cells, columns: columns)
        let code = row.creditCode("dealerCode")
        let name = row.text("name", limit: 100)
        let programmes = programmes(&row)
        var town: Town?
        if !row.isEmpty("townCode") {
            town = county.town(named: row.folded("townCode"))
            if town == nil {
                row.add(
                    "town-unknown", at: "townCode", zh: "本县没有这个镇街。请填写镇街全称。",
                    en: "No such town in the county. Write its full name.")
            }
        }
        let state =
            row.isEmpty("state")
            ? .enrolled
            : row.choice(
                "state", "dealer-state-unknown",
                among: State.allCases.map { ($0, $0.rawValue, $0.title.zh) })
        let account = row.folded("settlementAccount")
        if !account.isEmpty, let fault = BankCard.check(BankCard.normalise(account)),
            account.utf8.count > 30 || !account.utf8.allSatisfy({ (48...57).contains($0) })
        {
            // The value is not repeated: an account is never shown again, not even a wrong one.
            row.add(
                "settlement-account-shape", .warning, on: "settlementAccount",
                zh: "结算账号\(fault.explanation.zh)。对公账号请核对位数。",
                en: "Settlement account: \(fault.explanation.en). Check a company account's digits."
            )
        }
        guard !row.hasErrors, let code, let name, let programmes, let town, let state else {
            return (nil, row.findings)
        }
        let dealer = Dealer(
            code: code, name: name, programmes: programmes, townKey: town.key,
            settlementAccount: account, settlementBank: row.folded("settlementBank"), state: state)
        return (dealer, row.findings)
    }

    private static func programmes(_ row: inout RegisterCells) -> Set<Programme>? {
        guard !row.isEmpty("programmes") else { return nil }
        var found = Set<Programme>()
        for word in row.folded("programmes").split(whereSeparator: { ";；、,，".contains($0) }) {
            let name = word.trimmed
            if let programme = Programme(named: name) {
                found.insert(programme)
            } else {
                row.add(
                    "programme-unknown", at: "programmes",
                    zh:
                        "没有“\(name)”这个补贴项目；可填\(Programme.allCases.map(\.title.zh).joined(separator: "、"))。",
                    en: "No programme \(name); write of "
                        + Programme.allCases.map(\.rawValue).joined(separator: ", ") + ".")
            }
        }
        return found
    }
}

extension Substring {
    /// The text without blanks at its ends.
    var trimmed: String {
        var part = self
        while part.first == " " { part.removeFirst() }
        while part.last == " " { part.removeLast() }
        return String(part)
    }
}
