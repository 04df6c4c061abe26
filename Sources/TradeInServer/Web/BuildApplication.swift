import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import TradeInCore
import TradeInDesk
import TradeInStore

/// The web application before one desk: the public board, the pages of all roles, the API.
///
/// - Parameters:
///   - desk: where the ledger is asked.
///   - configuration: where to listen.
/// - Returns: the application, not yet running; tests call it as it is.
/// - Throws: an error when a page template is wrong, which is a fault of ours, or the world's.
public func buildApplication(
    desk: Desk, configuration: ServerConfiguration
) throws -> some ApplicationProtocol {
    try application(desk, configuration) { _ in }
}

/// Runs the application until SIGINT or SIGTERM; requests under way are answered first.
///
/// - Parameters:
///   - desk: where the ledger is asked.
///   - configuration: where to listen.
///   - started: called with the port once the server listens.
/// - Throws: ``ServeFailure`` when it cannot listen there.
public func serve(
    desk: Desk, configuration: ServerConfiguration, started: @escaping @Sendable (Int) -> Void
) async throws {
    let application = try application(desk, configuration, started: started)
    do {
        try await application.runService()
    } catch {
        throw ServeFailure(error, configuration) ?? error
    }
}

func application(
    _ desk: Desk, _ configuration: ServerConfiguration,
    started: @escaping @Sendable (Int) -> Void
) throws -> some ApplicationProtocol {
    var logger = Logger(label: "tradein")
    logger.logLevel = .warning
    let web = try Web(desk: desk, configuration: configuration, logger: logger)
    let router = Router(context: BasicRequestContext.self)
    router.add(middleware: CountRequests(metrics: web.metrics))
    router.add(middleware: SecurityHeaders(isSecure: configuration.isSecure))
    router.add(middleware: Problems(web: web))
    web.add(to: router)
    return Application(
        router: router, server: try HTTPServerBuilder.tradeIn(configuration),
        configuration: ApplicationConfiguration(
            address: .hostname(configuration.host, port: configuration.port),
            backlog: mostArriving),
        onServerRunning: { started($0.localAddress?.port ?? configuration.port) },
        logger: logger)
}

/// Connections that may wait to be taken; the kernel drops more, and their clients try again only
/// after a second.
private let mostArriving = 4096

extension HTTPServerBuilder {
    /// HTTP/1.1 with limits on headers and on clients that say nothing, inside TLS where asked.
    fileprivate static func tradeIn(
        _ configuration: ServerConfiguration
    ) throws -> HTTPServerBuilder {
        let patience = configuration.limits
        let count = ConnectionCount(most: patience.connections)
        let isTLS = configuration.certificate != nil
        let limits = HTTP1Channel.Configuration(
            additionalChannelHandlers: [RequestPace(patience, count, isTLS: isTLS)],
            idleTimeout: TimeAmount(patience.silence),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 8 << 10, maxHeaderListSize: 16 << 10,
                maxHeaderFieldCount: 100))
        let plain = HTTPServerBuilder {
            OnOwnLoop(inner: HTTP1Channel(responder: $0, configuration: limits))
        }
        guard let certificate = configuration.certificate else { return plain }
        return try .tls(
            plain,
            tlsConfiguration: ServeFailure.tls(chain: certificate.chain, key: certificate.key))
    }
}
