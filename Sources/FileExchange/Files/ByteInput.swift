import Glibc

/// Where a file's bytes come from.
public enum FileOrigin: Hashable, Sendable {
    /// A regular file on disk.
    case path(String)
    /// Bytes at hand, such as a request's body, under the name to show for them.
    case bytes([UInt8], name: String)

    /// The path or the name, for messages and for the extension.
    public var name: String {
        switch self {
        case .path(let path): path
        case .bytes(_, let name): name
        }
    }
}

/// The bytes of one origin, read in order and read again from the start.
///
/// Reads with POSIX `read`, so nothing but the caller's buffer is held.
final class ByteInput {
    let name: String
    private let bytes: [UInt8]
    private let descriptor: Int32
    private let opened: Stamp
    private var position = 0

    /// What tells one state of a file from another.
    private struct Stamp: Equatable {
        var size = 0
        var seconds = 0
        var nanoseconds = 0
    }

    /// Opens the origin.
    ///
    /// - Throws: ``FileFault`` when the file cannot be opened or is a folder or a pipe.
    init(_ origin: FileOrigin) throws(FileFault) {
        name = origin.name
        switch origin {
        case .bytes(let bytes, _):
            self.bytes = bytes
            descriptor = -1
            opened = Stamp(size: bytes.count)
        case .path(let path):
            bytes = []
            // Without waiting: a pipe that nobody writes to would hold us for ever.
            descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
            guard descriptor >= 0 else { throw FileFault(.open, path: path, code: errno) }
            do {
                opened = try Self.stamp(of: descriptor, path: path)
            } catch {
                close(descriptor)
                throw error
            }
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The number of bytes when the origin was opened.
    var totalBytes: Int { opened.size }

    /// The number of bytes read since the last rewind.
    var bytesRead: Int { position }

    private static func stamp(of descriptor: Int32, path: String) throws(FileFault) -> Stamp {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw FileFault(.open, path: path, code: errno)
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw FileFault(.open, path: path, code: EISDIR)
        default: throw FileFault(.open, path: path, code: ESPIPE)
        }
        return Stamp(
            size: Int(status.st_size), seconds: status.st_mtim.tv_sec,
            nanoseconds: status.st_mtim.tv_nsec)
    }

    /// Fills the front of `buffer`; 0 only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileFault) -> Int {
        guard descriptor >= 0 else {
            let count = min(buffer.count, bytes.count - position)
            bytes.withUnsafeBytes { all in
                buffer.copyMemory(from: .init(rebasing: all[position..<position + count]))
            }
            position += count
            return count
        }
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 {
                position += count
                return count
            }
            guard errno == EINTR else { throw FileFault(.read, path: name, code: errno) }
        }
    }

    /// Goes back to the byte at `offset`, which is not beyond the end.
    func rewind(to offset: Int = 0) throws(FileFault) {
        position = offset
        guard descriptor >= 0 else { return }
        guard lseek(descriptor, offset, SEEK_SET) == offset else {
            throw FileFault(.read, path: name, code: errno)
        }
    }

    /// The first bytes, at most `count`; the place is lost.
    func opening(_ count: Int) throws(FileFault) -> [UInt8] {
        try rewind()
        return try next(count)
    }

    /// The bytes from here to the end.
    func rest() throws(FileFault) -> [UInt8] { try next(max(0, totalBytes - position)) }

    private func next(_ count: Int) throws(FileFault) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let more = try bytes.withUnsafeMutableBufferPointer { (buffer) throws(FileFault) in
                try read(into: .init(UnsafeMutableBufferPointer(rebasing: buffer[filled...])))
            }
            if more == 0 { break }
            filled += more
        }
        return Array(bytes.prefix(filled))
    }

    /// Checks that the file is still the one that was opened.
    ///
    /// What was proven about a file holds only for the bytes that were read then.
    func checkUnchanged() throws(FileFault) {
        guard descriptor >= 0 else { return }
        guard try Self.stamp(of: descriptor, path: name) == opened else {
            throw FileFault(.reread, path: name, code: 0)
        }
    }
}
