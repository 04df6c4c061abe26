import Foundation
import Hummingbird
import Testing
import TradeInCore
import TradeInStore

@Suite("The board's page")
struct PageTests {
    @Test("the page is Chinese unless English is asked for")
    func languages() async throws {
        let server = try TestServer()
        try server.fill()
        let chinese = try await server.get("/", headers: [.acceptLanguage: "en-GB"])
        #expect(chinese.status == 200 && chinese.body.contains("<html lang=\"zh-Hans\">"))
        #expect(chinese.headers[.contentLanguage] == "zh-Hans")
        #expect(chinese.body.contains("方案目标") && chinese.body.contains("金乡县"))
        let english = try await server.get("/?lang=en")
        #expect(english.body.contains("<html lang=\"en\">"))
        #expect(english.body.contains("Plan targets") && english.body.contains("Refrigerator"))
    }

    @Test("an empty ledger has a page that says what is missing")
    func emptyLedger() async throws {
        let page = try await TestServer().get("/")
        #expect(page.status == 200)
        for words in ["还没有登记的申领", "还没有设立资金", "日志还没有记录"] {
            #expect(page.body.contains(words))
        }
    }

    @Test("the page shows the sums, the fund, the targets and the checkpoint of its year")
    func content() async throws {
        let server = try TestServer()
        try server.fill()
        let page = try await server.get("/?year=2026")
        let root = try #require(server.store.latestCheckpoint()?.split(separator: "\n")[2])
        for words in ["9,000.00", "1,350.00", "900.00", "100.00", "2026-09-21", "T001", "冰箱"] {
            #expect(page.body.contains(words), "\(words)")
        }
        #expect(page.body.contains(root.replacing("+", with: "&#43;")) || page.body.contains(root))
        let other = try await server.get("/?year=2025")
        #expect(other.body.contains("还没有登记的申领") && !other.body.contains("9,000.00"))
    }

    @Test("the page needs no script, no inline style and nothing from elsewhere")
    func nothingFromElsewhere() async throws {
        let server = try TestServer()
        try server.fill()
        let page = try await server.get("/")
        for words in [
            "<script", " style=", "<style", "javascript:", "http://", "https://", "onclick",
        ] {
            #expect(!page.body.contains(words), "\(words)")
        }
        let sheet = try #require(page.body.firstMatch(of: /href="(\/board\.css[^"]*)"/)?.output.1)
        let style = try await server.get(String(sheet))
        #expect(style.status == 200 && style.headers[.contentType] == "text/css; charset=utf-8")
        #expect(!style.body.contains("url(") && !style.body.contains("@import"))
    }

    @Test("what people typed is text, never markup")
    func escaping() async throws {
        let server = try TestServer()
        try server.fill(fundTitle: "<script>alert(\"1\")</script>&'")
        let page = try await server.get("/")
        #expect(!page.body.contains("<script>"))
        #expect(page.body.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;"))
    }

    @Test("active packs of the year with values that nobody has confirmed are named in a notice")
    func unverified() async throws {
        let server = try TestServer()
        #expect(try await !server.get("/?year=2026").body.contains("class=\"notice\""))
        try server.fill()
        let page = try await server.get("/?year=2026")
        #expect(page.body.contains("class=\"notice\"") && page.body.contains("2026年家电以旧换新"))
        #expect(try await !server.get("/?year=2023").body.contains("class=\"notice\""))
    }

    @Test("every element that is opened is closed, in order")
    func wellFormed() async throws {
        let server = try TestServer()
        try server.fill()
        let void: Set<Substring> = ["meta", "link", "rect", "!doctype"]
        for address in ["/", "/?lang=en", "/?year=2030"] {
            let page = try await server.get(address)
            var open: [Substring] = []
            for match in page.body.matches(of: /<(\/?)([a-z!][a-z0-9]*)[^>]*>/)
            where !void.contains(match.output.2) {
                if match.output.1.isEmpty {
                    open.append(match.output.2)
                } else {
                    #expect(open.popLast() == match.output.2)
                }
            }
            #expect(open.isEmpty)
            let ids = page.body.matches(of: /\sid="([^"]+)"/).map(\.output.1)
            #expect(Set(ids).count == ids.count, "ids are unique")
        }
    }
}
