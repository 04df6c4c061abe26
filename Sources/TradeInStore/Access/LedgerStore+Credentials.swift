import Foundation
import GRDB
import TradeInCore

/// A password as it is kept: its scrypt hash.
public struct Credential: Hashable, Sendable {
    /// 16 random bytes.
    public var salt: [UInt8]
    /// 32 bytes of scrypt.
    public var hash: [UInt8]
    /// The exponent of scrypt's N.
    public var cost: Int
    /// Whether somebody else gave it, so that it has to be changed first.
    public var isInitial: Bool
    /// Failed attempts since it was last used.
    public var failures = 0
    /// Until when no attempt is looked at.
    public var closedUntil = Moment(seconds: 0)

    /// A password's hash.
    public init(salt: [UInt8], hash: [UInt8], cost: Int, isInitial: Bool) {
        self.salt = salt
        self.hash = hash
        self.cost = cost
        self.isInitial = isInitial
    }
}

/// What happened at the door.
public enum AccessKind: String, Sendable, CaseIterable {
    case signedIn = "signed-in"
    case signedOut = "signed-out"
    case failed
    case passwordChanged = "password-changed"
    case passwordGiven = "password-given"
    case tokenMade = "token-made"
    case tokenEnded = "token-ended"
    case backedUp = "backed-up"
    case backupFailed = "backup-failed"

    /// What happened, in words.
    public var title: LocalizedText {
        switch self {
        case .signedIn: LocalizedText(zh: "登录", en: "signed in")
        case .signedOut: LocalizedText(zh: "退出", en: "signed out")
        case .failed: LocalizedText(zh: "密码错误", en: "wrong password")
        case .passwordChanged: LocalizedText(zh: "修改密码", en: "changed the password")
        case .passwordGiven: LocalizedText(zh: "发放初始密码", en: "gave a first password")
        case .tokenMade: LocalizedText(zh: "签发令牌", en: "made a token")
        case .tokenEnded: LocalizedText(zh: "撤销令牌", en: "ended a token")
        case .backedUp: LocalizedText(zh: "备份账本", en: "backed the ledger up")
        case .backupFailed: LocalizedText(zh: "备份未通过核验", en: "a backup was not good")
        }
    }
}

/// One thing that happened at the door.
public struct AccessEvent: Hashable, Sendable {
    /// When.
    public var at: Moment
    /// What.
    public var kind: AccessKind
    /// Who.
    public var login: String
    /// Whom or what it was about; empty when that is who.
    public var about: String
}

extension LedgerStore {
    /// The password of a user; nil when none was given yet.
    public func credential(of user: User) throws -> Credential? {
        try pool.read { database in
            let row = try HotStatement(
                database,
                """
                SELECT salt, hash, cost, isInitial, failures, closedUntil
                FROM credential WHERE userKey = ?
                """)
            row.bind(1, user.key)
            guard try row.step() else { return nil }
            defer { row.reset() }
            var credential = Credential(
                salt: row.blob(0), hash: row.blob(1), cost: Int(row.integer(2)),
                isInitial: row.integer(3) == 1)
            credential.failures = Int(row.integer(4))
            credential.closedUntil = Moment(seconds: row.integer(5))
            return credential
        }
    }

    /// Keeps a password; all sessions of the user but one end with it.
    public func keep(
        _ credential: Credential, of user: User, by login: String, sparing session: Int64? = nil,
        now: Moment
    ) throws {
        try writeAccess { database in
            try database.execute(
                sql: """
                    INSERT OR REPLACE INTO credential
                        (userKey, salt, hash, cost, isInitial, changedAt) VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    user.key, Data(credential.salt), Data(credential.hash), credential.cost,
                    credential.isInitial, now.seconds,
                ])
            try database.execute(
                sql: """
                    UPDATE session SET endedAt = ? WHERE userKey = ? AND endedAt IS NULL
                        AND sessionId IS NOT ?
                    """, arguments: [now.seconds, user.key, session])
            let isOwn = TextFolding.key(login) == user.key
            try Self.note(
                isOwn ? .passwordChanged : .passwordGiven, login, about: isOwn ? "" : user.login,
                now, database)
        }
    }

    /// Counts a failed attempt, and closes the door for a while; or, with zero, opens it.
    public func countFailures(
        _ failures: Int, of user: User, closedUntil: Moment, now: Moment
    ) throws {
        try writeAccess { database in
            try database.execute(
                sql: "UPDATE credential SET failures = ?, closedUntil = ? WHERE userKey = ?",
                arguments: [failures, closedUntil.seconds, user.key])
            if failures > 0 { try Self.note(.failed, user.login, about: "", now, database) }
        }
    }

    /// The last things that happened at the door, newest first.
    public func accessEvents(limit: Int) throws -> [AccessEvent] {
        try pool.read { database in
            let rows = try HotStatement(
                database,
                "SELECT at, kind, login, about FROM accessEvent ORDER BY eventId DESC LIMIT ?")
            rows.bind(1, Int64(limit))
            var events: [AccessEvent] = []
            while try rows.step() {
                guard let kind = AccessKind(rawValue: rows.text(1)) else {
                    throw LedgerFailure.corrupt("accessEvent \(rows.text(1))")
                }
                events.append(
                    AccessEvent(
                        at: Moment(seconds: rows.integer(0)), kind: kind, login: rows.text(2),
                        about: rows.text(3)))
            }
            return events
        }
    }

    static func note(
        _ kind: AccessKind, _ login: String, about: String, _ now: Moment, _ database: Database
    ) throws {
        let row = try HotStatement(
            database, "INSERT INTO accessEvent (at, kind, login, about) VALUES (?, ?, ?, ?)")
        row.bind(1, now.seconds)
        row.bind(2, kind.rawValue)
        row.bind(3, login)
        row.bind(4, about)
        try row.run()
    }
}
