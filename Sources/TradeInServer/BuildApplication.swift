import Hummingbird
import Logging
import TradeInCore
import TradeInStore

/// The read-only web application of one ledger: a public board and its data.
///
/// Nothing here writes, and nothing here shows a person or a dealer: only targets,
/// sums, funds and the log's checkpoint.
///
/// - Parameters:
///   - store: the ledger, open.
///   - shelf: the packs; they give item classes their names.
///   - plan: the county plan.
///   - county: the county with its towns.
///   - configuration: where to listen.
///   - clock: gives the present moment.
/// - Returns: the application, not yet running; tests call it as it is.
/// - Throws: an error when a page template is wrong, which is a fault of ours.
public func buildApplication(
    store: LedgerStore, shelf: PackShelf, plan: CountyPlan, county: County,
    configuration: ServerConfiguration, clock: @escaping @Sendable () -> Moment
) throws -> some ApplicationProtocol {
    try application(
        Board(store: store, shelf: shelf, plan: plan, county: county, clock: clock), configuration
    ) { _ in }
}

/// Runs the application until SIGINT or SIGTERM; requests under way are answered first.
///
/// - Parameters:
///   - store: the ledger, open.
///   - shelf: the packs.
///   - plan: the county plan.
///   - county: the county.
///   - configuration: where to listen.
///   - clock: gives the present moment.
///   - started: called with the port once the server listens.
/// - Throws: ``ServeFailure`` when it cannot listen there.
public func serve(
    store: LedgerStore, shelf: PackShelf, plan: CountyPlan, county: County,
    configuration: ServerConfiguration, clock: @escaping @Sendable () -> Moment,
    started: @escaping @Sendable (Int) -> Void
) async throws {
    let board = Board(store: store, shelf: shelf, plan: plan, county: county, clock: clock)
    let application = try application(board, configuration, started: started)
    do {
        try await application.runService()
    } catch {
        throw ServeFailure(error, configuration) ?? error
    }
}

func application(
    _ board: Board, _ configuration: ServerConfiguration,
    started: @escaping @Sendable (Int) -> Void
) throws -> some ApplicationProtocol {
    let router = Router(context: BasicRequestContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: SecurityHeaders())
    router.add(middleware: Problems())
    BoardRoutes(board: board, page: try BoardPage()).add(to: router)
    DataRoutes(board: board).add(to: router)
    var logger = Logger(label: "tradein")
    logger.logLevel = .warning
    return Application(
        router: router,
        configuration: ApplicationConfiguration(
            address: .hostname(configuration.host, port: configuration.port)),
        onServerRunning: { started($0.localAddress?.port ?? configuration.port) },
        logger: logger)
}
