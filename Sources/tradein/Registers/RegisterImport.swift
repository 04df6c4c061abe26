import ArgumentParser
import FileExchange
import PolicyLibrary
import TradeInCore
import TradeInStore

/// What every import of a register file takes.
struct RegisterArguments: ParsableArguments {
    @Argument(help: ArgumentHelp(say("CSV文件", "A CSV file")))
    var file: String

    @Flag(help: ArgumentHelp(say("按真实流程试算后全部撤销", "Do it all for real, then roll it back")))
    var dryRun = false

    @OptionGroup var options: GlobalOptions
}

/// A row of a register file as commands.
struct RegisterEntry {
    /// The record's reference, as far as it could be read.
    var ref: String
    /// Commands in order, empty when the row is unfit.
    ///
    /// One runs only when those before it stand.
    var steps: [LedgerCommand]
    /// All that is to be said of the row.
    var findings: [Finding]

    /// A row that becomes one command, or none.
    init(ref: String, step: LedgerCommand?, findings: [Finding]) {
        self.init(ref: ref, steps: step.map { [$0] } ?? [], findings: findings)
    }

    /// A row that becomes several commands.
    init(ref: String, steps: [LedgerCommand], findings: [Finding]) {
        self.ref = ref
        self.steps = steps
        self.findings = findings
    }
}

/// Imports a register file in batches; the same for funds, dealers, events and recycling.
///
/// A batch is one transaction for each step, so stopping anywhere leaves a whole ledger,
/// and running again replays what stands and goes on.
struct RegisterImport {
    /// At most so many commands are committed at once.
    static let batchSize = 4096

    /// The file's columns.
    let columns: [TradeInCore.RegisterColumn]
    /// Reads the cells of a row, by column key.
    let read: ([String: String]) throws -> RegisterEntry

    /// Imports the file, prints the report and throws exit code 1 when a row has a problem.
    func run(_ arguments: RegisterArguments, in store: LedgerStore) throws {
        Interrupt.listen()
        let options = arguments.options
        let reader = try RegisterFileReader(.path(arguments.file), columns: columns.inFile)
        var report = try RegisterReport(
            format: options.format ?? .table, title: arguments.file,
            fileFindings: reader.fileFindings)
        var batches = RegisterBatches(importing: self, from: reader, label: arguments.file)
        defer { batches.progress.finish() }
        let classes = try PolicyLibrary.register()
        let context = options.context()
        if arguments.dryRun {
            try store.rehearse(context, register: classes) {
                try batches.next(&report)
            } each: {
                batches.take($0)
            }
            report.note(say("试算完毕，已全部撤销，账本未变。", "Dry run: all rolled back, nothing changed."))
        } else {
            while let commands = try batches.next(&report) {
                batches.take(try store.commit(commands, context, register: classes))
            }
        }
        batches.progress.finish()
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

extension [TradeInCore.RegisterColumn] {
    /// The columns as a file's reader looks for them.
    var inFile: [FileExchange.RegisterColumn] {
        map { FileExchange.RegisterColumn(key: $0.key, zh: $0.zh, required: $0.required) }
    }

    /// A row's cells by column key.
    func cells(of row: RegisterRow) -> [String: String] {
        Dictionary(zip(map(\.key), row.values)) { first, _ in first }
    }
}
