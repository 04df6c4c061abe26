/// A log entry that moved money, with all of its postings.
public struct JournalTransaction: Sendable {
    /// The log entry.
    public var logIndex: Int64
    /// When, by the log.
    public var at: Moment
    /// What kind of entry it is.
    public var kind: String
    /// The claim that it is about.
    public var claim: ClaimID?
    /// Its postings; they sum to zero.
    public var postings: [Posting]

    /// A transaction.
    public init(
        logIndex: Int64, at: Moment, kind: String, claim: ClaimID?, postings: [Posting]
    ) {
        self.logIndex = logIndex
        self.at = at
        self.kind = kind
        self.claim = claim
        self.postings = postings
    }
}
