import ArgumentParser
import FileExchange
import TradeInCore
import TradeInDesk
import TradeInStore

/// Registers a file's claims.
struct ClaimImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: say("登记一个或多个文件中的申领", "Register the claims of one or more files"),
        discussion: say(
            """
            查重、查限额、占用资金、计入汇总并写入日志，每批一次提交。中断后重新运行即可，已入账的行不会重复。
            退回补正的申领，改正后用原申领编号再次导入即可，次序不变。
            --cells 逐个单元格列出问题；--corrected 把原表写成工作簿：已办妥的行作标记，有错的单元格着色并加批注，
            改好后再次导入即可，只有改过的行会登记。
            示例：tradein claim import 申领.xlsx --dry-run --corrected 待改.xlsx
            """,
            """
            Locks keys, counts limits, encumbers money, tallies and logs, one commit per batch.
            Interrupted, run it again: rows already booked are not booked twice. A returned claim
            is put right by importing it again under its own reference; it keeps its place.
            --cells lists every finding by its cell; --corrected gives the rows back as a workbook: rows
            that are done are marked, faulty cells coloured with comments. Mend them there and import that
            file: only what changed is booked.
            Example: tradein claim import claims.xlsx --dry-run --corrected mend.xlsx
            """))

    @Argument(help: ArgumentHelp(say("xlsx、CSV或JSON Lines文件", "xlsx, CSV or JSON Lines files")))
    var files: [String]

    @Flag(help: ArgumentHelp(say("按真实流程试算后全部撤销", "Do it all for real, then roll it back")))
    var dryRun = false

    @Flag(help: ArgumentHelp(say("逐个单元格列出问题", "List every finding by its cell")))
    var cells = false

    @Option(
        help: ArgumentHelp(
            say("把原表连同结果写成此工作簿", "Give the rows back in this workbook, marked"),
            valueName: "file.xlsx"))
    var corrected: String?

    @Option(help: ArgumentHelp(say("只读此工作表", "Read this sheet only"), valueName: "name"))
    var sheet: String?

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard let corrected else { return }
        if files.count > 1 {
            throw ValidationError(
                say("--corrected 一次只能用于一个文件。", "--corrected takes one file at a time."))
        }
        try OutputFile.check(corrected, ending: ".xlsx", isNot: files + [options.ledger])
    }

    func run() throws {
        Interrupt.listen()
        let store = try options.open()
        let context = options.context()
        let shelf = try options.shelf(of: store)
        let preparer = ClaimPreparer(
            decider: ClaimDecider(shelf: shelf, county: try Setting.county()), keys: store.keys)
        let standings = try store.packStandings()
        tellOfWaitingPacks(standings)
        var hasProblems = false
        let corrections = try Corrections(store, preparer)
        let command: (PreparedClaim) throws -> LedgerCommand = { try corrections.command($0) }
        func importAll(_ commit: ([LedgerCommand]) throws -> [CommandOutcome]) throws {
            for file in files where !Interrupt.isAsked {
                hasProblems =
                    try importFile(file, preparer, standings, commit, command) || hasProblems
            }
        }
        if dryRun {
            // One rehearsal for all files: the second must see what the first would have booked.
            try store.rehearse(context, register: shelf.register, importAll)
        } else {
            try importAll { try store.commit($0, context, register: shelf.register) }
        }
        try store.close()
        Output.flush()
        if hasProblems { throw ExitCode(1) }
    }

    /// A pack that waits decides nothing; whoever imports should know before wondering why.
    private func tellOfWaitingPacks(_ standings: [PackStanding]) {
        let waiting = standings.filter { $0.state == .proposed }.map {
            "\($0.identifier) \($0.version)"
        }
        guard !waiting.isEmpty else { return }
        let names = waiting.joined(separator: say("、", ", "))
        Output.complain(
            say(
                "有\(waiting.count)个政策包待批准，暂不参与判定：\(names)（policy activate）。",
                "\(waiting.count) packs wait to be activated and decide nothing yet: \(names) "
                    + "(policy activate)."))
    }

    private func importFile(
        _ file: String, _ preparer: ClaimPreparer, _ standings: [PackStanding],
        _ commit: ([LedgerCommand]) throws -> [CommandOutcome],
        _ command: @escaping (PreparedClaim) throws -> LedgerCommand
    ) throws -> Bool {
        let reader = try ClaimFileReader(
            path: file, .init(sheet: sheet, keepsCells: corrected != nil))
        var report = ClaimReport(
            format: cells ? .table : options.format ?? .table, isStored: true,
            fileFindings: reader.fileFindings)
        report.title = file
        report.tables = reader.tables
        var faults =
            try cells
            ? CellReport(reader.tables, as: options.format ?? .table) : nil
        let back = try corrected.flatMap { path in
            try reader.isRefused
                ? nil
                : RowsGivenBack(
                    path: path, source: file, reader.tables, in: Language.current)
        }
        var before = BookedBefore()
        let isWhole = try withoutActuallyEscaping(commit) { commit in
            let importer = ClaimImporter(
                preparer: preparer, commit: commit, command: command)
            return try importer.run(reader, label: file) { answer in
                report.add(answer)
                before.add(answer)
                try faults?.add(answer)
                try back?.add(answer)
            }
        }
        report.addFileFindings(reader.fileFindings)
        if dryRun {
            report.note(say("试算完毕，已全部撤销，账本未变。", "Dry run: all rolled back, nothing changed."))
        }
        if let told = before.told { report.note(told) }
        if !isWhole {
            report.note(
                say(
                    "已按要求停止，前\(report.rows)行已处理；重新运行即可继续。",
                    "Stopped as asked after \(report.rows) rows; run again to go on."))
        }
        try faults?.finish()
        try report.finish(isSummary: !cells)
        if let corrected {
            // A part of the rows would look like all of them.
            let isFit = isWhole && !reader.fileFindings.contains { $0.severity == .error }
            if isFit, let back {
                try back.finish(isDryRun: dryRun, now: options.context().now)
                tell(back, corrected)
            }
            if !isFit || back == nil {
                Output.complain(say("没有写出 \(corrected)。", "\(corrected) was not written."))
            }
        }
        PolicyBanner(used: report.packs, standings: standings).print(options.format)
        return report.hasProblems || !isWhole
    }

    private func tell(_ back: RowsGivenBack, _ path: String) {
        let (rows, faulty) = back.counts
        Output.complain(
            say(
                "已写出 \(path)：\(rows)行，其中\(faulty)行待改。",
                "Wrote \(path): \(rows) rows, \(faulty) of them to mend."))
    }
}
