import ArgumentParser
import FileExchange
import Foundation
import TradeInCore
import TradeInDesk
import TradeInStore

/// Proves that a claim is in the log.
struct LogProveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: say("证明一笔申领已入日志", "Prove that a claim is in the log"),
        discussion: say(
            """
            输出C2SP tlog-proof文件，附带日志条目（不含个人信息），可离线核对。
            示例：tradein log prove TC000000018 --out receipt.tlog-proof
            """,
            """
            Gives a C2SP tlog-proof file that carries the entry (no personal data) and is checked offline.
            Example: tradein log prove TC000000018 --out receipt.tlog-proof
            """))

    @Argument(help: ArgumentHelp(say("申领号", "The claim's number")))
    var claim: String

    @Option(
        help: ArgumentHelp(
            say("写入此文件，不写则输出到屏幕", "Write to this file instead of the screen"), valueName: "path"))
    var out: String?

    @Flag(help: ArgumentHelp(say("文件中不附日志条目", "Leave the entry out of the file")))
    var withoutEntry = false

    @OptionGroup var options: GlobalOptions

    func run() throws {
        guard let id = ClaimID(text: claim) else { throw ClaimListCommand.badNumber(claim) }
        let store = try options.openForReading()
        guard let index = try store.logIndex(of: id) else {
            Output.complain(
                say("没有申领 \(id.text)。请核对编号。", "There is no claim \(id.text). Check the number."))
            throw ExitCode(1)
        }
        let file = try store.readLog { try proof($0, index, try store.verifier()) }
        guard let file else { throw LogCommand.refuseEmpty() }
        if let out {
            try LogFiles.write(Array(file.text.utf8), to: out)
            Output.line(say("证明已写入 \(out)。", "The proof is in \(out)."))
        } else {
            Output.line(String(file.text.dropLast()))
        }
        Output.flush()
    }

    /// The file, checked before it leaves the house.
    private func proof(
        _ log: LogReader, _ index: UInt64, _ key: VerifierKey
    ) throws -> LogProofFile {
        guard let proof = try log.entryProof(index, key: key) else {
            throw LedgerFailure.corrupt("logEntry \(index)")
        }
        guard proof.verdict == .good else { throw LedgerFailure.corrupt("logTile") }
        var file = proof.file
        if withoutEntry { file.extra = nil }
        return file
    }
}

/// Files of the log, written whole or not at all.
enum LogFiles {
    static func write(_ bytes: [UInt8], to path: String) throws {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw FileFault(.write, path: path, code: code(of: error))
        }
    }

    static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        } catch {
            throw FileFault(.write, path: path, code: code(of: error))
        }
    }

    /// The system's number behind an error of Foundation.
    private static func code(of error: any Error) -> Int32 {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        if let underlying, underlying.domain == NSPOSIXErrorDomain {
            return Int32(clamping: underlying.code)
        }
        switch (error as? CocoaError)?.code {
        case .fileNoSuchFile?, .fileReadNoSuchFile?: return ENOENT
        case .fileWriteNoPermission?, .fileReadNoPermission?: return EACCES
        case .fileWriteOutOfSpace?: return ENOSPC
        case .fileWriteVolumeReadOnly?: return EROFS
        case .fileWriteFileExists?: return ENOTDIR
        default: return EIO
        }
    }
}
