import ArgumentParser
import FileExchange
import PolicyLibrary
import TradeInCore
import TradeInDesk
import TradeInStore

/// What every import of a register file takes.
struct RegisterArguments: ParsableArguments {
    @Argument(help: ArgumentHelp(say("CSV文件", "A CSV file")))
    var file: String

    @Flag(help: ArgumentHelp(say("按真实流程试算后全部撤销", "Do it all for real, then roll it back")))
    var dryRun = false

    @OptionGroup var options: GlobalOptions
}

extension RegisterImport {
    /// Imports the file, prints the report and throws exit code 1 when a row has a problem.
    func run(_ arguments: RegisterArguments, in store: LedgerStore) throws {
        Interrupt.listen()
        let options = arguments.options
        let reader = try reader(of: .path(arguments.file))
        var report = try RegisterReport(
            format: options.format ?? .table, title: arguments.file,
            fileFindings: reader.fileFindings)
        var batches = RegisterBatches(importing: self, from: reader)
        var progress = ProgressBar(arguments.file)
        defer { progress.finish() }
        func next() throws -> [LedgerCommand]? {
            let commands = try batches.next(isStopped: { Interrupt.isAsked }) { try report.add($0) }
            let (done, total) = batches.bytes
            progress.update(done: done, total: total, rows: batches.rowsDone)
            return commands
        }
        let classes = try PolicyLibrary.register()
        let context = options.context()
        if arguments.dryRun {
            try store.rehearse(context, register: classes) {
                try next()
            } each: {
                batches.take($0)
            }
            report.note(say("试算完毕，已全部撤销，账本未变。", "Dry run: all rolled back, nothing changed."))
        } else {
            while let commands = try next() {
                batches.take(try store.commit(commands, context, register: classes))
            }
        }
        progress.finish()
        if Interrupt.isAsked {
            report.note(
                say(
                    "已按要求停止，前\(report.rows)行已处理；重新运行即可继续。",
                    "Stopped as asked after \(report.rows) rows; run again to go on."))
        }
        try report.finish()
        try store.close()
        Output.flush()
        if report.hasProblems || Interrupt.isAsked { throw ExitCode(1) }
    }
}
