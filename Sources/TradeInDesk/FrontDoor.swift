import Crypto
import Foundation
import TradeInCore
import TradeInStore

/// Who may come in: log-ins with throttling, sessions, tokens of other programs.
public struct FrontDoor: Sendable {
    /// After so many seconds without use a session is over.
    public static let idleSeconds: Int64 = 2 * 3600
    /// After so many seconds it is over whatever happens.
    public static let longestSeconds: Int64 = 12 * 3600
    /// How seldom a use is written down.
    private static let touchSeconds: Int64 = 300
    /// Wrong passwords that cost nothing.
    private static let freeFailures = 4

    private let store: LedgerStore
    /// One hash at a time: it takes 32 MiB, and whoever guesses waits in line.
    private let gate = NSLock()
    /// Hashed when the login has none, so that an answer takes as long.
    private static let nobody = Result {
        try Passwords.credential("nobody's \(try RandomBytes.take(8))", isInitial: false)
    }
    private let tokens = KnownTokens()

    /// The door of a ledger.
    ///
    /// - Parameter store: the ledger.
    /// - Throws: what the cryptographic library or the kernel throws.
    public init(_ store: LedgerStore) throws {
        self.store = store
        _ = try Self.nobody.get()
    }

    /// What came of an attempt to log in.
    public enum SignIn: Sendable {
        /// Come in: the cookie, shown once.
        case done(secret: String, isInitial: Bool)
        /// Login or password is wrong, or the user is disabled; which of them is not told.
        case refused
        /// Too many attempts; none is looked at before this.
        case closed(until: Moment)
    }

    /// Lets a person in by login and password.
    ///
    /// - Parameters:
    ///   - login: as typed.
    ///   - password: as typed.
    ///   - device: what the browser calls itself.
    ///   - now: the present moment.
    /// - Returns: what came of it.
    /// - Throws: ``LedgerFailure`` when the world fails.
    public func signIn(
        _ login: String, password: String, device: String, now: Moment
    ) throws -> SignIn {
        let user = try store.user(login)
        let known = try user.flatMap { try store.credential(of: $0) }
        if let known, known.closedUntil > now { return .closed(until: known.closedUntil) }
        let isRight = try gate.withLock {
            try Passwords.matches(password, known ?? Self.nobody.get())
        }
        guard let user, let known else { return .refused }
        guard isRight, user.state == .active else {
            let failures = known.failures + 1
            let until = Moment(seconds: now.seconds + Self.pause(after: failures))
            try store.countFailures(failures, of: user, closedUntil: until, now: now)
            return .refused
        }
        if known.failures > 0 {
            try store.countFailures(0, of: user, closedUntil: Moment(seconds: 0), now: now)
        }
        let secret = try Self.secret()
        try store.openSession(
            digest: Self.digest(secret), user: user, device: Self.shortened(device), now: now)
        return .done(secret: secret, isInitial: known.isInitial)
    }

    /// Seconds for which the door is closed: none at first, then doubling to a quarter of an hour.
    static func pause(after failures: Int) -> Int64 {
        guard failures > freeFailures else { return 0 }
        return min(15 * 60, 15 << Int64(min(failures - freeFailures - 1, 10)))
    }

    /// The session that a cookie opens; nil when it opens none or its time is over.
    ///
    /// - Parameters:
    ///   - secret: the cookie.
    ///   - now: the present moment.
    /// - Returns: the session with its user as kept now.
    /// - Throws: ``LedgerFailure`` when the world fails.
    public func session(_ secret: String, now: Moment) throws -> SessionRow? {
        guard (20...80).contains(secret.utf8.count),
            let session = try store.session(digest: Self.digest(secret)),
            Self.isOpen(session, now: now)
        else { return nil }
        if now.seconds - session.seenAt.seconds >= Self.touchSeconds {
            try store.touchSession(session.number, now: now)
        }
        return session
    }

    /// The token that another program shows; nil when it is none or no longer works.
    public func token(_ secret: String, now: Moment) throws -> TokenRow? {
        guard secret.hasPrefix(Self.tokenPrefix), secret.utf8.count < 100,
            let token = try tokens.token(Self.digest(secret), in: store),
            token.isGood(on: now.countyDay)
        else { return nil }
        return token
    }

    /// Marks tokens, so that whoever finds one in a file knows what it is.
    public static let tokenPrefix = "tradein_"

    /// Makes a token, shown once.
    ///
    /// - Parameters:
    ///   - user: as whom it acts.
    ///   - title: what it is for.
    ///   - scopes: what it may be used for.
    ///   - lastDay: the last day on which it works.
    ///   - maker: who makes it.
    ///   - now: the present moment.
    /// - Returns: the token.
    /// - Throws: ``LedgerFailure`` when the world fails.
    public func makeToken(
        for user: User, title: String, scopes: Set<TokenScope>, lastDay: Day, by maker: String,
        now: Moment
    ) throws -> String {
        let secret = Self.tokenPrefix + (try Self.secret())
        try store.makeToken(
            digest: Self.digest(secret), user: user, title: title, scopes: scopes,
            lastDay: lastDay, by: maker, now: now)
        return secret
    }

    /// Whether a password is the user's.
    public func isPassword(_ password: String, of user: User) throws -> Bool {
        guard let known = try store.credential(of: user) else { return false }
        return try gate.withLock { try Passwords.matches(password, known) }
    }

    /// What a form of a session carries, so that no other site can send it.
    public static func formToken(_ secret: String) -> String {
        hexadecimal(Array(SHA256.hash(data: Array("form:\(secret)".utf8))).prefix(16))
    }

    static func digest(_ secret: String) -> [UInt8] { Array(SHA256.hash(data: Array(secret.utf8))) }

    private static func secret() throws -> String {
        Data(try RandomBytes.take(32)).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private static func shortened(_ device: String) -> String {
        let shown = device.unicodeScalars.filter { $0.isASCII && $0.value >= 32 && $0.value < 127 }
        return String(String.UnicodeScalarView(shown.prefix(160)))
    }
}
