import Hummingbird
import HummingbirdTesting
import Testing
import TradeInCore
import TradeInDesk
import TradeInServer
import TradeInStore

@Suite("The REST API")
struct APITests {
    /// A program with a token.
    struct Program {
        let client: any TestClientProtocol
        let token: String

        func send(
            _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil,
            type: String = "application/json", more: HTTPFields = [:]
        ) async throws -> TestServer.Answer {
            var headers = more
            headers[.authorization] = "Bearer " + token
            if body != nil { headers[.contentType] = type }
            return try await client.execute(
                uri: "/api/v1" + path, method: method, headers: headers,
                body: body.map { ByteBuffer(string: $0) }
            ) {
                TestServer.Answer(
                    status: $0.status.code, headers: $0.headers, body: String(buffer: $0.body))
            }
        }

        func get(_ path: String) async throws -> TestServer.Answer { try await send(.get, path) }
    }

    /// A county with claims, where `user` has a token for everything that its roles may do.
    func program(
        _ user: User, mostWaiting: Int = 256,
        _ body: @escaping @Sendable (Program) async throws -> Void
    ) async throws {
        let server = try TestServer()
        try server.fill()
        let admin = User(login: "admin", roles: [.administrator])
        _ = try server.store.commit(
            [.keepUser(admin), .keepUser(user)],
            CommandContext(actor: "admin", now: TestServer.now), register: server.shelf.register)
        let lastDay = try #require(Day(year: 2030, month: 1, day: 1))
        let token = try FrontDoor(server.store).makeToken(
            for: user, title: "test", scopes: Set(TokenScope.allCases), lastDay: lastDay,
            by: "admin", now: TestServer.now)
        try await server.test(mostWaiting: mostWaiting) {
            try await body(Program(client: $0, token: token))
        }
    }

    private static let dealer = User(
        login: "shop", roles: [.dealerStaff], dealerCode: TestServer.dealerCode)
    private static let stranger = User(
        login: "other", roles: [.dealerStaff], dealerCode: "91370899MA00059169")

    private static func claim(_ number: Int, changing more: String = "") -> String {
        let person = TestServer.residentIDs[number]
        return """
            {"claimRef":"N-\(number)","programme":"appliance",
            "dealerCode":"\(TestServer.dealerCode)","applicantName":"测试人",
            "applicantId":"\(person)","applicantPhone":"1540000000\(number)",
            "townCode":"yangshan","soldOn":"2026-03-01",
            "invoiceNumber":"2637200000000000002\(number)","invoiceBuyerId":"\(person)",
            "price":"3000.00","itemClass":"refrigerator","brand":"示例牌","model":"X1",
            "serialNumber":"SN1000000\(number)","efficiencyGrade":"1"\(more)}
            """
    }

    @Test("a claim is registered once, and the same contents get the first answer again")
    func register() async throws {
        try await program(Self.dealer) { shop in
            let first = try await shop.send(.post, "/claims", Self.claim(5))
            #expect(first.status == 201)
            let id = try #require(try first.json()["claimId"]?.string)
            let again = try await shop.send(.post, "/claims", Self.claim(5))
            #expect(again.status == 200)
            #expect(try again.json()["claimId"]?.string == id)
            #expect(try again.json()["replayed"]?.bool == true)
            let other = try await shop.send(
                .post, "/claims", Self.claim(5, changing: ",\"quantity\":1"))
            #expect(other.status == 409)
            #expect(try other.json()["code"]?.string == "claim-ref-reused")
        }
    }

    @Test("one key is one request")
    func repeatKey() async throws {
        try await program(Self.dealer) { shop in
            let name = try #require(HTTPFields.Element.Name("Idempotency-Key"))
            let key: HTTPFields = [name: "till-1"]
            let first = try await shop.send(.post, "/claims", Self.claim(5), more: key)
            #expect(first.status == 201)
            let again = try await shop.send(.post, "/claims", Self.claim(5), more: key)
            #expect(again.status == 200)
            let other = try await shop.send(.post, "/claims", Self.claim(6), more: key)
            #expect(try other.json()["code"]?.string == "request-key-reused")
            for wrong in ["", "a b", String(repeating: "k", count: 201)] {
                let answer = try await shop.send(
                    .post, "/claims", Self.claim(7), more: [name: wrong])
                #expect(answer.status == 400, "\(wrong)")
            }
        }
    }

