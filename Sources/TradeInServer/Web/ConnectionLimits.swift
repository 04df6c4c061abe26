import Foundation

/// How much patience the server has with clients, and how many it serves at once.
public struct ConnectionLimits: Sendable {
    /// From the connection's beginning until the head of its first request is whole, the handshake
    /// of TLS included.
    public var head = Duration.seconds(15)
    /// What a body may take besides what its bytes are allowed.
    public var body = Duration.seconds(30)
    /// The least pace of a body: each of so many bytes that came allows one second more.
    public var leastBytesPerSecond = 16 << 10
    /// Between two requests of a connection, until the head of the second is whole.
    public var silence = Duration.seconds(20)
    /// The most connections at once; whoever comes then is told to come back.
    public var connections: Int

    /// The limits of a server that is in use.
    public init() { connections = Self.connectionsOfSystem }

    /// As many as the system lets the process open, less what the ledger and its papers need.
    private static var connectionsOfSystem: Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return 800
        }
        return max(100, min(4096, Int(clamping: limit.rlim_cur) - 200))
    }
}

/// How many connections are open; shared by all that a server takes.
final class ConnectionCount: Sendable {
    private let open = Mutexed(0)
    private let most: Int

    init(most: Int) { self.most = most }

    /// Takes a place where there is one.
    func take() -> Bool {
        open.withLock { open in
            guard open < most else { return false }
            open += 1
            return true
        }
    }

    /// Gives a place back.
    func give() {
        open.withLock { open in
            precondition(open > 0, "a place is given back once")
            open -= 1
        }
    }
}
