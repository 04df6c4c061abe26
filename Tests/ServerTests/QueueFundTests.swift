import Hummingbird
import Testing
import TradeInCore
import TradeInStore

@Suite("Who waits for money is listed by fund")
struct QueueFundTests {
    @Test("the line of one fund, and of one that has none")
    func fund() async throws {
        let server = try TestServer()
        try server.fill(claims: 5)
        try server.addUsers()
        try await server.browse { browser in
            try await browser.signIn("shen")
            let all = try await browser.get("/queue?stage=waitlisted").body
            #expect(all.contains("name=\"fund\"") && all.contains("value=\"F\""))
            let own = try await browser.get("/queue?stage=waitlisted&fund=F").body
            for number in 3...5 { #expect(own.contains(ClaimID(number: Int64(number)).text)) }
            #expect(!own.contains(ClaimID(number: 1).text))
            let none = try await browser.get("/queue?stage=waitlisted&fund=G").body
            #expect(!none.contains(ClaimID(number: 3).text))
            // Of other stages there is no index by fund, so there is no filter.
            #expect(try await !browser.get("/queue?stage=first").body.contains("name=\"fund\""))
        }
        let line = try server.store.line(ofFund: "F", after: 3, limit: 1)
        #expect(line.map(\.claim.id.number) == [4])
    }
}
