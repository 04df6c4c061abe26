import Testing
import TradeInCore
import TradeInServer
import TradeInStore

@Suite("Pages of policy packs")
struct PackPageTests {
    private func pack(_ identifier: String, _ server: TestServer) throws -> String {
        let standing = try server.store.packStandings().first { $0.identifier == identifier }
        return "/packs/" + (try #require(standing).sha256)
    }

    @Test("Chinese pages write amounts in Chinese, and mark what a pack says in English only")
    func chinese() async throws {
        let server = try TestServer()
        try server.fill()
        try server.addUsers()
        let address = try pack("cn-appliance-2024", server)
        try await server.browse { browser in
            try await browser.signIn("pei")
            let page = try await browser.get(address)
            #expect(
                page.body.contains("2000.00元") && page.body.contains("lang=\"en\">Classes, rates"))
            let english = try await browser.get(address + "?lang=en")
            #expect(english.body.contains("2000.00 yuan"))
            #expect(!english.body.contains("lang=\"en\">Classes, rates"))
        }
    }

    @Test(
        "cases are listed by their names, marked where these are English, within the weight of a page"
    )
    func cases() async throws {
        let server = try TestServer()
        try server.fill()
        try server.addUsers()
        let address = try pack("cn-appliance-2024", server)
        try await server.browse { browser in
            try await browser.signIn("pei")
            let page = try await browser.get(address + "/cases")
            #expect(page.status == 200 && page.body.utf8.count < 50_000)
            #expect(page.body.contains("<span lang=\"en\">grade 1 earns 20 %"))
            #expect(page.body.contains("案例总数") && !page.body.contains("badge bad"))
        }
    }

    @Test("the totals' warning has one sign and leads to the packs")
    func warning() async throws {
        let server = try TestServer()
        try server.fill()
        try server.addUsers()
        try await server.browse { browser in
            try await browser.signIn("bo")
            let page = try await browser.get("/totals?lang=en")
            #expect(page.body.contains("alert warn\">Unverified: ") && !page.body.contains("⚠"))
            #expect(page.body.contains("<a href=\"/packs\">Packs</a></p>"))
        }
    }

    @Test("the form of appliances asks for nothing that only phones have")
    func phones() async throws {
        let server = try TestServer()
        try server.fill()
        try server.addUsers()
        try await server.browse { browser in
            try await browser.signIn("dian")
            let appliance = try await browser.get("/claims/new?programme=appliance")
            #expect(appliance.status == 200 && !appliance.body.contains("name=\"imei\""))
            let digital = try await browser.get("/claims/new?programme=digital")
            #expect(
                digital.body.contains("name=\"imei\"") && digital.body.contains("name=\"imei2\""))
        }
    }
}
