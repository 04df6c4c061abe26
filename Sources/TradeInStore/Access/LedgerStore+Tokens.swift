import Foundation
import GRDB
import TradeInCore

/// A token by which another program acts as a user.
public struct TokenRow: Hashable, Sendable {
    /// Its number.
    public var number: Int64
    /// What it is for.
    public var title: String
    /// What it may be used for.
    public var scopes: Set<TokenScope>
    /// Who made it.
    public var maker: String
    /// When.
    public var madeAt: Moment
    /// The last day on which it works.
    public var lastDay: Day
    /// When it was ended before that.
    public var endedAt: Moment?
    /// Its user as kept now.
    public var user: User

    /// Whether it works.
    public func isGood(on day: Day) -> Bool {
        endedAt == nil && day <= lastDay && user.state == .active
    }
}

extension LedgerStore {
    private static let tokenColumns = """
        SELECT login, roles, dealerCode, state, tokenId, title, scopes, maker, madeAt, lastDay, endedAt
        FROM apiToken JOIN user USING (userKey)
        """

    /// Keeps a token by its digest.
    ///
    /// - Parameters:
    ///   - digest: the SHA-256 of the token, 32 bytes.
    ///   - user: as whom it acts.
    ///   - title: what it is for.
    ///   - scopes: what it may be used for.
    ///   - lastDay: the last day on which it works.
    ///   - maker: who makes it.
    ///   - now: the present moment.
    /// - Throws: ``LedgerFailure`` when the world fails.
    public func makeToken(
        digest: [UInt8], user: User, title: String, scopes: Set<TokenScope>, lastDay: Day,
        by maker: String, now: Moment
    ) throws {
        precondition(digest.count == 32, "the SHA-256 of a token, never the token")
        try writeAccess { database in
            let words = TokenScope.allCases.filter(scopes.contains).map(\.rawValue)
            try database.execute(
                sql: """
                    INSERT INTO apiToken (digest, userKey, title, scopes, maker, madeAt, lastDay)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    Data(digest), user.key, title, words.joined(separator: " "), maker,
                    now.seconds, lastDay.isoText,
                ])
            try Self.note(.tokenMade, maker, about: "\(user.login): \(title)", now, database)
        }
    }

    /// The token of a digest; nil when there is none, whether or not it still works.
    public func token(digest: [UInt8]) throws -> TokenRow? {
        try pool.read { database in
            let row = try HotStatement(database, Self.tokenColumns + " WHERE digest = ?")
            row.bind(1, digest)
            guard try row.step() else { return nil }
            defer { row.reset() }
            return try Self.token(row)
        }
    }

    /// All tokens, newest first; of one user where one is named.
    public func tokens(of user: User? = nil) throws -> [TokenRow] {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                Self.tokenColumns + " WHERE ?1 IS NULL OR userKey = ?1 ORDER BY tokenId DESC")
            rows.bind(1, user?.key)
            var tokens: [TokenRow] = []
            while try rows.step() { tokens.append(try Self.token(rows)) }
            return tokens
        }
    }

    /// A page of tokens, newest first: those that work, or those that no longer do.
    ///
    /// - Parameters:
    ///   - user: whose; nil for all.
    ///   - isGood: which of the two.
    ///   - day: the day on which they work or not.
    ///   - before: the number of the last token of the page before; nil for the first page.
    ///   - limit: the most tokens.
    /// - Returns: the tokens, in falling order of number.
    /// - Throws: ``LedgerFailure`` when a row cannot be true.
    public func tokens(
        of user: User?, isGood: Bool, on day: Day, before: Int64?, limit: Int
    ) throws -> [TokenRow] {
        try pool.read { database in
            // Only what is asked for stands in the statement, so that the index is taken.
            let own = user == nil ? "" : "AND userKey = ?4"
            let rows = try HotStatement(
                database,
                Self.tokenColumns + """
                     WHERE tokenId < ?1 \(own) AND \(isGood ? "" : "NOT ")
                        (endedAt IS NULL AND lastDay >= ?2 AND state = 'active')
                    ORDER BY tokenId DESC LIMIT ?3
                    """)
            rows.bind(1, before ?? Int64.max)
            rows.bind(2, day.isoText)
            rows.bind(3, Int64(limit))
            if let user { rows.bind(4, user.key) }
            var tokens: [TokenRow] = []
            while try rows.step() { tokens.append(try Self.token(rows)) }
            return tokens
        }
    }

    /// One token; nil when there is none of that number.
    public func token(_ number: Int64) throws -> TokenRow? {
        try pool.read { database in
            let row = try HotStatement(database, Self.tokenColumns + " WHERE tokenId = ?")
            row.bind(1, number)
            guard try row.step() else { return nil }
            defer { row.reset() }
            return try Self.token(row)
        }
    }

    private static func token(_ row: HotStatement) throws -> TokenRow {
        guard let lastDay = try? Day.parse(row.text(9)).get() else {
            throw LedgerFailure.corrupt("apiToken \(row.integer(4))")
        }
        let words = row.text(6).split(separator: " ").map(String.init)
        return TokenRow(
            number: row.integer(4), title: row.text(5),
            scopes: Set(words.compactMap(TokenScope.init(rawValue:))), maker: row.text(7),
            madeAt: Moment(seconds: row.integer(8)), lastDay: lastDay,
            endedAt: row.isNull(10) ? nil : Moment(seconds: row.integer(10)),
            user: try Prefetch.user(row))
    }

    /// Ends a token before its day.
    public func endToken(_ token: TokenRow, by login: String, now: Moment) throws {
        try writeAccess { database in
            try database.execute(
                sql: "UPDATE apiToken SET endedAt = ? WHERE tokenId = ? AND endedAt IS NULL",
                arguments: [now.seconds, token.number])
            let about = "\(token.user.login): \(token.title)"
            try Self.note(.tokenEnded, login, about: about, now, database)
        }
    }
}
