import TradeInCore

/// What a verification of a whole ledger found.
public struct VerifyReport: Sendable {
    /// One thing that is not as it must be.
    public struct Problem: Hashable, Sendable {
        /// A stable code.
        public var code: String
        /// Where: a log index, claim, account or cell.
        public var place: String
        /// What was expected and found.
        public var message: LocalizedText
    }

    /// Log entries hashed.
    public var entries = 0
    /// Checkpoints whose root and signature were checked.
    public var checkpoints = 0
    /// Claims whose determination was recomputed.
    public var claims = 0
    /// Personal records opened and held against their commitments.
    public var records = 0
    /// Postings compared with the log.
    public var postings = 0
    /// Files of papers opened and held against their digests.
    public var papers = 0
    /// Tally cells recomputed.
    public var cells = 0
    /// All problems, or the first thousand of them.
    public var problems: [Problem] = []
    /// Problems found, also those not listed.
    public var problemCount = 0

    /// Whether nothing is wrong.
    public var isClean: Bool { problemCount == 0 }

    mutating func add(_ code: String, _ place: String, zh: String, en: String) {
        problemCount += 1
        guard problems.count < 1_000 else { return }
        problems.append(
            Problem(code: code, place: place, message: LocalizedText(zh: zh, en: en)))
    }

    mutating func add(_ other: VerifyReport) {
        entries += other.entries
        claims += other.claims
        records += other.records
        postings += other.postings
        problemCount += other.problemCount
        problems += other.problems.prefix(max(0, 1_000 - problems.count))
    }
}
