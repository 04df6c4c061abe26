import Testing
import TradeInCore
import TradeInServer
import TradeInStore

@Suite("Old goods that are stuck, page by page")
struct RecyclingGapTests {
    /// A county with records that were handed in one a day and never received.
    private func server(stuck count: Int) throws -> TestServer {
        let server = try TestServer()
        try server.addUsers()
        let first = try #require(Day(year: 2026, month: 1, day: 1))
        let records: [LedgerCommand] = (0..<count).map { number in
            .recordRecycling(
                RecyclingRecord(
                    recordRef: "R-\(number)", kind: .appliance, itemClass: "冰箱", quantity: 2,
                    recyclerCode: TestServer.dealerCode, recyclerLicensed: true,
                    // Two of each day, so that a page may end between them.
                    handedInOn: first.advanced(byDays: number / 2)))
        }
        let context = CommandContext(actor: "bo", now: TestServer.now)
        let outcomes = try server.store.commit(records, context, register: server.shelf.register)
        #expect(outcomes.allSatisfy { $0.receipt != nil })
        return server
    }

    private func references(_ page: TestServer.Answer) -> [String] {
        page.body.matches(of: />(R-[0-9]+)<\/a>/).map { String($0.output.1) }
    }

    @Test("those that wait longest come first, each once, until the last page")
    func pages() async throws {
        let server = try server(stuck: 111)
        try await server.browse { browser in
            try await browser.signIn("bo")
            var found: [String] = []
            var next: String? = "/registers/recycling/gaps?lang=en"
            while let address = next {
                let page = try await browser.get(address)
                #expect(page.status == 200 && references(page).count <= 50)
                #expect(page.body.contains("222") && page.body.contains("111 records"))
                found += references(page)
                next = page.body.firstMatch(of: /href="([^"]*after=[^"]*)" data-key/).map {
                    String($0.output.1).replacing("&amp;", with: "&")
                }
            }
            #expect(found == (0..<111).map { "R-\($0)" })
        }
    }

    @Test("one record is one, and a place that no page ended at is told")
    func one() async throws {
        let server = try server(stuck: 1)
        try await server.browse { browser in
            try await browser.signIn("bo")
            let page = try await browser.get("/registers/recycling/gaps?lang=en")
            #expect(page.body.contains("1 record<") && !page.body.contains("1 records"))
            let other = try await browser.get("/registers/recycling/gaps?gap=not-dismantled")
            #expect(references(other).isEmpty && other.body.contains("alert good"))
            let wrong = try await browser.get("/registers/recycling/gaps?after=yesterday")
            #expect(wrong.status == 400 && wrong.body.contains("after"))
        }
    }
}
