import Hummingbird
import HummingbirdTesting
import PolicyLibrary
import Testing
import TradeInCore
import TradeInDesk
import TradeInStore

@Suite("Evidence of registers is opened for a reason, and logged first")
struct EvidencePageTests {
    private static let bytes = "%PDF-1.4 a fair\n%%EOF\n"

    /// A county with a fair that has one file.
    private func filled() throws -> (server: TestServer, file: String) {
        let server = try TestServer()
        try server.fill()
        let file = try server.store.papers.put(Array(Self.bytes.utf8))
        let evidence = PreparedEvidence(
            recordKey: "event:E-1", sha256: file, format: .pdf, byteCount: Self.bytes.utf8.count)
        try server.run([.attachEvidence(evidence)], by: "tester")
        try server.addUsers()
        return (server, file)
    }

    private func looks(_ server: TestServer) throws -> [String] {
        try server.store.readLog { log in
            try log.entries(from: 0, count: Int(log.size)).map {
                String(decoding: $0, as: UTF8.self)
            }
        }?.filter { $0.contains("personal.view") } ?? []
    }

    @Test("on pages", arguments: ["bo", "shen", "zhao", "qian", "ji"])
    func pages(login: String) async throws {
        let (server, file) = try filled()
        try await server.browse { browser in
            try await browser.signIn(login)
            let page = try await browser.get("/registers/events/E-1")
            let address = "/registers/events/E%2D1/evidence/\(file)/view"
            #expect(page.body.contains("action=\"\(address)\""))
            #expect(try await browser.post(address, [:]).status == 422)
            #expect(try await browser.post(address, ["reason": "none"]).status == 422)
            #expect(try looks(server).isEmpty)
            let shown = try await browser.post(address, ["reason": "audit"])
            #expect(shown.status == 200 && shown.body == Self.bytes)
            #expect(shown.headers[.contentType] == "application/pdf")
            #expect(shown.headers[.cacheControl] == "no-store")
            let other = address.replacing(file, with: String(file.reversed()))
            #expect(try await browser.post(other, ["reason": "audit"]).status == 404)
        }
        let found = try looks(server)
        #expect(found.count == 1)
        for word in ["\"what\":\"evidence\"", "\"record\":\"event:E-1\"", file, "audit", login] {
            #expect(found.first?.contains(word) == true, "\(word)")
        }
        #expect(try server.problems().isEmpty)
    }

    @Test("a figure's evidence stands with the figure, and is opened there")
    func figure() async throws {
        let (server, file) = try filled()
        let plan = try PlanLibrary.jinxiang2024()
        let target = try #require(plan.targets.first { $0.measure == nil })
        let day = try #require(Day(year: 2026, month: 6, day: 30))
        let figure = TargetFigure(
            plan: plan.code, targetID: target.id, point: .observed(day),
            value: TargetNumber(7), document: "文", reporter: "局")
        let context = CommandContext(actor: "bo", now: TestServer.now)
        let evidence = PreparedEvidence(
            recordKey: figure.key, sha256: file, format: .pdf, byteCount: Self.bytes.utf8.count)
        let outcomes = try server.store.commit(
            [.recordFigure(figure), .attachEvidence(evidence)], context,
            register: server.shelf.register)
        #expect(outcomes.allSatisfy { $0.receipt != nil }, "\(outcomes)")
        try await server.browse { browser in
            try await browser.signIn("ji")
            let page = try await browser.get("/targets/\(target.id)")
            let address = "/targets/\(target.id)/evidence/\(file)/view"
            #expect(page.body.contains("action=\"\(address)\""))
            #expect(page.body.contains("value=\"observation:2026-06-30\""))
            let shown = try await browser.post(
                address, ["reason": "audit", "point": "observation:2026-06-30"])
            #expect(shown.status == 200 && shown.body == Self.bytes)
            let other = try await browser.post(
                address, ["reason": "audit", "point": "observation:2026-06-29"])
            #expect(other.status == 404)
        }
    }

    @Test("nobody else: no dealer's staff, no administrator, no author of packs")
    func others() async throws {
        let (server, file) = try filled()
        for login in ["dian", "guan", "pei"] {
            try await server.browse { browser in
                try await browser.signIn(login)
                let answer = try await browser.post(
                    "/registers/events/E-1/evidence/\(file)/view", ["reason": "audit"])
                #expect(answer.status == 403, "\(login)")
            }
        }
        #expect(try looks(server).isEmpty)
    }

    @Test("by the API")
    func program() async throws {
        let (server, file) = try filled()
        let lastDay = try #require(Day(year: 2030, month: 1, day: 1))
        func token(_ login: String, _ scopes: Set<TokenScope>) throws -> String {
            let user = try #require(try server.store.user(login))
            return try FrontDoor(server.store).makeToken(
                for: user, title: "test", scopes: scopes, lastDay: lastDay, by: "guan",
                now: TestServer.now)
        }
        let (whole, reading) = (
            try token("bo", [.read, .registers]), try token("bo", [.read])
        )
        try await server.test { client in
            func send(
                _ method: HTTPRequest.Method, _ path: String, _ token: String,
                _ body: String? = nil
            ) async throws -> TestServer.Answer {
                var headers: HTTPFields = [.authorization: "Bearer " + token]
                if body != nil { headers[.contentType] = "application/json" }
                return try await client.execute(
                    uri: "/api/v1" + path, method: method, headers: headers,
                    body: body.map { ByteBuffer(string: $0) }
                ) {
                    TestServer.Answer(
                        status: $0.status.code, headers: $0.headers,
                        body: String(buffer: $0.body))
                }
            }
            let list = try await send(.get, "/events/E-1/evidence", reading)
            let items = try #require(try list.json()["items"]?.array)
            #expect(items.first?["sha256"]?.string == file && items.count == 1)
            #expect(try await send(.get, "/events/E-9/evidence", reading).status == 404)
            let address = "/events/E-1/evidence/\(file)/view"
            let why = "{\"reason\":\"audit\"}"
            #expect(try await send(.post, address, reading, why).status == 403)
            #expect(try await send(.post, address, whole, "{}").status == 422)
            let shown = try await send(.post, address, whole, why)
            #expect(shown.status == 200 && shown.body == Self.bytes)
            let other = address.replacing("E-1", with: "E-9")
            #expect(try await send(.post, other, whole, why).status == 404)
        }
        #expect(try looks(server).count == 1)
    }
}
