import GRDB
import TradeInCore

/// Claims that share something with another, found through keyed indexes alone.
extension LedgerStore {
    /// The claims that hold one of the locks, or one that looks like it.
    ///
    /// - Parameters:
    ///   - keys: the locks.
    ///   - except: a claim that is left out.
    /// - Returns: each lock with each holder; `isSame` tells a duplicate from a look-alike.
    /// - Throws: SQLite's failures.
    public func holders(
        of keys: [ClaimKey], except: ClaimID
    ) throws -> [(key: ClaimKey, claim: ClaimID, isSame: Bool)] {
        try pool.read { database in
            let rows = try HotStatement(database, ContextSQL.holders)
            var found: [(key: ClaimKey, claim: ClaimID, isSame: Bool)] = []
            for key in keys {
                let words = key.folded.words
                rows.bind(1, words: words.0, words.1, 0)
                rows.bind(2, words: words.0, words.1, .max)
                while try rows.step() {
                    let exact = rows.blob(0).suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                    let holder = ClaimID(number: rows.integer(1))
                    guard holder != except else { continue }
                    found.append((key, holder, exact == key.exact))
                }
            }
            return found
        }
    }

    /// The claims that have one of the traces, newest first.
    ///
    /// - Parameters:
    ///   - traces: the traces.
    ///   - except: a claim that is left out.
    ///   - most: the most claims of each trace.
    /// - Returns: each trace with each claim.
    /// - Throws: SQLite's failures.
    public func claims(
        with traces: [ClaimTrace], except: ClaimID, most: Int
    ) throws -> [(trace: ClaimTrace, claim: ClaimID)] {
        try pool.read { database in
            let rows = try HotStatement(database, ContextSQL.traced)
            var found: [(trace: ClaimTrace, claim: ClaimID)] = []
            for trace in traces {
                rows.bind(1, trace.digest)
                rows.bind(2, except.number)
                rows.bind(3, Int64(most))
                while try rows.step() { found.append((trace, ClaimID(number: rows.integer(0)))) }
            }
            return found
        }
    }

    /// Claims whole, their personal records opened; those that are not there are left out.
    public func claims(_ ids: some Collection<ClaimID>) throws -> [ClaimID: ClaimDetail] {
        try pool.read { database in
            var claims: [ClaimID: ClaimDetail] = [:]
            for id in ids { claims[id] = try claim(id, database) }
            return claims
        }
    }

    /// The claim of a dealer's reference, with the digest of what it says; nil when it is free.
    public func claim(
        ofReference digest: BlindDigest
    ) throws -> (id: ClaimID, bodyDigest: BlindDigest, state: ClaimState)? {
        try pool.read { database in
            let row = try HotStatement(database, ContextSQL.ofReference)
            row.bind(1, words: digest.words.0, digest.words.1)
            guard try row.step() else { return nil }
            defer { row.reset() }
            guard let body = BlindDigest(bytes: row.blob(1)),
                let state = ClaimState(rawValue: row.text(2))
            else { throw LedgerFailure.corrupt("claim \(row.integer(0))") }
            return (ClaimID(number: row.integer(0)), body, state)
        }
    }

    /// How often persons have used what limits count; counters without a row are left out.
    public func usage(of counters: some Collection<BlindDigest>) throws -> [BlindDigest: Int] {
        try pool.read { database in
            let row = try HotStatement(database, ContextSQL.usage)
            var usage: [BlindDigest: Int] = [:]
            for counter in counters {
                row.bind(1, words: counter.words.0, counter.words.1)
                guard try row.step() else { continue }
                usage[counter] = Int(row.integer(0))
                row.reset()
            }
            return usage
        }
    }
}

/// A claim's goods as its dealer named them.
public struct NamedGoods: Hashable, Sendable {
    /// The claim.
    public var claim: ClaimID
    /// The class for tallies.
    public var classKey: String
    /// The brand; empty where none was written.
    public var brand: String
    /// The model; empty where none was written.
    public var model: String
}

extension LedgerStore {
    /// How the newest claims name their goods, newest first; of persons nothing is given.
    ///
    /// - Parameters:
    ///   - dealer: whose claims; nil for all dealers'.
    ///   - after: only claims with a higher number.
    ///   - most: the most claims.
    /// - Returns: the goods of each claim whose record can still be opened.
    /// - Throws: ``LedgerFailure`` when a record cannot be true.
    public func namedGoods(
        dealer: String? = nil, after: Int64, most: Int
    ) throws -> [NamedGoods] {
        try pool.read { database in
            let sql = dealer == nil ? ContextSQL.newest : ContextSQL.newestOfDealer
            let rows = try HotStatement(database, sql)
            let places: [Int64] = [after, Int64(most)]
            if let dealer { rows.bind(1, dealer) }
            for (place, value) in places.enumerated() {
                rows.bind(Int32(place + (dealer == nil ? 1 : 2)), value)
            }
            var goods: [NamedGoods] = []
            while try rows.step() {
                guard !rows.isNull(2) else { continue }
                let record = SealedRecord(sealedKey: rows.blob(2), sealed: rows.blob(3))
                let values = try open(record).values
                goods.append(
                    NamedGoods(
                        claim: ClaimID(number: rows.integer(0)), classKey: rows.text(1),
                        brand: values[.brand] ?? "", model: values[.model] ?? ""))
            }
            return goods
        }
    }
}
