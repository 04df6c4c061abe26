import TradeInCore
import TradeInStore

/// A proof file checked step by step, so that a person sees what was done and where it ended.
public struct ProofCheck: Sendable {
    /// One level of the way up the tree.
    public struct Level: Sendable {
        /// The hash of the file that is taken.
        public let sibling: LogHash
        /// Whether it stands left of what was there before.
        public let isLeft: Bool
        /// What the two come to.
        public let hash: LogHash
    }

    /// What cannot be checked at all.
    public enum Fault: Error, Hashable, Sendable {
        /// The text is no C2SP tlog-proof.
        case unreadable
        /// The file carries no entry, and none was given beside it.
        case entryMissing
        /// What was given as a key is none.
        case keyUnreadable
    }

    /// The file.
    public let file: LogProofFile
    /// The entry that it is about.
    public let entry: [UInt8]
    /// The name of the log whose key was used.
    public let keyName: String
    /// Whether the key is the ledger's own.
    public let isOwnKey: Bool
    /// What the signed checkpoint states; nil when the key did not sign it.
    public let statement: Checkpoint?
    /// The entry's hash, from which the way begins.
    public let leaf: LogHash
    /// The way up; nil when its length is not what place and size ask for.
    public let levels: [Level]?
    /// Whether the ledger's log has the same entry at the place today; nil where it was not asked:
    /// the key is another log's.
    public let standsToday: Bool?

    /// Where the way leads; nil when there is none.
    public var root: LogHash? { levels.map { $0.last?.hash ?? leaf } }

    /// How the check ended.
    public var verdict: LogProofFile.Verdict {
        guard let statement else { return .signatureBad }
        return root == statement.root ? .good : .entryDiffers
    }

    /// Checks a proof file.
    ///
    /// - Parameters:
    ///   - text: the file; line ends may have come as a carriage return and a line feed.
    ///   - typed: the entry where it was given beside the file.
    ///   - keyText: the log's key; nil for the ledger's own.
    ///   - store: the ledger.
    /// - Throws: ``Fault`` when there is nothing to check, or ``LedgerFailure``.
    public init(
        _ text: String, entry typed: [UInt8]? = nil, key keyText: String? = nil,
        in store: LedgerStore
    ) throws {
        guard let file = Self.file(text) else { throw Fault.unreadable }
        guard let entry = typed ?? file.extra else { throw Fault.entryMissing }
        guard let key = VerifierKey(text: keyText ?? store.verifierKey) else {
            throw Fault.keyUnreadable
        }
        let leaf = LogHash.leaf(entry)
        let statement = key.checkpoint(of: file.checkpoint)
        let isOwnKey = key == VerifierKey(text: store.verifierKey)
        self.file = file
        self.entry = entry
        self.keyName = key.name
        self.leaf = leaf
        self.statement = statement
        self.isOwnKey = isOwnKey
        let proof = InclusionProof(
            index: file.index, size: statement?.size ?? 0, hashes: file.hashes)
        levels = proof.levels(leaf: leaf).map { found in
            found.map { Level(sibling: $0.sibling, isLeft: $0.isLeft, hash: $0.hash) }
        }
        standsToday =
            isOwnKey && statement != nil ? try Self.stands(entry, at: file.index, in: store) : nil
    }

    /// Browsers send the lines of a text field with two characters between, and some editors begin
    /// a file with a mark; neither is the format's.
    private static func file(_ text: String) -> LogProofFile? {
        let plain = text.replacing("\r\n", with: "\n").drop { $0 == "\u{FEFF}" }
        if let file = LogProofFile(text: String(plain)) { return file }
        // A signed note ends with a line end, which a field may have lost.
        return plain.hasSuffix("\n") ? nil : LogProofFile(text: plain + "\n")
    }

    private static func stands(
        _ entry: [UInt8], at index: UInt64, in store: LedgerStore
    ) throws -> Bool {
        try store.readLog { log in
            guard index < log.size else { return false }
            return try log.entries(from: index, count: 1).first == entry
        } ?? false
    }
}
