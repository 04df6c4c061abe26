import TradeInCore
import TradeInStore

/// What an administrator does to users beside the ledger's own act of keeping them.
extension Desk {
    /// Gives a user a first password; all its sessions end.
    ///
    /// - Parameters:
    ///   - user: whose; another person than who gives it.
    ///   - login: who gives it.
    /// - Returns: the password, shown once; the user changes it at the first log-in.
    /// - Throws: ``LedgerFailure`` when the world fails.
    public func givePassword(to user: User, by login: String) async throws -> String {
        precondition(TextFolding.key(login) != user.key, "one's own password is changed, not given")
        let now = clock()
        return try await atTheDoor { store in
            let password = try Passwords.made()
            let credential = try Passwords.credential(password, isInitial: true)
            try store.keep(credential, of: user, by: login, now: now)
            return password
        }
    }

    /// Ends all sessions of a user, so that a login that is stopped does not come back with them.
    public func endSessions(of user: User, by login: String) async throws {
        let now = clock()
        try await read { store in
            for session in try store.sessions(of: user) {
                try store.endSession(session, by: login, now: now)
            }
        }
    }
}
