/// A count that the plan's targets read: held events or recycled goods of a month and kind.
public struct RegisterCell: Hashable, Sendable {
    /// The register that is counted.
    public enum Register: String, Sendable { case event, recycling }

    /// The register.
    public var register: Register
    /// The month.
    public var month: Month
    /// The kind within the register.
    public var kind: String
}

/// The count of a cell, and how much of it is rural.
public struct RegisterCount: Hashable, Sendable {
    /// All.
    public var total = 0
    /// Events held in rural places.
    public var rural = 0
}

/// Rows to write, summed over a batch.
public struct Effects: Sendable {
    /// A new claim.
    public struct NewClaim: Sendable {
        /// Its number.
        public var number: Int64
        /// Its entry in the log.
        public var logIndex: Int64
        /// The claim.
        public var prepared: PreparedClaim
        /// Its state.
        public var state: ClaimState
        /// The verdict, with what the ledger found.
        public var verdict: Verdict
        /// The fund.
        public var fundCode: String
        /// The class for tallies.
        public var classKey: String
    }

    /// A register row, new or changed.
    public enum RegisterRow: Sendable {
        case dealer(Dealer, sealedAccount: SealedAccount?)
        case fund(Fund)
        case cap(Cap)
        case event(CountyEvent)
        case recycling(RecyclingRecord)
        case figure(TargetFigure, actor: String)
        case pack(KeptPack, author: String)
        case activation(String, approver: String, replaces: String?)
        case confirmation(PackConfirmation)
        case order(MoneyOrder, maker: String)
        case orderRelease(reference: String, checker: String)
        case batch(PayBatch, reference: String)
        case batchState(Int64, PayBatch.State, by: String)
        case bankFile(sha256: String)
        case monthDraft(Month, maker: String)
        case monthClose(Month, checker: String)
        case user(User)
    }

    /// A lock that is taken or let go; of several for one key the last counts.
    public struct KeyChange: Sendable {
        /// The lock.
        public var key: ClaimKey
        /// The claim that takes it; nil when it is let go.
        public var holder: Int64?
    }

    /// New steps on claims in order of their entries.
    public var steps: [NewStep] = []
    /// Locks that are taken or let go, in the order of the commands.
    public var keys: [KeyChange] = []
    /// Claims put right, in order of their entries.
    public var revisions: [NewRevision] = []
    /// New payments in order.
    public var payments: [NewPayment] = []
    /// What became of payments.
    public var settled: [SettledPayment] = []
    /// Where what a batch paid has changed.
    public var shares: Set<BatchFund> = []
    /// New rights in order of number.
    public var rights: [NewRight] = []
    /// Rights that are used, lapsed or cancelled, in order.
    public var endedRights: [EndedRight] = []
    /// New papers in order of their entries.
    public var papers: [NewPaper] = []
    /// New evidence in order of its entries.
    public var evidence: [NewEvidence] = []
    /// New supplements in order of their entries.
    public var supplements: [NewSupplement] = []
    /// New awards linked to claims, in order of number.
    public var rises: [NewRise] = []
    /// New claims in order of number.
    public var claims: [NewClaim] = []
    /// Counters with their new counts.
    public var usage: [BlindDigest: Int] = [:]
    /// Postings with the log entry that made them.
    public var postings: [(logIndex: Int64, posting: Posting)] = []
    /// Sums to add to the counters of caps.
    public var capUse: [CapKey: Int64] = [:]
    /// Sums to add to the months' cells.
    public var months: [MonthKey: MonthSums] = [:]
    /// Codes of funds whose balances changed.
    public var touchedFunds: Set<String> = []
    /// Sums to add to tally cells.
    public var tally: [TallyKey: TallySums] = [:]
    /// Events and recycled goods to add to the counts of the plan.
    public var registerCells: [RegisterCell: RegisterCount] = [:]
    /// New log entries in order.
    public var entries: [[UInt8]] = []
    /// Completed log tiles.
    public var fullTiles: [LogFrontier.Tile] = []
    /// New refused attempts with their entries.
    public var attempts: [(attempt: WorkingSet.Attempt, logIndex: Int64)] = []
    /// Register rows with their record keys, bodies and entries.
    public var register: [(row: RegisterRow, key: String, body: [UInt8], logIndex: Int64)] = []

    /// Nothing to write.
    public init() {}

    /// Adds to a count of the plan.
    mutating func count(_ cell: RegisterCell, _ total: Int, rural: Int) {
        guard total != 0 else { return }
        registerCells[cell, default: RegisterCount()].total += total
        registerCells[cell, default: RegisterCount()].rural += rural
    }

    /// Whether the batch changed anything.
    public var isEmpty: Bool { entries.isEmpty }
}
