import PolicyLibrary
import Testing
import TradeInCore
import TradeInServer

@Suite("The report on the plan's targets")
struct ReportTests {
    private func html(
        _ text: String, _ kind: PlanReport.Kind = .annual, _ language: Language = .zh
    ) throws -> String {
        var plan = try PlanLibrary.jinxiang2024()
        plan.targets[0].title = LocalizedText(zh: text, en: text)
        return try PlanReport(
            plan: plan, year: 2025, asOf: Moment(seconds: 1_790_000_000), checkpoint: nil,
            actuals: TargetActuals(),
            evidence: [
                .init(
                    targetID: plan.targets[0].id, text: LocalizedText(zh: text, en: text),
                    logIndex: 7, files: 2)
            ]
        ).html(kind, language)
    }

    @Test(
        "no text of a plan or a register becomes markup",
        arguments: [
            "<img src=x onerror=alert(1)>", "\u{0600}<img src=x onerror=alert(1) \u{0600}>",
            "x\"\u{0301} onload=alert(1) ", "'\u{0301}><script>alert(1)</script>",
            "{{#clauses}}{{{style}}}{{/clauses}}",
        ])
    func escaping(_ text: String) throws {
        for kind in [PlanReport.Kind.annual, .board] {
            let page = try html(text, kind).unicodeScalars
            let hostile = Array(text.unicodeScalars)
            let scalars = Array(page)
            let marks = hostile.filter { "<>\"'".unicodeScalars.contains($0) }
            guard !marks.isEmpty else { continue }
            let isRaw = (0...(scalars.count - hostile.count)).contains { start in
                scalars[start..<(start + hostile.count)].elementsEqual(hostile)
            }
            #expect(!isRaw)
        }
    }

    @Test("each target stands under its clause with its plot, and the report says so whole")
    func whole() throws {
        let page = try html("指标")
        for id in try PlanLibrary.jinxiang2024().targets.map(\.id) {
            #expect(page.contains("id=\"\(id)\""), "\(id)")
        }
        #expect(page.contains("日志第7条") && page.contains("附件2份") && page.contains("日志为空"))
        #expect(page.contains("条款、指标与佐证对照表") && page.contains("推动汽车以旧换新"))
        #expect(page.split(separator: "<svg").count > 54)
        #expect(!page.contains("{{"))
    }

    @Test("in English the plan's own words are marked as Chinese, and no mark of ours is")
    func english() throws {
        let page = try html("Target", .annual, .en)
        #expect(
            page.contains("<dd lang=\"zh-Hans\">") && page.contains("<p class=\"number\" lang="))
        #expect(page.contains("<p class=\"clause\" lang=\"zh-Hans\">"))
        for label in page.matches(of: /aria-label="([^"]*)"/) {
            #expect(!label.output.1.contains("："), "\(label.output.1)")
        }
        #expect(page.contains("<link rel=\"icon\" href=\"data:,\">"))
    }

    @Test("the page of the report is light, and leads to the whole one")
    func page() async throws {
        let server = try TestServer()
        try server.fill()
        try server.addUsers()
        try await server.browse { browser in
            try await browser.signIn("bo")
            let page = try await browser.get("/targets/report?year=2025&lang=en")
            #expect(page.body.utf8.count < 72_000 && !page.body.contains("class=\"clause\""))
            #expect(page.body.contains("href=\"/targets/report?year=2025&amp;save=1\""))
            let whole = try await browser.get("/targets/report?year=2025&save=1")
            #expect(whole.body.contains("class=\"clause\"") && whole.body.contains("<style>"))
            #expect(!whole.body.contains("class=\"save\""))
        }
    }
}
