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
    /// Figures of targets by record key, the first to the last that corrects it.
    public var figures: [String: [StandingFigure]] = [:]
    /// Claims that hold the recycling certificates which the batch names.
    public var certificateClaims: [String: LinkedClaim] = [:]
    /// Claims that recycling records of the batch name and that are there, with their programmes.
    public var linkedClaims: [String: Programme] = [:]
    /// Where the register of old goods links the certificates of the batch's claims to.
    public var certificateRecords: [String: LinkedRecord] = [:]
    /// Evidence by record key and SHA-256, with its log entry.
    public var evidence: [String: [String: Int64]] = [:]
    /// The records that a file stands on, by its SHA-256.
    public var evidenceHolders: [String: Set<String>] = [:]
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
