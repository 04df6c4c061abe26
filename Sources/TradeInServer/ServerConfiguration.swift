/// Where the server listens.
public struct ServerConfiguration: Hashable, Sendable {
    /// The host or address; the loopback address unless told otherwise.
    public var host: String
    /// The port; 0 lets the system choose.
    public var port: Int

    /// A place to listen at.
    public init(host: String = "127.0.0.1", port: Int = 8080) {
        self.host = host
        self.port = port
    }
}
