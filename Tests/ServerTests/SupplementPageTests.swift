import Hummingbird
import Testing
import TradeInCore
import TradeInStore

@Suite("Supplements on a page: seen, rehearsed, granted once")
struct SupplementPageTests {
    private func server() throws -> (server: TestServer, pack: PolicyPack) {
        let server = try TestServer()
        try server.fill()
        let order = MoneyOrder(
            reference: "A-2", kind: .appropriation, fundCode: "F", amount: Money(fen: 200_000))
        try server.run([.orderMoney(order)], by: "tester")
        try server.run([.releaseMoney(reference: "A-2")], by: "checker")
        let pack = try server.adopt(TestServer.rise)
        try server.addUsers()
        return (server, pack)
    }

    @Test("an officer sees which claims are due, rehearses without a trace, and grants")
    func grant() async throws {
        let (server, pack) = try server()
        let digest = pack.source.sha256
        try await server.browse { browser in
            try await browser.signIn("bo")
            #expect(
                try await browser.get("/supplements?lang=en").body.contains(digest))
            let due = try await browser.get("/supplements?pack=\(digest)")
            for number in 1...3 {
                #expect(due.body.contains(ClaimID(number: Int64(number)).text))
            }
            #expect(due.body.contains("450.00") && due.body.contains("540.00"))
            // Nobody grants before seeing what it comes to.
            #expect(!due.body.contains("action=\"/supplements\""))
            let size = try server.store.latestStatement()?.size
            let tried = try await browser.post("/supplements/rehearse", ["pack": digest])
            #expect(tried.status == 200 && tried.body.contains("270.00"))
            #expect(tried.body.contains("+90.00"))
            #expect(try server.store.latestStatement()?.size == size)
            let stale = try await browser.post("/supplements", ["pack": digest, "count": "2"])
            #expect(stale.status == 409)
            #expect(try server.store.latestStatement()?.size == size)
            let done = try await browser.post("/supplements", ["pack": digest, "count": "3"])
            #expect(done.status == 303)
            let told = try await browser.get("/supplements?pack=\(digest)")
            #expect(told.body.contains("270.00") && told.body.contains("No claim is due"))
            let again = try await browser.post("/supplements", ["pack": digest, "count": "3"])
            #expect(again.status == 409)
        }
        let granted = try (1...3).map {
            try server.store.supplements(of: ClaimID(number: Int64($0))).map(\.amount.fen)
        }
        #expect(granted == [[9_000], [9_000], [9_000]])
        #expect(try server.problems().isEmpty)
    }

    @Test("who may not grant does not come in, and a pack without a rise is not there")
    func access() async throws {
        let (server, _) = try server()
        let other = server.shelf.packs[0].source.sha256
        try await server.browse { browser in
            try await browser.signIn("zhao")
            #expect(try await browser.get("/supplements").status == 200)
            let answer = try await browser.get("/supplements?pack=\(other)0")
            #expect(answer.status == 404)
            #expect(try await browser.post("/supplements", ["count": "1"]).status == 400)
        }
        for login in ["ji", "shen", "dian"] {
            try await server.browse { browser in
                try await browser.signIn(login)
                #expect(try await browser.get("/supplements").status == 403)
                #expect(try await browser.post("/supplements", [:]).status == 403)
                let home = try await browser.get("/home").body
                #expect(!home.contains("href=\"/supplements\""))
            }
        }
    }
}
