import Hummingbird
import Testing
import TradeInCore
import TradeInStore

@Suite("Downloads")
struct ExportPageTests {
    @Test("claims and journal are given out in every form, without persons, as the API gives them")
    func files() async throws {
        let server = try TestServer()
        try server.fill()
        try server.addUsers()
        try await server.browse { browser in
            try await browser.signIn("zhao")
            let page = try await browser.get("/exports?lang=en")
            let links = page.body.matches(of: /href="(\/[a-z]+(?:\/[a-z]+)?\?[^"]*)" download/).map
            {
                String($0.output.1).replacing("&amp;", with: "&")
            }
            #expect(links.count >= 12)
            for link in links {
                let file = try await browser.get(link)
                #expect(file.status == 200 && !file.body.isEmpty, "\(link)")
                #expect(!file.body.contains(TestServer.residentIDs[0]), "\(link)")
                #expect(
                    file.headers[.contentDisposition]?.contains("attachment") == true, "\(link)")
            }
            let plain = try await browser.get("/exports/journal?style=plain").body
            let other = try await browser.get("/exports/journal?style=beancount").body
            #expect(plain.contains("Fund:F:available") && other.contains("Assets:Fund-F:Available"))
            let rows = try await browser.get("/exports/claims?form=jsonl").body
            #expect(rows.split(separator: "\n").count >= 3)
            #expect(try await browser.get("/exports/claims?form=exe").status == 400)
            #expect(try await browser.get("/exports/journal?style=exe").status == 400)
        }
    }

    @Test("who may not read totals or payments does not get their files")
    func access() async throws {
        let server = try TestServer()
        try server.fill()
        try server.addUsers()
        try await server.browse { browser in
            try await browser.signIn("shen")
            let page = try await browser.get("/exports")
            #expect(page.status == 200 && !page.body.contains("/exports/journal"))
            #expect(try await browser.get("/exports/journal").status == 403)
        }
        try await server.browse { browser in
            try await browser.signIn("dian")
            for address in ["/exports", "/exports/claims", "/exports/journal"] {
                #expect(try await browser.get(address).status == 403)
            }
        }
    }
}
