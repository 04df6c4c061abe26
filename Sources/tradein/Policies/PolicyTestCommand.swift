import ArgumentParser
import PolicyLibrary
import TradeInCore

/// Runs the cases beside packs.
struct PolicyTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: say("运行政策包的案例", "Run the cases of packs"),
        discussion: say(
            """
            案例与申领文件走同一条路；不通过的写明应得和实得，退出码为1。
            --mutants 另把每个取值、比较、条件、标准逐一改动：每次改动都应有案例不通过，否则就是漏网。
            示例：tradein policy test cn-appliance-2026
                  tradein policy test --mutants drafts/jx_appliance_2026.yaml
            """,
            """
            Cases take the same path as a claim file; a failure says what was expected and what came,
            and the exit code is 1. --mutants also changes every value, comparison, requirement and
            award, one at a time: a change that no case notices has survived.
            Examples: tradein policy test cn-appliance-2026
                      tradein policy test --mutants drafts/jx_appliance_2026.yaml
            """))

    @Argument(
        help: ArgumentHelp(
            say("政策包标识或草稿文件；不写则运行全部", "A pack's identifier or a draft's file; all when left out")))
    var pack: String?

    @Flag(help: ArgumentHelp(say("检验案例是否管用", "Try whether the cases notice changes")))
    var mutants = false

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let files =
            try pack.map { [try PackChoice.files(named: $0, options)] } ?? options.packFiles()
        let check = PolicyCheck.run(
            files, register: try PolicyLibrary.register(), county: try Setting.county())
        guard check.faults.isEmpty else { throw PackFaults(check.faults) }
        var isSound = check.cases.allSatisfy(\.passed)
        // Where a case fails already, every change would seem to be noticed.
        if mutants, isSound {
            isSound = mutationRun(check.trials) && isSound
        } else {
            try report(check.cases)
        }
        Output.flush()
        if !isSound { throw ExitCode(1) }
    }

    /// Prints survivors and counts; false when there is a survivor.
    private func mutationRun(_ trials: [PackTrial]) -> Bool {
        var sums = (mutants: 0, killed: 0, refused: 0, survived: 0)
        for trial in trials {
            let run = MutationRun(trial)
            for line in run.lines(in: Language.current) { Output.line(line) }
            Output.flush()
            sums.mutants += run.mutants
            sums.killed += run.killed
            sums.refused += run.refused
            sums.survived += run.survivors.count
        }
        Output.line(
            say(
                "合计：变异\(sums.mutants)个，案例发现\(sums.killed)个，装入时拒绝\(sums.refused)个，漏网\(sums.survived)个。",
                "In all: \(sums.mutants) mutants, \(sums.killed) killed, \(sums.refused) refused "
                    + "on loading, \(sums.survived) survived."))
        return sums.survived == 0
    }

    private func report(_ results: [PackCaseResult]) throws {
        let language = Language.current
        if let format = options.format, format != .table {
            return try listing(results, language).print(as: format)
        }
        for result in results { Output.line(result.text(in: language)) }
        let passed = results.count { $0.passed }
        Output.line(
            say(
                "\(results.count)个案例，通过\(passed)个，未通过\(results.count - passed)个。",
                "\(results.count) cases: \(passed) passed, \(results.count - passed) failed."))
    }

    private func listing(_ results: [PackCaseResult], _ language: Language) -> Listing {
        var listing = Listing([
            .init("file", "文件", "file"), .init("line", "行", "line", isNumber: true),
            .init("case", "案例", "case"), .init("passed", "通过", "passed"),
            .init("expected", "应得", "expected"), .init("got", "实得", "got"),
        ])
        for result in results {
            listing.rows.append([
                .text(result.file), .integer(Int64(result.packCase.line)),
                .text(result.packCase.name), .flag(result.passed),
                .text(result.packCase.expected.text(in: language)),
                .text(result.got.text(in: language)),
            ])
        }
        return listing
    }
}
