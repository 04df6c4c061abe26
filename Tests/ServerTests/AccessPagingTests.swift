import Foundation
import Hummingbird
import Testing
import TradeInCore
import TradeInDesk
import TradeInStore

@Suite("Sessions and tokens come fifty at a time")
struct AccessPagingTests {
    private func filled() throws -> TestServer {
        let server = try TestServer()
        try server.addUsers()
        let (bo, ji) = (
            try #require(try server.store.user("bo")), try #require(try server.store.user("ji"))
        )
        let lastDay = try #require(Day(year: 2030, month: 1, day: 1))
        let door = try FrontDoor(server.store)
        for number in 0..<53 {
            var digest = [UInt8](repeating: 7, count: 32)
            digest[0] = UInt8(number)
            try server.store.openSession(
                digest: digest, user: bo, device: "device-\(number)-", now: TestServer.now)
            _ = try door.makeToken(
                for: number == 0 ? ji : bo, title: "token-\(number)-", scopes: [.read],
                lastDay: lastDay, by: "guan", now: TestServer.now)
        }
        let tokens = try server.store.tokens()
        for token in tokens where token.number <= 2 {
            try server.store.endToken(token, by: "guan", now: TestServer.now)
        }
        return server
    }

    /// The page without the list of what happened at the door, which names all of them.
    private func lists(_ body: String) -> String {
        body.components(separatedBy: "What happened at the door").first ?? ""
    }

    private func sessions(_ body: String) -> Int {
        lists(body).matches(of: /device-[0-9]/).count
    }

    @Test("each list has its own pages, newest first, and keeps the other's place")
    func pages() async throws {
        let server = try filled()
        try await server.browse { browser in
            try await browser.signIn("guan")
            let first = try await browser.get("/access?lang=en").body
            #expect(sessions(first) == 50 - 1)
            // Of a token its title stands in the row and in the button's label.
            let working = first.matches(of: /<th scope="row">token-([0-9]+)-/)
            #expect(working.first?.output.1 == "52")
            func link(_ list: String, _ body: String) throws -> String {
                let links = body.matches(of: /href="(\/access\?[^"]*)#([a-z]+)">Older/)
                let found = links.first { $0.output.2 == list[...] }
                return String(try #require(found).output.1).replacing("&amp;", with: "&")
            }
            let second = try await browser.get(try link("sessions", first)).body
            #expect(sessions(second) == 4 && lists(second).contains("device-0-"))
            #expect(lists(second).contains("token-52-"))
            let tokens = try await browser.get(try link("tokens", second)).body
            #expect(tokens.contains("token-2-") && !lists(tokens).contains("device-52-"))
            #expect(!tokens.contains("<th scope=\"row\">token-52-"))
        }
    }

    @Test("one user's only, and what is no place is told")
    func ofOne() async throws {
        let server = try filled()
        try await server.browse { browser in
            try await browser.signIn("guan")
            let own = try await browser.get("/access?user=JI&lang=en").body
            #expect(sessions(own) == 0 && own.contains("token-0-"))
            #expect(!own.contains("<th scope=\"row\">token-5"))
            let nobody = try await browser.get("/access?user=nobody").body
            #expect(nobody.contains("There is no such login") && sessions(nobody) == 0)
            for wrong in ["0", "-1", "x", "1e3", "99999999999999999999"] {
                let answer = try await browser.get("/access?sessions=\(wrong)")
                #expect(answer.status == 400, "\(wrong)")
            }
        }
    }

    @Test("a session that is past its time is no open one")
    func past() async throws {
        let server = try filled()
        let later = Moment(seconds: TestServer.now.seconds + FrontDoor.idleSeconds)
        try await server.browse(now: later) { browser in
            try await browser.signIn("guan")
            #expect(sessions(try await browser.get("/access?lang=en").body) == 0)
        }
    }
}
