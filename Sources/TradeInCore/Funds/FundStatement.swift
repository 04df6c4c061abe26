/// What a fund's accounts held at the end of a day, and how they came to it.
///
/// Made from the postings alone, so a statement of a past day never changes.
public struct FundStatement: Sendable {
    /// What one day's entries of one kind did.
    public struct Line: Hashable, Sendable {
        /// The day in the county.
        public var day: Day
        /// The kind of the log entries.
        public var kind: String
        /// How many entries.
        public var count = 0
        /// The change of each account on its own side.
        public var changes: [AccountKind: Int64] = [:]
    }

    /// The fund's code.
    public let fundCode: String
    /// The last day that counts; nil for all.
    public let asOf: Day?
    /// The lines in order of day and kind.
    public private(set) var lines: [Line] = []
    /// The balance of each account on its own side.
    public private(set) var balances: [AccountKind: Int64] = [:]

    /// An empty statement.
    public init(fundCode: String, asOf: Day? = nil) {
        self.fundCode = fundCode
        self.asOf = asOf
    }

    /// Takes up a transaction; those of other funds and later days are passed over.
    ///
    /// - Parameter transaction: the next one in the order of the log.
    public mutating func add(_ transaction: JournalTransaction) {
        let day = transaction.at.countyDay
        let own = transaction.postings.filter { $0.fundCode == fundCode }
        if let asOf, day > asOf { return }
        guard !own.isEmpty else { return }
        let known = lines.lastIndex { $0.day == day && $0.kind == transaction.kind }
        let place: Int
        if let known {
            place = known
        } else {
            lines.append(Line(day: day, kind: transaction.kind))
            place = lines.count - 1
        }
        lines[place].count += 1
        for posting in own {
            let change = posting.amount.fen * posting.account.side
            lines[place].changes[posting.account, default: 0] += change
            balances[posting.account, default: 0] += change
        }
    }
}
