import Foundation
import GRDB
import GRDBSQLite
import LedgerSchema
import TradeInCore

/// A ledger file that is open: the one place that knows SQLite.
public final class LedgerStore: Sendable {
    /// Where it lies.
    public let path: String
    /// Its secrets.
    public let keys: LedgerKeys
    /// The log's name, as checkpoints state it.
    public let origin: String
    /// The county's GB/T 2260 code.
    public let countyCode: String
    let pool: any DatabaseWriter
    let accessCount = AccessCount()
    private let isReadOnly: Bool

    private init(
        path: String, keys: LedgerKeys, pool: any DatabaseWriter, isReadOnly: Bool = false
    ) throws {
        self.path = path
        self.isReadOnly = isReadOnly
        self.keys = keys
        self.pool = pool
        (self.origin, self.countyCode) = try pool.read { database in
            func value(_ key: String) throws -> String {
                let sql = "SELECT value FROM ledger WHERE key = ?"
                guard let value = try String.fetchOne(database, sql: sql, arguments: [key]) else {
                    throw LedgerFailure.corrupt("ledger.\(key)")
                }
                return value
            }
            return (try value("origin"), try value("countyCode"))
        }
    }

    /// Makes a new ledger with fresh keys; refuses to touch a file that is there.
    ///
    /// - Parameters:
    ///   - path: where.
    ///   - countyCode: the county's GB/T 2260 code.
    /// - Returns: the ledger, open.
    /// - Throws: ``LedgerFailure``, or the file system's error.
    public static func create(at path: String, countyCode: String) throws -> LedgerStore {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw LedgerFailure.exists(path: path)
        }
        // Made under another name and moved when it is whole: who is killed meanwhile leaves no
        // half a ledger. What was moved half is moved to its end.
        let draft = path + ".new"
        let keysPath = KeyFile.path(beside: path)
        let isHalfMoved = [keysPath, draft].allSatisfy(FileManager.default.fileExists)
        if !isHalfMoved {
            try KeyFile.refuseExisting(beside: path)
            remove(draft)
            do {
                _ = try KeyFile.create(beside: draft)
                try fill(draft, countyCode: countyCode)
            } catch {
                remove(draft)
                throw error
            }
            try move(KeyFile.path(beside: draft), to: keysPath)
        }
        try move(draft, to: path)
        do {
            return try open(at: path)
        } catch {
            // Nothing was acknowledged, and it would stand in the way of the next attempt.
            remove(path)
            throw error
        }
    }

    private static func remove(_ ledger: String) {
        for file in [ledger, ledger + "-wal", ledger + "-shm", KeyFile.path(beside: ledger)] {
            unlink(file)
        }
    }

    /// Gives a whole file its name, durably; replaces none.
    private static func move(_ file: String, to path: String) throws {
        guard link(file, path) == 0 else {
            guard errno != EEXIST else { throw LedgerFailure.exists(path: path) }
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        unlink(file)
        let folder = Glibc.open(
            URL(fileURLWithPath: path).deletingLastPathComponent().path,
            O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        _ = Glibc.close(folder)
    }

    private static func fill(_ path: String, countyCode: String) throws {
        let pool = try openPool(path)
        let identifier = hexadecimal(try RandomBytes.take(4))
        try pool.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA application_id = \(LedgerSchema.applicationID)")
        }
        try migrator.migrate(pool)
        try pool.write { database in
            for (key, value) in [
                ("origin", "tradein/\(countyCode)/\(identifier)"), ("countyCode", countyCode),
            ] {
                try database.execute(
                    sql: "INSERT INTO ledger (key, value) VALUES (?, ?)", arguments: [key, value])
            }
            try database.execute(sql: "PRAGMA user_version = \(LedgerSchema.migrations.count)")
        }
        // The header must lie in the file itself, where opening looks for it, not in the WAL.
        try fold(pool)
        try pool.close()
    }

    private static func fold(_ pool: any DatabaseWriter) throws {
        _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    }

    /// Opens a ledger that is there, bringing an older schema up to date.
    ///
    /// - Throws: ``LedgerFailure`` when the file is missing, foreign, newer, or its keys are.
    public static func open(at path: String) throws -> LedgerStore {
        guard FileManager.default.fileExists(atPath: path) else {
            throw LedgerFailure.missing(path: path)
        }
        try checkHeader(path)
        let pool = try openPool(path)
        let version = try pool.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
        let known = LedgerSchema.migrations.count
        guard version <= known else {
            throw LedgerFailure.newerVersion(path: path, found: version, known: known)
        }
        let keys = try KeyFile.load(beside: path)
        if version < known {
            try migrator.migrate(pool)
            try pool.write { database in
                if version < tracesVersion { try fillTraces(database, keys: keys) }
                try database.execute(sql: "PRAGMA user_version = \(known)")
            }
        }
        return try LedgerStore(path: path, keys: keys, pool: pool)
    }

    /// Looks at the header without SQLite, so that a foreign file is not changed in any way.
    private static func checkHeader(_ path: String) throws {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? file.close() }
        let header = Array(try file.read(upToCount: 100) ?? Data())
        guard header.count == 100, header.starts(with: Array("SQLite format 3\0".utf8)),
            header[68..<72].reduce(Int32(0), { $0 << 8 | Int32($1) }) == LedgerSchema.applicationID
        else { throw LedgerFailure.notALedger(path: path) }
    }

    /// Opens a ledger for reading only: one connection, nothing written, nothing folded.
    ///
    /// A short command that only reads would otherwise pay for making and removing the
    /// write-ahead log, four syncs of the disk in all.
    ///
    /// - Parameter path: where.
    /// - Returns: the ledger; committing to it fails.
    /// - Throws: ``LedgerFailure`` as opening does, also for an older schema that a writer
    ///   must first bring up to date.
    public static func openForReading(at path: String) throws -> LedgerStore {
        guard FileManager.default.fileExists(atPath: path) else {
            throw LedgerFailure.missing(path: path)
        }
        try checkHeader(path)
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(60)
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        let version = try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
        let known = LedgerSchema.migrations.count
        guard version == known else {
            if version < known { return try open(at: path) }
            throw LedgerFailure.newerVersion(path: path, found: version, known: known)
        }
        return try LedgerStore(
            path: path, keys: try KeyFile.load(beside: path), pool: queue, isReadOnly: true)
    }

    private static func openPool(_ path: String) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.label = "ledger"
        configuration.busyMode = .timeout(60)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA cache_size = -32000")
        }
        do {
            let pool = try DatabasePool(path: path, configuration: configuration)
            try pool.writeWithoutTransaction { database in
                // GRDB opens a pool with NORMAL, which may lose acknowledged writes with the power.
                try database.execute(sql: "PRAGMA synchronous = FULL")
                try database.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
            }
            return pool
        } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
            throw LedgerFailure.notALedger(path: path)
        }
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for migration in LedgerSchema.migrations {
            migrator.registerMigration(migration.name) { database in
                try database.execute(sql: migration.sql)
                // What SQL cannot say: how an award is split to the fen.
                if migration.name == "v010_plan" {
                    let cells = try TallyRecount.cells(database)
                    try Persist(database, identifiers: RowIdentifiers()).fill(tally: cells)
                }
            }
        }
        return migrator
    }

    /// The log's public key in C2SP's form, for verifiers that are not ours.
    public var verifierKey: String { Checkpoint.verifierKey(origin, keys.verifying) }

    /// The newest checkpoint, or nil while the log is empty.
    public func latestCheckpoint() throws -> String? {
        try pool.read {
            try String.fetchOne($0, sql: "SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1")
        }
    }

    /// Folds the write-ahead log into the file and closes it.
    ///
    /// While another process reads, folding waits for a later closing; nothing is lost by it.
    public func close() throws {
        guard !isReadOnly else { return try pool.close() }
        do {
            try Self.fold(pool)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {}
        try pool.close()
    }
}
