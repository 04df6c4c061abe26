import ArgumentParser
import Foundation
import PolicyLibrary
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
        let packs = try LedgerPacks.compiled(store)
        var progress = ProgressBar(say("核验", "verify"))
        let report = try store.verify(register: try PolicyLibrary.register(), pack: { packs[$0] }) {
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
        Output.line(
            say(
                "日志\(report.entries)条，检查点\(report.checkpoints)个，申领\(report.claims)笔重新判定，个人信息\(report.records)份核对承诺值，",
                "\(report.entries) log entries, \(report.checkpoints) checkpoints, \(report.claims) claims decided again, "
                    + "\(report.records) personal records held against their commitments,"))
        Output.line(
            say(
                "分录\(report.postings)笔，汇总单元\(report.cells)个，材料文件\(report.papers)份。",
                "\(report.postings) postings, \(report.cells) tally cells, \(report.papers) papers."
            ))
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
        Output.line(
            report.isClean
                ? say("✓ 全部一致。", "✓ All agrees.")
                : say(
                    "✗ 有\(report.problemCount)处不一致。未作修复；请停止写入并从备份恢复。",
                    "✗ \(report.problemCount) disagreements. Nothing was repaired; stop writing and restore a backup."
                ))
    }
}
