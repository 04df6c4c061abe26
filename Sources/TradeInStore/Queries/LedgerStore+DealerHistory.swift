import GRDB
import TradeInCore

/// What a reviewer should know of a dealer before believing its next claim.
public struct DealerHistory: Sendable {
    /// The dealer, without its account.
    public var dealer: Dealer
    /// The entry that enrolled the dealer or changed it last; nil while nothing is recorded.
    public var logIndex: Int64?
    /// When that was.
    public var recordedAt: Moment?
    /// When its settlement account was changed last; nil while there is none.
    public var accountChangedAt: Moment?
    /// Its first claim and when it was registered; nil while there is none.
    public var first: (claim: ClaimID, at: Moment?)?
    /// Its claims by state, with their subsidies.
    public var states: [ClaimState: TallySums]
    /// Those of one programme, and the county's of it, to compare.
    public var compared:
        (programme: Programme, own: [ClaimState: TallySums], county: [ClaimState: TallySums])
    /// Its newest claims.
    public var recent: RecentClaims
}

/// The newest claims of a dealer, counted by what reviews made of them.
public struct RecentClaims: Hashable, Sendable {
    /// The most claims that are looked at.
    public static let most = 500
    /// The claims looked at.
    public var claims: Int64 = 0
    /// Those that went to a person with doubts.
    public var doubtful: Int64 = 0
    /// Those that were returned at least once.
    public var returned: Int64 = 0
    /// Those that were rejected.
    public var rejected: Int64 = 0

    /// None.
    public init() {}
}

extension LedgerStore {
    /// A dealer's history; nil when none has the code.
    ///
    /// - Parameters:
    ///   - code: the dealer's credit code.
    ///   - programme: the programme in which it is compared with the county.
    /// - Returns: what rows kept by the write path say, and at most ``RecentClaims/most`` claims.
    /// - Throws: ``LedgerFailure`` when a row cannot be true.
    public func dealerHistory(
        _ code: String, comparing programme: Programme
    ) throws -> DealerHistory? {
        guard let detail = try dealer(code) else { return nil }
        return try pool.read { database in
            DealerHistory(
                dealer: detail.dealer, logIndex: detail.logIndex,
                recordedAt: try detail.logIndex.flatMap { try Self.moment(of: $0, database) },
                accountChangedAt: detail.accountChangedAt,
                first: try Self.firstClaim(of: code, database), states: detail.states,
                compared: (
                    programme, try Self.states(of: code, within: [programme], database),
                    try Self.countyStates(programme, database)
                ),
                recent: try Self.recentClaims(of: code, database))
        }
    }

    private static func firstClaim(
        of code: String, _ database: Database
    ) throws -> (claim: ClaimID, at: Moment?)? {
        let row = try HotStatement(database, ContextSQL.firstClaim)
        row.bind(1, code)
        guard try row.step() else { return nil }
        defer { row.reset() }
        return (ClaimID(number: row.integer(0)), Moment(text: row.text(1)))
    }

    private static func recentClaims(
        of code: String, _ database: Database
    ) throws -> RecentClaims {
        let row = try HotStatement(database, ContextSQL.recentClaims)
        row.bind(1, code)
        row.bind(2, Int64(RecentClaims.most))
        var recent = RecentClaims()
        guard try row.step() else { return recent }
        defer { row.reset() }
        recent.claims = row.integer(0)
        recent.doubtful = row.integer(1)
        recent.returned = row.integer(2)
        recent.rejected = row.integer(3)
        return recent
    }

    /// A dealer's claims by state: its own cells of each year and programme, no others.
    static func states(
        of code: String, within programmes: [Programme] = Programme.allCases, _ database: Database
    ) throws -> [ClaimState: TallySums] {
        let rows = try HotStatement(database, ContextSQL.dealerStates)
        rows.bind(1, code)
        let names = programmes.map { "\"\($0.rawValue)\"" }
        rows.bind(2, "[\(names.joined(separator: ","))]")
        return try sums(rows)
    }

    private static func countyStates(
        _ programme: Programme, _ database: Database
    ) throws -> [ClaimState: TallySums] {
        let rows = try HotStatement(database, ContextSQL.countyStates)
        rows.bind(1, programme.rawValue)
        return try sums(rows)
    }

    private static func sums(_ rows: HotStatement) throws -> [ClaimState: TallySums] {
        var states: [ClaimState: TallySums] = [:]
        while try rows.step() {
            guard let state = ClaimState(rawValue: rows.text(0)) else {
                throw LedgerFailure.corrupt("tallyCell")
            }
            states[state] = TallySums(
                claims: rows.integer(1), units: rows.integer(2), sales: Money(fen: rows.integer(3)),
                subsidy: Money(fen: rows.integer(4)))
        }
        return states
    }
}
