/// All that a batch of commands needs to know of the ledger, and all that it changes.
///
/// The store loads what the commands name, the machine reads and changes it, the
/// store writes the effects. A command sees what earlier commands of its batch did.
public struct WorkingSet: Sendable {
    /// A claim that stands in the ledger, for answering a repeated command.
    public struct StoredClaim: Sendable {
        /// The digest of its body.
        public var bodyDigest: BlindDigest
        /// Its receipt.
        public var receipt: Receipt

        /// A claim with its receipt.
        public init(bodyDigest: BlindDigest, receipt: Receipt) {
            self.bodyDigest = bodyDigest
            self.receipt = receipt
        }
    }

    /// A record that stands in a register, for answering a repeated command.
    public struct StoredRecord: Sendable {
        /// The record's canonical body.
        public var body: [UInt8]
        /// The place of its latest entry in the log.
        public var logIndex: Int64

        /// A record with its place in the log.
        public init(body: [UInt8], logIndex: Int64) {
            self.body = body
            self.logIndex = logIndex
        }
    }

    /// A refused attempt that the log has already.
    public struct Attempt: Hashable, Sendable {
        /// The digest of the body.
        public var bodyDigest: BlindDigest
        /// The refusal.
        public var code: String

        /// An attempt.
        public init(bodyDigest: BlindDigest, code: String) {
            self.bodyDigest = bodyDigest
            self.code = code
        }
    }

    /// Dealers by credit code.
    public var dealers: [String: Dealer] = [:]
    /// Claims by the digest of dealer and reference.
    public var claims: [BlindDigest: StoredClaim] = [:]
    /// The exact tags of the locked keys, by look-alike digest.
    public var keys: [BlindDigest: [UInt64]] = [:]
    /// Counts of limits.
    public var usage: [BlindDigest: Int] = [:]
    /// All funds by code.
    public var funds: [String: Fund] = [:]
    /// Caps by fund.
    public var caps: [String: [Cap]] = [:]
    /// What counts towards the caps of funds that have any.
    public var capUse: [CapKey: Int64] = [:]
    /// The county's GB/T 2260 code.
    public var countyCode = ""
    /// All packs by digest.
    public var packs: [String: PackStanding] = [:]
    /// Claims by number, for commands on claims that stand in the ledger.
    public var standing: [Int64: StandingClaim] = [:]
    /// Claims in line by fund, in the order of submission: all of them where a command may bring
    /// money back, else at most the first.
    public var lines: [String: [Int64]] = [:]
    /// Refused attempts that are logged.
    public var attempts: Set<Attempt> = []
    /// Whether the ledger has users, so that duties are held to.
    public var hasUsers = false
    /// Users who act in the batch or are changed by it, by what tells persons apart.
    public var users: [String: User] = [:]
    /// The administrators that are active, by what tells persons apart.
    public var administrators: Set<String> = []
    /// Money orders by reference.
    public var orders: [String: StandingOrder] = [:]
    /// Rights by number, as far as the batch needs them.
    public var rights: [Int64: StandingRight] = [:]
    /// Rights that are live, by who holds them.
    public var rightHolders: [BlindDigest: Int64] = [:]
    /// Draws by the digest of dealer and reference.
    public var rightReferences: [BlindDigest: StoredClaim] = [:]
    /// Rights by last day and number: those whose last day has gone by, and those drawn since.
    public var dueRights: [Int64] = []
    /// The last right's number.
    public var lastRight: Int64 = 0
    /// Papers of claims, by claim, with their log entries.
    public var papers: [Int64: [ClaimPaper: Int64]] = [:]
    /// Claims that a file stands on, by its SHA-256.
    public var paperHolders: [String: Set<Int64>] = [:]
    /// Pay batches by number.
    public var batches: [Int64: PayBatch] = [:]
    /// Payments by place.
    public var payments: [PaymentPlace: StandingPayment] = [:]
    /// The last pay batch's number.
    public var lastBatch: Int64 = 0
    /// The last month that is closed; nil while none is.
    public var lastClosed: Month?
    /// Months that are drafted or closed, of those that the batch names.
    public var months: [Month: StandingMonth] = [:]
    /// The months after the last closed one that something is booked in.
    public var bookedMonths: Set<Month> = []
    /// The books of the months that the batch names.
    public var monthCells: [MonthKey: MonthSums] = [:]
    /// Register records by register and reference: `dealer:…`, `event:…`, `fund:…`.
    public var records: [String: StoredRecord] = [:]
    /// The last claim's number.
    public var lastClaim: Int64 = 0
    /// The right edge of the log.
    public var frontier = LogFrontier()
    /// What the batch has changed so far.
    public var effects = Effects()

    /// An empty ledger.
    public init() {}
}

/// A count that the plan's targets read: held events or recycled goods of a year and kind.
public struct RegisterCell: Hashable, Sendable {
    /// The register that is counted.
    public enum Register: String, Sendable { case event, recycling }

    /// The register.
    public var register: Register
    /// The year.
    public var year: Int
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
        registerCells[cell, default: RegisterCount()].total += total
        registerCells[cell, default: RegisterCount()].rural += rural
    }

    /// Whether the batch changed anything.
    public var isEmpty: Bool { entries.isEmpty }
}

extension WorkingSet {
    /// Appends an entry to the log and says where it stands.
    mutating func log(_ entry: [UInt8]) -> Int64 {
        let place = Int64(frontier.size)
        frontier.append(LogHash.leaf(entry)) { effects.fullTiles.append($0) }
        effects.entries.append(entry)
        return place
    }

    /// Whether the parts agree with each other; true before and after every command.
    public func checkInvariants() {
        var sum: Int64 = 0
        for fund in funds.values {
            sum += AccountKind.allCases.reduce(0) { $0 + fund.postingSum($1) }
            for account in AccountKind.allCases {
                precondition(
                    fund.balance(account).fen >= 0, "\(account.key) of \(fund.code) is negative")
            }
        }
        precondition(sum == 0, "the postings of all funds sum to zero")
        let posted = effects.postings.reduce(0) { $0 + $1.posting.amount.fen }
        precondition(posted == 0, "the postings of a batch sum to zero")
        precondition(
            effects.claims.allSatisfy { $0.number <= lastClaim }, "claim numbers were handed out")
        for payment in payments.values where payment.state == .scheduled {
            precondition(
                payment.claims.allSatisfy { standing[$0]?.payment == payment.place },
                "a scheduled payment's claims know it")
        }
    }
}