    @Test(
        "what is not in the form is refused before the ledger sees it",
        arguments: [
            ("[]", 422), ("{}", 422), ("{", 400), ("{\"claimRef\":[1]}", 422),
            ("{\"a\":1,\"a\":2}", 400),
        ])
    func unfit(body: String, status: Int) async throws {
        try await program(Self.dealer) { shop in
            let answer = try await shop.send(.post, "/claims", body)
            #expect(answer.status == status)
            #expect(answer.headers[.contentType] == "application/problem+json")
            let text = try await shop.send(.post, "/claims", body, type: "text/plain")
            #expect(text.status == 415)
        }
    }

    @Test("an unknown member is told by its place")
    func unknownMember() async throws {
        try await program(Self.dealer) { shop in
            let answer = try await shop.send(
                .post, "/claims", Self.claim(5, changing: ",\"colour\":\"white\""))
            #expect(answer.status == 422)
            let findings = try #require(try answer.json()["findings"]?.array)
            #expect(findings.first?["code"]?.string == "member-unknown")
            #expect(findings.first?["message"]?.string?.hasPrefix("/colour") == true)
        }
    }

    @Test("an ineligible claim is a conflict with its findings")
    func ineligible() async throws {
        try await program(Self.dealer) { shop in
            let body = Self.claim(5).replacing("3000.00", with: "dear")
            let answer = try await shop.send(.post, "/claims?lang=en", body)
            #expect(answer.status == 409)
            #expect(try answer.json()["code"]?.string == "ineligible")
            let codes = try #require(try answer.json()["findings"]?.array).map {
                $0["code"]?.string
            }
            #expect(codes.contains("amount-unreadable"))
            let verdict = try await shop.send(.post, "/claims/determine", body)
            #expect(verdict.status == 200)
            #expect(try verdict.json()["verdict"]?.string == "ineligible")
        }
    }

    @Test("another dealer's claims are not there")
    func isolation() async throws {
        try await program(Self.stranger) { other in
            #expect(try await other.get("/claims").json()["items"]?.array?.isEmpty == true)
            for path in ["", "/history", "/papers", "/receipt", "/proof"] {
                #expect(try await other.get("/claims/TC000000018" + path).status == 404, "\(path)")
            }
            #expect(try await other.get("/claims?dealer=\(TestServer.dealerCode)").status == 403)
            #expect(try await other.send(.post, "/claims", Self.claim(5)).status == 403)
            let step = try await other.send(
                .post, "/claims/TC000000018/steps",
                "{\"step\":\"withdraw\",\"reason\":\"goods-returned\"}")
            #expect(step.status == 404)
        }
    }

    @Test("a claim's tag says whether it moved, and a stale one takes no step")
    func tags() async throws {
        try await program(Self.dealer) { shop in
            let shown = try await shop.get("/claims/TC000000018")
            let tag = try #require(shown.headers[.eTag])
            #expect(!shown.body.contains(TestServer.residentIDs[0]))
            let same = try await shop.send(.get, "/claims/TC000000018", more: [.ifNoneMatch: tag])
            #expect(same.status == 304 && same.body.isEmpty)
            let step = "{\"step\":\"withdraw\",\"reason\":\"goods-returned\"}"
            let stale = try await shop.send(
                .post, "/claims/TC000000018/steps", step, more: [.ifMatch: "\"submitted-1\""])
            #expect(stale.status == 412 && stale.headers[.eTag] == tag)
            #expect(try stale.json()["code"]?.string == "claim-changed")
            for other in ["W/\(tag)", "\"\"", "submitted", "\"submitted-1\", \"x\""] {
                let answer = try await shop.send(
                    .post, "/claims/TC000000018/steps", step, more: [.ifMatch: other])
                #expect(answer.status == 412, "\(other)")
            }
            let done = try await shop.send(
                .post, "/claims/TC000000018/steps", step, more: [.ifMatch: tag])
            #expect(done.status == 201)
            #expect(try await shop.get("/claims/TC000000018").headers[.eTag] != tag)
        }
    }

    @Test("of many clients with one tag exactly one takes its step")
    func race() async throws {
        try await program(Self.dealer) { shop in
            let path = "/claims/TC000000018"
            let tag = try #require(try await shop.get(path).headers[.eTag])
            let step = "{\"step\":\"withdraw\",\"reason\":\"goods-returned\"}"
            let answers = try await withThrowingTaskGroup(of: TestServer.Answer.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await shop.send(.post, path + "/steps", step, more: [.ifMatch: tag])
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.filter { $0.status == 201 }.count == 1)
            let now = try await shop.get(path).headers[.eTag]
            for answer in answers where answer.status != 201 {
                #expect(answer.status == 412 && answer.headers[.eTag] == now)
            }
            let steps = try await shop.get(path + "/history").json()["items"]?.array
            #expect(steps?.count == 1)
        }
    }

    @Test("pages follow one another by key and name each claim once")
    func pages() async throws {
        try await program(Self.dealer) { shop in
            var address: String? = "/claims?limit=2"
            var seen: [String] = []
            while let path = address {
                let page = try await shop.get(path).json()
                seen += (page["items"]?.array ?? []).compactMap { $0["claimId"]?.string }
                address = page["next"]?.string.map { String($0.dropFirst("/api/v1".count)) }
            }
            #expect(seen.count == 3 && Set(seen).count == 3)
        }
    }

    @Test("without a token nothing is told, whatever is asked")
    func noToken() async throws {
        try await program(Self.dealer) { shop in
            let nobody = Program(client: shop.client, token: "tradein_nothing")
            for path in ["/claims", "/claims/TC000000018", "/me", "/orders", "/exports/claims"] {
                let answer = try await nobody.get(path)
                #expect(answer.status == 401, "\(path)")
                #expect(answer.headers[.wwwAuthenticate] == "Bearer realm=\"tradein\"")
            }
            #expect(try await shop.get("/orders").status == 403)
        }
    }

    @Test("the document names every operation once, with its answers")
    func document() async throws {
        try await program(Self.dealer) { shop in
            let json = try await shop.get("/openapi.json?lang=en").json()
            #expect(json["openapi"]?.string == "3.1.1")
            var names: Set<String> = []
            for (path, item) in try #require(json["paths"]?.object) {
                for (method, operation) in try #require(item.object) {
                    let name = try #require(operation["operationId"]?.string)
                    #expect(names.insert(name).inserted, "\(name)")
                    #expect(operation["responses"]?["400"] != nil, "\(method) \(path)")
                    #expect(operation["summary"]?.string?.isEmpty == false)
                }
            }
            #expect(names.count > 80)
        }
    }

    @Test("what the server counts says nothing of persons")
    func metrics() async throws {
        try await program(Self.dealer) { shop in
            _ = try await shop.get("/claims/TC000000018")
            let text = try await shop.client.execute(uri: "/metrics", method: .get) {
                String(buffer: $0.body)
            }
            #expect(text.contains("route=\"/api/v1/claims/{claim}\",status=\"2xx\"} 1"))
            #expect(!text.contains("TC0000") && !text.contains("shop"))
            let ready = try await shop.client.execute(uri: "/readyz", method: .get) { $0.status }
            #expect(ready == .ok)
        }
    }

    @Test("when too many wait, commands are sent away with a word when to come again")
    func busy() async throws {
        try await program(Self.dealer, mostWaiting: 0) { shop in
            let answer = try await shop.send(.post, "/claims", Self.claim(5))
            #expect(answer.status == 503)
            #expect(answer.headers[.retryAfter] == "1")
            #expect(try answer.json()["code"]?.string == "ledger-busy")
            // What needs no disk is served.
            #expect(try await shop.send(.post, "/claims/determine", Self.claim(5)).status == 200)
            #expect(try await shop.get("/claims").status == 200)
            let ready = try await shop.client.execute(uri: "/readyz", method: .get) { $0.status }
            #expect(ready == .serviceUnavailable)
        }
    }
}
