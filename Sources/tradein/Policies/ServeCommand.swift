import ArgumentParser
import Foundation
import PolicyLibrary
import TradeInCore
import TradeInDesk
import TradeInServer
import TradeInStore

/// Serves the pages of all roles, the public board and the API.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: say("启动网页和接口", "Serve the pages and the API"),
        discussion: say(
            """
            经销商登记，商务局审核，财政付款，审计核验；首页是公示板，任何人可看。账户用 user add、user password
            开设。不在本机使用时请用TLS：--tls-certificate 和 --tls-key，或放在代理之后（--behind-tls）。
            Ctrl-C 停止，正在办理的先办完。
            示例：tradein serve --port 8080，然后打开 http://127.0.0.1:8080/
            """,
            """
            Dealers register, the bureau reviews, finance pays, auditors verify; the first page is the
            board that anybody may read. Log-ins are made by user add and user password. Beyond this
            machine use TLS: --tls-certificate and --tls-key, or a proxy before it (--behind-tls).
            Ctrl-C stops it once requests under way are done.
            Example: tradein serve --port 8080, then open http://127.0.0.1:8080/
            """))

    @Option(help: ArgumentHelp(say("监听地址", "The address to listen at"), valueName: "host"))
    var host = "127.0.0.1"

    @Option(help: ArgumentHelp(say("监听端口", "The port to listen at"), valueName: "port"))
    var port = 8080

    @Option(
        help: ArgumentHelp(
            say("TLS证书链（PEM）", "The TLS certificate chain (PEM)"), valueName: "file"))
    var tlsCertificate: String?

    @Option(help: ArgumentHelp(say("TLS私钥（PEM）", "Its key (PEM)"), valueName: "file"))
    var tlsKey: String?

    @Flag(
        help: ArgumentHelp(
            say(
                "前面有代理负责TLS：Cookie只在TLS下发送",
                "A proxy before it speaks TLS: cookies are for TLS only")))
    var behindTLS = false

    @OptionGroup var options: GlobalOptions

    @OptionGroup var planChoice: PlanChoice

    mutating func validate() throws {
        guard (tlsCertificate == nil) == (tlsKey == nil) else {
            throw ValidationError(
                say(
                    "--tls-certificate 和 --tls-key 须一起给出。",
                    "--tls-certificate and --tls-key come together."))
        }
        guard (0...65_535).contains(port) else {
            throw ValidationError(
                say("--port 应为0到65535，得到\(port)。", "--port takes 0 to 65535, not \(port)."))
        }
    }

    private var certificate: (chain: String, key: String)? {
        tlsCertificate.flatMap { chain in tlsKey.map { (chain, $0) } }
    }

    func run() throws {
        let store = try options.open()
        let desk = try Desk(
            store: store, county: try Setting.county(), plan: try planChoice.chosen(),
            clock: { Moment(seconds: Int64(Date().timeIntervalSince1970)) })
        let place = ServerConfiguration(
            host: host, port: port, certificate: certificate, isBehindTLS: behindTLS)
        try Self.wait {
            try await serve(desk: desk, configuration: place) { Self.announce(place, $0) }
        }
        desk.close()
        try store.close()
        Output.complain(say("已停止。", "Stopped."))
    }

    private static func announce(_ place: ServerConfiguration, _ port: Int) {
        let address = (place.certificate == nil ? "http" : "https") + "://\(place.host):\(port)/"
        Output.complain(
            say("已启动：\(address)（Ctrl-C 停止）", "Ready at \(address) (Ctrl-C stops it)"))
    }

    /// Waits on this thread while the server's threads work.
    private static func wait(_ work: @escaping @Sendable () async throws -> Void) throws {
        let done = DispatchSemaphore(value: 0)
        nonisolated(unsafe) var result: Result<Void, any Error> = .success(())
        Task.detached {
            do { try await work() } catch { result = .failure(error) }
            done.signal()
        }
        done.wait()
        do {
            try result.get()
        } catch let failure as ServeFailure {
            Output.complain(failure.message[Language.current])
            throw ExitCode(70)
        }
    }
}
