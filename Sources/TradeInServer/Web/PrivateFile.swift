import FileExchange
import Foundation

/// A file that nobody else can read, for writers and readers that take a path; gone afterwards.
enum PrivateFile {
    /// Hands `body` a path in a folder of its own, which is removed whatever happens.
    static func using<Value>(
        holding bytes: [UInt8]? = nil, ending: String, _ body: (String) throws -> Value
    ) throws -> Value {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("tradein-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("file.\(ending)").path
        if let bytes {
            guard
                FileManager.default.createFile(
                    atPath: path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
            else { throw POSIXError(.EIO) }
        }
        return try body(path)
    }

    /// What a writer of files writes, as bytes.
    static func bytes(ending: String, _ write: (String) throws -> Void) throws -> [UInt8] {
        try using(ending: ending) { path in
            try write(path)
            return try WholeFile.bytes(at: path)
        }
    }
}
