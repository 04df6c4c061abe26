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
            示例：tradein policy test cn-appliance-2026
            """,
            """
            Cases take the same path as a claim file; a failure says what was expected and what came,
            and the exit code is 1. Example: tradein policy test cn-appliance-2026
            """))

    @Argument(
        help: ArgumentHelp(say("政策包标识；不写则运行全部", "A pack's identifier; all when left out")))
    var pack: String?

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let chosen = try pack.map {
            try PackChoice.pack(named: $0, on: try Setting.shelf()).source.file
        }
        let check = PolicyCheck.run(
            PolicyLibrary.shippedFiles, register: try PolicyLibrary.register(),
            county: try Setting.county())
        guard check.faults.isEmpty else { throw PackFaults(check.faults) }
        let results = check.cases.filter { result in
            chosen.map { result.file == $0.replacing(".yaml", with: ".cases.yaml") } ?? true
        }
        try report(results)
        Output.flush()
        if !results.allSatisfy(\.passed) { throw ExitCode(1) }
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
