/// A regular file read in one piece, for files that are small by nature.
public enum WholeFile {
    /// The file's size in bytes.
    ///
    /// - Throws: ``FileFault`` when it cannot be read, or is a folder or a pipe.
    public static func size(at path: String) throws(FileFault) -> Int {
        try ByteInput(.path(path)).totalBytes
    }

    /// The file's bytes.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - most: where to stop; all of it when left out.
    /// - Returns: the bytes, at most as many.
    /// - Throws: ``FileFault`` when it cannot be read, or is a folder or a pipe.
    public static func bytes(at path: String, atMost most: Int = .max) throws(FileFault) -> [UInt8]
    {
        let input = try ByteInput(.path(path))
        return try input.opening(min(input.totalBytes, most))
    }

    /// Writes a whole file; it appears complete under its name, or not at all.
    ///
    /// - Parameters:
    ///   - bytes: its contents.
    ///   - path: its place; what was there is replaced.
    /// - Throws: ``FileFault`` when it cannot be written.
    public static func write(_ bytes: [UInt8], to path: String) throws {
        let file = try AtomicFile(path: path, permissions: 0o644)
        try bytes.withUnsafeBytes { try file.write($0) }
        try file.finish()
    }
}
