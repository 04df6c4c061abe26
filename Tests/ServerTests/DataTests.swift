import Hummingbird
import Testing
import TradeInCore
import TradeInStore

@Suite("The board's data")
struct DataTests {
    @Test("every grouping of the tally has the same sums")
    func groupings() async throws {
        let server = try TestServer()
        try server.fill()
        for by in ["category", "class", "programme", "town", "month", "state"] {
            let answer = try await server.get("/api/v1/tally?by=\(by)&year=2026")
            #expect(answer.status == 200 && answer.headers[.contentType] == "application/json")
            let lines = try #require(answer.json()["lines"]?.array)
            #expect(lines.count == (by == "state" ? 2 : 1), "\(by)")
            #expect(lines.reduce(0) { $0 + ($1["claims"]?.integer ?? 0) } == 3)
            #expect(lines.reduce(0) { $0 + ($1["salesFen"]?.integer ?? 0) } == 900_000)
            #expect(lines.reduce(0) { $0 + ($1["subsidyFen"]?.integer ?? 0) } == 135_000)
            #expect(lines.reduce(0) { $0 + ($1["waitlisted"]?.integer ?? 0) } == 1)
        }
    }

    @Test("sums and funds name the packs whose values nobody has confirmed")
    func unverified() async throws {
        let server = try TestServer()
        try server.fill()
        for address in ["/api/v1/tally?year=2026", "/api/v1/funds?year=2026"] {
            let packs = try #require(try await server.get(address).json()["unverified"]?.array)
            let own = try #require(packs.first { $0["pack"]?.string == "cn-appliance-2026" })
            #expect(own["values"]?.array?.contains(.string("cap@2026-01-01")) == true)
        }
        let none = try await server.get("/api/v1/tally?year=2023").json()["unverified"]?.array
        #expect(none?.isEmpty == true)
    }

    @Test("a year without sales has no lines")
    func emptyYear() async throws {
        let server = try TestServer()
        try server.fill()
        let answer = try await server.get("/api/v1/tally?year=2024")
        #expect(try answer.json()["lines"]?.array?.isEmpty == true)
        #expect(try answer.json()["year"]?.integer == 2024)
    }

    @Test("all targets are read, and a held fair counts")
    func targets() async throws {
        let server = try TestServer()
        try server.fill()
        let answer = try await server.get("/api/v1/targets?year=2026")
        let targets = try #require(answer.json()["targets"]?.array)
        #expect(targets.count == 54)
        #expect(targets.contains { $0["actual"]?.string == "1" && $0["unit"]?.string == "场" })
        for target in targets {
            #expect(target["explanation"]?["zh"]?.string?.isEmpty == false)
            #expect(target["explanation"]?["en"]?.string?.isEmpty == false)
        }
    }

    @Test("a fund's balances are whole fen")
    func funds() async throws {
        let server = try TestServer()
        try server.fill()
        let funds = try #require(try await server.get("/api/v1/funds").json()["funds"]?.array)
        #expect(funds.count == 1)
        let balances = funds.first?["balances"]
        #expect(balances?["appropriationFen"]?.integer == 100_000)
        #expect(balances?["encumberedFen"]?.integer == 90_000)
        #expect(balances?["availableFen"]?.integer == 10_000)
        let other = try await server.get("/api/v1/funds?year=2025")
        #expect(try other.json()["funds"]?.array?.isEmpty == true)
    }

    @Test("the checkpoint is the signed note, byte for byte")
    func checkpoint() async throws {
        let server = try TestServer()
        let empty = try await server.get("/api/v1/log/checkpoint")
        #expect(empty.status == 404 && empty.body.contains("log-empty"))
        try server.fill()
        let answer = try await server.get("/api/v1/log/checkpoint")
        #expect(answer.headers[.contentType] == "text/plain; charset=utf-8")
        #expect(try answer.body == server.store.latestCheckpoint())
        let key = try #require(VerifierKey(text: server.store.verifierKey))
        #expect(key.checkpoint(of: answer.body) != nil)
    }

    @Test("no answer holds a person or a dealer")
    func nobody() async throws {
        let server = try TestServer()
        try server.fill()
        let secrets =
            TestServer.residentIDs + [
                TestServer.personName, TestServer.dealerCode, "示例商行", "1540000", "SN0000000",
                "T-0", "tester",
            ]
        for uri in Self.addresses {
            let answer = try await server.get(uri)
            for secret in secrets { #expect(!answer.body.contains(secret), "\(uri) \(secret)") }
        }
        let dealers = try await server.get("/api/v1/tally?by=dealer")
        #expect(dealers.status == 400)
    }

    /// Every address that answers.
    static let addresses =
        ["/", "/?lang=en", "/board.css", "/healthz", "/api/v1/targets", "/api/v1/funds"]
        + ["category", "class", "programme", "town", "month", "state"].map {
            "/api/v1/tally?by=\($0)"
        } + ["/api/v1/log/checkpoint"]
}
