import Hummingbird
import Testing
import TradeInCore
import TradeInDesk
import TradeInStore

@Suite("Who comes in, and who does not")
struct AccessTests {
    private func server(isInitial: Bool = false) throws -> TestServer {
        let server = try TestServer()
        try server.fill()
        try server.addUsers(isInitial: isInitial)
        return server
    }

    @Test("without a log-in a page sends to the log-in page, and from there back")
    func signInFirst() async throws {
        let server = try server()
        try await server.browse { browser in
            let away = try await browser.get("/claims?state=paid")
            #expect(away.status == 303)
            let next = try #require(away.headers[.location])
            #expect(next.hasPrefix("/login?next="))
            let form = try await browser.get(next)
            #expect(form.body.contains("value=\"/claims?state=paid\""))
            let back = try await browser.post(
                "/login",
                ["login": "ji", "password": TestServer.password, "next": "/claims?state=paid"])
            #expect(back.headers[.location] == "/claims?state=paid")
            #expect(try await browser.get("/claims?state=paid").status == 200)
        }
    }

    @Test(
        "after the log-in one goes nowhere else",
        arguments: [
            "https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)",
            " /x",
        ])
    func noOpenRedirect(next: String) async throws {
        let server = try server()
        try await server.browse { browser in
            let answer = try await browser.post(
                "/login", ["login": "ji", "password": TestServer.password, "next": next])
            let place = try #require(answer.headers[.location])
            #expect(place == "/home" || place == "/x")
        }
    }

    @Test("the cookie is for this host and no script; a sealed digest is all that is kept")
    func cookie() async throws {
        let server = try server()
        try await server.browse { browser in
            let answer = try await browser.post(
                "/login", ["login": "ji", "password": TestServer.password])
            let cookie = try #require(answer.headers[values: .setCookie].first)
            for word in ["HttpOnly", "SameSite=Lax", "Path=/"] { #expect(cookie.contains(word)) }
        }
    }

    @Test("a wrong login and a wrong password are told alike; the fifth failure closes the door")
    func throttling() async throws {
        let server = try server()
        try await server.browse { browser in
            let unknown = try await browser.post("/login", ["login": "nobody", "password": "x"])
            var wrong = try await browser.post("/login", ["login": "ji", "password": "wrong"])
            #expect(unknown.status == 401 && wrong.status == 401)
            func alert(_ body: String) -> Substring? {
                body.firstMatch(of: /role="alert">([^<]*)</)?.output.1
            }
            #expect(alert(unknown.body) == alert(wrong.body) && alert(wrong.body) != nil)
            for _ in 0..<4 {
                wrong = try await browser.post("/login", ["login": "ji", "password": "wrong"])
            }
            let closed = try await browser.post(
                "/login", ["login": "ji", "password": TestServer.password])
            #expect(closed.status == 429 && closed.body.contains("密码错误次数过多"))
        }
        let later = Moment(seconds: TestServer.now.seconds + 60)
        try await server.browse(now: later) { try await $0.signIn("ji") }
        #expect(try server.store.accessEvents(limit: 20).filter { $0.kind == .failed }.count == 5)
    }

    @Test("a password that somebody else gave is changed before anything else")
    func initialPassword() async throws {
        let server = try server(isInitial: true)
        try await server.browse { browser in
            let first = try await browser.post(
                "/login", ["login": "shen", "password": TestServer.password])
            #expect(first.headers[.location] == "/account")
            #expect(try await browser.get("/queue").headers[.location] == "/account")
            try await browser.get("/account")
            for (new, again) in [
                ("short", "short"), ("shenshenshen", "shenshenshen"), ("a good long one", "x"),
            ] {
                let answer = try await browser.post(
                    "/account/password",
                    ["old": TestServer.password, "new": new, "again": again])
                #expect(answer.status == 422, "\(new)")
            }
            let changed = try await browser.post(
                "/account/password",
                [
                    "old": TestServer.password, "new": "quiet river stone",
                    "again": "quiet river stone",
                ])
            #expect(changed.headers[.location] == "/home")
            #expect(try await browser.get("/queue").status == 200)
        }
    }

    @Test("a session ends by signing out, by time, by a new password and with its user")
    func ends() async throws {
        let server = try server()
        let session = try await server.test { client in
            let browser = Browser(client)
            try await browser.signIn("ji")
            #expect(try await browser.get("/home").status == 200)
            let answer = try await browser.post("/logout", [:])
            #expect(answer.headers[.location] == "/login")
            #expect(try await browser.get("/home").status == 303)
            try await browser.signIn("shen")
            return try server.store.sessions().first
        }
        #expect(session?.user.login == "shen")
        let door = try FrontDoor(server.store)
        let secret = "a cookie of our own, long enough"
        let user = try #require(try server.store.user("ji"))
        let outcome = try door.signIn(
            "ji", password: TestServer.password, device: "x", now: TestServer.now)
        guard case .done(let cookie, _) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        func isOpen(after seconds: Int64) throws -> Bool {
            try door.session(cookie, now: Moment(seconds: TestServer.now.seconds + seconds)) != nil
        }
        #expect(try isOpen(after: 0) && !(try isOpen(after: FrontDoor.idleSeconds)))
        #expect(try door.session(secret, now: TestServer.now) == nil)
        let credential = try Passwords.credential("another long word", isInitial: false)
        try server.store.keep(credential, of: user, by: "ji", now: TestServer.now)
        #expect(try !isOpen(after: 0))
    }

    @Test("a form of another page, site or session does nothing")
    func foreignForms() async throws {
        let server = try server()
        try await server.browse { browser in
            try await browser.signIn("bo")
            let fields = ["zh": "公告", "en": "Notice", "lastDay": "2026-12-31"]
            for token in ["", "0", String(repeating: "a", count: 32)] {
                let answer = try await browser.post("/announcements", fields, token: token)
                #expect(answer.status == 403)
            }
            let abroad = try await browser.post(
                "/announcements", fields, origin: "https://evil.example")
            #expect(abroad.status == 403)
            #expect(try server.store.announcements(on: TestServer.now.countyDay).isEmpty)
            try await browser.get("/home")
            #expect(try await browser.post("/announcements", fields).status == 303)
            #expect(try server.store.announcements(on: TestServer.now.countyDay).count == 1)
        }
    }

    @Test("a dealer's staff sees its own dealer's claims, and no other is there for it")
    func isolation() async throws {
        let server = try server()
        let id = try #require(try server.store.claims(limit: 1).first?.id.text)
        try await server.browse { browser in
            try await browser.signIn("bie")
            #expect(try await browser.get("/claims/\(id)").status == 404)
            #expect(try await browser.get("/claims/\(id)/receipt").status == 404)
            let list = try await browser.get("/claims?dealer=\(TestServer.dealerCode)")
            #expect(list.status == 200 && !list.body.contains(id))
            let step = try await browser.post(
                "/claims/\(id)/steps", ["step": "withdraw", "reason": "applicant-request"])
            #expect(step.status == 404)
            for address in ["/queue", "/funds", "/batches", "/users", "/log", "/access"] {
                #expect(try await browser.get(address).status == 403, "\(address)")
            }
        }
        try await server.browse { browser in
            try await browser.signIn("dian")
            let page = try await browser.get("/claims/\(id)")
            #expect(page.status == 200 && !page.body.contains(TestServer.personName))
            #expect(!page.body.contains(TestServer.residentIDs[0]))
        }
    }
}
