import PolicyLibrary
import Testing
import TradeInCore

@Suite("The cases of a pack notice every smallest change")
struct PackMutationTests {
    @Test("no changed pack survives its cases", arguments: PolicyLibrary.shippedFiles.map(\.base))
    func survivors(_ base: String) throws {
        let files = try #require(PolicyLibrary.shippedFiles.first { $0.base == base })
        let check = PolicyCheck.run(
            [files], register: try PolicyLibrary.register(), county: try PlanLibrary.jinxiang())
        let run = MutationRun(try #require(check.trials.first))
        #expect(run.mutants >= 20, "\(base) has \(run.mutants) mutants")
        #expect(run.survivors.map(\.what) == [])
        #expect(run.mutants == run.killed + run.refused)
    }

    /// A pack whose only case says nothing of its limits.
    private func trial(_ cases: String) throws -> PackTrial {
        let files = PackFiles(
            base: "tiny", yaml: Array(TestPack.yaml.utf8), notice: Array(TestPack.notice.utf8),
            cases: Array((PackCasesTests.base + cases).utf8))
        let check = PolicyCheck.run(
            [files], register: TestPack.classes, county: try PlanLibrary.jinxiang())
        #expect(check.faults == [])
        return try #require(check.trials.first)
    }

    @Test("a change that no case tries survives, and is told with its place")
    func survivorIsTold() throws {
        let run = MutationRun(
            try trial("  - {name: one, claim: {}, expect: {verdict: eligible, amount: 750.00}}\n"))
        #expect(run.survivors.contains { $0.what == "requirement class-not-covered dropped" })
        let lines = run.lines(in: .en)
        #expect(lines.contains { $0.hasPrefix("tiny.yaml:16:") && $0.contains("mutant-survived") })
        #expect(lines.last?.contains("\(run.survivors.count) survived") == true)
    }

    @Test(
        "an expression is changed at every place, one at a time",
        arguments: [
            ("a < b", ["a <= b"]), ("a >= b", ["a > b"]),
            ("a == b && c", ["a != b && c", "a == b || c"]),
            ("!has(imei)", ["has(imei)", "!!has(imei)"]),
            ("min(a, 2)", ["max(a, 2)", "min(a, 1)", "min(a, 3)"]),
            ("newEnergy == \"fuel\"", ["newEnergy != \"fuel\"", "newEnergy == \"nev\""]),
            ("x in list || y", ["!(x in list) || y", "x in list && y"]), ("true", ["false"]),
            ("a ?", []),
        ])
    func variants(_ text: String, _ wanted: [String]) {
        let found = ExpressionVariants.all(of: text, register: TestPack.classes).map(\.text)
        #expect(Set(found) == Set(wanted))
    }

    @Test("values move by their smallest step both ways")
    func steps() throws {
        let whats = PackMutant.all(
            of: try trial(
                "  - {name: one, claim: {}, expect: {verdict: eligible, amount: 750.00}}\n"
            )
            .source, register: TestPack.classes
        ).map(\.what)
        for step in ["15% → 14.9999%", "15% → 15.0001%", "inForce.to: 2026-12-31 → 2027-01-01"] {
            #expect(whats.contains { $0.contains(step) }, "\(step): \(whats)")
        }
    }
}
