import PolicyLibrary
import Testing
import TradeInCore

private let sound = """
    plan: test-2028
    version: 1.0.0
    county: "370899"
    title: {zh: 方案, en: Plan}
    number: 测〔2028〕1号
    issued: 2028-01-02
    targets: 1
    units:
      - {zh: 县商务局, en: Commerce Bureau, aliases: [县商务委员会]}
    clauses:
      - clause: "15"
        title: {zh: 推动汽车以旧换新, en: Trade-in of vehicles}
        lead: [县商务委员会]
        responsible: [县商务局]
        text: "每年举办 5 场以上展销活动。"
    """

private let heading = PlanReader.columns.joined(separator: ",")
private let row =
    "T001,15,展销活动,Fairs,per_year_count,,annual,>=,5,场,县商务局,每年举办5场以上展销活动,"
    + "event_register,nev-fair,,"

private func codes(_ yaml: String, _ csv: String) -> [String] {
    let files = PlanFiles(base: "test", yaml: Array(yaml.utf8), csv: Array(csv.utf8))
    guard case .failure(let faults) = files.plan() else { return [] }
    return faults.faults.map(\.code)
}

@Suite("A plan in files of its own")
struct PlanFilesTests {
    @Test("a sound plan is read, with its clauses and its units by their own names")
    func soundPlan() throws {
        let files = PlanFiles(
            base: "test", yaml: Array(sound.utf8), csv: Array((heading + "\n" + row + "\n").utf8))
        let plan = try files.plan().get()
        #expect(plan.code == "test-2028" && plan.countyCode == "370899")
        #expect(plan.clauses.first?.leads == ["县商务局"])
        #expect(plan.leads(of: plan.targets[0]) == ["县商务局"])
        #expect(plan.responsible(for: plan.targets[0]) == ["县商务局"])
        #expect(plan.sha256.utf8.count == 64)
    }

    @Test(
        "every fault is told with its place",
        arguments: [
            ("county: \"370899\"", "county: jinxiang", ["plan-county"]),
            ("aliases: [县商务委员会]", "aliases: [县商务局]", ["plan-unit-repeated", "plan-unit-unknown"]),
            ("lead: [县商务委员会]", "lead: [县工信局]", ["plan-unit-unknown"]),
            ("clause: \"15\"", "clause: \"16\"", ["plan-clause-missing"]),
            ("5 场以上", "5 场左右", ["plan-quote-missing"]),
            ("lead: [县商务委员会]\n", "lead: []\n", ["plan-leads-differ"]),
            ("targets: 1", "targets: 2", ["plan-row-count"]),
            ("issued: 2028-01-02", "issued: 2028-02-30", ["day-impossible"]),
            ("number: 测〔2028〕1号\n", "", ["key-missing"]),
            ("version: 1.0.0", "verson: 1.0.0", ["key-missing", "key-unknown"]),
            ("  text: \"每年", "  txt: \"每年", ["key-missing", "key-unknown"]),
        ])
    func faults(_ old: String, _ new: String, _ expected: [String]) {
        #expect(sound.contains(old))
        let found = codes(sound.replacing(old, with: new), heading + "\n" + row + "\n")
        #expect(found.sorted() == expected)
    }

    @Test("a clause that stands twice is told")
    func repeatedClause() {
        let clause = sound[(sound.firstRange(of: "  - clause")?.lowerBound ?? sound.endIndex)...]
        let found = codes(sound + "\n" + clause, heading + "\n" + row + "\n")
        #expect(found == ["plan-clause-repeated"])
    }
}
