import GRDB
import GRDBSQLite

/// A cached statement bound straight through SQLite's C interface.
///
/// GRDB prepares, caches and finalises it; binding by hand costs a third of
/// `execute(arguments:)` on the write path (`Docs/decisions/0004-hot-statements.md`).
struct HotStatement {
    private let statement: Statement
    private let handle: OpaquePointer
    private let database: Database

    init(_ database: Database, _ sql: String) throws {
        statement = try database.cachedStatement(sql: sql)
        handle = statement.sqliteStatement
        self.database = database
        sqlite3_reset(handle)
    }

    /// Copies the bytes at binding: ours may move before the step.
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    func bind(_ index: Int32, _ value: Int64) { sqlite3_bind_int64(handle, index, value) }

    func bind(_ index: Int32, _ value: Int64?) {
        if let value { bind(index, value) } else { sqlite3_bind_null(handle, index) }
    }

    func bind(_ index: Int32, _ text: String) {
        var text = text
        text.withUTF8 { bytes in
            _ = bytes.withMemoryRebound(to: CChar.self) {
                sqlite3_bind_text(handle, index, $0.baseAddress, Int32($0.count), Self.transient)
            }
        }
    }

    func bind(_ index: Int32, _ text: String?) {
        if let text { bind(index, text) } else { sqlite3_bind_null(handle, index) }
    }

    func bind(_ index: Int32, _ bytes: [UInt8]) {
        bytes.withUnsafeBytes {
            _ = sqlite3_bind_blob(handle, index, $0.baseAddress, Int32($0.count), Self.transient)
        }
    }

    func bind(_ index: Int32, _ bytes: [UInt8]?) {
        if let bytes { bind(index, bytes) } else { sqlite3_bind_null(handle, index) }
    }

    /// Binds up to three 64-bit words as a big-endian blob without a heap allocation.
    func bind(_ index: Int32, words: UInt64...) {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: words.count) { buffer in
            for (place, word) in words.enumerated() { buffer[place] = word.bigEndian }
            _ = sqlite3_bind_blob(
                handle, index, buffer.baseAddress, Int32(words.count * 8), Self.transient)
        }
    }

    /// Runs a statement that returns no rows and makes it ready for the next.
    func run() throws {
        let code = sqlite3_step(handle)
        sqlite3_reset(handle)
        guard code == SQLITE_DONE else { throw failure(code) }
    }

    /// The next row, or false at the end; the statement is then ready for new values.
    func step() throws -> Bool {
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        sqlite3_reset(handle)
        guard code == SQLITE_DONE else { throw failure(code) }
        return false
    }

    /// Leaves a row set early.
    func reset() { sqlite3_reset(handle) }

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    func text(_ column: Int32) -> String {
        guard let bytes = sqlite3_column_text(handle, column) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    func blob(_ column: Int32) -> [UInt8] {
        guard let bytes = sqlite3_column_blob(handle, column) else { return [] }
        return Array(
            UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(handle, column))))
    }

    /// The bytes of a column where they lie; they are good until the next step.
    func withBlob<Result>(
        _ column: Int32, _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        let bytes = sqlite3_column_blob(handle, column)
        let count = bytes == nil ? 0 : Int(sqlite3_column_bytes(handle, column))
        return body(
            UnsafeBufferPointer(
                start: bytes?.assumingMemoryBound(to: UInt8.self), count: count))
    }

    private func failure(_ code: Int32) -> DatabaseError {
        let message = sqlite3_errmsg(database.sqliteConnection).map { String(cString: $0) }
        return DatabaseError(
            resultCode: ResultCode(rawValue: code), message: message, sql: statement.sql)
    }
}
