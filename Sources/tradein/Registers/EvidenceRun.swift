import ArgumentParser
import FileExchange
import TradeInCore
import TradeInDesk
import TradeInStore

/// Puts files to a register record: read, recognised, sealed, then committed together.
enum EvidenceRun {
    static func attach(_ files: [String], to key: String, _ options: GlobalOptions) throws {
        let store = try options.open()
        var commands: [LedgerCommand] = []
        var names: [String] = []
        var isFaulty = false
        for path in files {
            switch try PaperOnDisk.read(path) {
            case .failure(let fault):
                isFaulty = true
                complain(path, fault.finding)
            case .success(let file):
                names.append(path)
                commands.append(
                    .attachEvidence(
                        try PreparedEvidence(file.bytes, file.format, for: key, in: store)))
            }
        }
        let outcomes = try store.commit(
            commands, options.context(), register: ItemClassRegister([]))
        var done = 0
        for (path, outcome) in zip(names, outcomes) {
            switch outcome {
            case .done(_, let findings):
                done += 1
                for finding in findings { complain(path, finding) }
            case .replayed: break
            case .refused(let refusal):
                isFaulty = true
                Output.complain(path + say("：", ": ") + refusal.line)
            }
        }
        try store.close()
        Output.line(say("已上传\(done)份佐证。", "Attached \(done) files of evidence."))
        Output.flush()
        if isFaulty { throw ExitCode(1) }
    }

    private static func complain(_ path: String, _ finding: Finding) {
        Output.complain(
            path + say("：", ": ") + finding.code + " " + finding.message[Language.current])
    }
}

/// Puts evidence to a figure of a target.
struct TargetEvidenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract: say("为观测值或基数上传佐证", "Attach evidence to an observation or a base"),
        discussion: say(
            "示例：tradein target evidence T002 报表.pdf --on 2025-06-30",
            "Example: tradein target evidence T002 report.pdf --on 2025-06-30"))

    @Argument(help: ArgumentHelp(say("指标编号", "The target")))
    var target: String

    @Argument(help: ArgumentHelp(say("文件", "Files")))
    var files: [String]

    @Option(help: ArgumentHelp(say("观测日期", "The day of the observation")))
    var on: String?

    @Option(help: ArgumentHelp(say("基年", "The year of the base")))
    var year: String?

    @OptionGroup var choice: PlanChoice

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard (on == nil) != (year == nil) else {
            throw ValidationError(
                say("请写 --on 或 --year，二者取一。", "Say --on or --year, one of them."))
        }
    }

    func run() throws {
        let kind = on == nil ? "base" : "observation"
        let period = try on.map { try Day.typed($0).isoText } ?? year ?? ""
        let plan = try choice.chosen()
        try EvidenceRun.attach(
            files, to: "figure:\(plan.code):\(target.uppercased()):\(kind):\(period)", options)
    }
}
