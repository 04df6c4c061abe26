import ArgumentParser
import PolicyLibrary
import TradeInCore

/// Checks packs: files, values, articles, gaps and cases.
struct PolicyCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: say("检查政策包", "Check packs"),
        discussion: say(
            """
            检查随附的全部政策包，或磁盘上的草稿（base.yaml、base.notice.md、base.cases.yaml）。
            每处问题写明“文件:行:列: 代码: 说明”；有问题时退出码为1。
            示例：tradein policy check drafts/jx_appliance_2026.yaml
            """,
            """
            Checks all shipped packs, or drafts on disk (base.yaml, base.notice.md, base.cases.yaml).
            Each fault reads file:line:column: code: message; the exit code is 1 when there is any.
            Example: tradein policy check drafts/jx_appliance_2026.yaml
            """))

    @Argument(
        help: ArgumentHelp(say("草稿文件；不写则检查随附的政策包", "Drafts; the shipped packs when left out")))
    var files: [String] = []

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let packs = try files.isEmpty ? options.packFiles() : files.map(PackChoice.draft)
        let check = PolicyCheck.run(
            packs, register: try PolicyLibrary.register(), county: try Setting.county())
        if let format = options.format, format != .table {
            try listing(check).print(as: format)
        } else {
            for line in check.lines(in: Language.current) { Output.line(line) }
        }
        Output.flush()
        if !check.isSound { throw ExitCode(1) }
    }

    private func listing(_ check: PolicyCheck) -> Listing {
        var listing = Listing([
            .init("kind", "种类", "kind"), .init("file", "文件", "file"),
            .init("line", "行", "line", isNumber: true),
            .init("column", "列", "column", isNumber: true), .init("code", "代码", "code"),
            .init("message", "说明", "message"),
        ])
        func add(_ kind: String, _ faults: [PackFault]) {
            for fault in faults {
                listing.rows.append([
                    .text(kind), .text(fault.file), .integer(Int64(fault.line)),
                    .integer(Int64(fault.column)), .text(fault.code),
                    .text(fault.message[Language.current]),
                ])
            }
        }
        add("fault", check.faults)
        for result in check.cases where !result.passed {
            listing.rows.append([
                .text("case"), .text(result.file), .integer(Int64(result.packCase.line)),
                .integer(1), .text("case-failed"), .text(result.text(in: Language.current)),
            ])
        }
        add("gap", check.gaps)
        add("remark", check.remarks)
        return listing
    }
}
