/// Where the server listens, and how it is reached.
public struct ServerConfiguration: Sendable {
    /// The host or address; the loopback address unless told otherwise.
    public var host: String
    /// The port; 0 lets the system choose.
    public var port: Int
    /// The files of a certificate chain and its key, both PEM, by which the server itself speaks TLS.
    public var certificate: (chain: String, key: String)?
    /// Whether a proxy before it speaks TLS, so that cookies are for TLS only.
    public var isBehindTLS: Bool
    /// How much patience it has with clients, and how many it serves at once.
    public var limits = ConnectionLimits()

    /// A place to listen at.
    public init(
        host: String = "127.0.0.1", port: Int = 8080,
        certificate: (chain: String, key: String)? = nil, isBehindTLS: Bool = false
    ) {
        self.host = host
        self.port = port
        self.certificate = certificate
        self.isBehindTLS = isBehindTLS
    }

    /// Whether visitors come by TLS.
    public var isSecure: Bool { certificate != nil || isBehindTLS }

    /// The session cookie; `__Host-` binds it to this host and to TLS (RFC 6265bis).
    var cookieName: String { isSecure ? "__Host-tradein" : "tradein" }
}
