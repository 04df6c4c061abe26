import Foundation
import TradeInCore

/// The folder of papers beside a ledger: each file sealed under a key of its own, named by the
/// SHA-256 of what it holds, so that the same paper lies there once.
///
/// A file is whole or absent. One that no claim names, left by a command that was killed, is
/// harmless: attaching it again finds it.
public struct PaperFolder: Sendable {
    /// Where it lies: `LEDGER.files`.
    public let path: String
    private let keys: LedgerKeys

    init(beside ledger: String, keys: LedgerKeys) {
        path = ledger + ".files"
        self.keys = keys
    }

    /// Where a paper lies.
    public func path(of sha256: String) -> String { "\(path)/\(sha256.prefix(2))/\(sha256)" }

    /// Puts a paper there, unless it is there already; when it returns it is durable.
    ///
    /// - Parameter bytes: the whole file, in clear.
    /// - Returns: its SHA-256, lower-case hexadecimal.
    /// - Throws: ``LedgerFailure/diskFull``, or the file system's error.
    public func put(_ bytes: [UInt8]) throws -> String {
        let sha256 = Digests.sha256Hex(bytes)
        let folder = "\(path)/\(sha256.prefix(2))"
        // One that was damaged is written anew from the good copy at hand.
        if (try? get(sha256)) != bytes { try write(bytes, named: sha256, in: folder) }
        // Also where it was there: who put it there may not have come to this.
        try sync(folder)
        return sha256
    }

    private func write(_ bytes: [UInt8], named sha256: String, in folder: String) throws {
        let record = try SealedRecord(
            bytes, under: keys.sealing, seed: try RandomBytes.take(56)[...])
        try make(folder)
        let temporary = "\(folder)/.\(sha256).\(getpid())"
        try write(record.sealedKey + record.sealed, to: temporary)
        guard rename(temporary, path(of: sha256)) == 0 else { throw Self.fault() }
    }

    /// Makes a folder of papers, its name and that of the whole durable.
    private func make(_ folder: String) throws {
        guard !FileManager.default.fileExists(atPath: folder) else { return }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try sync(path)
        try sync(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    }

    private func write(_ bytes: [UInt8], to temporary: String) throws {
        let descriptor = open(temporary, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.fault() }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Foundation.write(
                    descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let fault = Self.fault()
                unlink(temporary)
                throw fault
            }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw Self.fault() }
    }

    /// Makes a new name durable.
    private func sync(_ folder: String) throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.fault() }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw Self.fault() }
    }

    /// A paper, opened.
    ///
    /// - Throws: when it is not there, or was changed.
    public func get(_ sha256: String) throws -> [UInt8] { try read(sha256).opened }

    /// A paper as it lies there, after it was opened and found good.
    func sealed(_ sha256: String) throws -> [UInt8] { try read(sha256).sealed }

    private func read(_ sha256: String) throws -> (sealed: [UInt8], opened: [UInt8]) {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path(of: sha256))))
        guard bytes.count > Self.keyLength else { throw LedgerFailure.corrupt("paper \(sha256)") }
        let record = SealedRecord(
            sealedKey: Array(bytes.prefix(Self.keyLength)),
            sealed: Array(bytes.dropFirst(Self.keyLength)))
        guard let opened = try? record.opened(under: keys.sealing),
            Digests.sha256Hex(opened) == sha256
        else { throw LedgerFailure.corrupt("paper \(sha256)") }
        return (bytes, opened)
    }

    /// Whether there is a file for the paper, good or not.
    func isThere(_ sha256: String) -> Bool {
        FileManager.default.fileExists(atPath: path(of: sha256))
    }

    /// A sealed key: nonce, key and tag of AES-256-GCM.
    private static let keyLength = 12 + 32 + 16

    private static func fault() -> any Error {
        errno == ENOSPC || errno == EDQUOT
            ? LedgerFailure.diskFull : POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
}
