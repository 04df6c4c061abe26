import TradeInCore
import TradeInStore

extension FrontDoor {
    /// A page of the sessions that still let their users in, newest first.
    ///
    /// - Parameters:
    ///   - store: the ledger.
    ///   - user: whose; nil for all.
    ///   - before: the number of the last session of the page before; nil for the first page.
    ///   - limit: the most sessions.
    ///   - now: the present moment.
    /// - Returns: the sessions, in falling order of number.
    /// - Throws: ``LedgerFailure`` when a row cannot be true.
    public static func openSessions(
        in store: LedgerStore, of user: User?, before: Int64?, limit: Int, now: Moment
    ) throws -> [SessionRow] {
        try store.openSessions(
            of: user, startedAfter: Moment(seconds: now.seconds - longestSeconds),
            seenAfter: Moment(seconds: now.seconds - idleSeconds), before: before, limit: limit)
    }

    /// Whether a session still lets its user in: the user is active and no time is over.
    ///
    /// - Parameters:
    ///   - session: a session that nobody has ended.
    ///   - now: the present moment.
    /// - Returns: whether it does.
    public static func isOpen(_ session: SessionRow, now: Moment) -> Bool {
        session.user.state == .active && now.seconds - session.seenAt.seconds < idleSeconds
            && now.seconds - session.startedAt.seconds < longestSeconds
    }
}
