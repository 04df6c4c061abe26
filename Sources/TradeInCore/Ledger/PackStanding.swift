/// How a pack stands in a ledger: who proposed it, and whether it decides.
public struct PackStanding: Hashable, Sendable {
    /// The state of a pack in a ledger.
    public enum State: String, Sendable, CaseIterable {
        /// Kept, waiting for an approver; it decides nothing.
        case proposed
        /// It decides.
        case active
        /// A later version of it decides; what it decided stands.
        case superseded

        /// The state as people read it.
        public var title: LocalizedText {
            switch self {
            case .proposed: LocalizedText(zh: "待批准", en: "proposed")
            case .active: LocalizedText(zh: "已启用", en: "active")
            case .superseded: LocalizedText(zh: "已被新版取代", en: "superseded")
            }
        }
    }

    /// The pack's identifier.
    public var identifier: String
    /// Its version.
    public var version: String
    /// SHA-256 of its file, lower-case hexadecimal.
    public var sha256: String
    /// Where and when it decides.
    public var scope: PackScope
    /// The login that proposed it.
    public var author: String
    /// The login that activated it.
    public var approver: String?
    /// The state.
    public var state: State
    /// The values that nobody has confirmed yet.
    public var unconfirmed: [String]
    /// The papers that it asks for.
    public var papers: [PaperNeed] = []

    /// How a pack stands.
    public init(
        identifier: String, version: String, sha256: String, scope: PackScope, author: String,
        approver: String? = nil, state: State = .proposed, unconfirmed: [String]
    ) {
        self.identifier = identifier
        self.version = version
        self.sha256 = sha256
        self.scope = scope
        self.author = author
        self.approver = approver
        self.state = state
        self.unconfirmed = unconfirmed
    }
}

/// An officer's word that values of a pack stand as the issued text says.
public struct PackConfirmation: Hashable, Sendable {
    /// The pack.
    public var sha256: String
    /// The values, as ``PackSource/confirmableItems`` names them.
    public var items: [String]
    /// Where they stand: document, page, article.
    public var reference: String

    /// A confirmation of at least one value.
    public init(sha256: String, items: [String], reference: String) {
        self.sha256 = sha256
        self.items = items
        self.reference = reference
    }
}
