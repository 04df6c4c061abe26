import Foundation
import GRDB

/// How a ledger's files lie on their disk, for whoever looks after them.
public struct LedgerFileState: Hashable, Sendable {
    /// The ledger's file name, without where it lies.
    public var name: String
    /// Its bytes, the write-ahead log not counted.
    public var byteCount: Int64
    /// The bytes of the write-ahead log, which is folded in from time to time.
    public var journalByteCount: Int64
    /// The version of its schema.
    public var schemaVersion: Int
    /// The permission bits of the key file; nil when there is none.
    public var keyFileMode: UInt32?
    /// Bytes that are free on the disk.
    public var freeByteCount: Int64
}

extension LedgerStore {
    /// Asks the file system and the file's header.
    ///
    /// - Throws: the file system's error, or ``LedgerFailure`` when the file cannot be read.
    public func fileState() throws -> LedgerFileState {
        var space = statvfs()
        guard statvfs(path, &space) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        let version = try pool.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
        return LedgerFileState(
            name: URL(fileURLWithPath: path).lastPathComponent,
            byteCount: Self.status(of: path)?.bytes ?? 0,
            journalByteCount: Self.status(of: path + "-wal")?.bytes ?? 0, schemaVersion: version,
            keyFileMode: Self.status(of: KeyFile.path(beside: path))?.mode,
            freeByteCount: Int64(clamping: UInt64(space.f_bavail) * UInt64(space.f_frsize)))
    }

    private static func status(of path: String) -> (bytes: Int64, mode: UInt32)? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return (Int64(status.st_size), status.st_mode & 0o777)
    }
}
