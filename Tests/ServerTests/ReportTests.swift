import PolicyLibrary
import Testing
import TradeInCore
import TradeInServer

@Suite("The report on the plan's targets")
struct ReportTests {
    private func html(_ text: String, _ kind: PlanReport.Kind = .annual) throws -> String {
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
        ).html(kind, .zh)
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
}
