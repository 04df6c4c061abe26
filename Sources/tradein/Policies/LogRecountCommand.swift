import ArgumentParser
import Foundation
import TradeInCore
import TradeInDesk
import TradeInStore

/// Makes all tally cells anew from the log and compares.
struct LogRecountCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recount",
        abstract: say("仅凭日志重算全部汇总", "Make all tallies anew from the log alone"),
        discussion: say(
            "不读申领行，只读日志；与账本的汇总单元逐一比较，不符则退出码为1。示例：tradein log recount",
            "Reads the log and no row of a claim, and compares cell by cell; exit code 1 when any differs. "
                + "Example: tradein log recount"))

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.openForReading()
        let started = DispatchTime.now().uptimeNanoseconds
        var bar = ProgressBar(say("重算", "Recounting"))
        let check = try TallyCheck(store) { bar.update(done: $0, total: $1, rows: $0) }
        let recount = check.recount
        bar.finish()
        let millis = (DispatchTime.now().uptimeNanoseconds - started) / 1_000_000
        if let format = options.format, format != .table {
            Output.line(
                canonicalObject { json in
                    json.field("cells", Int64(check.cellCount))
                    json.field("claims", Int64(recount.claims))
                    json.field("differing", Int64(check.differences.count))
                    json.field("entries", Int64(recount.entries))
                    json.field("milliseconds", Int64(millis))
                    json.field("unreadable", Int64(recount.unreadable.count))
                })
        } else {
            tell(check)
        }
        Output.flush()
        if !check.isGood { throw ExitCode(1) }
    }

    private func tell(_ check: TallyCheck) {
        let (recount, cells) = (check.recount, check.cellCount)
        Output.line(
            say(
                "日志\(recount.entries)条，申领\(recount.claims)笔，重算汇总单元\(cells)个。",
                "\(recount.entries) entries, \(recount.claims) claims, \(cells) cells made anew."))
        for seq in recount.unreadable.prefix(10) {
            Output.complain(say("日志第\(seq)条无法读取。", "Log entry \(seq) cannot be read."))
        }
        for name in check.differences.prefix(10).map(\.key.name) {
            Output.complain(say("汇总单元与日志不符：\(name)", "The cell differs from the log: \(name)"))
        }
        if check.isGood {
            Output.line(say("✓ 与账本的汇总全部一致。", "✓ All as the ledger keeps them."))
        }
    }
}
