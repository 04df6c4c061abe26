import TradeInCore
import TradeInStore

extension FrontDoor {
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
