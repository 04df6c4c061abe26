import ArgumentParser
import FileExchange
import Foundation
import TradeInCore
import TradeInDesk
import TradeInStore

/// Where tables go instead of the terminal: a file that `--save` names.
///
/// Every command that answers with a table can save it, so the file is opened here, once, and is
/// finished when the command has ended well.
enum SavedTables {
    private struct Saving {
        var path: String
        var kind: ClaimFileWriter.Kind
        var encoding: FileEncoding
        var ledger: String
        /// Opened with the first table, so that nothing is left of a command that has none.
        var file: TableFile?
        var checkpoint: Checkpoint?
    }

    nonisolated(unsafe) private static var saving: Saving?

    /// Whether tables are saved.
    static var isAsked: Bool { saving != nil }

    /// Notes the file.
    static func ask(path: String, encoding: FileEncoding, ledger: String) throws {
        guard let kind = ClaimFileWriter.Kind(path: path) else {
            throw ValidationError(
                say(
                    "--save 的文件扩展名应为 .xlsx、.csv 或 .jsonl。",
                    "The file of --save must end in .xlsx, .csv or .jsonl."))
        }
        try OutputFile.check(path, ending: "", isNot: [ledger])
        saving = Saving(path: path, kind: kind, encoding: encoding, ledger: ledger)
    }

    /// Forgets the file; nothing remains of it.
    static func abandon() { saving = nil }

    /// What the log said before the first row was read; none where there is no ledger.
    private static func statement(of ledger: String) -> Checkpoint? {
        guard FileManager.default.fileExists(atPath: ledger),
            let store = try? LedgerStore.openForReading(at: ledger)
        else { return nil }
        defer { try? store.close() }
        return try? store.latestStatement()
    }

    /// Begins a table of the file.
    static func begin(_ columns: [Listing.Column]) throws {
        guard var asked = saving else { return }
        if asked.file == nil {
            asked.file = try TableFile(
                path: asked.path, kind: asked.kind, encoding: asked.encoding.textEncoding,
                in: Language.current)
            asked.checkpoint = statement(of: asked.ledger)
            saving = asked
        }
        try asked.file?.begin(
            commandName,
            columns.map { .init(key: $0.key, title: $0.title, isNumber: $0.isNumber) })
    }

    /// Writes a row of the table at hand.
    static func write(_ row: [Listing.Cell]) throws {
        try saving?.file?.write(row.map(\.workbookCell))
    }

    /// Ends the file and says where it is.
    static func finish(_ now: Date = Date()) throws {
        guard let saving else { return }
        self.saving = nil
        guard let file = saving.file else {
            Output.complain(
                say(
                    "该命令没有可存的表格，没有写出 \(saving.path)。",
                    "This command has no table to save; \(saving.path) was not written."))
            return
        }
        let log = saving.checkpoint
        let moment = Moment(seconds: Int64(now.timeIntervalSince1970))
        try file.finish(about: [
            (say("截至", "As of"), moment.countyText), (say("命令", "Command"), typed),
            (say("日志（不早于）", "Log (at least)"), log?.origin ?? ""),
            (say("日志条数", "Log size"), log.map { String($0.size) } ?? ""),
            (
                say("日志根", "Log root"),
                log.map(\.rootText) ?? ""
            ),
        ])
        let names = file.paths.joined(separator: say("、", ", "))
        Output.line(
            say("已写出 \(names)：\(file.rows)行。", "Wrote \(names): \(file.rows) rows."))
        Output.flush()
    }

    /// The command as it was typed, which says what was asked for.
    private static var typed: String {
        "tradein " + CommandLine.arguments.dropFirst().joined(separator: " ")
    }

    /// The words of the command before its options.
    private static var commandName: String {
        let words = CommandLine.arguments.dropFirst().prefix { !$0.hasPrefix("-") }.prefix(2)
        // A sheet's name cannot hold these.
        return words.joined(separator: " ").filter { !"[]:*?/\\'".contains($0) }
    }
}

extension Listing.Cell {
    /// The value as a typed cell.
    var workbookCell: Workbook.Cell {
        switch self {
        case .text(let text): .text(text)
        case .integer(let value): .integer(value)
        case .amount(let amount): .amount(amount)
        case .flag(let flag): .flag(flag)
        case .none: .none
        }
    }
}
