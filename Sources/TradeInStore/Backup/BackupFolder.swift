import Crypto
import Foundation
import TradeInCore

/// The folder of a backup while it is written: everything in it is on disk before it gets its name.
struct BackupFolder {
    static let ledgerName = "tradein.ledger"
    static let papersName = ledgerName + ".files"
    static let keysName = ledgerName + ".keys"
    static let manifestName = "manifest.json"
    static let sumsName = "SHA256SUMS"

    /// Where it will lie.
    let path: String
    /// Where it is written.
    let draft: String
    /// Holds the lock by which another backup to the same path is told off.
    private let lock: Int32
    /// The folders inside.
    private var folders: [String] = []
    /// The SHA-256 of each file, by its path in the folder.
    private(set) var sums: [String: String] = [:]
    /// What all files take.
    private(set) var byteCount: Int64 = 0

    /// Begins a folder beside the place where it will lie.
    ///
    /// - Throws: ``BackupFailure`` when it cannot lie there.
    init(_ path: String) throws {
        self.path = path
        draft = path + ".partial"
        guard !Self.isThere(path) else { throw BackupFailure.exists(path: path) }
        guard mkdir(draft, 0o700) == 0 || errno == EEXIST else {
            throw BackupFailure.system(draft)
        }
        lock = open(draft, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard lock >= 0 else { throw BackupFailure.system(draft) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw BackupFailure.running(path: path)
        }
        // What a backup that was killed has left.
        for name in try FileManager.default.contentsOfDirectory(atPath: draft) {
            try FileManager.default.removeItem(atPath: "\(draft)/\(name)")
        }
    }

    static func isThere(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// Throws away what was written.
    func abandon() {
        try? FileManager.default.removeItem(atPath: draft)
        close(lock)
    }

    /// Writes a file and makes it durable.
    mutating func write(_ bytes: [UInt8], as name: String, mode: mode_t = 0o600) throws {
        let file = "\(draft)/\(name)"
        let descriptor = open(file, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw BackupFailure.system(file) }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Foundation.write(
                    descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw BackupFailure.system(file) }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw BackupFailure.system(file) }
        sums[name] = Digests.sha256Hex(bytes)
        byteCount += Int64(bytes.count)
    }

    /// Makes a folder inside, unless it was made.
    mutating func make(_ name: String) throws {
        guard !folders.contains(name) else { return }
        guard mkdir("\(draft)/\(name)", 0o700) == 0 else {
            throw BackupFailure.system("\(draft)/\(name)")
        }
        folders.append(name)
    }

    /// Takes up a file that somebody else has written there.
    mutating func adopt(_ name: String) throws {
        let file = "\(draft)/\(name)"
        chmod(file, 0o600)
        try Self.sync(file, O_RDONLY)
        let (sum, count) = try Self.sum(of: file)
        sums[name] = sum
        byteCount += count
    }

    /// Writes the list of sums as `sha256sum -c` reads it.
    mutating func writeSums() throws {
        let lines = sums.keys.sorted().map { "\(sums[$0] ?? "")  \($0)\n" }
        try write(Array(lines.joined().utf8), as: Self.sumsName)
        sums[Self.sumsName] = nil
    }

    /// Gives the whole its name, durably; replaces nothing.
    func finish() throws {
        for folder in folders + [""] { try Self.sync("\(draft)/\(folder)", O_RDONLY | O_DIRECTORY) }
        // What came to stand there meanwhile is not replaced, unless it is an empty folder.
        guard rename(draft, path) == 0 else {
            let isTaken = [EEXIST, ENOTEMPTY, ENOTDIR].contains(errno)
            throw isTaken ? BackupFailure.exists(path: path) : BackupFailure.system(path)
        }
        try Self.sync(
            URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY)
        close(lock)
    }

    private static func sync(_ path: String, _ flags: Int32) throws {
        let descriptor = open(path, flags | O_CLOEXEC)
        guard descriptor >= 0 else { throw BackupFailure.system(path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw BackupFailure.system(path) }
    }

    /// A file's SHA-256 and size, read a stretch at a time.
    static func sum(of path: String) throws -> (sum: String, byteCount: Int64) {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? file.close() }
        var hash = SHA256()
        var count: Int64 = 0
        while let stretch = try file.read(upToCount: 1 << 20), !stretch.isEmpty {
            hash.update(data: stretch)
            count += Int64(stretch.count)
        }
        return (hexadecimal(hash.finalize()), count)
    }
}
