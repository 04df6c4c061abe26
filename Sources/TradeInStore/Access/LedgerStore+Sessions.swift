import GRDB
import TradeInCore

/// A log-in that is under way.
public struct SessionRow: Hashable, Sendable {
    /// Its number.
    public var number: Int64
    /// What it was opened with, as the browser said.
    public var device: String
    /// When it began.
    public var startedAt: Moment
    /// When it was last used, to a few minutes.
    public var seenAt: Moment
    /// Whether the password was given by somebody else, and is to be changed first.
    public var isInitial: Bool
    /// Its user as kept now; a session of a user who is no longer there is no session.
    public var user: User
}

extension LedgerStore {
    /// One user by login or key; nil when there is none.
    public func user(_ login: String) throws -> User? {
        try pool.read { database in
            let row = try HotStatement(
                database, "SELECT login, roles, dealerCode, state FROM user WHERE userKey = ?")
            row.bind(1, TextFolding.key(login))
            guard try row.step() else { return nil }
            defer { row.reset() }
            return try Prefetch.user(row)
        }
    }

    /// Opens a session.
    ///
    /// - Parameters:
    ///   - digest: the SHA-256 of the cookie, 32 bytes.
    ///   - user: whose.
    ///   - device: what the browser calls itself, shortened.
    ///   - now: the present moment.
    /// - Throws: ``LedgerFailure`` when the world fails.
    public func openSession(digest: [UInt8], user: User, device: String, now: Moment) throws {
        precondition(digest.count == 32, "the SHA-256 of a cookie, never the cookie")
        try writeAccess { database in
            let row = try HotStatement(
                database,
                """
                INSERT INTO session (digest, userKey, device, startedAt, seenAt)
                VALUES (?, ?, ?, ?4, ?4)
                """)
            row.bind(1, digest)
            row.bind(2, user.key)
            row.bind(3, device)
            row.bind(4, now.seconds)
            try row.run()
            try Self.note(.signedIn, user.login, about: device, now, database)
        }
    }

    /// The session that a cookie opens, whether or not its time is over; nil when it was ended.
    public func session(digest: [UInt8]) throws -> SessionRow? {
        try pool.read { database in
            let row = try HotStatement(
                database,
                """
                SELECT login, roles, dealerCode, state, sessionId, device, startedAt, seenAt,
                    EXISTS (SELECT 1 FROM credential
                        WHERE credential.userKey = session.userKey AND isInitial)
                FROM session JOIN user USING (userKey) WHERE digest = ? AND endedAt IS NULL
                """)
            row.bind(1, digest)
            guard try row.step() else { return nil }
            defer { row.reset() }
            return try Self.session(row)
        }
    }

    /// The sessions that are open, of one user or of all, newest first.
    public func sessions(of user: User? = nil) throws -> [SessionRow] {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                """
                SELECT login, roles, dealerCode, state, sessionId, device, startedAt, seenAt,
                    EXISTS (SELECT 1 FROM credential
                        WHERE credential.userKey = session.userKey AND isInitial)
                FROM session JOIN user USING (userKey)
                WHERE endedAt IS NULL AND (?1 IS NULL OR userKey = ?1) ORDER BY sessionId DESC
                """)
            rows.bind(1, user?.key)
            var sessions: [SessionRow] = []
            while try rows.step() { sessions.append(try Self.session(rows)) }
            return sessions
        }
    }

    /// A page of the sessions that let their users in, newest first.
    ///
    /// - Parameters:
    ///   - user: whose; nil for all.
    ///   - started: those that began after this.
    ///   - seen: those that were used after this.
    ///   - before: the number of the last session of the page before; nil for the first page.
    ///   - limit: the most sessions.
    /// - Returns: the sessions, in falling order of number.
    /// - Throws: ``LedgerFailure`` when a row cannot be true.
    public func openSessions(
        of user: User?, startedAfter started: Moment, seenAfter seen: Moment, before: Int64?,
        limit: Int
    ) throws -> [SessionRow] {
        try pool.read { database in
            // Only what is asked for stands in the statement, so that the index is taken.
            let own = user == nil ? "" : "AND userKey = ?5"
            let rows = try HotStatement(
                database,
                """
                SELECT login, roles, dealerCode, state, sessionId, device, startedAt, seenAt, 0
                FROM session JOIN user USING (userKey)
                WHERE endedAt IS NULL AND sessionId < ?1 AND startedAt > ?2 AND seenAt > ?3
                    AND state = 'active' \(own) ORDER BY sessionId DESC LIMIT ?4
                """)
            rows.bind(1, before ?? Int64.max)
            rows.bind(2, started.seconds)
            rows.bind(3, seen.seconds)
            rows.bind(4, Int64(limit))
            if let user { rows.bind(5, user.key) }
            var sessions: [SessionRow] = []
            while try rows.step() { sessions.append(try Self.session(rows)) }
            return sessions
        }
    }

    /// One session that nobody has ended; nil when there is none of that number.
    public func session(_ number: Int64) throws -> SessionRow? {
        try pool.read { database in
            let row = try HotStatement(
                database,
                """
                SELECT login, roles, dealerCode, state, sessionId, device, startedAt, seenAt, 0
                FROM session JOIN user USING (userKey) WHERE sessionId = ? AND endedAt IS NULL
                """)
            row.bind(1, number)
            guard try row.step() else { return nil }
            defer { row.reset() }
            return try Self.session(row)
        }
    }

    private static func session(_ row: HotStatement) throws -> SessionRow {
        SessionRow(
            number: row.integer(4), device: row.text(5),
            startedAt: Moment(seconds: row.integer(6)), seenAt: Moment(seconds: row.integer(7)),
            isInitial: row.integer(8) == 1, user: try Prefetch.user(row))
    }

    /// Remembers that a session was used.
    public func touchSession(_ number: Int64, now: Moment) throws {
        try writeAccess { database in
            try database.execute(
                sql: "UPDATE session SET seenAt = ? WHERE sessionId = ?",
                arguments: [now.seconds, number])
        }
    }

    /// Ends a session; one that is ended stays ended.
    public func endSession(_ session: SessionRow, by login: String, now: Moment) throws {
        try writeAccess { database in
            try database.execute(
                sql: "UPDATE session SET endedAt = ? WHERE sessionId = ? AND endedAt IS NULL",
                arguments: [now.seconds, session.number])
            let about = session.user.login == login ? "" : session.user.login
            try Self.note(.signedOut, login, about: about, now, database)
        }
    }

    /// A write that no entry of the log stands for.
    func writeAccess<Value>(_ body: (Database) throws -> Value) throws -> Value {
        defer { accessCount.add() }
        return try translatingFailures {
            try pool.writeWithoutTransaction { database in
                var value: Value?
                try database.inTransaction(.immediate) {
                    value = try body(database)
                    return .commit
                }
                guard let value else { preconditionFailure("the transaction ran") }
                return value
            }
        }
    }
}
