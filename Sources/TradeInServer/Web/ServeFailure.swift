import NIOSSL
import TradeInCore

/// The server cannot listen where it was told to.
public struct ServeFailure: Error, Hashable, Sendable {
    /// What happened and what to do.
    public let message: LocalizedText

    /// The failure that a system error means, or nil when it is another matter.
    init?(_ error: any Error, _ configuration: ServerConfiguration) {
        let text = String(describing: error)
        let place = "\(configuration.host):\(configuration.port)"
        if text.contains("Address already in use") {
            message = LocalizedText(
                zh: "\(place) 已被另一个程序占用。请用 --port 换一个端口。",
                en: "\(place) is in use by another program. Choose another port with --port.")
        } else if text.contains("Permission denied") {
            message = LocalizedText(
                zh: "无权在 \(place) 监听。请用 --port 换一个1024以上的端口。",
                en: "This user may not listen at \(place). Choose a port above 1023 with --port.")
        } else if text.contains("Cannot assign requested address")
            || text.contains("NIOConnectionError") || text.contains("SocketAddressError")
        {
            message = LocalizedText(
                zh: "本机没有地址 \(configuration.host)。请用 --host 指定本机地址，如 127.0.0.1。",
                en: "\(configuration.host) is no address of this machine. Name one with --host, "
                    + "such as 127.0.0.1.")
        } else {
            return nil
        }
    }

    private init(certificate path: String) {
        message = LocalizedText(
            zh: "无法使用证书文件 \(path)。请核对：证书链和私钥都应为PEM格式，且两者相配。",
            en: "The certificate file \(path) cannot be used. Both the chain and its key are PEM, "
                + "and belong together.")
    }

    /// TLS 1.2 or later by the files of a certificate chain and its key.
    ///
    /// - Throws: ``ServeFailure`` when a file cannot be used.
    static func tls(chain: String, key: String) throws(ServeFailure) -> TLSConfiguration {
        guard let certificates = try? NIOSSLCertificate.fromPEMFile(chain), !certificates.isEmpty
        else { throw ServeFailure(certificate: chain) }
        guard let secret = try? NIOSSLPrivateKey(file: key, format: .pem) else {
            throw ServeFailure(certificate: key)
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: certificates.map { .certificate($0) }, privateKey: .privateKey(secret)
        )
        configuration.minimumTLSVersion = .tlsv12
        return configuration
    }
}
