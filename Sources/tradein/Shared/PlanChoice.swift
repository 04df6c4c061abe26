import ArgumentParser
import FileExchange
import PolicyLibrary
import TradeInCore
import TradeInStore

/// Which plan: the shipped one, or one in files.
struct PlanChoice: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            say(
                "另一份方案（base.yaml，旁边有base.csv）；不写为随附的方案",
                "Another plan (base.yaml with base.csv beside it); the shipped one without it"),
            valueName: "base.yaml"))
    var plan: String?

    /// The plan; its faults are told one a line.
    func chosen() throws -> CountyPlan {
        guard let path = plan else { return try PlanLibrary.jinxiang2024() }
        switch try Self.files(at: path).plan() {
        case .success(let plan): return plan
        case .failure(let faults):
            for fault in faults.faults { Output.complain(fault.text(in: Language.current)) }
            throw ExitCode(1)
        }
    }

    /// The plan, which must be of the ledger's county.
    func chosen(for store: LedgerStore) throws -> CountyPlan {
        let plan = try chosen()
        guard plan.countyCode == store.countyCode else {
            throw ValidationError(
                say(
                    "方案“\(plan.code)”属于\(plan.countyCode)，账本属于\(store.countyCode)。请换用本县的方案。",
                    "Plan \(plan.code) is of \(plan.countyCode), the ledger of \(store.countyCode). Use "
                        + "the county's own plan."))
        }
        return plan
    }

    /// The two files of a plan on disk.
    static func files(at path: String) throws -> PlanFiles {
        guard path.hasSuffix(".yaml") else {
            throw ValidationError(
                say(
                    "--plan 应为 .yaml 文件，旁边有同名 .csv。",
                    "--plan takes a .yaml file with a .csv of its name."))
        }
        let base = String(path.dropLast(".yaml".count))
        return PlanFiles(
            base: base, yaml: try WholeFile.bytes(at: path, atMost: 1 << 20),
            csv: try WholeFile.bytes(at: base + ".csv", atMost: 1 << 20))
    }
}
