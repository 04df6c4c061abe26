import ArgumentParser
import Foundation
import TradeInCore
import TradeInStore

/// Exports the log as files that any C2SP tool reads.
struct LogExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: say("按C2SP tlog-tiles导出日志", "Export the log as C2SP tlog-tiles"),
        discussion: say(
            """
            写出 checkpoint、tile/层/序号 和 tile/entries/序号；再次导出只补新文件，旧文件若有不同即报错。
            示例：tradein log export --out log/
            """,
            """
            Writes checkpoint, tile/level/index and tile/entries/index. A second export adds what is new,
            and refuses to replace a file that differs. Example: tradein log export --out log/
            """))

    @Option(help: ArgumentHelp(say("写入此文件夹", "The folder to write to"), valueName: "folder"))
    var out: String

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let store = try options.openForReading()
        guard let count = try store.readLog({ try LogExport(log: $0, folder: out).run() }) else {
            throw LogCommand.refuseEmpty()
        }
        Output.line(
            say(
                "日志\(count.entries)条已在 \(out)，本次写入\(count.files)个文件。",
                "\(count.entries) entries are in \(out); \(count.files) files were written."))
        Output.flush()
    }
}

/// One export of one snapshot; the checkpoint comes last, so that it never speaks of a file
/// that is not there.
struct LogExport {
    let log: LogReader
    let folder: String

    func run() throws -> (entries: UInt64, files: Int) {
        var files = 0
        for level in 0..<LogFrontier.levels(size: log.size) {
            files += try eachTile(level) { index, width in
                let hashes = try log.tile(level: level, index: index)
                guard hashes.count >= width * 32 else {
                    throw LedgerFailure.corrupt("logTile \(level)/\(index)")
                }
                return try put(
                    Array(hashes.prefix(width * 32)),
                    at: LogTiles.path(level: level, index: index, width: width))
            }
        }
        files += try eachTile(0) { index, width in
            let entries = try log.entries(from: index * 256, count: width)
            guard let bundle = LogTiles.bundle(entries) else {
                throw LedgerFailure.corrupt("logEntry > 65535 B")
            }
            return try put(bundle, at: LogTiles.entriesPath(index: index, width: width))
        }
        try LogFiles.write(Array(log.note.utf8), to: folder + "/checkpoint")
        return (log.size, files + 1)
    }

    /// Calls `body` for each tile of a level; says how many it wrote.
    private func eachTile(
        _ level: Int, _ body: (_ index: UInt64, _ width: Int) throws -> Bool
    ) throws -> Int {
        let (full, partial) = LogTiles.widths(level: level, size: log.size)
        var written = 0
        for index in 0..<full where try body(index, LogTiles.fullWidth) { written += 1 }
        if partial > 0, try body(full, partial) { written += 1 }
        return written
    }

    /// Writes a file that is not there yet; one that is must be the same.
    private func put(_ bytes: [UInt8], at name: String) throws -> Bool {
        let path = folder + "/" + name
        if let there = FileManager.default.contents(atPath: path) {
            guard Array(there) == bytes else {
                Output.complain(
                    say(
                        "\(path) 与本账本的日志不同，未作改动。请换一个文件夹，或核查两份日志为何不同。",
                        "\(path) differs from this ledger's log; nothing was changed there. Choose another "
                            + "folder, or find out why two logs differ."))
                throw ExitCode(1)
            }
            return false
        }
        let parent = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
        try LogFiles.makeFolder(String(parent))
        try LogFiles.write(bytes, to: path)
        return true
    }
}
