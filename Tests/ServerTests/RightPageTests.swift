import Hummingbird
import Testing
import TradeInCore
import TradeInStore

@Suite("Rights on pages: drawn for an applicant, listed, given back for a reason")
struct RightPageTests {
    /// A county whose appliance pack offers rights, with money for them.
    private func server(_ changes: [String: String] = TestServer.rights) throws -> TestServer {
        let server = try TestServer()
        try server.fill(claims: 0)
        if !changes.isEmpty { try server.adopt(changes) }
        try server.addUsers()
        return server
    }

    private static func fields(_ number: Int, ref: String) -> [String: String] {
        [
            "programme": "appliance", "claimRef": ref, "dealerCode": TestServer.dealerCode,
            "applicantName": TestServer.personName,
            "applicantId": TestServer.residentIDs[number], "applicantPhone": "15400000001",
            "townCode": "yangshan", "itemClass": "refrigerator", "price": "3000.00",
            "efficiencyGrade": "1",
        ]
    }

    @Test("a dealer's staff draws a right, sees it, and gives it back; the money comes back")
    func life() async throws {
        let server = try server()
        try await server.browse { browser in
            try await browser.signIn("dian")
            #expect(try await browser.get("/home").body.contains("href=\"/rights\""))
            #expect(
                try await browser.get("/rights").body.contains("href=\"/rights/new\""))
            let form = try await browser.get("/rights/new?programme=appliance&lang=en")
            #expect(form.body.contains("name=\"applicantId\""))
            #expect(!form.body.contains("name=\"invoiceNumber\""))
            var fields = Self.fields(1, ref: "R-1")
            fields["action"] = "check"
            let look = try await browser.post("/rights/new", fields)
            #expect(look.body.contains("450.00") && look.body.contains("2026-09-22 23:59:59"))
            #expect(try server.store.rights(limit: 9).isEmpty)
            fields["action"] = "draw"
            #expect(try await browser.post("/rights/new", fields).status == 303)
            // The same row again is the same right.
            #expect(try await browser.post("/rights/new", fields).status == 303)
            let drawn = try #require(try server.store.rights(limit: 9).first)
            #expect(try server.store.rights(limit: 9).count == 1)
            #expect(drawn.amount.fen == 45_000 && drawn.dealerCode == TestServer.dealerCode)
            let list = try await browser.get("/rights?state=reserved&lang=en")
            #expect(list.body.contains(drawn.id.text) && list.body.contains("450.00"))
            let held = try server.store.funds().first?.balance(.encumbered).fen
            let address = "/rights/\(drawn.id.text)/cancel"
            #expect(try await browser.post(address, [:]).status == 422)
            #expect(try await browser.post(address, ["reason": "whim"]).status == 422)
            #expect(try await browser.post(address, ["reason": "no-sale"]).status == 303)
            #expect(try await browser.post(address, ["reason": "no-sale"]).status == 409)
            #expect(try server.store.rights(limit: 9).first?.state == .cancelled)
            #expect(held == 45_000)
            #expect(try server.store.funds().first?.balance(.encumbered).fen == 0)
        }
        let log = try #require(
            try server.store.readLog { log in
                try log.entries(from: 0, count: Int(log.size)).map {
                    String(decoding: $0, as: UTF8.self)
                }
            })
        #expect(
            log.contains { $0.contains("right.cancel") && $0.contains("\"reason\":\"no-sale\"") })
        #expect(!log.contains { $0.contains(TestServer.residentIDs[1]) })
        #expect(try server.problems().isEmpty)
    }

    @Test("another dealer's right is not there, whatever the form says")
    func otherDealer() async throws {
        let server = try server()
        try await server.browse { browser in
            try await browser.signIn("bo")
            let fields = Self.fields(1, ref: "R-1")
            #expect(try await browser.post("/rights/new", fields).status == 303)
        }
        let right = try #require(try server.store.rights(limit: 9).first?.id.text)
        try await server.browse { browser in
            try await browser.signIn("bie")
            let own = try await browser.get("/rights?dealer=\(TestServer.dealerCode)")
            #expect(own.status == 200 && !own.body.contains(right))
            let answer = try await browser.post(
                "/rights/\(right)/cancel", ["reason": "no-sale"])
            #expect(answer.status == 404)
            #expect(try server.store.rights(limit: 9).first?.state == .reserved)
        }
    }

    @Test("what cannot be drawn says why, keeps what was typed, and takes nothing")
    func refused() async throws {
        let server = try server()
        try await server.browse { browser in
            try await browser.signIn("bo")
            try await browser.get("/rights/new?programme=appliance&lang=en")
            var fields = Self.fields(1, ref: "R-1")
            fields["price"] = "dear"
            let wrong = try await browser.post("/rights/new", fields)
            #expect(wrong.status == 409 && wrong.body.contains("value=\"dear\""))
            fields["price"] = "3000.00"
            #expect(try await browser.post("/rights/new", fields).status == 303)
            fields["claimRef"] = "R-2"
            let held = try await browser.post("/rights/new", fields)
            #expect(held.status == 409 && held.body.contains("TR000000018"))
            #expect(try server.store.rights(limit: 9).count == 1)
        }
    }

    @Test("where no pack offers rights the page says so; who may not draw is sent away")
    func none() async throws {
        let server = try server([:])
        try await server.browse { browser in
            try await browser.signIn("dian")
            let list = try await browser.get("/rights?lang=en")
            #expect(list.body.contains("No pack in force offers rights"))
            #expect(!list.body.contains("href=\"/rights/new\""))
            let fields = Self.fields(1, ref: "R-1")
            let answer = try await browser.post("/rights/new", fields)
            #expect(answer.status == 409 && answer.body.contains("reserveDays"))
            #expect(try await browser.get("/rights?state=gone").status == 400)
            #expect(try await browser.get("/rights?before=1x").status == 400)
        }
        try await server.browse { browser in
            try await browser.signIn("ji")
            #expect(try await browser.get("/rights").status == 200)
            #expect(try await browser.get("/rights/new").status == 403)
            let answer = try await browser.post(
                "/rights/TR000000018/cancel", ["reason": "no-sale"])
            #expect(answer.status == 403)
        }
    }
}
