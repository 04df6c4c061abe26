import FileExchange
import Foundation
import Glibc
import PolicyLibrary

/// A folder of packs that a county keeps for itself: `name.yaml`, `name.notice.md`,
/// `name.cases.yaml`.
struct PackFolder {
    let path: String

    /// The packs of the folder in the order of their names.
    ///
    /// - Throws: ``FileFault`` when the folder or one of the three files cannot be read.
    func files() throws -> [PackFiles] {
        let packs = try names().filter { $0.hasSuffix(".yaml") && !$0.hasSuffix(".cases.yaml") }
        // Named with the folder, so that a fault says which of the files at hand is meant.
        let folder = path.hasSuffix("/") ? path : path + "/"
        return try packs.sorted().map { try PackChoice.draft(at: folder + $0) }
    }

    /// The names in the folder.
    ///
    /// Asks the C library itself: Foundation leaves no error number that could be trusted.
    private func names() throws -> [String] {
        guard let folder = opendir(path) else { throw FileFault(.open, path: path, code: errno) }
        defer { closedir(folder) }
        var names: [String] = []
        errno = 0
        while let entry = readdir(folder) {
            let room = MemoryLayout.size(ofValue: entry.pointee.d_name)
            let name = withUnsafePointer(to: &entry.pointee.d_name) { place in
                place.withMemoryRebound(to: CChar.self, capacity: room) { String(cString: $0) }
            }
            names.append(name)
            errno = 0
        }
        guard errno == 0 else { throw FileFault(.read, path: path, code: errno) }
        return names
    }
}
