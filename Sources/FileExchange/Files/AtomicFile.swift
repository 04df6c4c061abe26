import Foundation
import Glibc

/// A file that appears whole under its name, or not at all.
///
/// Written beside its place, made durable, then renamed over what was there. When it is
/// dropped before ``finish()``, nothing remains.
final class AtomicFile {
    private let path: String
    private let temporary: String
    private var descriptor: Int32

    /// Opens a new file in the folder of `path`.
    ///
    /// - Parameters:
    ///   - path: where the file appears in the end.
    ///   - permissions: the mode of the file.
    /// - Throws: ``FileFault`` when the folder cannot be written.
    init(path: String, permissions: mode_t) throws(FileFault) {
        self.path = path
        var name = Array((path + ".XXXXXX").utf8CString)
        descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw FileFault(.open, path: path, code: errno) }
        temporary = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        // From here on `deinit` cleans up, since every property is set.
        guard fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0,
            fchmod(descriptor, permissions) == 0
        else {
            throw FileFault(.write, path: path, code: errno)
        }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        unlink(temporary)
    }

    /// Appends all of `bytes`.
    func write(_ bytes: UnsafeRawBufferPointer) throws(FileFault) {
        var written = 0
        while written < bytes.count {
            let count = Glibc.write(
                descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
            if count >= 0 {
                written += count
            } else if errno != EINTR {
                throw FileFault(.write, path: path, code: errno)
            }
        }
    }

    /// Makes the file durable and puts it in its place.
    func finish() throws(FileFault) {
        precondition(descriptor >= 0, "a file is finished once")
        guard fsync(descriptor) == 0 else { throw FileFault(.write, path: path, code: errno) }
        guard rename(temporary, path) == 0 else {
            throw FileFault(.replace, path: path, code: errno)
        }
        close(descriptor)
        descriptor = -1
        try syncFolder()
    }

    /// Makes the new name durable too.
    private func syncFolder() throws(FileFault) {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { throw FileFault(.replace, path: path, code: errno) }
        defer { close(handle) }
        guard fsync(handle) == 0 || errno == EINVAL else {
            throw FileFault(.replace, path: path, code: errno)
        }
    }
}
