import Foundation
import Glibc

/// A folder that appears whole under its name, or not at all.
///
/// Filled beside its place, then renamed. When it is dropped before ``finish()``, nothing remains.
/// What stands under its name already is never replaced, unless it is an empty folder.
public final class AtomicFolder {
    private let place: String
    private var isFinished = false
    /// Where its files are written until it is finished.
    public let path: String

    /// Makes an empty folder beside its place.
    ///
    /// - Parameter place: where the folder appears in the end.
    /// - Throws: ``FileFault`` when something is there already, or nothing can be written there.
    public init(_ place: String) throws(FileFault) {
        self.place = Self.withoutEndingSlash(place)
        guard Self.isFree(place) else {
            throw FileFault(.replace, path: self.place, code: EEXIST)
        }
        var name = Array((self.place + ".XXXXXX").utf8CString)
        guard mkdtemp(&name) != nil else { throw FileFault(.open, path: self.place, code: errno) }
        path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether nothing stands under a name, or an empty folder.
    public static func isFree(_ place: String) -> Bool {
        let place = withoutEndingSlash(place)
        var status = stat()
        guard lstat(place, &status) == 0 else { return true }
        // What cannot be listed is no folder, or not ours to replace.
        return (try? FileManager.default.contentsOfDirectory(atPath: place))?.isEmpty == true
    }

    private static func withoutEndingSlash(_ place: String) -> String {
        var trimmed = place[...]
        while trimmed.count > 1, trimmed.last == "/" { trimmed.removeLast() }
        return String(trimmed)
    }

    deinit {
        guard !isFinished else { return }
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Makes the folder durable and puts it in its place.
    ///
    /// - Throws: ``FileFault`` when something came to stand there, or the disk fails.
    public func finish() throws(FileFault) {
        precondition(!isFinished, "a folder is finished once")
        try sync(path)
        guard rename(path, place) == 0 else {
            throw FileFault(.replace, path: place, code: errno)
        }
        isFinished = true
        let slash = place.lastIndex(of: "/")
        try sync(slash.map { $0 == place.startIndex ? "/" : String(place[..<$0]) } ?? ".")
    }

    private func sync(_ folder: String) throws(FileFault) {
        let handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { throw FileFault(.replace, path: place, code: errno) }
        defer { close(handle) }
        guard fsync(handle) == 0 || errno == EINVAL else {
            throw FileFault(.replace, path: place, code: errno)
        }
    }
}
