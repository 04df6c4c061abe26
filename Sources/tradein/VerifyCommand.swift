import ArgumentParser
import TradeInCore
import TradeInDesk
import TradeInStore

/// Recomputes the whole ledger and says what does not agree.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: say("核验整个账本", "Verify the whole ledger"),
        discussion: say(
            """
            由日志重算每个哈希、检查点签名、判定、分录、余额和汇总数，并与账本逐一比对；不作任何修改。
            示例：tradein verify --ledger jinxiang.ledger
            """,
            """
            Recomputes every hash, signature, determination, posting, balance and tally cell from
            the log and compares. Changes nothing.
            Example: tradein verify --ledger jinxiang.ledger
            """))

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.openForReading()
        var progress = ProgressBar(say("核验", "verify"))
        let report = try LedgerVerification.run(store) {
            progress.update(done: $0, total: $1, rows: $0)
        }
        progress.finish()
        try show(report, store)
        Output.flush()
        if !report.isClean { throw ExitCode(1) }
    }

    private func show(_ report: VerifyReport, _ store: LedgerStore) throws {
        if let format = options.format, format != .table {
            var listing = Listing([
                .init("code", "代码", "code"), .init("place", "位置", "place"),
                .init("message", "说明", "message"),
            ])
            listing.rows = report.problems.map {
                [.text($0.code), .text($0.place), .text($0.message[Language.current])]
            }
            return try listing.print(as: format)
        }
        for line in report.counts { Output.line(line[Language.current]) }
        for problem in report.problems.prefix(50) {
            Output.line("✗ \(problem.code) \(problem.place)：\(problem.message[Language.current])")
        }
        if report.problemCount > 50 {
            Output.line(
                say(
                    "另有\(report.problemCount - 50)处，用 --format jsonl 列出。",
                    "\(report.problemCount - 50) more; --format jsonl lists them."))
        }
        let checkpoint = try store.latestCheckpoint()?.split(separator: "\n")
        if let checkpoint, checkpoint.count >= 3 {
            Output.line(
                say(
                    "检查点：\(checkpoint[1])条，根 \(checkpoint[2])",
                    "Checkpoint: \(checkpoint[1]) entries, root \(checkpoint[2])"))
        }
        Output.line((report.isClean ? "✓ " : "✗ ") + report.conclusion[Language.current])
    }
}
