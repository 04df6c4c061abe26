import Hummingbird
import Testing
import TradeInCore
import TradeInStore

@Suite("Problems and headers")
struct ProblemTests {
    @Test(
        "a wrong parameter is told in the language asked",
        arguments: [
            "year=0", "year=-1", "year=20266", "year=二〇二六", "year=", "year=2026x", "by=dealer",
            "by=", "by=CATEGORY", "by=%3Cscript%3E",
        ])
    func wrongParameters(query: String) async throws {
        let server = try TestServer()
        for (language, words) in [("zh", "参数有误"), ("en", "A parameter is wrong")] {
            let answer = try await server.get("/api/v1/tally?\(query)&lang=\(language)")
            #expect(answer.status == 400, "\(query)")
            #expect(answer.headers[.contentType] == "application/problem+json")
            #expect(try answer.json()["title"]?.string == words)
            #expect(try answer.json()["status"]?.integer == 400)
            #expect(try answer.json()["code"]?.string == "parameter-invalid")
        }
    }

    @Test(
        "the browser's language is used when the address names none",
        arguments: [
            ("en-US,en;q=0.9", "en"), ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"), ("fr, en", "en"),
            ("fr", "zh-Hans"), ("", "zh-Hans"), (";;,,", "zh-Hans"),
        ])
    func acceptLanguage(header: String, tag: String) async throws {
        let answer = try await TestServer().get("/nowhere", headers: [.acceptLanguage: header])
        #expect(answer.status == 404 && answer.headers[.contentLanguage] == tag)
        let named = try await TestServer().get(
            "/nowhere?lang=en", headers: [.acceptLanguage: header])
        #expect(named.headers[.contentLanguage] == "en")
    }

    @Test(
        "what is only read takes no other method",
        arguments: [.post, .put, .delete, .patch] as [HTTPRequest.Method])
    func readOnly(method: HTTPRequest.Method) async throws {
        for uri in ["/", "/api/v1/tally"] {
            let answer = try await TestServer().get(uri, method: method)
            #expect(answer.status == 405 && answer.headers[.allow] == "GET, HEAD")
            #expect(try answer.json()["code"]?.string == "method-not-allowed")
        }
        #expect(try await TestServer().get("/nowhere", method: method).status == 404)
    }

    @Test("every answer carries the security headers")
    func headers() async throws {
        let server = try TestServer()
        try server.fill()
        let addresses = DataTests.addresses + ["/nowhere", "/api/v1/tally?by=x", "/?year=x"]
        for uri in addresses {
            let headers = try await server.get(uri).headers
            let policy = headers.first { $0.name.canonicalName == "content-security-policy" }
            #expect(policy?.value.hasPrefix("default-src 'none'; ") == true, "\(uri)")
            #expect(policy?.value.contains("unsafe") == false)
            #expect(headers.contains { $0.name.canonicalName == "x-content-type-options" })
            #expect(!headers.contains { $0.name.canonicalName == "server" })
        }
    }

    @Test("a head request has the headers and no body")
    func head() async throws {
        let answer = try await TestServer().get("/healthz", method: .head)
        #expect(answer.status == 200 && answer.body.isEmpty)
        #expect(try await TestServer().get("/healthz").body == "ok\n")
    }

    @Test("a fault inside is not told outside")
    func fault() async throws {
        let server = try TestServer()
        try server.store.close()
        for uri in ["/", "/healthz", "/api/v1/funds"] {
            let answer = try await server.get(uri)
            #expect(answer.status == 500)
            #expect(try answer.json()["code"]?.string == "fault")
            #expect(!answer.body.contains("SQL") && !answer.body.contains("ledger\""))
        }
    }
}
