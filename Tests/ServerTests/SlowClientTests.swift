import Foundation
import Hummingbird
import HummingbirdTesting
import PolicyLibrary
import Testing
import TradeInCore
import TradeInDesk
import TradeInServer
import TradeInStore

@Suite("Clients that only hold a connection lose it", .serialized)
struct SlowClientTests {
    /// A server that listens, with limits that a test can wait for.
    private func serve(
        _ change: (inout ConnectionLimits) -> Void,
        _ body: @escaping @Sendable (any TestClientProtocol, Int) async throws -> Void
    ) async throws {
        let server = try TestServer()
        let desk = try Desk(
            store: server.store, county: server.county, plan: try PlanLibrary.jinxiang2024(),
            clock: { TestServer.now })
        defer { desk.close() }
        var configuration = ServerConfiguration()
        // What these tests wait for is never Hummingbird's own limit.
        configuration.limits.silence = .seconds(60)
        change(&configuration.limits)
        let application = try buildApplication(desk: desk, configuration: configuration)
        try await application.test(.live) { client in
            try await body(client, try #require(client.port))
        }
    }

    private static let patience: TimeInterval = 20

    @Test("a head that comes byte by byte is told 408, and its connection ends")
    func slowHead() async throws {
        try await serve({ $0.head = .milliseconds(300) }) { _, port in
            let end = try await RawClient.drip("GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: ", port)
            #expect(end.isClosed && end.answer.hasPrefix("HTTP/1.1 408 "))
            #expect(end.seconds < Self.patience)
        }
    }

    @Test("a client that says nothing at all loses its connection as soon")
    func silent() async throws {
        try await serve({ $0.head = .milliseconds(300) }) { _, port in
            let end = try await RawClient.drip("", port, isEndless: false)
            #expect(end.isClosed && end.answer.hasPrefix("HTTP/1.1 408 "))
        }
    }

    @Test("a body that comes byte by byte is told 408, whatever length it announces")
    func slowBody() async throws {
        try await serve({ $0.body = .milliseconds(300) }) { _, port in
            let head = Self.head(length: 60_000)
            let end = try await RawClient.drip(head, port, atOnce: head.utf8.count)
            #expect(end.isClosed && end.answer.hasPrefix("HTTP/1.1 408 "))
            #expect(end.seconds < Self.patience)
        }
    }

    @Test("a body at a fair pace is taken, though it takes longer than a body without bytes may")
    func fairBody() async throws {
        let change: (inout ConnectionLimits) -> Void = {
            $0.body = .seconds(1)
            $0.leastBytesPerSecond = 100
        }
        try await serve(change) { _, port in
            let head = Self.head(length: 1_500)
            let fields = "login=x&password=" + String(repeating: "p", count: 1_483)
            let end = try await RawClient.drip(
                head + fields, port, atOnce: head.utf8.count, stretch: 100, pause: 100,
                isEndless: false)
            #expect(end.answer.hasPrefix("HTTP/1.1 4") && !end.answer.hasPrefix("HTTP/1.1 408"))
            #expect(end.seconds > 1)
        }
    }

    @Test("one connection too many is told 503, and there is room again when another goes")
    func crowd() async throws {
        try await serve({ $0.connections = 3 }) { client, port in
            // The test's own client holds one place, these two the others.
            try await client.execute(uri: "/healthz", method: .get) { #expect($0.status == .ok) }
            let (first, second) = (try RawClient(port), try RawClient(port))
            for held in [first, second] {
                #expect(await held.ask(Self.healthz).hasPrefix("HTTP/1.1 200"))
            }
            let end = try await RawClient.drip("", port, isEndless: false)
            #expect(end.isClosed && end.answer.hasPrefix("HTTP/1.1 503 "))
            #expect(end.answer.lowercased().contains("retry-after: 1"))
            #expect(await second.ask(Self.healthz).hasPrefix("HTTP/1.1 200"))
            first.close()
            let deadline = Date(timeIntervalSinceNow: Self.patience)
            var answer = ""
            while !answer.hasPrefix("HTTP/1.1 200"), Date() < deadline {
                let next = try RawClient(port)
                answer = await next.ask(Self.healthz)
                next.close()
            }
            #expect(answer.hasPrefix("HTTP/1.1 200"))
            second.close()
        }
    }

    private static let healthz = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"

    private static func head(length: Int) -> String {
        "POST /login HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: \(length)\r\n\r\n"
    }
}

/// A socket that sends as slowly as it is told; what it waits for is the server, never the clock alone.
private final class RawClient: @unchecked Sendable {
    struct End: Sendable {
        var answer = ""
        var isClosed = false
        var seconds: TimeInterval = 0
    }

    private let descriptor: Int32

    init(_ port: Int) throws {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        try #require(getaddrinfo("localhost", String(port), &hints, &list) == 0)
        defer { freeaddrinfo(list) }
        var place = list
        while let address = place?.pointee {
            let open = socket(address.ai_family, address.ai_socktype, address.ai_protocol)
            if open >= 0, connect(open, address.ai_addr, address.ai_addrlen) == 0 {
                descriptor = open
                return
            }
            if open >= 0 { Glibc.close(open) }
            place = address.ai_next
        }
        throw POSIXError(.ECONNREFUSED)
    }

    func close() { Glibc.close(descriptor) }

    /// Sends a request and reads what is answered first.
    func ask(_ request: String) async -> String {
        await onThread { client in
            client.send(Array(request.utf8)[...])
            var end = End()
            _ = client.read(into: &end, milliseconds: 10_000)
            return end.answer
        }
    }

    /// Sends a text in stretches with pauses until the server answers or ends the connection.
    static func drip(
        _ text: String, _ port: Int, atOnce: Int = 0, stretch: Int = 1, pause: Int32 = 20,
        isEndless: Bool = true
    ) async throws -> End {
        let client = try RawClient(port)
        defer { client.close() }
        return await client.onThread { client in
            let began = Date()
            var rest = Array(text.utf8)[...]
            client.send(rest.prefix(atOnce))
            rest = rest.dropFirst(atOnce)
            var end = End()
            while !end.isClosed, Date().timeIntervalSince(began) < 20 {
                if end.answer.isEmpty {
                    client.send(rest.isEmpty && isEndless ? [97] : rest.prefix(stretch))
                    rest = rest.dropFirst(stretch)
                }
                while client.read(into: &end, milliseconds: pause), !end.isClosed {}
            }
            end.seconds = Date().timeIntervalSince(began)
            return end
        }
    }

    private func send(_ bytes: ArraySlice<UInt8>) {
        guard !bytes.isEmpty else { return }
        _ = bytes.withUnsafeBytes {
            Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
    }

    /// Takes up what the server sends within a time; false when nothing came.
    private func read(into end: inout End, milliseconds: Int32) -> Bool {
        var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&wanted, 1, milliseconds) > 0 else { return false }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        if count > 0 {
            end.answer += String(decoding: bytes.prefix(count), as: UTF8.self)
        } else {
            end.isClosed = true
        }
        return true
    }

    private func onThread<Value: Sendable>(
        _ work: @escaping @Sendable (RawClient) -> Value
    ) async -> Value {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: work(self)) }
        }
    }
}
